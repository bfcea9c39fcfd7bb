package main

var propertyUpdates = []scenario{
	{
		name:   "properties from a file",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"},{"role":"property","header":"weight","property":"pnx_weight"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,rev,desc,weight\n000123,A,x,1\n000123,B,\"Holder, left\",2.75\n000127,A,Bolt,1.50\n000126,A,Pin,abc\n4711,A,x,1\n,A,x,1\n"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\nitem 000127 Part \"Bolt\"\n  rev A \"Bolt\"\n    set object_desc=Bolt pnx_weight=1.5\n",
		rows: `line,result,reason,item_id,rev_id,property,old,new
2,SKIPPED,it has a release status,000123,A,object_desc,,x
2,SKIPPED,it has a release status,000123,A,pnx_weight,2.5,1
3,OK,,000123,B,object_desc,,"Holder, left"
3,OK,,000123,B,pnx_weight,0,2.75
4,SKIPPED,it has this value already,000127,A,object_desc,Bolt,Bolt
4,SKIPPED,it has this value already,000127,A,pnx_weight,1.5,1.5
5,SKIPPED,another property of the line is wrong,000126,A,object_desc,,Pin
5,ERROR,"""abc"" is no number",000126,A,pnx_weight,0,
6,ERROR,*,4711,A,,,
7,ERROR,line 7: a value is missing,,A,,,
`,
		changes: []string{
			`+ Part Revision 000123/B;1-Bracket, left: object_desc="Holder, left"`,
			`+ Part Revision 000123/B;1-Bracket, left: pnx_weight=2.75`,
		},
		exit: 2,
	},
	{
		name:   "properties of the item by UID, long form",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"object"},"input":{"file":"in.csv","columns":[{"role":"uid"},{"role":"property-name"},{"role":"value"}],"empty":"clear","decimal":",","delimiter":";","dates":"%d.%m.%Y"},"output":{},"safety":{}}`,
		site:   "item 000126 Part \"Pin\" uid=PINxxxxxxxxxxx\n  rev A \"Pin\" uid=PINRxxxxxxxxxx\n    set object_desc=old\n",
		inputs: map[string]string{"in.csv": "uid;property;value\nPINRxxxxxxxxxx;pnx_weight;1.234,5\nPINRxxxxxxxxxx;object_desc;\nPINxxxxxxxxxxx;object_name;Pin 2\n"},
		rows: `line,result,reason,type,object,property,old,new
2,OK,,Part Revision,000126/A;1-Pin,pnx_weight,0,1234.5
3,OK,,Part Revision,000126/A;1-Pin,object_desc,old,
4,OK,,Part,000126-Pin,object_name,Pin,Pin 2
`,
		changes: []string{
			`- Part 000126-Pin: object_name="Pin"`, `+ Part 000126-Pin: object_name="Pin 2"`,
			`- Part Revision 000126/A;1-Pin: items_tag=000126-Pin`, `- Part Revision 000126/A;1-Pin: object_desc="old"`,
			`+ Part Revision 000126/A;1-Pin: items_tag=000126-Pin 2`, `+ Part Revision 000126/A;1-Pin: pnx_weight=1234.5`,
		},
		faults: true,
	},
}
