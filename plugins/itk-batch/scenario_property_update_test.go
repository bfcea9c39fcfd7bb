package main

var propertyUpdates = []scenario{
	{
		name:   "properties from a file",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"},{"role":"property","header":"weight","property":"pnx_weight"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,rev,desc,weight\n000123,A,x,1\n000123,B,\"Holder, left\",2.75\n000127,A,Bolt,1.50\n000126,A,Pin,abc\n4711,A,x,1\n,A,x,1\n"},
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
		name:   "lines with a delimiter in a value",
		spec:   `{"spec":1,"pattern":"property-update","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"property","header":"desc","property":"object_desc"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,rev,desc\n000123,A,Holder, left\n000123,B,\"Holder, left\"\n000124,A,Plate,,\n"},
		exit:   2,
	},
}
