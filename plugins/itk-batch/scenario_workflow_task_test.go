package main

import (
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

// reviews are processes whose review waits for who runs the program, for that
// user and others, or for others alone.
const reviews = `template "Release"
  task Prepare
  task Review type=EPMReviewTask
  task Archive
template "Other"
  task Review type=EPMReviewTask
item 000126 Part "Pin"
  rev A "Pin"
item 000127 Part "Bolt"
  rev A "Bolt"
process "One reviewer" template="Release" started=2024-03-10T08:00:00
  target 000126/A
  target 000127/A
  task Prepare state=completed
  task Review signoff=infodba
process "Two reviewers" template="Release"
  target 000125/A
  task Prepare state=completed
  task Review signoff=jsmith,infodba
process "A reviewer and a pool" template="Release"
  task Prepare state=completed
  task Review signoff=infodba pool=Checkers
process "Approved before" template="Release"
  task Prepare state=completed
  task Review approved=infodba signoff=jsmith
process "Rejected by the same" template="Release"
  task Prepare state=completed
  task Review rejected=infodba signoff=jsmith
process "Somebody else" template="Release"
  task Prepare state=completed
  task Review signoff=jsmith pool=Checkers
process "Not there yet" template="Release"
  task Prepare responsible=infodba
process "Another template" template="Other"
  task Review signoff=infodba
`

// changeProcesses are processes with tasks of several users.
const changeProcesses = `template "Change"
  task Check
  task Path type=EPMConditionTask
  task Inform type=EPMAcknowledgeTask
process "Own" template="Change" started=2024-01-10T08:00:00
  target 000123/B
  task Check responsible=infodba
process "Of John" template="Change" started=2024-02-10T08:00:00
  task Check responsible=jsmith
process "Of Mary" template="Change"
  task Check responsible=mbrown
process "At the condition" template="Change" started=2024-03-10T08:00:00
  task Check state=completed
  task Path responsible=infodba
process "Waiting" template="Change"
  task Check state=suspended responsible=infodba
`

var workflowTasks = []scenario{
	{
		name:   "own reviews",
		spec:   `{"spec":1,"pattern":"workflow-task","title":"Approve my reviews","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"task-name","op":"like","option":true},{"field":"template","op":"is","values":["Release"]}],"action":{"do":"approve","comment":"approved by batch"},"output":{},"safety":{}}`,
		site:   reviews,
		args:   []string{"-task=Rev*;Prepare"},
		faults: true,
	},
	{
		name:   "own reviews rejected",
		spec:   `{"spec":1,"pattern":"workflow-task","title":"Reject my reviews","select":{"from":"session","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"task-name","op":"is","values":["Review"]},{"field":"template","op":"is","values":["Release"]}],"action":{"do":"reject","comment":"rejected by batch"},"output":{},"safety":{}}`,
		site:   reviews,
		faults: true,
	},
	{
		name:   "own Do tasks",
		spec:   `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-name","op":"is","values":["Check","Path"]}],"action":{"do":"complete","comment":"done by batch"},"output":{},"safety":{}}`,
		site:   changeProcesses,
		args:   []string{"-state=started;suspended"},
		faults: true,
	},
	{
		name:   "tasks of others",
		spec:   `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task"},"where":[{"field":"task-state","op":"is","values":["started"]},{"field":"owner","op":"is","values":["jsmith","mbrown"]},{"field":"task-name","op":"like","values":["Ch*"]}],"action":{"do":"assign","assignTo":"mbrown"},"output":{},"safety":{}}`,
		site:   changeProcesses,
		faults: true,
	},
}

// TestTaskMistakes: what the command line must not say ends the run before any
// task is looked at.
func TestTaskMistakes(t *testing.T) {
	t.Parallel()
	approve := workshop(t, `{"spec":1,"pattern":"workflow-task","select":{"from":"session","kind":"task"},"where":[{"field":"task-name","op":"like","option":true},{"field":"template","op":"is","values":["Release"]}],"action":{"do":"approve"},"output":{},"safety":{}}`)
	assign := workshop(t, `{"spec":1,"pattern":"workflow-task","select":{"from":"filter","kind":"task"},"where":[{"field":"task-name","op":"is","values":["Prepare"]},{"field":"started","op":"older-than","last":1,"unit":"day"}],"action":{"do":"assign"},"output":{},"safety":{}}`)
	for _, c := range []struct {
		site *sim.Installation
		args []string
		says string
	}{
		{approve, nil, "-task= is mandatory"},
		{approve, []string{"-task=Review;**"}, "-task=** names no task"},
		{approve, []string{"-task=Review", "-state=begun"}, `"begun" is no state of a task`},
		{approve, []string{"-task=Review", "-template=Nothing"}, `workflow template "Nothing" does not exist`},
		{assign, nil, "-assign_to= is mandatory"},
		{assign, []string{"-assign_to=nobody"}, `user "nobody" does not exist`},
		{assign, []string{"-assign_to=gone"}, `user "gone" is not active`},
	} {
		r := run(t, c.site, append([]string{"-nodryrun"}, c.args...)...)
		if r.Exit != 1 || !strings.Contains(r.Stderr, c.says) || len(r.Watch)+len(r.Changes) > 0 {
			t.Errorf("%q: exit %d, watch %q, changes %q\n%s", c.args, r.Exit, r.Watch, r.Changes, r.Stderr)
		}
	}
}
