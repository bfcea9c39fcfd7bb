package main

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

// reportRun is a report at the simulated workshop and all files that it leaves
// beside the log.
type reportRun struct {
	name, spec string
	// site are more lines of the fixture, inputs the files of the working folder.
	site   string
	inputs map[string]string
	args   []string
	files  map[string]string
	exit   int
	// faults lets each call of the run fail in turn.
	faults bool
}

var reportRuns = []reportRun{
	{
		name: "check-outs",
		spec: `{"spec":1,"pattern":"checkout-report","select":{"from":"filter","kind":"object"},"output":{"sort":[{"property":"days","descending":true}]},"safety":{}}`,
		site: "item 000140 Part \"Cover\" owner=jsmith\n  rev A \"Cover\" checkedout=jsmith@2024-03-15T08:00:00",
		files: map[string]string{"pnx_checkout_report.csv": "object_string,object_type,checked_out_user,checked_out_date,days\n" +
			"000125/A;1-Plate,Part Revision,Mary Brown (mbrown),01-Mar-2024 10:00,14\n000140/A;1-Cover,Part Revision,John Smith (jsmith),15-Mar-2024 08:00,0\n"},
		faults: true,
	},
	{
		name: "old check-outs of a user",
		spec: `{"spec":1,"pattern":"checkout-report","select":{"from":"filter","kind":"revision","type":"Part Revision"},"where":[{"field":"checked-out","op":"older-than","last":7,"unit":"day"},{"field":"checked-out-by","op":"is","values":["mbrown"]}],"columns":[{"property":"item_id","of":"item"},{"property":"uid","of":"run"},{"property":"checked_out_date","as":"raw"}],"output":{"dates":"%d.%m.%Y"},"safety":{}}`,
		site: "item 000140 Part \"Cover\" owner=jsmith uid=COVER000000000\n  rev A \"Cover\" checkedout=mbrown@2024-03-15T08:00:00 uid=COVERA00000000\n  rev B \"Cover\" checkedout=mbrown@2024-02-01T08:00:00 uid=COVERB00000000\n" +
			"  rev C \"Cover\" checkedout=jsmith@2024-02-01T08:00:00 uid=COVERC00000000",
		args:   []string{"-scan", "-revision=all", "-checked_out_after=2024-02-01", "-checked_out_until=2024-02-28"},
		files:  map[string]string{"pnx_checkout_report.csv": "item_id,uid,checked_out_date\n000140,COVERB00000000,01.02.2024\n"},
		faults: true,
	},
	{
		name: "users",
		spec: `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"output":{"sort":[{"property":"user_id"},{"property":"group"}]},"safety":{}}`,
		files: map[string]string{"pnx_user_report.csv": "user_id,user_name,email,status,default_group,group,role,member_inactive\n" +
			"gone,Former Colleague,,inactive,Design.Engineering,Design.Engineering,Designer,false\n" +
			"infodba,Infodba,,active,dba,dba,DBA,false\n" +
			"jsmith,John Smith,js@example.com,active,Design.Engineering,Design.Engineering,Designer,false\n" +
			"jsmith,John Smith,js@example.com,active,Design.Engineering,Engineering,Reviewer,true\n" +
			"mbrown,Mary Brown,mb@example.com,active,Purchasing,Engineering,Reviewer,false\n" +
			"mbrown,Mary Brown,mb@example.com,active,Purchasing,Purchasing,Buyer,false\n"},
		faults: true,
	},
	{
		name:  "one row for each user",
		spec:  `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"where":[{"field":"last-login","op":"older-than","last":7,"unit":"day"},{"field":"user-state","op":"is","values":["active"]}],"columns":[{"property":"user_id","of":"user"},{"property":"last_login_time","of":"user","as":"raw"},{"property":"group","of":"member"},{"property":"role","of":"member"}],"output":{},"safety":{}}`,
		site:  "user new \"New Colleague\" default=Design login=2024-01-01T00:00:00",
		args:  []string{"-per_user"},
		files: map[string]string{"pnx_user_report.csv": "user_id,last_login_time,group,role\njsmith,2024-02-29 08:00:00,Design.Engineering; Engineering,Designer; Reviewer\nnew,2024-01-01 00:00:00,,\n"},
	},
	{
		name:   "users of a group and a role",
		spec:   `{"spec":1,"pattern":"user-report","select":{"from":"filter","kind":"user"},"where":[{"field":"member-of","op":"is","values":["Engineering"]}],"columns":[{"property":"user_id","of":"user"},{"property":"role","of":"member"}],"output":{"sort":[{"property":"user_id"}]},"safety":{}}`,
		args:   []string{"-in_role=Reviewer"},
		files:  map[string]string{"pnx_user_report.csv": "user_id,role\njsmith,Reviewer\nmbrown,Reviewer\n"},
		faults: true,
	},
	{
		name: "structure",
		spec: `{"spec":1,"pattern":"bom-export","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000130","revId":"A"}]},"structure":{"rule":"Latest Working","view":"view"},"output":{},"safety":{}}`,
		site: "item 000150 Part \"Frame\"\n  rev A \"Frame\"\n    bom\n      line 000123 qty=2 find=10\n      line 000151 find=20\nitem 000151 Part \"Draft\"",
		args: []string{"-item_id=000150", "-rev_id=A"},
		files: map[string]string{"pnx_bom_export.csv": "level,parent_item_id,parent_rev,find_no,item_id,rev,name,quantity,uom,status\n" +
			"0,,,,000150,A,Frame,,,\n" +
			"1,000150,A,10,000123,B,Bracket,2,kg,\n" +
			"2,000123,B,10,000124,A,Screw,4,,\n2,000123,B,20,000125,A,Plate,,,\n2,000123,B,30,000126,B,Washer,4,,\n2,000123,B,10,000124,A,Screw,2,,\n" +
			"1,000150,A,20,000151,,,,,\n"},
		faults: true,
	},
	{
		name:   "totals of a structure",
		spec:   `{"spec":1,"pattern":"bom-export","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"tops.csv","header":false,"columns":[{"role":"item-id"}]},"structure":{"total":true,"skipTypes":["Part Revision"],"unconfigured":"skip"},"columns":[{"property":"line","of":"run"},{"property":"item_id","of":"item","header":"top"},{"property":"bl_item_item_id","of":"line","header":"part"},{"property":"bl_quantity","of":"line","header":"qty"},{"property":"item_id","of":"parent","header":"in"}],"output":{"decimal":",","delimiter":";","sort":[{"property":"bl_quantity","descending":true}]},"safety":{}}`,
		site:   "item 000150 Item \"Frame\"\n  rev A \"Frame\"\n    bom\n      line 000123 qty=2 find=10\n      line 000152 qty=3 find=20\n      line 000151 find=30\nitem 000151 Item \"Draft\"\nitem 000152 Item \"Bolt\"\n  rev A \"Bolt\"\nitem 000153 Part \"Kit\"\n  rev A \"Kit\"\n    bom\n      line 000152 qty=2.5 find=10",
		inputs: map[string]string{"tops.csv": "000150\n000153\n"},
		args:   []string{"-skip_types=DocumentRevision"},
		files: map[string]string{"pnx_bom_export.csv": "line;top;part;qty;in\n1;000150;000124;12;000123\n1;000150;000126;8;000123\n1;000150;000152;3;000150\n" +
			"2;000153;000152;2,5;000153\n1;000150;000123;2;000150\n1;000150;000125;2;000123\n"},
		faults: true,
	},
	{
		name: "phantoms",
		spec: `{"spec":1,"pattern":"bom-export","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000150","revId":"A"}]},"structure":{"rule":"Latest Working","skipTypes":["Phantom Revision"]},"columns":[{"property":"level","of":"run"},{"property":"bl_item_item_id","of":"line","header":"item_id"},{"property":"item_id","of":"parent","header":"parent"},{"property":"bl_quantity","of":"line"}],"output":{},"safety":{}}`,
		site: "type Phantom < Item revision=\"Phantom Revision\"\ntype \"Phantom Revision\" < ItemRevision\nitem 000150 Item \"Frame\"\n  rev A \"Frame\"\n    bom\n      line 000155 qty=2 find=10\n      line 000152 qty=3 find=20\nitem 000152 Item \"Bolt\"\n  rev A \"Bolt\"\n" +
			"item 000155 Phantom \"Kit\"\n  rev A \"Kit\"\n    bom\n      line 000152 qty=2.5 find=10",
		files: map[string]string{"pnx_bom_export.csv": "level,item_id,parent,bl_quantity\n0,000150,,\n1,000152,000150,5\n1,000152,000150,3\n"},
	},
	{
		name:  "structure cut by -max",
		spec:  `{"spec":1,"pattern":"bom-export","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000130","revId":"A"}]},"structure":{"depth":1},"columns":[{"property":"bl_item_item_id","of":"line"}],"output":{},"safety":{}}`,
		args:  []string{"-max=2"},
		files: map[string]string{"pnx_bom_export.csv": "bl_item_item_id\n000130\n000123\n"},
		exit:  2,
	},
	{
		name:   "where used",
		spec:   `{"spec":1,"pattern":"where-used","select":{"from":"input","kind":"item","revision":"all"},"input":{"file":"ids.csv","header":false,"columns":[{"role":"item-id"}],"repeat":"once"},"structure":{"depth":0,"by":"structure"},"columns":[{"property":"item_id","of":"item"},{"property":"item_id","of":"parent","header":"parent_id"},{"property":"item_revision_id","of":"parent","header":"parent_rev"},{"property":"level","of":"run"}],"output":{},"safety":{}}`,
		site:   "item 000150 Part \"Frame\"\n  rev A \"Frame\"\n    bom\n      line 000123 qty=2 find=10",
		inputs: map[string]string{"ids.csv": "000123\n000126\n000128\n"},
		files:  map[string]string{"pnx_where_used.csv": "item_id,parent_id,parent_rev,level\n000123,000130,A,1\n000123,000150,A,1\n000126,000123,B,1\n000126,000150,A,2\n"},
		faults: true,
	},
	{
		name:   "where used by a rule",
		spec:   `{"spec":1,"pattern":"where-used","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000126","revId":"A"}]},"structure":{"rule":"Released only","depth":2},"output":{},"safety":{}}`,
		files:  map[string]string{"pnx_where_used.csv": "item_id,rev,level,parent_id,parent_rev,parent_name,parent_type\n"},
		faults: true,
	},
	{
		name:   "references",
		spec:   `{"spec":1,"pattern":"where-used","select":{"from":"arguments","kind":"item","objects":[{"itemId":"000123"}]},"structure":{"by":"references"},"columns":[{"property":"item_id"},{"property":"object_string","of":"parent","header":"used_in"},{"property":"item_revision_id","of":"parent","header":"rev"}],"output":{"sort":[{"property":"object_string"}]},"safety":{}}`,
		files:  map[string]string{"pnx_where_used.csv": "item_id,used_in,rev\n000123,000123-view,\n000123,Migration 2024,\n"},
		faults: true,
	},
	{
		name: "files",
		spec: `{"spec":1,"pattern":"dataset-export","select":{"from":"filter","kind":"revision","revision":"all"},"where":[{"field":"relation:IMAN_specification","op":"set"}],"action":{"relation":"IMAN_specification","datasetType":"PDF","reference":"PDF_Reference","fileName":"{item_id}_{rev}.pdf"},"output":{"sort":[{"property":"item_id"}]},"safety":{}}`,
		site: "item 000160 Part \"Two\"\n  rev A \"Two\"\n    dataset PDF \"One\" relation=IMAN_specification\n      file PDF_Reference a.pdf text=one\n    dataset PDF \"Two\" relation=IMAN_specification\n      file PDF_Reference b.pdf text=two\n    dataset PDF \"Empty\" relation=IMAN_specification",
		files: map[string]string{
			"pnx_dataset_export.csv": "item_id,rev_id,dataset,reference,original_name,file,bytes,result,reason\n" +
				"000123,A,Bracket drawing,PDF_Reference,bracket.pdf,./000123_A.pdf,10,OK,\n" +
				"000160,A,One,PDF_Reference,a.pdf,./000160_A.pdf,3,OK,\n000160,A,Two,PDF_Reference,b.pdf,./000160_A_2.pdf,3,OK,\n" +
				"DOC-1,001,Handbook,PDF_Reference,handbook.pdf,./DOC-1_001.pdf,10,OK,\n",
			"000123_A.pdf": "%PDF-1.4 a", "DOC-1_001.pdf": "%PDF-1.4 b", "000160_A.pdf": "one", "000160_A_2.pdf": "two",
		},
		faults: true,
	},
	{
		name:   "files with hostile names",
		spec:   `{"spec":1,"pattern":"dataset-export","select":{"from":"filter","kind":"dataset","type":"PDF"},"where":[{"field":"name","op":"is","values":["Odd"]}],"columns":[{"property":"original_name","of":"run"},{"property":"path","of":"run"},{"property":"result","of":"run"},{"property":"reason","of":"run"}],"output":{"sort":[{"property":"original_name"}]},"safety":{}}`,
		site:   "dataset PDF \"Odd\" owner=jsmith\n  file PDF_Reference \"../../a:b?.pdf.\" text=1\n  file PDF_Reference \"CON.pdf\" text=2\n  file PDF_Reference \"x.pdf\" text=3\n  file PDF_Reference \"X.PDF\" text=4\n  file PDF_Reference \"there.pdf\" text=5",
		inputs: map[string]string{"there.pdf": "old"},
		files: map[string]string{
			"pnx_dataset_export.csv": "original_name,path,result,reason\n../../a:b?.pdf.,./.._.._a_b_.pdf_,OK,\nCON.pdf,./_CON.pdf,OK,\nX.PDF,./X_2.PDF,OK,\nthere.pdf,./there.pdf,SKIPPED,the file is there already\nx.pdf,./x.pdf,OK,\n",
			".._.._a_b_.pdf_":        "1", "_CON.pdf": "2", "x.pdf": "3", "X_2.PDF": "4",
		},
	},
	{
		name:   "files that are there are replaced",
		spec:   `{"spec":1,"pattern":"dataset-export","select":{"from":"input","kind":"item"},"input":{"file":"ids.csv","columns":[{"role":"item-id"}]},"action":{"fileName":"{item_id}-{dataset}-{status}-{stem}.{ext}","relation":"IMAN_reference"},"columns":[{"property":"line","of":"run"},{"property":"item_id"},{"property":"path","of":"run"},{"property":"bytes","of":"run"},{"property":"result","of":"run"},{"property":"reason","of":"run"}],"output":{},"safety":{}}`,
		site:   "item 000161 Part \"P\"\n  dataset Text \"Note 1\" relation=IMAN_reference\n    file Text n.txt text=new",
		inputs: map[string]string{"ids.csv": "id\n000161\n000128\n", "000161-Note 1--n.txt": "old text"},
		args:   []string{"-overwrite"},
		files: map[string]string{
			"pnx_dataset_export.csv": "line,item_id,path,bytes,result,reason\n2,000161,./000161-Note 1--n.txt,3,OK,\n3,000128,,,SKIPPED,\"no file of that type, reference and relation\"\n",
			"000161-Note 1--n.txt":   "new",
		},
		faults: true,
	},
	{
		name:   "classes",
		spec:   `{"spec":1,"pattern":"classification-report","select":{"from":"filter","kind":"object"},"where":[{"field":"class-id","op":"is","values":["ICM01"]}],"output":{},"safety":{}}`,
		site:   "classified 000123/A ICM id=101 length=7",
		files:  map[string]string{"pnx_classification_report.csv": "object,class_id,class_name,attribute,value\n000124/A;1-Screw,ICM01,Fasteners,length,20\n000124/A;1-Screw,ICM01,Fasteners,thread,M8\n"},
		faults: true,
	},
	{
		name:   "classes of a list",
		spec:   `{"spec":1,"pattern":"classification-report","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"ids.csv","columns":[{"role":"item-id"}]},"columns":[{"property":"line","of":"run"},{"property":"item_id","of":"item"},{"property":"class_id","of":"class"},{"property":"attribute","of":"class"},{"property":"value","of":"class"}],"output":{},"safety":{}}`,
		site:   "classified 000124/A ICM id=101 length=\"\" grade=8.8",
		inputs: map[string]string{"ids.csv": "id\n000128\n000124\n"},
		args:   []string{"-wide"},
		files:  map[string]string{"pnx_classification_report.csv": "line,item_id,class_id,attribute,value\n3,000124,ICM01,length; thread,20; M8\n3,000124,ICM,length; grade,; 8.8\n"},
		faults: true,
	},
	{
		name:   "stuck tasks",
		spec:   `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"started","op":"older-than","last":3,"unit":"day"},{"field":"template","op":"is","values":["Release"]}],"action":{"do":"report"},"output":{"sort":[{"property":"state"},{"property":"targets"}]},"safety":{}}`,
		site:   "process \"New\" template=\"Release\" owner=jsmith started=2024-03-14T08:00:00\n  task Prepare\nprocess \"Ended\" template=\"Release\" owner=jsmith started=2024-01-14T08:00:00\n  task Prepare state=aborted",
		files:  map[string]string{"pnx_workflow_task.csv": "process,task,task_type,state,responsible,targets\nRelease Screw,Review,EPMReviewTask,Started,Infodba (infodba),000124/A;1-Screw\nRelease Handbook,Prepare,EPMDoTask,Started,John Smith (jsmith),DOC-1/001;1-Handbook\n"},
		faults: true,
	},
	{
		name:   "own tasks",
		spec:   `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]}],"columns":[{"property":"object_name","of":"process","header":"process"},{"property":"object_name","of":"task","header":"task"},{"property":"fnd0StartDate","of":"task","as":"raw"}],"output":{"sort":[{"property":"fnd0StartDate","descending":true}]},"safety":{}}`,
		site:   "process \"Own\" template=\"Release\" started=2024-01-10T08:00:00\n  task Prepare responsible=infodba\nprocess \"Decided\" template=\"Release\"\n  task Prepare state=completed\n  task Review signoff=mbrown rejected=infodba\nprocess \"Signing\" template=\"Release\"\n  task Prepare state=completed\n  task Review signoff=mbrown,infodba\n",
		files:  map[string]string{"pnx_workflow_task.csv": "process,task,fnd0StartDate\nSigning,Review,2024-03-15 10:00:00\nRelease Screw,Review,2024-02-10 08:00:00\nOwn,Prepare,2024-01-10 08:00:00\n"},
		faults: true,
	},
}

func TestReports(t *testing.T) {
	t.Parallel()
	for _, r := range reportRuns {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			s := workshop(t, r.spec).With(r.site)
			for name, text := range r.inputs {
				s = s.Input(name, text)
			}
			for _, setting := range []string{"kind", "harsh"} {
				got := run(t, s.With("switch all "+setting, "readonly"), r.args...)
				maps.DeleteFunc(got.Files, func(name, _ string) bool { return strings.HasSuffix(name, ".log") })
				if diff := cmp.Diff(r.files, got.Files); diff != "" || got.Exit != r.exit || len(got.Watch) > 0 || len(got.Changes) > 0 {
					t.Errorf("%s: exit %d, watch %q, changes %q\n%s%s", setting, got.Exit, got.Watch, got.Changes, got.Stderr, diff)
				}
			}
			r.repeat(t, s)
			if r.faults && !t.Failed() && !testing.Short() {
				r.failEach(t, s)
			}
		})
	}
}

// repeat runs the report once more beside the files of the first run: it writes
// the same bytes. Only the list of exported files tells then that they are there.
func (r reportRun) repeat(t *testing.T, s *sim.Installation) {
	t.Helper()
	s = s.Quick()
	first := run(t, s, r.args...)
	for name, text := range first.Files {
		s = s.Input(name, text)
	}
	second := run(t, s.After(first), r.args...)
	maps.DeleteFunc(second.Files, func(name, _ string) bool {
		return strings.HasSuffix(name, ".log") || name == "pnx_dataset_export.csv"
	})
	if second.Exit != first.Exit || len(second.Files)+len(second.Changes)+len(second.Watch) > 0 {
		t.Errorf("second run: exit %d, other files %q, changes %q, watch %q\n%s", second.Exit, second.Files, second.Changes, second.Watch, second.Stderr)
	}
}

// failEach lets each ITK call of the run fail: the program ends by itself, says
// why, and a failure inside an object costs that object alone.
func (r reportRun) failEach(t *testing.T, s *sim.Installation) {
	t.Helper()
	_, faults, err := s.Faults(append([]string{"-u=infodba", "-p=infodba", "-g=dba"}, r.args...)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		for _, missing := range f.Missing {
			t.Errorf("call %d, %s: %s\n%s", f.Call, f.Function, missing, f.Result.Stderr)
		}
	}
}

// workshop generates from a Spec and builds at a site with structures, people
// and files.
func workshop(t *testing.T, text string) *sim.Installation {
	t.Helper()
	fixture, err := sim.Fixture("workshop")
	if err != nil {
		t.Fatal(err)
	}
	return built(t, sim.Site(t, fixture), text)
}
