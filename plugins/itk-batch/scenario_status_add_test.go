package main

var statusAdds = []scenario{
	{
		name:   "status from a file",
		spec:   `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev_id"}]},"action":{"status":["Obsolete"]},"output":{},"safety":{"bypass":"option"}}`,
		inputs: map[string]string{"in.csv": "item_id,rev_id\n000123,A\n000123,B\n000124,A\n000123,A\n"},
		faults: true,
	},
	{
		name:   "status named by the line",
		spec:   `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision","revision":"latest"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"status"}]},"action":{"existing":"error","status":["Obsolete"]},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id,status\n000123,TCM Released\n000124,\n000125,No Status\n"},
		exit:   2,
	},
}
