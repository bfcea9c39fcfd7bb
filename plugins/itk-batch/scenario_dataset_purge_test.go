package main

var datasetPurges = []scenario{
	{
		name:   "old versions",
		spec:   `{"spec":1,"pattern":"dataset-purge","select":{"from":"filter","kind":"dataset","type":"PDF","typeGiven":true},"where":[{"field":"modified","op":"older-than","last":1,"unit":"year"}],"output":{},"safety":{}}`,
		site:   "item 000126 Part \"Pin\" created=2022-01-05T09:00:00\n  rev A \"Pin\"\n    dataset PDF \"Three\" relation=IMAN_specification versions=3\n      file PDF_Reference old.pdf\n    dataset PDF \"One\" relation=IMAN_specification\n    dataset PDF \"Young\" relation=IMAN_specification versions=2 modified=2024-03-01T09:00:00\n    dataset PDF \"Out\" relation=IMAN_specification versions=2 checkedout=jsmith@2024-03-01T10:00:00\n    dataset PDF \"Released\" relation=IMAN_specification versions=2 status=Obsolete@2024-03-01T10:00:00\n",
		faults: true,
	},
	{
		name:   "versions of the datasets of items",
		spec:   `{"spec":1,"pattern":"dataset-purge","select":{"from":"input","kind":"dataset"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"dataset-name"}],"header":false},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "000126,Three\n000126,None\n4711,x\n000126,\n"},
		site:   "item 000126 Part \"Pin\" created=2022-01-05T09:00:00\n  rev A \"Pin\"\n    dataset PDF \"Three\" relation=IMAN_specification versions=3\n    dataset PDF \"Two\" relation=IMAN_reference versions=2\n",
		exit:   2,
	},
}
