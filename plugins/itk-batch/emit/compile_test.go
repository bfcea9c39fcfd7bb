package emit

import (
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// checker finds the compilers. Without clang the test is weaker, which only CI
// must not be.
func checker(t testing.TB) *sim.Checker {
	t.Helper()
	c, err := sim.NewChecker()
	if err != nil {
		t.Fatal(err)
	}
	if c.Missing != nil {
		t.Logf("without %v", c.Missing)
	}
	return c
}

// compileAll checks every C file of a project with every compiler.
func compileAll(t testing.TB, c *sim.Checker, files []File) {
	t.Helper()
	texts := map[string][]byte{}
	for _, f := range files {
		texts[f.Path] = f.Body
	}
	if err := c.Check(texts); err != nil {
		t.Error(err)
	}
}

// plan makes a plan from a Spec in JSON.
func plan(t testing.TB, text string) *pattern.Plan {
	t.Helper()
	s, err := spec.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s = s.WithDefaults()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	p, err := pattern.For(s, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// specs need, taken together, every part that a program can have.
var specs = []struct{ name, text string }{
	{"released parts", `{"spec":1,"pattern":"query-export","title":"Released parts","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"}],"output":{},"safety":{}}`},
	{"encoding 0", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"unknown","encoding":"utf-8-bom"},"safety":{}}`},
	{"encoding 1", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"iso-8859-1","encoding":"utf-8"},"safety":{}}`},
	{"encoding 2", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"windows-1252","encoding":"utf-8"},"safety":{}}`},
	{"encoding 3", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"unknown","encoding":"iso-8859-1"},"safety":{}}`},
	{"encoding 4", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"utf-8","encoding":"iso-8859-1"},"safety":{}}`},
	{"encoding 5", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"utf-8","encoding":"windows-1252"},"safety":{}}`},
	{"encoding 6", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"object_name"}],"output":{"siteEncoding":"windows-1252","encoding":"iso-8859-1"},"safety":{}}`},
	{"of an item", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision"},"where":[{"field":"name","of":"item","op":"is","values":["x"]},{"field":"owner","of":"item","op":"is","values":["x"]},{"field":"status","of":"item","op":"unset"},{"field":"created","of":"item","op":"within","last":1,"unit":"year"}],"columns":[{"property":"object_name"}],"output":{},"safety":{"stopAfter":5,"limit":10}}`},
	{"of a revision", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"property:x","of":"revision","op":"like","values":["x*"]},{"field":"property:y","of":"revision","op":"set"}],"columns":[{"property":"line","of":"run"},{"property":"item_id"}],"output":{},"safety":{}}`},
	{"bare", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"columns":[{"property":"item_id"}],"output":{},"safety":{}}`},
	{"count", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"object"},"where":[{"field":"owner","op":"is","values":["@me"]}],"output":{"countOnly":true},"safety":{}}`},
	{"no subtypes", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item","type":"Part","subtypes":false},"where":[{"field":"relation:IMAN_reference","op":"set","values":["PDF"]},{"field":"relation:TC_Attaches","op":"unset"}],"output":{},"safety":{}}`},
	{"texts", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"latest"},"where":[{"field":"name","op":"like","values":["A*","B*"]},{"field":"item-id","op":"is","values":["1","2"]},{"field":"rev-id","op":"is-not","values":["A"]},{"field":"description","op":"is","values":["x"]},{"field":"property:pnx_m","op":"is","values":["S235"]},{"field":"property:pnx_n","op":"set"},{"field":"property:pnx_o","op":"unset"},{"field":"property:pnx_p","op":"like","of":"item","values":["a*"]}],"output":{},"safety":{}}`},
	{"item like", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"latest-released"},"where":[{"field":"item-id","op":"like","values":["4711*"]}],"output":{"emptyExit":3,"file":"a_{yyyymmdd}.csv"},"safety":{}}`},
	{"people", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"latest-working"},"where":[{"field":"owner","op":"is","values":["jsmith","@me"]},{"field":"group","op":"is-not","values":["Design"]},{"field":"modified-by","op":"is","values":["x"]},{"field":"status","op":"is-not","values":["Obsolete"]},{"field":"status","op":"unset"},{"field":"project","op":"is","values":["P"]},{"field":"project","op":"unset"},{"field":"site","op":"is","values":["local"]},{"field":"references","op":"unset"}],"output":{},"safety":{}}`},
	{"site unset", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"site","op":"unset"},{"field":"project","op":"is-not","values":["P"]}],"output":{},"safety":{}}`},
	{"dates", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"created","op":"after","from":"2024-03-01"},{"field":"modified","op":"between","from":"2024-01-01","to":"2024-01-31"},{"field":"released","op":"within","last":24,"unit":"hour"},{"field":"created","op":"older-than","last":2,"unit":"year"},{"field":"modified","op":"before","to":"2024-05-05T10:00"},{"field":"released","op":"within","last":1,"unit":"day","calendar":true},{"field":"released","op":"set"}],"output":{},"safety":{}}`},
	{"dates open", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"where":[{"field":"created","op":"after","option":true},{"field":"owner","op":"is","option":true},{"field":"released","op":"unset"}],"output":{},"safety":{}}`},
	{"datasets", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"dataset","type":"PDF"},"where":[{"field":"named-references","op":"unset"}],"columns":[{"property":"object_name"},{"property":"item_id","of":"item"},{"property":"item_revision_id","of":"revision"},{"property":"file_size","of":"file"},{"property":"original_file_name","of":"file"}],"output":{"format":"text"},"safety":{}}`},
	{"files", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision"},"columns":[{"property":"item_id","of":"item"},{"property":"original_file_name","of":"file","relation":"IMAN_specification","type":"PDF"},{"property":"object_name","of":"related","relation":"IMAN_reference"},{"property":"uid","of":"run"}],"output":{"sort":[{"property":"object_name"},{"property":"item_id","descending":true}]},"safety":{}}`},
	{"raw", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision"},"columns":[{"property":"creation_date","as":"raw"},{"property":"pnx_weight","as":"raw"}],"output":{"delimiter":";","decimal":",","newline":"crlf","quote":"all","header":false,"sort":[{"property":"creation_date"}]},"safety":{}}`},
	{"json", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{"format":"json"},"safety":{}}`},
	{"json sorted", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"item"},"output":{"format":"json","sort":[{"property":"item_id"}]},"safety":{}}`},
	{"query", `{"spec":1,"pattern":"query-export","select":{"from":"query","kind":"revision","revision":"all","query":{"name":"General...","entries":[{"entry":"Name","value":"A*"}]}},"where":[{"field":"released","op":"within","last":1,"unit":"day"}],"output":{},"safety":{}}`},
	{"query bare", `{"spec":1,"pattern":"query-export","select":{"from":"query","kind":"object","query":{"name":"All"}},"output":{"countOnly":true},"safety":{}}`},
	{"folder", `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"object","folder":{"name":"A/B"}},"output":{},"safety":{}}`},
	{"folder tree", `{"spec":1,"pattern":"query-export","select":{"from":"folder","kind":"item","folder":{"name":"A","owner":"x","recursive":true}},"output":{},"safety":{}}`},
	{"input", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision"},"input":{"file":"ids.csv","delimiter":";","columns":[{"role":"item-id","header":"item"},{"role":"ignore"},{"role":"rev-id"}],"repeat":"once"},"output":{},"safety":{}}`},
	{"input latest", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"header":false,"columns":[{"role":"item-id"}],"repeat":"error"},"columns":[{"property":"line","of":"run"},{"property":"object_name"}],"output":{},"safety":{}}`},
	{"input released", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"revision","revision":"latest-released"},"input":{"columns":[{"role":"item-id"}]},"where":[{"field":"name","op":"is","values":["x"]}],"output":{},"safety":{}}`},
	{"input uid", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"object"},"input":{"columns":[{"role":"uid"}]},"output":{"countOnly":true},"safety":{}}`},
	{"input items", `{"spec":1,"pattern":"query-export","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"output":{},"safety":{}}`},
	{"properties", `{"spec":1,"pattern":"property-report","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000045","revId":"A"}]},"output":{},"safety":{}}`},
	{"properties of items", `{"spec":1,"pattern":"property-report","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"columns":[{"property":"line","of":"run"},{"property":"property","of":"run"},{"property":"value","of":"run"}],"output":{"format":"json"},"safety":{}}`},
	{"properties by uid", `{"spec":1,"pattern":"property-report","select":{"from":"arguments","kind":"object","objects":[{"uid":"abc"}]},"output":{"decimal":",","delimiter":";"},"safety":{"stopAfter":3}}`},
	{"properties latest", `{"spec":1,"pattern":"property-report","select":{"from":"arguments","kind":"revision"},"output":{},"safety":{}}`},
	{"update", `{"spec":1,"pattern":"property-update","title":"Set","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"},{"role":"property","header":"w","property":"pnx_weight"},{"role":"property","header":"iname","property":"object_name","of":"item"}]},"output":{},"safety":{"bypass":"option"}}`},
	{"update long", `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"object"},"input":{"columns":[{"role":"uid"},{"role":"property-name"},{"role":"value"}],"empty":"clear","repeat":"once","decimal":",","delimiter":";","dates":"%d.%m.%Y"},"output":{"newline":"crlf"},"safety":{"keepModified":true,"inProcess":"skip","checkedOut":"error"}}`},
	{"update all", `{"spec":1,"pattern":"property-update","select":{"from":"filter","kind":"revision","revision":"all"},"action":{"set":[{"property":"object_name","transform":"upper"},{"property":"object_desc","value":"x","by":"display"}]},"output":{},"safety":{"released":"allow"}}`},
	{"update query", `{"spec":1,"pattern":"property-update","select":{"from":"query","kind":"item","query":{"name":"Q"}},"action":{"set":[{"property":"object_desc","value":"x","of":"revision"}]},"output":{},"safety":{}}`},
	{"update folder", `{"spec":1,"pattern":"property-update","select":{"from":"folder","kind":"item","folder":{"name":"Migration 2024"}},"action":{"set":[{"property":"project_code","value":"P-2024"}]},"output":{},"safety":{}}`},
	{"owner", `{"spec":1,"pattern":"change-ownership","select":{"from":"filter","kind":"object"},"where":[{"field":"owner","op":"is","values":["jsmith"]}],"action":{"user":"mbrown","group":"Design"},"output":{},"safety":{"bypass":"option","released":"allow"}}`},
	{"owner input", `{"spec":1,"pattern":"change-ownership","select":{"from":"input","kind":"item","include":["revisions","datasets","forms","bom-views"]},"input":{"columns":[{"role":"item-id"},{"role":"user"},{"role":"group"}]},"output":{},"safety":{"inProcess":"skip"}}`},
	{"owner arguments", `{"spec":1,"pattern":"change-ownership","select":{"from":"arguments","kind":"revision","objects":[{"itemId":"1","revId":"A"}],"include":["item","forms"]},"action":{"user":"mbrown"},"output":{},"safety":{"keepModified":true}}`},
	{"status", `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"}]},"action":{"status":["Obsolete"],"retainDate":true},"output":{},"safety":{"bypass":"option"}}`},
	{"no project", `{"spec":1,"pattern":"query-export","select":{"from":"filter","kind":"revision"},"where":[{"field":"project","op":"unset"}],"output":{},"safety":{}}`},
	{"status input", `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"columns":[{"role":"item-id"},{"role":"status"}]},"action":{"existing":"error","retainDate":false},"output":{},"safety":{}}`},
	{"relation", `{"spec":1,"pattern":"relation-create","select":{"from":"input","kind":"item"},"input":{"file":"rel.csv","columns":[{"role":"item-id","header":"item"},{"role":"secondary-id","header":"document"}]},"action":{"relation":"IMAN_reference"},"output":{},"safety":{}}`},
	{"relation input", `{"spec":1,"pattern":"relation-create","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"secondary-id"},{"role":"secondary-rev"},{"role":"relation"}]},"action":{"existing":"error"},"output":{},"safety":{}}`},
	{"project", `{"spec":1,"pattern":"project-assign","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id"}]},"action":{"assign":["PRJ-77"],"remove":["PRJ-11"]},"output":{},"safety":{"bypass":"option"}}`},
	{"project input", `{"spec":1,"pattern":"project-assign","select":{"from":"input","kind":"revision","include":["datasets"]},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"project"}]},"output":{},"safety":{}}`},
	{"create", `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item"},"input":{"columns":[{"role":"item-id","header":"ItemID"},{"role":"name","header":"Name"},{"role":"type","header":"Type"},{"role":"description","header":"Description"}]},"action":{"autoId":true},"output":{},"safety":{}}`},
	{"create each line", `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"columns":[{"role":"item-id"},{"role":"name"}],"repeat":"each"},"action":{},"output":{},"safety":{}}`},
	{"create without IDs", `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"columns":[{"role":"name","header":"Name"},{"role":"description","header":"Description"}],"repeat":"error"},"action":{"autoId":true},"output":{},"safety":{}}`},
	{"create all", `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"name"},{"role":"uom"},{"role":"property","property":"pnx_material","of":"revision"},{"role":"property","property":"object_desc"}],"dates":"%d.%m.%Y"},"action":{"existing":"error","folder":"Import","project":"PRJ-9"},"output":{},"safety":{}}`},
	{"structures", `{"spec":1,"pattern":"bom-import","title":"Build structures from a file","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"delimiter":";","columns":[{"role":"parent-id","header":"parent"},{"role":"child-id","header":"child"},{"role":"quantity","header":"qty"},{"role":"find-no","header":"findno"},{"role":"uom","header":"uom"}],"repeat":"error","decimal":"."},"structure":{"view":"view"},"action":{"existing":"update"},"output":{"delimiter":";"},"safety":{"bypass":"option"}}`},
	{"structures by revision", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"given"},"input":{"file":"bom.csv","columns":[{"role":"parent-id"},{"role":"parent-rev"},{"role":"child-id"},{"role":"child-rev"},{"role":"quantity"},{"role":"find-no"}],"repeat":"once","header":false},"structure":{"rule":"Latest Working"},"action":{"existing":"replace","precise":true},"output":{},"safety":{"inProcess":"skip","stopAfter":3}}`},
	{"structures by level", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"delimiter":";","columns":[{"role":"level","header":"Ebene"},{"role":"child-id","header":"Sachnr"},{"role":"child-rev","header":"Rev"},{"role":"uom","header":"ME"}],"repeat":"each"},"structure":{"view":"view"},"action":{"existing":"skip","missing":"create"},"output":{"delimiter":";"},"safety":{"released":"allow","checkedOut":"error"}}`},
	{"structures added by level", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"all"},"input":{"columns":[{"role":"level"},{"role":"child-id"},{"role":"quantity"}],"decimal":",","delimiter":";"},"structure":{},"where":[{"field":"owner","op":"is","values":["@me"]},{"field":"status","op":"unset"}],"action":{"existing":"add","missing":"create","precise":true},"output":{"newline":"crlf"},"safety":{}}`},
	{"structures of one component", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"parent-id"},{"role":"child-id","value":"123456"},{"role":"quantity","value":"2"},{"role":"find-no","value":"900"}],"repeat":"each"},"structure":{},"action":{"existing":"error"},"output":{},"safety":{}}`},
	{"structures without values", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"level"},{"role":"child-id"}]},"structure":{},"action":{"existing":"replace"},"output":{},"safety":{}}`},
	{"structures added", `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"parent-id"},{"role":"child-id"},{"role":"child-rev"},{"role":"uom"}],"repeat":"each"},"structure":{},"action":{"existing":"add"},"output":{},"safety":{}}`},
	{"revise", `{"spec":1,"pattern":"revise","select":{"from":"input","kind":"revision","revision":"latest"},"where":[{"field":"status","op":"is","values":["Released"]}],"input":{"columns":[{"role":"item-id"}]},"output":{},"safety":{"bypass":"option"}}`},
	{"revise named", `{"spec":1,"pattern":"revise","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"columns":[{"role":"item-id"},{"role":"new-rev-id"}]},"output":{},"safety":{}}`},
	{"complete tasks", `{"spec":1,"pattern":"workflow-task","title":"Done","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"task-name","op":"is","values":["Check drawing"]}],"action":{"do":"complete","comment":"done by batch"},"output":{},"safety":{}}`},
	{"approve tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"task-name","op":"like","option":true},{"field":"template","op":"is","values":["TCM Release Process"]},{"field":"started","op":"older-than","last":2,"unit":"day"}],"action":{"do":"approve"},"output":{"newline":"crlf"},"safety":{}}`},
	{"reject tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"task-name","op":"like","option":true},{"field":"template","op":"is","values":["TCM Release Process"]},{"field":"started","op":"older-than","last":2,"unit":"day"}],"action":{"do":"reject"},"output":{"newline":"crlf"},"safety":{}}`},
	{"assign tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task","type":"EPMDoTask","subtypes":false},"where":[{"field":"owner","op":"is","values":["kmeier","@me"]},{"field":"task-state","op":"is-not","values":["completed","aborted"]},{"field":"task-name","op":"like","values":["Check*"]}],"action":{"do":"assign","assignTo":"jdoe"},"output":{},"safety":{"limit":5}}`},
	{"assign own tasks", `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-name","op":"like","values":["Check*","Release"]}],"action":{"do":"assign"},"output":{},"safety":{}}`},
	{"remove status", `{"spec":1,"pattern":"status-remove","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"item-id"},{"role":"rev-id"}]},"action":{"status":["Pending"]},"output":{},"safety":{"bypass":"option"}}`},
}

// TestBelongingCompiles gives what belongs to an object a status, for which
// nothing is looked up.
func TestBelongingCompiles(t *testing.T) {
	t.Parallel()
	compileAll(t, checker(t), Project(plan(t, `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision","include":["datasets"]},`+
		`"input":{"columns":[{"role":"item-id"},{"role":"rev-id"}]},"action":{"status":["Obsolete"],"retainDate":true},"output":{},"safety":{}}`)))
}

// TestCompiles writes every part of a program at least once and checks it with
// gcc as C90 and C99 and with clang as if for Windows.
func TestCompiles(t *testing.T) {
	t.Parallel()
	have := checker(t)
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			compileAll(t, have, Project(plan(t, s.text)))
		})
	}
}
