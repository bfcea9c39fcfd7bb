package main

var datasetImports = []scenario{
	{
		name:   "files of a list",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","delimiter":";","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev"},{"role":"file","header":"path"},{"role":"dataset-name","header":"name"}]},"action":{"relation":"IMAN_specification","datasetType":"PDF","reference":"PDF_Reference"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "item_id;rev;path;name\n000123;B;a.pdf;Drawing\n000124;A;a.pdf;Drawing\n000123;B;none.pdf;x\n000123;B;empty.pdf;x\n000126;A;files/b.pdf;\n000126;A;a.pdf;Old\n000126;A;;x\n", "a.pdf": "%PDF-1.4\r\na", "files/b.pdf": "%PDF b", "empty.pdf": ""},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification\n      file PDF_Reference old.pdf\n",
		exit:   2,
	},
	{
		name:   "file for a dataset that is there",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"file"},{"role":"dataset-name"},{"role":"dataset-type"},{"role":"reference"},{"role":"relation"}],"header":false},"action":{"existing":"replace","relation":"IMAN_specification","datasetType":"PDF"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "000126,A,new.pdf,Old,,,\n000126,A,new.pdf,Other,PDF,PDF_Reference,IMAN_reference\n", "new.pdf": "%PDF"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification\n      file PDF_Reference old.pdf\n",
		again:  "a file that replaces another makes a further version",
		faults: true,
	},
	{
		name:   "file names that the site does not have",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"item"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"file"},{"role":"dataset-type"},{"role":"reference"}],"header":false},"action":{"existing":"add","relation":"IMAN_specification","datasetType":"PDF"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "000123,a.pdf,NoType,\n000123,a.pdf,PDF,NoReference\n4711,a.pdf,PDF,\n", "a.pdf": "%PDF"},
		exit:   2,
	},
	{
		name:   "files into datasets by UID",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"dataset"},"input":{"file":"in.csv","columns":[{"role":"uid"},{"role":"file"}],"header":false},"action":{"existing":"update","reference":"PDF_Reference"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "OLDxxxxxxxxxxx,files/new.pdf\n", "files/new.pdf": "%PDF"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification uid=OLDxxxxxxxxxxx\n      file PDF_Reference old.pdf\n",
		args:   []string{"-dir=."},
		again:  "a file that replaces another makes a further version",
	},
}
