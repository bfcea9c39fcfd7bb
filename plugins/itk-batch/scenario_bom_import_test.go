package main

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
		spec:   `{"spec":1,"pattern":"bom-import","select":{"from":"input","kind":"revision","revision":"latest-working"},"input":{"file":"in.csv","delimiter":";","columns":[{"role":"parent-id","header":"parent"},{"role":"child-id","header":"child"},{"role":"quantity","header":"qty"},{"role":"find-no","header":"findno"},{"role":"uom","header":"uom"}],"repeat":"error"},"structure":{"view":"view"},"action":{"existing":"update"},"output":{},"safety":{}}`,
		site:   structureSite,
		inputs: map[string]string{"in.csv": "parent;child;qty;findno;uom\n000200;000126;3;0010;\n000200;000127;4;20;\n000200;000128;0.5;30;kg\n000210;000127;;10;\n000210;000126;2;20;each\n"},
		faults: true,
	},
}
