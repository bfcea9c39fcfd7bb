package main

var revises = []scenario{
	{
		name:   "next revisions",
		spec:   `{"spec":1,"pattern":"revise","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item\n000124\n000123\n4711\n"},
		exit:   2,
	},
	{
		name:   "named revisions",
		spec:   `{"spec":1,"pattern":"revise","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"new-rev-id"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item,new\n000124,C\n000125,A\n"},
		faults: true,
	},
}
