package prompt

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// expectation is a prompt of testdata/patterns and what it must give: a Spec
// of the pattern that the file is named after, or a refusal.
type expectation struct {
	prompt, explicit string
	pattern          string
	spec             string   // without what is empty
	jobs             []string // of a refusal
	fragments        []string // each stands in the message of a refusal
}

// expectations reads testdata/patterns/*.txt. A prompt begins with "> "; the
// Spec or "refused jobs | fragment | fragment" follows on one line.
func expectations(t testing.TB) []expectation {
	t.Helper()
	files, err := filepath.Glob("testdata/patterns/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expectations: %v", err)
	}
	var out []expectation
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pattern := strings.TrimSuffix(filepath.Base(file), ".txt")
		for _, line := range strings.Split(string(text), "\n") {
			last := len(out) - 1
			switch {
			case strings.HasPrefix(line, "> "):
				out = append(out, expectation{prompt: line[2:], pattern: pattern})
			case strings.HasPrefix(line, "explicit "):
				out[last].explicit = line[len("explicit "):]
			case strings.HasPrefix(line, "refused"):
				parts := strings.Split(line[len("refused"):], "|")
				if jobs := strings.TrimSpace(parts[0]); jobs != "" {
					out[last].jobs = strings.Split(jobs, ", ")
				}
				for _, f := range parts[1:] {
					out[last].fragments = append(out[last].fragments, strings.TrimSpace(f))
				}
			case strings.HasPrefix(line, "{"):
				out[last].spec = line
			case line != "" && !strings.HasPrefix(line, "#"):
				t.Fatalf("%s: what is %q?", file, line)
			}
		}
	}
	return out
}

// TestPatterns compares what each prompt gives with a whole Spec, written by
// hand before the prompt was read.
func TestPatterns(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range expectations(t) {
		if seen[e.prompt+e.explicit] {
			t.Errorf("%q stands twice", e.prompt)
		}
		seen[e.prompt+e.explicit] = true
		t.Run(e.pattern+"/"+clip(e.prompt, 60), func(t *testing.T) {
			reading, err := Read(e.prompt, Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX", ExplicitPattern: e.explicit})
			if e.spec == "" {
				e.refusal(t, err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			compareSpec(t, fullSpec(t, e.pattern, e.spec), reading.Spec)
		})
	}
}

func (e expectation) refusal(t *testing.T, err error) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused: %v", err)
	}
	if diff := cmp.Diff(e.jobs, refusal.Jobs, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("jobs: -want +got\n%s%s", diff, refusal.Message)
	}
	whole := strings.ToLower(refusal.Message + " " + strings.Join(refusal.Missing, " "))
	for _, f := range e.fragments {
		if !strings.Contains(whole, strings.ToLower(f)) {
			t.Errorf("the message does not speak of %q: %s", f, refusal.Message)
		}
	}
	if len(refusal.Missing) == 0 {
		t.Error("nothing is missing")
	}
}

// fullSpec adds what a short Spec leaves out.
func fullSpec(t *testing.T, pattern, short string) spec.Spec {
	t.Helper()
	members := map[string]json.RawMessage{
		"spec": json.RawMessage("1"), "pattern": json.RawMessage(`"` + pattern + `"`),
		"output": json.RawMessage("{}"), "safety": json.RawMessage("{}"),
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(short)))
	if err := decoder.Decode(&members); err != nil {
		t.Fatalf("%v in %s", err, short)
	}
	body, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	want, err := spec.Parse(body)
	if err != nil {
		t.Fatalf("the expected Spec: %v\n%s", err, body)
	}
	want = want.WithDefaults()
	if err := want.Validate(); err != nil {
		t.Fatalf("the expected Spec is not valid: %v", err)
	}
	return want
}

// compareSpec compares all members but the title and the notes. The order of
// filters and of what is included has no meaning.
func compareSpec(t *testing.T, want, got spec.Spec) {
	t.Helper()
	for _, s := range []*spec.Spec{&want, &got} {
		s.Where = slices.Clone(s.Where)
		slices.SortFunc(s.Where, func(a, b spec.Filter) int {
			return strings.Compare(string(a.Field)+string(a.Op), string(b.Field)+string(b.Op))
		})
		s.Select.Include = slices.Sorted(slices.Values(s.Select.Include))
	}
	ignored := cmpopts.IgnoreFields(spec.Spec{}, "Title", "Notes")
	if diff := cmp.Diff(want, got, ignored, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestPatternsSpread keeps the prompts spread over the patterns, and more than
// half of the refusals from being of one kind.
func TestPatternsSpread(t *testing.T) {
	perPattern, seen := map[string]int{}, map[string]bool{}
	all := expectations(t)
	for _, e := range all {
		perPattern[e.pattern]++
		seen[e.prompt] = true
	}
	for _, id := range spec.Patterns() {
		if perPattern[id] < 4 {
			t.Errorf("only %d prompts for %s", perPattern[id], id)
		}
	}
	own := len(all)
	for _, f := range facts(t) {
		if seen[f.Prompt] {
			own-- // it stands among the facts, too
		}
	}
	if own < 420 || perPattern["refused"] < 100 {
		t.Errorf("%d prompts beside those of the facts, %d of all refused", own, perPattern["refused"])
	}
}
