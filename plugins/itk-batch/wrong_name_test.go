package main

import (
	"strings"
	"testing"
)

// wrongNames are programs whose command line gives all objects something that
// the site does not have, or that cannot be given to anything.
var wrongNames = []struct{ name, spec, site, arg, want string }{
	{"owner", `"pattern":"change-ownership","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"user":"mbrown"}`,
		"", "-new_user=nobody", `user "nobody" does not exist at this site: correct -new_user=`},
	{"group", `"pattern":"change-ownership","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"user":"mbrown"}`,
		"", "-new_group=nobody", `group "nobody" does not exist at this site: correct -new_group=`},
	{"inactive owner", `"pattern":"change-ownership","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"user":"mbrown"}`,
		"user gone \"Gone\" default=Design inactive\n  member Design/Designer\n", "-new_user=gone", `the new owner is an inactive user: correct -new_user=`},
	{"inactive owner of a query", `"pattern":"change-ownership","select":{"from":"filter","kind":"item"},"where":[{"field":"name","op":"like","values":["Nothing*"]}],"action":{"user":"mbrown"}`,
		"user gone \"Gone\" default=Design inactive\n  member Design/Designer\n", "-new_user=gone", `the new owner is an inactive user: correct -new_user=`},
	{"owner outside the group", `"pattern":"change-ownership","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"user":"mbrown"}`,
		"", "-new_group=Design", `the new owner is no active member of the group: correct -new_user= or -new_group=`},
	{"owner by line in one group", `"pattern":"change-ownership","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"user"}]},"action":{"group":"Design"}`,
		"", "-new_group=nobody", `group "nobody" does not exist at this site: correct -new_group=`},
	{"status to add", `"pattern":"status-add","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"status":["Obsolete"]}`,
		"", "-new_status=None", `release status "None" does not exist at this site: correct -new_status=`},
	{"status to remove", `"pattern":"status-remove","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"status":["Obsolete"]},"safety":{"bypass":"option"}`,
		"", "-old_status=None", `release status "None" does not exist at this site: correct -old_status=`},
	{"relation", `"pattern":"relation-create","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"secondary-id"}]},"action":{"relation":"IMAN_reference"}`,
		"", "-relation=None", `relation type "None" does not exist at this site: correct -relation=`},
	{"relation beside a column", `"pattern":"relation-create","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"secondary-id"},{"role":"relation"}]},"action":{"relation":"IMAN_reference"}`,
		"", "-relation=None", `relation type "None" does not exist at this site: correct -relation=`},
	{"project", `"pattern":"project-assign","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"assign":["PRJ-77"]}`,
		"", "-to_project=None", `project "None" does not exist at this site: correct -to_project=`},
	{"inactive project", `"pattern":"project-assign","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"assign":["PRJ-77"]}`,
		"project OLD \"Old\" inactive\n", "-to_project=OLD", `project "OLD" is not active: correct -to_project=`},
	{"template", `"pattern":"workflow-start","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"action":{"template":"Release"}`,
		"template Release\n", "-template=None", `workflow template "None" does not exist at this site: correct -template=`},
	{"person to assign to", `"pattern":"workflow-task","select":{"from":"filter","kind":"task"},"where":[{"field":"task-name","op":"is","values":["Check"]}],"action":{"do":"assign","assignTo":"mbrown"}`,
		"template Release\n  task Check\n", "-assign_to=nobody", `user "nobody" does not exist at this site: correct -assign_to=`},
	{"dataset type", `"pattern":"dataset-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"file"}]},"action":{"relation":"IMAN_specification","datasetType":"PDF"}`,
		"", "-dataset_type=None", `dataset type "None" does not exist at this site: correct -dataset_type=`},
	{"relation of datasets", `"pattern":"dataset-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"file"}]},"action":{"relation":"IMAN_specification","datasetType":"PDF"}`,
		"", "-relation=None", `relation type "None" does not exist at this site: correct -relation=`},
	{"named reference", `"pattern":"dataset-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"file"}]},"action":{"relation":"IMAN_specification","datasetType":"PDF"}`,
		"", "-reference=None", `-reference=`},
	{"project of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"}]},"action":{"project":"PRJ-77"}`,
		"", "-project=None", `project "None" does not exist at this site: correct -project=`},
	{"inactive project of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"}]},"action":{"project":"PRJ-77"}`,
		"project OLD \"Old\" inactive\n", "-project=OLD", `project "OLD" is not active: correct -project=`},
	{"folder of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"}]},"action":{"folder":"Migration"}`,
		"", "-folder=None", `0 folders are called "None": correct -folder=`},
	{"type of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"},{"role":"type"}]}`,
		"", "-type=None", `type "None" does not exist at this site: correct -type=`},
	{"property of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"},{"role":"property","property":"pnx_none"}]}`,
		"", "", `property "pnx_none"`},
	{"unit of new items", `"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"name"},{"role":"uom","value":"none"}]}`,
		"", "", `none`},
	{"property", `"pattern":"property-update","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"property","property":"pnx_none"}]}`,
		"", "", `property "pnx_none"`},
	{"property of a query", `"pattern":"property-update","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"name","op":"like","values":["Nothing*"]}],"action":{"set":[{"property":"pnx_none","value":"x"}]}`,
		"", "", `property "pnx_none"`},
	{"revision rule", `"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"parent-id"},{"role":"child-id"}]},"structure":{"rule":"Latest Working"}`,
		"rule \"Latest Working\" kind=latest-working\n", "-rule=None", `revision rule "None" does not exist at this site: correct -rule=`},
	{"filter", `"pattern":"revise","select":{"from":"input","kind":"revision","revision":"latest"},"where":[{"field":"status","op":"is","values":["TCM Released"]}],"input":{"file":"in.csv","columns":[{"role":"item-id"}]}`,
		"", "-status=None", `release status "None" does not exist at this site: correct -status=`},
	{"type to delete", `"pattern":"delete-objects","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]}`,
		"", "-type=None", `type "None" does not exist at this site: correct -type=`},
	{"type to purge", `"pattern":"dataset-purge","select":{"from":"filter","kind":"dataset","type":"PDF","typeGiven":true},"where":[{"field":"modified","op":"older-than","last":1,"unit":"year"}]`,
		"", "-type=None", `type "None" does not exist at this site: correct -type=`},
}

// TestWrongNamesStopTheRun gives each program such a name: the run ends before
// the first line with one message that says what to correct.
func TestWrongNamesStopTheRun(t *testing.T) {
	t.Parallel()
	for _, wrong := range wrongNames {
		t.Run(wrong.name, func(t *testing.T) {
			t.Parallel()
			safety := `,"safety":{}`
			if strings.Contains(wrong.spec, "safety") {
				safety = ""
			}
			s := program(t, `{"spec":1,`+wrong.spec+safety+`,"output":{}}`).With(wrong.site).
				Input("in.csv", "a,b,c\n000123,000124,x\n000124,000125,y\n")
			args := []string{"-nodryrun"}
			if wrong.arg != "" {
				args = append(args, wrong.arg)
			}
			for _, setting := range []string{"kind", "harsh"} {
				r := run(t, s.With("switch all "+setting, "readonly").Quick(), args...)
				if r.Exit != 1 || strings.Contains(r.Stderr, "failed: ") || strings.Contains(r.Stderr, "looked at") || !strings.Contains(r.Stderr, wrong.want) {
					t.Errorf("%s: exit %d; want 1 before the first object, and %q\n%s", setting, r.Exit, wrong.want, r.Stderr)
				}
				if len(r.Watch) > 0 || len(r.Changes) > 0 {
					t.Errorf("%s: watch %q, changes %q", setting, r.Watch, r.Changes)
				}
			}
		})
	}
}
