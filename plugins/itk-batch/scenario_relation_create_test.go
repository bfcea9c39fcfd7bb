package main

var relationCreates = []scenario{
	{
		name:   "items to items",
		spec:   `{"spec":1,"pattern":"relation-create","select":{"from":"input","kind":"item"},"input":{"file":"rel.csv","columns":[{"role":"item-id","header":"item"},{"role":"secondary-id","header":"document"}]},"action":{"relation":"IMAN_reference"},"output":{},"safety":{}}`,
		site:   "relate 000124 IMAN_reference 000125\n",
		inputs: map[string]string{"rel.csv": "item,document\n000123,000124\n000124,000125\n000125,\n000123,4711\n000123,000124\n000123,000123\n"},
		exit:   2,
	},
	{
		name:   "revisions by lines that name the relation",
		spec:   `{"spec":1,"pattern":"relation-create","select":{"from":"input","kind":"revision"},"input":{"file":"rel.csv","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"secondary-id"},{"role":"secondary-rev"},{"role":"relation"}]},"output":{},"safety":{}}`,
		inputs: map[string]string{"rel.csv": "a,b,c,d,e\n000123,B,000124,A,IMAN_reference\n000123,B,000125,,IMAN_specification\n"},
		faults: true,
	},
}
