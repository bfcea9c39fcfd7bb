package main

var propertyUpdates = []scenario{
	{
		name:   "properties from a file",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"},{"role":"property","header":"weight","property":"pnx_weight"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,rev,desc,weight\n000123,A,x,1\n000123,B,\"Holder, left\",2.75\n000127,A,Bolt,1.50\n000126,A,Pin,abc\n000126,A,Pin,1e999\n4711,A,x,1\n,A,x,1\n"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\nitem 000127 Part \"Bolt\"\n  rev A \"Bolt\"\n    set object_desc=Bolt pnx_weight=1.5\n",
		exit:   2,
	},
	{
		name:   "properties of the item by UID, long form",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"object"},"input":{"file":"in.csv","columns":[{"role":"uid"},{"role":"property-name"},{"role":"value"}],"empty":"clear","decimal":",","delimiter":";","dates":"%d.%m.%Y"},"output":{},"safety":{}}`,
		site:   "item 000126 Part \"Pin\" uid=PINxxxxxxxxxxx\n  rev A \"Pin\" uid=PINRxxxxxxxxxx\n    set object_desc=old\n",
		inputs: map[string]string{"in.csv": "uid;property;value\nPINRxxxxxxxxxx;pnx_weight;1.234,5\nPINRxxxxxxxxxx;object_desc;\nPINxxxxxxxxxxx;object_name;Pin 2\n"},
		faults: true,
	},
	{
		name:   "dates of years with two digits",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"property","header":"due","property":"pnx_due"}],"dates":"%d.%m.%y"},"output":{},"safety":{}}`,
		site:   "type \"Dated Revision\" < ItemRevision\n  property pnx_due date\ntype Dated < Item revision=\"Dated Revision\"\nitem 000126 Dated \"Pin\"\n  rev A \"Pin\"\nitem 000127 Dated \"Bolt\"\n  rev A \"Bolt\"\nitem 000128 Dated \"Nut\"\n  rev A \"Nut\"\n",
		inputs: map[string]string{"in.csv": "item_id,due\n000126,31.12.00\n000127,29.02.24\n000128,29.02.23\n"},
		args:   []string{"-type=Dated Revision"},
		exit:   2,
	},
	{
		name:   "lines with a delimiter in a value",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,rev,desc\n000123,A,Holder, left\n000123,B,\"Holder, left\"\n000124,A,Plate,,\n"},
		exit:   2,
	},
}
