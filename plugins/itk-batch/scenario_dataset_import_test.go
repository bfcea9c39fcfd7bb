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
	{
		name:   "files by their names",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"dataset","type":"PDF"},"input":{"file":"in.csv","columns":[{"role":"file","header":"file"}]},"action":{"match":"file-name"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "file\nold.pdf\nnew/pin.pdf\nnone.pdf\ntwice.pdf\nOLD.pdf\nnote.txt\n\"\"\nnew/empty.pdf\n", "old.pdf": "%PDF new", "new/pin.pdf": "%PDF pin", "none.pdf": "%PDF", "twice.pdf": "%PDF", "OLD.pdf": "%PDF", "note.txt": "text", "new/empty.pdf": ""},
		site: "datasettype Text\n  reference Text\nitem 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification\n      file PDF_Reference old.pdf\n      file PDF_Reference beside.pdf\n" +
			"    dataset PDF \"Pin\" relation=IMAN_specification\n      file PDF_Reference pin.pdf\n    dataset PDF \"One\" relation=IMAN_specification\n      file PDF_Reference twice.pdf\n    dataset PDF \"Two\"\n      file PDF_Reference twice.pdf\n" +
			"    dataset Text \"Note\"\n      file Text note.txt\n    dataset PDF \"Empty\"\n      file PDF_Reference empty.pdf\n",
		exit:  2,
		again: "a file that replaces another makes a further version",
	},
	{
		name:   "a file by its name in the latest version",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"dataset"},"input":{"columns":[{"role":"file"},{"role":"reference"}],"header":false},"action":{"match":"file-name","existing":"update"},"output":{},"safety":{}}`,
		inputs: map[string]string{"up/old.pdf": "%PDF"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification versions=3\n      file PDF_Reference old.pdf\n",
		args:   []string{"-file=old.pdf", "-dir=up", "-reference=PDF_Reference"},
		again:  "a file that replaces another makes a further version",
		faults: true,
	},
	{
		name:   "datasets by their names",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"dataset","type":"PDF"},"input":{"file":"in.csv","columns":[{"role":"file"},{"role":"dataset-name"}],"header":false},"action":{"match":"dataset-name","existing":"skip"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "Pin.pdf,\nx.pdf,Empty\nx.pdf,Nobody\nx.pdf,Twin\n", "Pin.pdf": "%PDF", "x.pdf": "%PDF x"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Pin\" relation=IMAN_specification versions=2\n      file PDF_Reference pin.pdf\n    dataset PDF \"Empty\"\n    dataset PDF \"Twin\"\n    dataset PDF \"Twin\"\n",
		exit:   2,
	},
	{
		name:   "a dataset by its name",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"dataset","type":"PDF"},"input":{"columns":[{"role":"file"}]},"action":{"match":"dataset-name","existing":"update"},"output":{},"safety":{}}`,
		inputs: map[string]string{"Pin.pdf": "%PDF"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Pin\" relation=IMAN_specification versions=2\n      file PDF_Reference pin.pdf\n",
		args:   []string{"-file=Pin.pdf"},
		again:  "a file that replaces another makes a further version",
		faults: true,
	},
	{
		name:   "files of revisions by their names",
		spec:   `{"spec":1,"pattern":"dataset-import","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id"},{"role":"rev-id"},{"role":"file"},{"role":"dataset-name"}],"header":false},"action":{"match":"file-name","relation":"IMAN_specification","datasetType":"PDF"},"output":{},"safety":{}}`,
		inputs: map[string]string{"in.csv": "000126,A,old.pdf,Any\n000126,A,new.pdf,New\n", "old.pdf": "%PDF new", "new.pdf": "%PDF"},
		site:   "item 000126 Part \"Pin\"\n  rev A \"Pin\"\n    dataset PDF \"Old\" relation=IMAN_specification\n      file PDF_Reference old.pdf\n      file PDF_Reference beside.pdf\n",
		again:  "a file that replaces another makes a further version",
		faults: true,
	},
}
