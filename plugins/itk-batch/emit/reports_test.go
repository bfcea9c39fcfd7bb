package emit

import (
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/check"
)

// reports need, taken together, every part of the reports that write other
// rows than one for each object.
var reports = []struct{ name, text string }{
	{"checkouts", `{"spec":1,"pattern":"checkout-report","select":{"from":"filter","kind":"object"},"where":[{"field":"checked-out","op":"older-than","last":7,"unit":"day"},{"field":"checked-out-by","op":"is","values":["x","@me"]}],"output":{"sort":[{"property":"days","descending":true},{"property":"object_string"}]},"safety":{}}`},
	{"checkouts of revisions", `{"spec":1,"pattern":"checkout-report","select":{"from":"filter","kind":"revision","type":"Part Revision","subtypes":false},"where":[{"field":"relation:A","op":"set"},{"field":"checked-out","op":"set"}],"columns":[{"property":"item_id","of":"item"},{"property":"checked_out_date","as":"raw"},{"property":"uid","of":"run"}],"output":{"sort":[{"property":"item_id"}]},"safety":{}}`},
	{"users", `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"output":{"sort":[{"property":"user_id"},{"property":"group"}]},"safety":{}}`},
	{"users of a group", `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"where":[{"field":"member-of","op":"is","values":["Design"]},{"field":"user-state","op":"is-not","values":["inactive"]},{"field":"last-login","op":"older-than","last":90,"unit":"day"},{"field":"name","op":"like","values":["A*"]}],"columns":[{"property":"user_id","of":"user"},{"property":"license_level","of":"user"},{"property":"last_login_time","of":"user","as":"raw"},{"property":"role","of":"member"}],"output":{"format":"json"},"safety":{}}`},
	{"users of no group", `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"where":[{"field":"member-of","op":"unset"},{"field":"last-login","op":"unset"}],"columns":[{"property":"user_name","of":"user"},{"property":"email","of":"user"}],"output":{},"safety":{}}`},
	{"users not in a group", `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"where":[{"field":"member-of","op":"is-not","values":["x"]}],"columns":[{"property":"group","of":"member"},{"property":"inactive","of":"member"}],"output":{"sort":[{"property":"group"}]},"safety":{}}`},
	{"user ids", `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"columns":[{"property":"user_id"},{"property":"uid","of":"run"}],"output":{"sort":[{"property":"user_id"}]},"safety":{}}`},
	{"bom", `{"spec":1,"pattern":"bom-export","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000123","revId":"A"}]},"structure":{"rule":"Latest Working","depth":0,"unconfigured":"list"},"output":{},"safety":{}}`},
	{"bom totals", `{"spec":1,"pattern":"bom-export","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"columns":[{"role":"item-id"}]},"structure":{"total":true,"pack":true,"unconfigured":"skip","skipTypes":["A","B"],"view":"x","depth":2},"columns":[{"property":"line","of":"run"},{"property":"uid","of":"run"},{"property":"object_name"},{"property":"item_id","of":"item"},{"property":"bl_item_item_id","of":"line"},{"property":"bl_quantity","of":"line"}],"output":{"decimal":",","delimiter":";","sort":[{"property":"bl_quantity"},{"property":"bl_item_item_id"}]},"safety":{"stopAfter":3}}`},
	{"bom without the program's own columns", `{"spec":1,"pattern":"bom-export","select":{"from":"filter","kind":"revision","revision":"latest-released"},"where":[{"field":"status","op":"set"}],"structure":{},"columns":[{"property":"bl_rev_object_name","of":"line"},{"property":"object_name","of":"parent"}],"output":{"format":"json","encoding":"utf-8"},"safety":{}}`},
	{"where used", `{"spec":1,"pattern":"where-used","select":{"from":"input","kind":"item","revision":"all"},"input":{"header":false,"columns":[{"role":"item-id"}],"repeat":"once"},"structure":{"depth":0,"by":"structure"},"columns":[{"property":"item_id","of":"item"},{"property":"item_id","of":"parent","header":"parent_id"},{"property":"item_revision_id","of":"parent","header":"parent_rev"},{"property":"level","of":"run"}],"output":{},"safety":{}}`},
	{"where used by a rule", `{"spec":1,"pattern":"where-used","select":{"from":"arguments","kind":"revision"},"structure":{"depth":1,"rule":"Any Status"},"output":{"sort":[{"property":"level"},{"property":"item_id"}]},"safety":{}}`},
	{"where used of the latest", `{"spec":1,"pattern":"where-used","select":{"from":"filter","kind":"item","revision":"latest"},"structure":{"by":"references"},"columns":[{"property":"item_id"},{"property":"object_string","of":"parent"},{"property":"relation","of":"run"},{"property":"uid","of":"run"}],"output":{},"safety":{}}`},
	{"references", `{"spec":1,"pattern":"where-used","select":{"from":"arguments","kind":"dataset"},"structure":{},"columns":[{"property":"object_name"},{"property":"object_name","of":"parent","header":"used_in","as":"raw"}],"output":{"sort":[{"property":"object_name"}]},"safety":{}}`},
	{"files", `{"spec":1,"pattern":"dataset-export","select":{"from":"filter","kind":"revision","type":"Drawing Revision","revision":"latest-released"},"where":[{"field":"status","op":"set"},{"field":"relation:IMAN_reference","op":"set"}],"action":{"relation":"IMAN_specification","datasetType":"PDF","reference":"PDF_Reference","fileName":"{item_id}_{rev}.pdf"},"output":{"directory":"C:\\export"},"safety":{}}`},
	{"files of items", `{"spec":1,"pattern":"dataset-export","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"action":{"overwrite":true},"columns":[{"property":"object_name"},{"property":"object_name","of":"related","relation":"IMAN_reference"}],"output":{},"safety":{}}`},
	{"files of datasets", `{"spec":1,"pattern":"dataset-export","select":{"from":"query","kind":"dataset","query":{"name":"Q"}},"output":{"sort":[{"property":"bytes"}]},"safety":{}}`},
	{"classes", `{"spec":1,"pattern":"classification-report","select":{"from":"filter","kind":"object"},"where":[{"field":"class-id","op":"is","values":["ICM010101"]}],"output":{"sort":[{"property":"value"}]},"safety":{}}`},
	{"classes of items", `{"spec":1,"pattern":"classification-report","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"columns":[{"property":"item_id"},{"property":"class_id","of":"class"},{"property":"line","of":"run"}],"output":{},"safety":{}}`},
	{"tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"started","op":"older-than","last":180,"unit":"day"},{"field":"template","op":"is-not","values":["Old"]},{"field":"owner","op":"is-not","values":["infodba"]},{"field":"created","op":"after","from":"2024-01-01"}],"action":{"do":"report"},"output":{"sort":[{"property":"object_name"},{"property":"state"}],"emptyExit":3},"safety":{}}`},
	{"own tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-name","op":"is-not","values":["Archive"]}],"columns":[{"property":"object_name","of":"process"},{"property":"fnd0StartDate","of":"task","as":"raw"},{"property":"targets","of":"run"},{"property":"uid","of":"run"}],"output":{"format":"json","encoding":"utf-8"},"safety":{"stopAfter":2}}`},
	{"tasks by their names", `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task","type":"EPMReviewTask"},"where":[{"field":"task-name","op":"like","values":["*release*"]},{"field":"started","op":"unset"}],"columns":[{"property":"object_name","of":"task"},{"property":"object_desc"}],"output":{"sort":[{"property":"object_name"}]},"safety":{}}`},
	{"not of a class", `{"spec":1,"pattern":"classification-report","select":{"from":"arguments","kind":"revision"},"where":[{"field":"class-id","op":"is-not","values":["x"]}],"columns":[{"property":"item_id","of":"item"},{"property":"value","of":"class"}],"output":{},"safety":{}}`},
}

// TestReportsCompile also reads the C with the rules, which must find nothing.
func TestReportsCompile(t *testing.T) {
	t.Parallel()
	have := checker(t)
	for _, s := range reports {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, s.text)
			files := Project(p)
			compileAll(t, have, files)
			rulesAreKept(t, files, p.TCVersion)
		})
	}
}

// TestSpecsKeepTheRules reads the C of all other parts with the rules.
func TestSpecsKeepTheRules(t *testing.T) {
	t.Parallel()
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			p := plan(t, s.text)
			rulesAreKept(t, Project(p), p.TCVersion)
		})
	}
}

func rulesAreKept(t *testing.T, files []File, version string) {
	t.Helper()
	var checked []check.File
	for _, f := range files {
		checked = append(checked, check.File{Path: f.Path, Body: f.Body})
		if f.Path == "README.md" && strings.Contains(string(f.Body), "%!") {
			t.Error("README.md holds a format that was not filled")
		}
	}
	for _, f := range check.Project(checked, version) {
		if f.Severity != check.Info {
			t.Errorf("%s:%d: %s: %s", f.File, f.Line, f.Rule, f.Message)
		}
	}
}
