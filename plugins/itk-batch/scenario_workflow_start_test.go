package main

const releaseProcess = "template \"TCM Release Process\"\n  task Review type=EPMReviewTask\nitem 000126 Part \"Pin\"\n  rev A \"Pin\"\nitem 000127 Part \"Bolt\"\n  rev A \"Bolt\"\n"

var workflowStarts = []scenario{
	{
		name:   "a process for each item",
		spec:   `{"spec":1,"pattern":"workflow-start","title":"Release","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id"}],"header":false},"action":{"template":"TCM Release Process"},"output":{},"safety":{}}`,
		site:   releaseProcess + "process \"Old\" template=\"TCM Release Process\"\n  target 000127/A\n  task Review state=started signoff=infodba\n",
		inputs: map[string]string{"in.csv": "000126\n000127\n000123\n000126\n"},
		faults: true,
	},
	{
		name:   "one process for all",
		spec:   `{"spec":1,"pattern":"workflow-start","select":{"from":"filter","kind":"revision","revision":"latest-working"},"where":[{"field":"name","op":"like","values":["Pin","Bolt"]}],"action":{"template":"TCM Release Process","onePerObject":false,"processName":"{name}, {rev}"},"output":{},"safety":{}}`,
		site:   releaseProcess,
		faults: true,
	},
}
