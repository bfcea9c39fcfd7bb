package main

var changeOwnerships = []scenario{
	{
		name:   "all objects of a user",
		spec:   `{"spec":1,"pattern":"change-ownership","select":{"from":"filter","kind":"object"},"where":[{"field":"owner","op":"is","values":["jsmith"]},{"field":"name","op":"like","values":["Bracket*","Migration"]}],"action":{"user":"mbrown"},"output":{},"safety":{"bypass":"option"}}`,
		args:   []string{"-bypass"},
		faults: true,
	},
	{
		name:   "owners from a file, with what belongs to the item",
		spec:   `{"spec":1,"pattern":"change-ownership","select":{"from":"input","kind":"item","include":["revisions","datasets"]},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"user"},{"role":"group"}]},"output":{},"safety":{"bypass":"option"}}`,
		site:   "item 000126 Item Pin owner=infodba\nitem 000127 Item Bolt owner=infodba\n",
		inputs: map[string]string{"in.csv": "item_id,user,group\n000123,mbrown,\n000124,jsmith,Design\n000125,jsmith,\n000127,nobody,\n000126,jsmith,dba\n"},
		args:   []string{"-bypass"},
		exit:   2,
	},
}
