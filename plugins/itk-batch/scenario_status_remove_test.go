package main

var statusRemoves = []scenario{
	{
		name:   "removed statuses",
		spec:   `{"spec":1,"pattern":"status-remove","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev_id"}]},"action":{"status":["Obsolete"]},"output":{},"safety":{"bypass":"option"}}`,
		inputs: map[string]string{"in.csv": "item_id,rev_id\n000124,A\n000123,A\n"},
		args:   []string{"-bypass"},
		faults: true,
	},
}
