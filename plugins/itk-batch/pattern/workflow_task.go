package pattern

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// startDate is the property with the moment at which a task was started.
const startDate = "fnd0StartDate"

// taskKeys are the result columns of a task.
var taskKeys = []string{"process", "task", "task_type", "state", "responsible", "targets"}

// workflowTask plans a program that lists tasks, or completes them, decides on
// them or hands them over.
func (b *builder) workflowTask() {
	if b.plan.Writes {
		b.taskAction()
	} else {
		b.taskReport()
	}
	b.calls.all("EPM_ask_root_task", "TCTYPE_is_type_of_as_str")
	if b.plan.Spec.Select.From == spec.FromSession {
		b.calls.add("POM_get_user", true)
	}
	b.calls.add("EPM_ask_responsible_party", b.plan.FindsOwn())
	if b.plan.FindsSignoffs() {
		b.calls.all("EPM_ask_sub_tasks", "EPM_ask_state", "EPM_ask_attachments", "EPM_ask_signoff_member",
			"EPM_ask_signoff_decision", "SA_ask_groupmember_user")
		b.info("constant_to_verify", "Of public programs only one compares a sign-off with EPM_no_decision, which tells a review that waits from one that is rejected.",
			"Compile at the site: its header epm/signoff.h decides. Without the name the program does not build.").Place = Place{Call: "EPM_ask_signoff_decision"}
	}
}

// taskReport writes one row for each task.
func (b *builder) taskReport() {
	b.output()
	b.source()
	b.filters()
	for _, c := range b.plan.Spec.Columns {
		if c.Property == "state_value" && c.As != spec.AsRaw {
			c.Of, c.Property = spec.OfTask, "state" // a number tells nobody anything
		}
		if c.Of == spec.OfTask && !slices.Contains(taskTexts, c.Property) {
			c.Of = spec.OfSelf
		}
		b.plan.Columns = append(b.plan.Columns, Column{Column: c})
	}
	b.calls.add("EPM_ask_job", b.plan.Reads(spec.OfProcess))
	for _, text := range b.plan.TaskTexts() {
		b.taskText(text)
	}
}

// taskAction acts on each task once, and writes a result file.
func (b *builder) taskAction() {
	a := b.plan.Spec.Action
	if a.Do != spec.DoAssign {
		b.text("comment", "TEXT", a.Comment, "comment that goes with each decision", b.originOf("action.comment", a.Comment != ""))
	}
	b.startedOnly()
	b.writer()
	for _, text := range b.plan.TaskTexts() {
		b.taskText(text)
	}
	b.calls.add("EPM_ask_state", true)
	switch a.Do {
	case spec.DoComplete:
		b.calls.all("EPM_set_task_result", "EPM_trigger_action", "TCTYPE_ask_object_type")
	case spec.DoApprove, spec.DoReject:
		b.calls.add("EPM_set_task_decision3", true)
	case spec.DoAssign:
		b.assign(a)
	}
	b.fixedColumns()
	b.warn("no_undo", "What is decided on a task starts the next one, sends mails and may release data, and nothing takes that back.",
		"Try it on one task of a test process first, with -max=1, and look at the process in a client.")
}

// startedOnly selects tasks that wait when the run begins: an action starts
// the next task, which must not be acted on because it has the same name.
func (b *builder) startedOnly() {
	s := &b.plan.Spec
	if _, ok := s.Filter(spec.FieldTaskState); ok {
		return
	}
	state := spec.Filter{Field: spec.FieldTaskState, Of: spec.OfSelf, Op: spec.OpIs, Values: []string{"started"}}
	s.Where = append(s.Where[:len(s.Where):len(s.Where)], state)
	s.Notes = append(s.Notes[:len(s.Notes):len(s.Notes)], spec.Note{
		Path: "where[" + strconv.Itoa(len(s.Where)-1) + "]", Kind: spec.NoteDefault, Text: "only started tasks: an action starts the next ones",
	})
}

func (b *builder) assign(a spec.Action) {
	user := b.add(Option{Name: "assign_to", Form: FormText, Value: "USER", Default: list(a.AssignTo), Help: "who takes the tasks over, a user ID",
		Origin: b.originOf("action.assignTo", a.AssignTo != ""), Mandatory: a.AssignTo == ""})
	b.lookUp(LookupUser, user, false)
	b.calls.all("EPM_ask_responsible_party", "EPM_assign_responsible_party", "SA_get_user_status")
	if a.Comment != "" {
		b.info("comment_not_kept", "A task is handed over without a comment: the only call that is known takes none.", "Tell the user who takes it over.")
	}
}

// fixedColumns tells which columns that were asked for are not among those of
// the result file.
func (b *builder) fixedColumns() {
	var missing []string
	for _, c := range b.plan.Spec.Columns {
		fixed := c.Property == "object_name" || c.Of == spec.OfTask && slices.Contains(taskTexts, c.Property) || c.Of == spec.OfRun
		if !fixed {
			missing = append(missing, c.Property)
		}
	}
	if len(missing) > 0 {
		b.warn("columns_fixed", "The result file of an action has its own columns: "+strings.Join(taskKeys, ", ")+". Not among them: "+strings.Join(missing, ", ")+".",
			"A report of the same tasks (do: report) writes any property.")
	}
}

// taskTexts are what a task tells through calls of its own rather than as a
// property. The last one stands for a column of the run.
var taskTexts = []string{"task_type", "state", "responsible_party", "targets"}

// TaskTexts are those that the program reads; a result file also has the names
// of process and task.
func (p *Plan) TaskTexts() []string {
	if p.Writes {
		return append([]string{"process", "task"}, taskTexts...)
	}
	var used []string
	for _, text := range taskTexts {
		if slices.ContainsFunc(p.Columns, func(c Column) bool { return (c.Of == spec.OfTask || c.Of == spec.OfRun) && c.Property == text }) {
			used = append(used, text)
		}
	}
	return used
}

// taskText lists the calls that such a text needs.
func (b *builder) taskText(text string) {
	switch text {
	case "process":
		b.calls.all("EPM_ask_job", "AOM_ask_value_string")
	case "task":
		b.calls.add("EPM_ask_name2", true)
	case "task_type":
		b.calls.all("TCTYPE_ask_object_type", "TCTYPE_ask_name2")
	case "state":
		b.calls.all("EPM_ask_state", "EPM_ask_state_string2")
	case "responsible_party":
		b.calls.all("EPM_ask_responsible_party", "AOM_ask_value_string")
	case "targets":
		b.calls.all("EPM_ask_root_task", "EPM_ask_attachments", "AOM_ask_value_string")
	}
}

// FindsSignoffs reports whether tasks count that wait for a sign-off of the
// session's user.
func (p *Plan) FindsSignoffs() bool {
	do := p.Spec.Action.Do
	return p.Spec.Select.From == spec.FromSession && (do == spec.DoReport || do.Decides())
}

// FindsOwn reports whether tasks count that the session's user is responsible
// for.
func (p *Plan) FindsOwn() bool {
	return p.Spec.Select.From == spec.FromSession && !p.Spec.Action.Do.Decides()
}

// TestsStart reports whether the moment at which a task was started is tested.
func (p *Plan) TestsStart() bool {
	return slices.ContainsFunc(p.Filters, func(f Filter) bool { return f.Field == spec.FieldStarted })
}
