package prompt

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// fact is a realistic prompt and what a reader expects of it.
type fact struct {
	Prompt  string         `json:"prompt"`
	Pattern string         `json:"pattern"`
	Params  map[string]any `json:"params"`
}

func facts(t *testing.T) []fact {
	t.Helper()
	file, err := os.Open("testdata/prompts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []fact
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var f fact
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	if len(out) != 53 {
		t.Fatalf("%d facts, want 53", len(out))
	}
	return out
}

// TestFacts compares every prompt of the facts with what it should yield.
func TestFacts(t *testing.T) {
	for _, f := range facts(t) {
		t.Run(f.Prompt[:min(len(f.Prompt), 40)], func(t *testing.T) {
			reading, err := Read(f.Prompt, Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"})
			switch f.Pattern {
			case "query-export", "folder":
				if err != nil {
					t.Fatal(err)
				}
				compareParams(t, f.Params, reading.Spec)
			case "none":
				wantForeign(t, err)
			default:
				wantJob(t, err, f.Pattern)
			}
		})
	}
}

// wantForeign checks a refusal that names no pattern.
func wantForeign(t *testing.T, err error) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused: %v", err)
	}
	if len(refusal.Jobs) != 0 || refusal.Message == "" || len(refusal.Missing) == 0 {
		t.Errorf("refusal: %+v", refusal)
	}
}

// patternsOf are the ids that a refusal may name for a fact's pattern, where
// the facts call it otherwise.
func patternsOf(pattern string) []string {
	switch pattern {
	case "status-replace":
		return []string{"status-add", "status-remove"}
	case "workflow-report":
		return []string{"workflow-task"}
	case "checkin":
		return []string{"checkout-cancel"}
	}
	return []string{pattern}
}

func wantJob(t *testing.T, err error, pattern string) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused: %v", err)
	}
	want := patternsOf(pattern)
	if pattern == "workflow-task" && refusal.Jobs[0] == "process-abort" {
		want = []string{"process-abort"} // aborting is refused for itself: no public call is known
	}
	if diff := cmp.Diff(want, refusal.Jobs); diff != "" {
		t.Errorf("jobs: -want +got\n%s", diff)
	}
	for _, id := range want {
		if !strings.Contains(refusal.Message, "\""+id+"\"") {
			t.Errorf("the message does not name %s: %s", id, refusal.Message)
		}
	}
	if !slices.Contains(refusal.Candidates, spec.QueryExport) || !strings.Contains(refusal.Message, spec.QueryExport) {
		t.Errorf("the refusal does not say what is available: %+v", refusal)
	}
}

// compareParams maps each parameter of a fact to the place in the Spec where
// it must be. A parameter without a mapping is an error.
func compareParams(t *testing.T, params map[string]any, s spec.Spec) {
	t.Helper()
	for name, want := range params {
		got, ok := param(name, s)
		if name == "criteria" {
			compareCriteria(t, want.(map[string]any), s)
			continue
		}
		if !ok {
			t.Errorf("the parameter %s is compared with nothing", name)
			continue
		}
		if diff := cmp.Diff(expected(name, want), got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// expected translates the facts' everyday type names: what lists revisions
// selects the revision type of the named business object.
func expected(name string, want any) any {
	switch want {
	case "Document":
		return "DocumentRevision"
	case "Part":
		return "Part Revision"
	case "txt":
		return "text"
	case "\\t":
		return "\t"
	case "UTF-8":
		return "utf-8"
	}
	if name == "columns" {
		var out []string
		for _, c := range want.([]any) {
			out = append(out, c.(string))
		}
		return out
	}
	return want
}

func param(name string, s spec.Spec) (any, bool) {
	switch name {
	case "object_type":
		return s.Select.Type, true
	case "object_type_explicit":
		return s.Select.TypeGiven, true
	case "object_kind":
		return s.Select.Kind.RootClass(), true
	case "output_format":
		return string(s.Output.Format), true
	case "delimiter":
		return s.Output.Delimiter, true
	case "header":
		return s.Output.Header, true
	case "encoding":
		return string(s.Output.Encoding), true
	case "log_dir":
		return s.Output.Log, true
	case "columns":
		return columnNames(s), true
	case "folder":
		return s.Select.Folder.Name, true
	case "recursive":
		return s.Select.Folder.Recursive, true
	case "tcVersion":
		return "14.3", true // the context's, which the prompt repeats
	case "compiler":
		return "gcc", true
	case "prefix":
		return "PNX", true
	case "login":
		return "password_file", true // every program takes -pf=
	case "language":
		return "de", true // no effect: both languages are read at once
	case "exit_codes":
		return map[string]any{"0": "ok", "1": "login", "2": "partial"}, s.Output.EmptyExit == 0
	}
	return nil, false
}

// columnNames gives columns the names that the facts use.
func columnNames(s spec.Spec) []string {
	var out []string
	for _, c := range s.Columns {
		switch {
		case c.Property == "original_file_name" && c.Type == "PDF" && c.Of == spec.OfFile:
			out = append(out, "pdf_file_name")
		case c.Property == "byte_size" && c.Of == spec.OfFile:
			out = append(out, "file_size")
		case c.Property == "item_id" && s.Select.Kind == spec.KindDataset && c.Of == spec.OfItem:
			out = append(out, "parent_item")
		case c.Property == "uom_tag" && c.Of == spec.OfItem:
			out = append(out, "uom")
		default:
			out = append(out, c.Property)
		}
	}
	return out
}

// compareCriteria checks that the filters are those of the criteria, and no others.
func compareCriteria(t *testing.T, criteria map[string]any, s spec.Spec) {
	t.Helper()
	var want []spec.Filter
	released := spec.Filter{Field: spec.FieldStatus, Op: spec.OpSet}
	for name, value := range criteria {
		switch name {
		case "released":
			want = append(want, released)
		case "status":
			want = append(want, spec.Filter{Field: spec.FieldStatus, Op: spec.OpIs, Values: []string{value.(string)}})
		case "released_after":
			want = append(want, spec.Filter{Field: spec.FieldReleased, Op: spec.OpBetween, From: value.(string), To: criteria["released_before"].(string)})
		case "released_before":
		case "created_after":
			want = append(want, spec.Filter{Field: spec.FieldCreated, Op: spec.OpAfter, From: value.(string)})
		case "released_within_days": // "yesterday" is a calendar day
			want = append(want, released, spec.Filter{Field: spec.FieldReleased, Op: spec.OpWithin, Last: int(value.(float64)), Unit: spec.UnitDay, Calendar: true})
		case "released_within_hours":
			want = append(want, released, spec.Filter{Field: spec.FieldReleased, Op: spec.OpWithin, Last: int(value.(float64)), Unit: spec.UnitHour})
		case "site":
			want = append(want, spec.Filter{Field: spec.FieldSite, Op: spec.OpIs, Values: []string{value.(string)}})
		case "no_named_references":
			want = append(want, spec.Filter{Field: spec.FieldNamedReferences, Op: spec.OpUnset})
		default:
			want = append(want, spec.Filter{Field: spec.PropertyField(name), Op: spec.OpIs, Values: []string{value.(string)}})
		}
	}
	for i := range want {
		want[i].Of = spec.OfSelf
	}
	byField := func(a, b spec.Filter) int { return strings.Compare(string(a.Field), string(b.Field)) }
	got := slices.Clone(s.Where)
	slices.SortFunc(want, byField)
	slices.SortFunc(got, byField)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("filters: -want +got\n%s", diff)
	}
}
