package prompt

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestTricky compares readings with whole Specs, written by hand. Notes and
// titles are compared by the golden files.
func TestTricky(t *testing.T) {
	lines, err := os.ReadFile("testdata/tricky.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bytes.Split(bytes.TrimSpace(lines), []byte("\n")) {
		var test struct {
			Prompt string
			Spec   json.RawMessage
		}
		if err := json.Unmarshal(line, &test); err != nil {
			t.Fatal(err)
		}
		t.Run(test.Prompt[:min(20, len(test.Prompt))], func(t *testing.T) {
			want, err := spec.Parse(test.Spec)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(test.Prompt, Context{})
			if err != nil {
				t.Fatal(err)
			}
			ignored := cmpopts.IgnoreFields(spec.Spec{}, "Title", "Notes")
			if diff := cmp.Diff(want.WithDefaults(), got.Spec, ignored, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
