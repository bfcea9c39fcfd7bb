package prompt

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestExpected reads testdata/expected/*.txt: prompts with what they must
// give. A person decides that, line by line, so that -update does not write
// them. "asks TEXT" is a refusal that names TEXT; other lines are those of a
// Spec in the form of the golden files, where nothing but columns and the
// output may be left out.
func TestExpected(t *testing.T) {
	files, err := filepath.Glob("testdata/expected/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expectations: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(string(text), "\n\n") {
			prompt, want, _ := strings.Cut(strings.TrimSpace(block), "\n")
			prompt, isPrompt := strings.CutPrefix(prompt, "> ")
			if !isPrompt {
				continue // a comment
			}
			t.Run(clip(prompt, 60), func(t *testing.T) { expect(t, prompt, strings.Split(want, "\n")) })
		}
	}
}

func expect(t *testing.T, prompt string, want []string) {
	t.Helper()
	got := describe(prompt, Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"})
	if text, asks := strings.CutPrefix(want[0], "asks "); asks {
		if !strings.HasPrefix(got, "  refused") || !strings.Contains(got, text) {
			t.Errorf("it does not ask about %q:\n%s", text, got)
		}
		return
	}
	if strings.HasPrefix(got, "  refused") {
		t.Fatal(got)
	}
	got += guards(t, prompt)
	said := map[string]bool{}
	for _, line := range want {
		kind, _, _ := strings.Cut(line, " ")
		said[kind] = true
	}
	var lines []string
	for _, line := range strings.Split(got, "\n") {
		line = strings.TrimSpace(line)
		kind, _, _ := strings.Cut(line, " ")
		switch kind {
		case "", "note", "remark":
			continue
		case "column", "output":
			if !said[kind] {
				continue
			}
		}
		lines = append(lines, line)
	}
	if diff := cmp.Diff(want, lines, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// guards are the members of the block safety that are not as usual, one a line.
func guards(t *testing.T, prompt string) string {
	t.Helper()
	reading, err := Read(prompt, Context{})
	if err != nil {
		t.Fatal(err)
	}
	usual, said := spec.New(reading.Spec.Pattern).WithDefaults().Safety, reading.Spec.Safety
	var out strings.Builder
	for _, guard := range [...]struct {
		name        string
		usual, said any
	}{
		{"released", usual.Released, said.Released}, {"checkedOut", usual.CheckedOut, said.CheckedOut},
		{"inProcess", usual.InProcess, said.InProcess}, {"keepModified", usual.KeepModified, said.KeepModified},
	} {
		if guard.usual != guard.said {
			fmt.Fprintf(&out, "safety %s %v\n", guard.name, guard.said)
		}
	}
	return out.String()
}
