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
			if f.Pattern == "none" {
				wantForeign(t, err)
				return
			}
			if want, ok := refusedFacts[f.Prompt]; ok {
				wantRefusal(t, err, want)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := patternOf(f.Pattern); reading.Spec.Pattern != want {
				t.Fatalf("pattern %s, want %s", reading.Spec.Pattern, want)
			}
			compareParams(t, f.Params, reading.Spec)
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

// patternOf is the pattern of a fact that the facts call otherwise.
func patternOf(pattern string) string {
	switch pattern {
	case "folder":
		return spec.QueryExport
	case "workflow-report":
		return spec.WorkflowTask
	}
	return pattern
}

// refusal is what a refused fact must name: its jobs, and what the message
// says about each parameter that cannot be fulfilled.
type refusalOf struct {
	jobs  []string
	names []string
}

// refusedFacts are the facts that no program can fulfil, with their pattern
// or what stands in its place.
var refusedFacts = map[string]refusalOf{
	"I want to compare BOM of 4711/A and 4711/B and list added/removed/changed quantity in a csv": {
		[]string{"bom-compare"}, []string{"two bom-export runs", "diff"}},
	"Read Excel file parts.xlsx and write columns C and D into Teamcenter attributes": {
		[]string{spec.PropertyUpdate}, []string{"save the list as CSV", "which properties", "columns C and D", "item id"}},
	"Replace status 'Review' with 'Approved' for all documents of project X200": {
		[]string{spec.StatusAdd, spec.StatusRemove}, []string{"several jobs", "\"status-add\" (add a release status), then \"status-remove\""}},
	"Delete old dataset versions, keep only the latest 2, for all UGMASTER datasets older than 1 year": {
		[]string{spec.DatasetPurge}, []string{"keep 2 versions", "latest"}},
	"Migrate 80k legacy parts with revisions A..C and their creation dates into TC": {
		[]string{spec.ItemCreate}, []string{"creation_date", "csv2tcxml", "tcxml_import", "revisions A..C"}},
	"abort all processes older than 2019": {
		[]string{"process-abort"}, []string{"no trustworthy public call", "workflow-task"}},
	"cancel checkout of everything checked out by user kmeier": {
		[]string{"checkout-cancel"}, []string{"loses work", "checkout-report"}},
	"inactivate all users in the list and put them in group Inactive": {
		[]string{"user-admin"}, []string{"make_user", "user-report"}},
	"dump all site preferences to a file": {
		[]string{"preference-report"}, []string{"preferences_manager"}},
	"PLMXML export of assembly 55100/B with transfer mode ConfiguredDataExportDefault": {
		[]string{"plmxml-export"}, []string{"plmxml_export", "bom-export"}},
}

func wantRefusal(t *testing.T, err error, want refusalOf) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused: %v", err)
	}
	if diff := cmp.Diff(want.jobs, refusal.Jobs); diff != "" {
		t.Errorf("jobs: -want +got\n%s", diff)
	}
	for _, name := range want.names {
		if !strings.Contains(refusal.Message, name) {
			t.Errorf("the message does not name %q: %s", name, refusal.Message)
		}
	}
	for _, id := range refusal.Candidates {
		if !slices.Contains(spec.Patterns(), id) {
			t.Errorf("the candidate %s is no pattern", id)
		}
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
	switch {
	case name == "input_file" && (want == "csv" || want == "list" || want == "file"):
		return unnamed
	case name == "object_type" && want == "PDF":
		return "PDF"
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

// columnNames gives columns the names that the facts use.
func columnNames(s spec.Spec) []string {
	var out []string
	if spec.Writes(s.Pattern) && s.Input != nil {
		return inputNames(s)
	}
	for _, c := range s.Columns {
		switch {
		case c.Of == spec.OfParent && s.Pattern == spec.BOMExport:
			out = append(out, "parent_"+c.Property)
		case c.Of == spec.OfParent:
			out = append(out, map[string]string{"item_id": "parent_id", "item_revision_id": "parent_rev"}[c.Property])
		case c.Property == "item_id" && s.Pattern == spec.WhereUsed:
			// the part that is looked up stands before the columns that are asked for
		case c.Property == "bl_item_item_id":
			out = append(out, "item_id")
		case c.Property == "bl_rev_item_revision_id":
			out = append(out, "item_revision_id")
		case c.Property == "bl_rev_object_name":
			out = append(out, "object_name")
		case c.Of == spec.OfProcess:
			out = append(out, "process")
		case c.Of == spec.OfTask && c.Property == "object_name":
			out = append(out, "task")
		case c.Property == "fnd0StartDate":
			out = append(out, "start_date")
		case s.Pattern == spec.ClassificationReport:
			// the object stands for its id; class and value belong to each attribute
			if name := map[string]string{"object_string": "item_id", "attribute": "attributes"}[c.Property]; name != "" {
				out = append(out, name)
			}
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

// inputNames gives the columns of an input file the names that the facts use.
func inputNames(s spec.Spec) []string {
	names := map[spec.Role]string{
		spec.RoleItemID: "item_id", spec.RoleRevID: "item_revision_id", spec.RoleName: "object_name", spec.RoleType: "object_type",
		spec.RoleDescription: "object_desc", spec.RoleFile: "path", spec.RoleDatasetName: "dataset_name", spec.RoleParentID: "parent_id",
		spec.RoleChildID: "child_id", spec.RoleQuantity: "quantity", spec.RoleFindNo: "find_no", spec.RoleUOM: "uom", spec.RoleSecondaryID: "secondary_id",
	}
	var out []string
	for _, c := range s.Input.Columns {
		switch {
		case c.Role == spec.RoleProperty:
			out = append(out, c.Property)
		case c.Role == spec.RoleItemID && s.Pattern == spec.RelationCreate:
			out = append(out, "primary_id")
		default:
			out = append(out, names[c.Role])
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
		case "older_than_days":
			field := spec.FieldCheckedOut
			if s.Pattern == spec.WorkflowTask {
				field = spec.FieldStarted
			}
			want = append(want, spec.Filter{Field: field, Op: spec.OpOlderThan, Last: int(value.(float64)), Unit: spec.UnitDay})
		case "task_state":
			want = append(want, spec.Filter{Field: spec.FieldTaskState, Op: spec.OpIs, Values: []string{value.(string)}})
		case "checked_out": // every object of the report is
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
