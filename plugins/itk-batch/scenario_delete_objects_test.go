package main

import (
	"strings"
	"testing"
)

// template is a workflow that objects of the site can be in.
const template = "template \"Release\"\n  task Prepare type=EPMDoTask\n"

var deletions = []scenario{
	{
		name: "items that nothing refers to",
		spec: `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"item"},"where":[{"field":"references","op":"unset"}],"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"}],"repeat":"once"},"action":{"removeFromFolders":false},"output":{},"safety":{}}`,
		site: template + "viewtype view\nitem 000126 Part \"Pin\"\n  rev A \"Pin\"\n  rev B \"Pin\"\n    bom\n      line 000127 qty=1 find=10\n" +
			"item 000127 Part \"Bolt\"\n  rev A \"Bolt\"\nitem 000128 Part \"Lid\"\n  rev A \"Lid\"\nitem 000129 Part \"Held\"\n  rev A \"Held\" checkedout=mbrown@2024-03-01T08:00:00\n" +
			"item 000130 Part \"Busy\"\n  rev A \"Busy\"\nitem 000131 Part \"Twin\"\n  rev A \"Twin\"\n  rev B \"Twin\"\nitem 000132 Part \"Kept\"\n  rev A \"Kept\"\n" +
			"folder \"Box\" owner=jsmith\n  content 000128\nprocess \"Release Busy\" template=\"Release\" owner=jsmith started=2024-03-10T08:00:00\n  target 000130/A\n  task Prepare responsible=jsmith\n" +
			"relate 000125 IMAN_reference 000131/B\ndeny infodba DELETE 000132/A\n",
		inputs: map[string]string{"in.csv": "item_id\n000127\n000128\n000129\n000130\n000131\n000132\n000124\n000126\n000126\n"},
		exit:   2,
		again:  "what stood in the way of a line went with a later one",
	},
	{
		name: "items that guards keep",
		spec: `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"item"},"where":[{"field":"references","op":"unset"}],"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"}],"repeat":"once"},"action":{"removeFromFolders":false},"output":{},"safety":{}}`,
		site: template + "item 000128 Part \"Lid\"\n  rev A \"Lid\"\nitem 000129 Part \"Held\"\n  rev A \"Held\" checkedout=mbrown@2024-03-01T08:00:00\n" +
			"item 000130 Part \"Busy\"\n  rev A \"Busy\"\nitem 000132 Part \"Free\"\n  rev A \"Free\"\n" +
			"folder \"Box\" owner=jsmith\n  content 000128\nprocess \"Release Busy\" template=\"Release\" owner=jsmith started=2024-03-10T08:00:00\n  target 000130/A\n  task Prepare responsible=jsmith\n",
		inputs: map[string]string{"in.csv": "item_id\n000128\n000129\n000130\n000124\n000132\n"},
		faults: true,
	},
	{
		name:   "items out of their folders",
		spec:   `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"}]},"action":{"removeFromFolders":true},"output":{},"safety":{}}`,
		site:   "viewtype view\nitem 000126 Part \"Pin\"\n  rev A \"Pin\"\n    bom\n      line 000125 qty=1 find=10\nfolder \"Box\" owner=jsmith\n  content 000125 000126 000126/A\n",
		inputs: map[string]string{"in.csv": "item_id\n000126\n"},
		faults: true,
	},
	{
		name:   "single revisions",
		spec:   `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"revision","revision":"given"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"rev-id"}]},"output":{},"safety":{}}`,
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n  rev B \"Pin\"\n",
		inputs: map[string]string{"in.csv": "item,rev\n000123,A\n000126,B\n"},
		faults: true,
	},
	{
		name:   "datasets by their UID",
		spec:   `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"dataset"},"input":{"file":"in.csv","columns":[{"role":"uid"}]},"output":{},"safety":{}}`,
		site:   "dataset PDF \"Loose\" uid=LOOSExxxxxxxxx\n  file PDF_Reference loose.pdf\n",
		inputs: map[string]string{"in.csv": "uid\nLOOSExxxxxxxxx\n"},
		faults: true,
	},
}

// TestDeletionsAreNamed tries what would delete more than a person has named,
// and a line that is done already; what goes stands in the log before it goes.
func TestDeletionsAreNamed(t *testing.T) {
	t.Parallel()
	query := program(t, `{"spec":1,"pattern":"delete-objects","select":{"from":"query","kind":"dataset","query":{"name":"General...","entries":[{"entry":"Name","value":"Loose"}]}},"output":{},"safety":{}}`).
		With("dataset PDF \"Loose\" uid=LOOSExxxxxxxxx\n  file PDF_Reference loose.pdf\n")
	for _, arg := range []string{"-max=0", "-values=*", "-values=Lo?se"} {
		if r := run(t, query, "-nodryrun", arg); r.Exit != 1 || len(r.Changes) > 0 || len(r.Watch) > 0 {
			t.Errorf("%s: exit %d, changes %q, watch %q\n%s", arg, r.Exit, r.Changes, r.Watch, r.Stderr)
		}
	}
	r := run(t, query, "-nodryrun")
	if !strings.Contains(r.Files["pnx_delete_objects.log"], "UID LOOSExxxxxxxxx") || r.Exit != 0 || len(r.Changes) == 0 {
		t.Errorf("exit %d, changes %q\n%s", r.Exit, r.Changes, r.Files["pnx_delete_objects.log"])
	}
	list := program(t, `{"spec":1,"pattern":"delete-objects","select":{"from":"input","kind":"revision","revision":"given"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"rev-id"}]},"output":{},"safety":{}}`).
		With("switch all kind").Input("in.csv", "item,rev\n4711,A\n000123,Z\n")
	r = run(t, list, "-nodryrun")
	if got := rowsText(resultRows(t, r, "write")); r.Exit != 0 || strings.Count(got, "SKIPPED | it is not there") != 2 {
		t.Errorf("exit %d\n%s", r.Exit, got)
	}
}
