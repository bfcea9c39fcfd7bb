package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The parts of the structures: 000200 has a structure, 000210 has none.
const structureSite = `uom kg each
rule "Latest Working" kind=latest-working
item 000126 Part "Pin"
  rev A "Pin"
item 000127 Part "Bolt"
  rev A "Bolt"
item 000128 Part "Grease" uom=kg
  rev A "Grease"
item 000200 Part "Frame"
  rev A "Frame"
    bom view=view
      line 000126 qty=2 find=10
      line 000127 qty=4 find=20
item 000210 Part "Arm"
  rev A "Arm"
item 000211 Part "Head"
  rev A "Head"
`

var bomImports = []scenario{
	{
		name:   "structures of a list",
		spec:   structureSpec,
		site:   structureSite,
		inputs: map[string]string{"in.csv": structureLines + "000200;000126;3;0010;\n000200;000127;4;20;\n000200;000128;0.5;30;kg\n000210;000127;;10;\n000210;000126;2;20;each\n"},
		faults: true,
	},
	{
		name: "lines that take their structure with them",
		spec: structureSpec,
		site: structureSite + "item 000201 Part \"Held\"\n  rev A \"Held\" checkedout=mbrown@2024-03-01T08:00:00\nitem 000202 Part \"Denied\"\n  rev A \"Denied\"\ndeny infodba WRITE 000202/A\n" +
			"viewtype other\nitem 000203 Part \"Fixed view\"\n  rev A \"Fixed view\"\n    bom view=other\n",
		inputs: map[string]string{"in.csv": structureLines +
			"000200;000126;3;10;\n000200;4711;1;40;\n000200;000127;2,5;20;\n" +
			"000210;000127;0.5;10;\n000210;000126;1;20;lb\n000210;;1;30;\n000210;000210;1;40;\n000210;000211;1;50;\n" +
			"000211;000127;1;10;\n000211;000127;2;010;\n" +
			"000124;000126;1;10;\n000201;000126;1;10;\n000202;000126;1;10;\n4712;000126;1;10;\n" +
			"000126;000127;1;10;\n000126;000200;1;20;\n" +
			"000127;000128;0.25;;\n;000128;1;20;\n000203;000126;1;10;\n"},
		exit: 2,
	},
	{
		name:   "a structure with a decimal comma between commas",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","header":false,"columns":[{"role":"parent-id"},{"role":"child-id"},{"role":"quantity"}]},"structure":{},"action":{"existing":"update"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "000210,000126,2\n000210,000128,2,5\n000211,000126,1\n"},
		exit:   2,
	},
	{
		name:   "an indented list with a delimiter in a value",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","columns":[{"role":"level"},{"role":"child-id"},{"role":"quantity"}]},"structure":{},"action":{"existing":"update"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "level,item,qty\n0,000210,\n1,000126,1\n1,000127,1,5\n0,000211,\n1,000126,1\n"},
		exit:   2,
	},
	{
		name:   "a structure twice, and one component without find numbers",
		spec:   structureSpec,
		site:   structureSite,
		inputs: map[string]string{"in.csv": structureLines + "000200;000126;2.50;;kg\n000210;000126;1;;\n000210;000127;2;;\n000200;000126;2.5;;kg\n000210;000126;1;;\n000210;000127;2;;\n"},
	},
	{
		name: "precise structures replaced",
		spec: `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"given"},"input":{"file":"in.csv","header":false,"columns":[{"role":"parent-id"},{"role":"parent-rev"},{"role":"child-id"},{"role":"child-rev"},{"role":"quantity"},{"role":"find-no"}],"repeat":"once"},"structure":{"view":"view","rule":"Latest Working"},"action":{"existing":"replace","precise":true},"output":{},"safety":{}}`,
		site: structureSite + "item 000129 Part \"Nut\"\n  rev A \"Nut\"\n  rev B \"Nut\"\nitem 000300 Part \"Door\"\n  rev A \"Door\"\n    bom view=view precise\n" +
			"      line 000129/A qty=2 find=10\n      line 000127/A find=20\n      line 000128/A qty=1 find=30\n  rev B \"Door\"\n",
		inputs: map[string]string{"in.csv": "000300,A,000129,B,2,10\n000300,A,000127,A,1,20\n000300,A,000127,A,1,20\n000300,B,000129,,3,10\n"},
		faults: true,
	},
	{
		name:   "an indented list with items that are missing",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","delimiter":";","columns":[{"role":"level","header":"Ebene"},{"role":"child-id","header":"Sachnr"},{"role":"quantity","header":"Menge"}],"decimal":","},"structure":{"view":"view"},"action":{"existing":"update","missing":"create"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "Ebene;Sachnr;Menge\n1;000210;\n2;000211;2\n3;000126;4\n3;NEW-1;1\n2;NEW-2;1\n3;000128;2,5\n1;000200;\n2;000127;4\n"},
		args:   []string{"-new_type=Part"},
		faults: true,
	},
	{
		name:   "an indented list that is wrong",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","columns":[{"role":"level"},{"role":"child-id"},{"role":"quantity"}]},"structure":{},"action":{"existing":"replace"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "level,item,qty\n0,000210,\n1,000211,\n2,000126,\n0,000200,\n1,000127,1\n3,000126,1\n1,000126,1\nx,000126,1\n0,000210,\n1,000126,\n0,000211,\n1,000127,2\n"},
		exit:   2,
	},
	{
		name:   "one component of an indented list, with its revision",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision"},"input":{"columns":[{"role":"level"},{"role":"child-id"},{"role":"child-rev"},{"role":"quantity"}]},"structure":{},"action":{"existing":"update","precise":true},"output":{},"safety":{}}`,
		site:   structureSite,
		args:   []string{"-parent_id=000210", "-parent_rev=A", "-child_id=000126", "-child_rev=A", "-quantity=2"},
		faults: true,
	},
	{
		name:   "one component for all parents",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"parent-id","header":"parent"},{"role":"child-id","value":"000126"},{"role":"quantity","value":"2"},{"role":"find-no","value":"10"}],"repeat":"each"},"structure":{},"action":{"existing":"skip"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "parent\n000210\n000200\n000211\n"},
	},
	{
		name:   "lines added to structures",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"all"},"where":[{"field":"name","op":"like","values":["Frame*","Arm"]}],"input":{"file":"in.csv","columns":[{"role":"parent-id"},{"role":"child-id"},{"role":"uom"}],"repeat":"each"},"structure":{},"action":{"existing":"add","missing":"create"},"output":{},"safety":{}}`,
		site:   structureSite + "item 000204 Part \"Frame, old\"\n  rev A \"Frame, old\"\n  rev B \"Frame, old\"\n",
		inputs: map[string]string{"in.csv": "parent,child,uom\n000204,000126,\n000204,000126,\n000204,NEW-1,\n000210,000128,kg\n000204,000127,\n000211,000126,\n"},
		exit:   2,
		again:  "each run adds all lines once more",
	},
	{
		name: "lines on all revisions",
		spec: strings.Replace(structureSpec, "latest-working", "all", 1),
		site: structureSite + "item 000205 Part \"Door\"\n  rev A \"Door\"\n    bom view=view\n      line 000126 qty=1.50 find=10\n" +
			"  rev B \"Door\" checkedout=mbrown@2024-03-01T08:00:00\n  rev C \"Door\"\n    bom view=view\n      line 000126 qty=002 find=10\n  rev D \"Door\"\n",
		inputs: map[string]string{"in.csv": structureLines + "000205;000126;02.0;10;\n"},
	},
	{
		name:   "large quantities",
		spec:   structureSpec,
		site:   structureSite + "item 000206 Part \"Wall\"\n  rev A \"Wall\"\n    bom view=view\n      line 000126 qty=1000000 find=10\n      line 000127 qty=2500000 find=20\n",
		inputs: map[string]string{"in.csv": structureLines + "000206;000126;1000000;10;\n000206;000127;2600000;20;\n"},
	},
	{
		name:   "lines that must be new",
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"parent-id"},{"role":"child-id"},{"role":"child-rev"},{"role":"find-no"}]},"structure":{"view":"view"},"action":{"existing":"error"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "parent,child,rev,no\n000200,000128,A,30\n000200,000127,A,20\n000210,000128,Z,10\n000211,000126,,10\n"},
		exit:   2,
	},
}

const structureLines = "parent;child;qty;findno;uom\n"

const structureSpec = `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","delimiter":";","columns":[{"role":"parent-id","header":"parent"},{"role":"child-id","header":"child"},{"role":"quantity","header":"qty"},{"role":"find-no","header":"findno"},{"role":"uom","header":"uom"}],"repeat":"error"},"structure":{"view":"view"},"action":{"existing":"update"},"output":{},"safety":{}}`

// TestStructureIsWhole lets a line fail while its structure is written: nothing
// of it stays, and the next structure is built all the same.
func TestStructureIsWhole(t *testing.T) {
	t.Parallel()
	s := program(t, structureSpec).With(structureSite).
		Input("in.csv", structureLines+"000200;000126;3;10;\n000200;000128;1;30;kg\n000200;000211;1;40;\n000210;000126;2;10;\n").Quick()
	for _, fault := range []string{"function=BOM_line_add nth=2", "function=BOM_line_set_attribute_string nth=4", "function=BOM_save_window nth=1"} {
		for _, setting := range []string{"kind", "harsh"} {
			r := run(t, s.With("switch all "+setting, "fail "+fault+` text="simulated"`), "-nodryrun")
			rows := resultRows(t, r, "write")
			changed := strings.Join(r.Changes, "\n")
			if r.Exit != 2 || len(r.Watch) > 0 || strings.Contains(changed, "000200") || !strings.Contains(changed, "000210/A-view") {
				t.Errorf("%s, %s: exit %d, watch %q\n%s", fault, setting, r.Exit, r.Watch, changed)
			}
			if len(rows) != 5 || rows[4][1] != "OK" || !says(rows[1:4], "ERROR") || !strings.Contains(rowsText(rows[1:4]), "simulated") || says(rows[1:4], "OK") {
				t.Errorf("%s, %s:\n%s", fault, setting, rowsText(rows))
			}
			for _, row := range rows[1:4] {
				if row[1] == "SKIPPED" && !strings.HasPrefix(row[2], "taken back: line ") {
					t.Errorf("%s: %q", fault, row)
				}
			}
		}
	}
}

// TestStructureRange begins and ends at structures, not within them, and takes
// one component from the command line.
func TestStructureRange(t *testing.T) {
	t.Parallel()
	s := program(t, structureSpec).With(structureSite).
		Input("in.csv", structureLines+"000200;000126;3;10;\n000200;000128;1;30;kg\n000210;000126;2;10;\n000210;000127;2;20;\n000211;000126;1;10;\n").Quick()
	tests := []struct {
		args  []string
		exit  int
		lines []string
	}{
		{[]string{"-start=3", "-max=2"}, 2, []string{"2", "3"}},
		{[]string{"-start=4", "-max=1"}, 2, []string{"4", "5"}},
		{[]string{"-start=6"}, 0, []string{"6"}},
		{[]string{"-parent_id=000211", "-child_id=000127", "-quantity=2"}, 0, []string{"1"}},
	}
	for _, test := range tests {
		r := run(t, s, test.args...)
		var lines []string
		for _, row := range resultRows(t, r, "dry-run")[1:] {
			if row[1] != "OK" {
				t.Errorf("%q: %q", test.args, row)
			}
			lines = append(lines, row[0])
		}
		if r.Exit != test.exit || len(r.Watch) > 0 || !slices.Equal(lines, test.lines) {
			t.Errorf("%q: exit %d, lines %q, watch %q\n%s", test.args, r.Exit, lines, r.Watch, r.Stderr)
		}
	}
}

// TestManyStructures: a run holds no more than one structure at a time.
func TestManyStructures(t *testing.T) {
	t.Parallel()
	built := program(t, structureSpec).With(structureSite)
	loaded, bytes := 0, 0
	for _, n := range []int{3, 300} {
		var site, input strings.Builder
		input.WriteString(structureLines)
		for i := range n {
			fmt.Fprintf(&site, "item P%05d Item\n  rev A\nitem C%05d Item\n  rev A\n", i, i)
			fmt.Fprintf(&input, "P%05d;C%05d;2;10;\nP%05d;000126;1;20;\n", i, i, i)
		}
		r := run(t, built.With(site.String()).Input("in.csv", input.String()).Quick(), "-nodryrun")
		if rows := resultRows(t, r, "write"); r.Exit != 0 || len(rows) != 2*n+1 || len(r.Watch) > 0 {
			t.Fatalf("exit %d, %d rows, watch %q\n%.2000s", r.Exit, len(rows), r.Watch, r.Stderr)
		}
		if n == 300 && (r.Loaded > loaded+2 || r.Bytes > bytes+4096) {
			t.Errorf("%d structures: %d objects loaded, %d bytes; with 3 of them %d and %d", n, r.Loaded, r.Bytes, loaded, bytes)
		}
		loaded, bytes = r.Loaded, r.Bytes
	}
}
