package main

var itemCreates = []scenario{
	{
		name:   "items from a file",
		spec:   `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"ItemID"},{"role":"name","header":"Name"},{"role":"type","header":"Type"},{"role":"description","header":"Description"}]},"action":{"autoId":true},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "ItemID,Name,Type,Description\n000200,Pin,Part,A pin\n,Bolt,,\n000123,Bracket,Part,\n000201,,Part,\n000202,Nut,No Type,\n"},
		exit:   2,
		again:  "a line without an ID is created again",
	},
	{
		name:   "items with everything",
		spec:   `{"spec":1,"pattern":"item-create","select":{"from":"input","kind":"item","type":"Part"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"name"},{"role":"uom"},{"role":"property","property":"pnx_material","of":"revision"},{"role":"property","property":"object_desc"}]},"action":{"folder":"Migration","project":"PRJ-77"},"output":{},"safety":{}}`,
		site:   "uom kg\n",
		inputs: map[string]string{"in.csv": "id,rev,name,uom,material,text\n000200,01,Pin,kg,S235,new\n"},
		faults: true,
	},
}
