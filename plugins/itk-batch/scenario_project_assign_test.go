package main

var projectAssigns = []scenario{
	{
		name:   "from one project to another",
		spec:   `{"spec":1,"pattern":"project-assign","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"}]},"action":{"assign":["PRJ-77"],"remove":["PRJ-11"]},"output":{},"safety":{}}`,
		site:   "project PRJ-11 \"Old\" members=infodba\nitem 000126 Part \"Pin\" project=PRJ-11\nitem 000127 Part \"Bolt\" project=PRJ-77\n",
		inputs: map[string]string{"in.csv": "item_id\n000126\n000127\n"},
		faults: true,
	},
}
