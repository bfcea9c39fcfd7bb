package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// taskJob lists tasks, or acts on each of them.
func taskJob(s spec.Spec) job {
	j := taskReport
	if s.Writes() {
		j = taskAction(s.Action.Do)
		j.modules = (*writer).taskActionModules
		j.includes = []string{"action"}
		j.each = "        @_act(object, options, names);\n"
		j.results = "| `process` `task` `task_type` | names of the process and the task, and its type |\n" +
			"| `state` `responsible` | as they were before |\n| `targets` | what the process is about |\n"
		j.undo = "**None.** The result file says which tasks were acted on; an administrator may be able to take a process back in a client, but mails are sent and handlers have run."
	}
	if s.Select.From == spec.FromSession {
		j.members = "    tag_t me;                               /* the user of the session */\n"
	}
	j.finders, j.lookups = (*writer).taskFinders, (*writer).taskLookups
	return j
}

// taskReport writes a row for each task.
var taskReport = job{
	table:   true,
	modules: (*writer).taskReportModules,
	each:    eachRow,
	rows: &ownRows{
		members: "    tag_t process;                          /* of the task */\n",
		objects: []rowObject{{spec.OfProcess, "process", "EPMJob"}},
		texts:   []spec.Of{spec.OfTask}, source: (*writer).taskRows,
	},
	does: "writes one line for each workflow task",
	limits: "A row is a task as the template names it: the root task of a process and the two parts of a review, in which reviewers are chosen and decide, have none. " +
		"It acts on no task, and reads no history of tasks that are gone. There is nothing to undo.",
}

// taskAction says what is done to a task.
func taskAction(do spec.Do) job {
	switch do {
	case spec.DoComplete:
		return completeTask
	case spec.DoApprove:
		return approveTask
	case spec.DoReject:
		return rejectTask
	}
	return assignTask
}

var completeTask = job{
	does: "completes Do tasks of the user who runs it",
	who:  "It acts in the name of the user who logs in", leaves: "what is no Do task, and what is not started",
	limits: "Only Do tasks are completed: a condition needs a path that nobody has named, and a review needs sign-offs. " +
		"Tasks of others are left alone, whoever runs it. No process is aborted: no trustworthy call for that is known.",
	again: "A second run does not find what is completed; where the process has come back to a task of that name, it completes that one.",
}

var approveTask = job{
	does: "approves review tasks in the name of the user who runs it",
	who:  "It acts in the name of the user who logs in", leaves: "what the user has approved already, and what the user has decided otherwise",
	limits: "**An approval is a signature**: only the sign-offs of the user who runs it are set, never those of others, of a resource pool or of a deputy. " +
		"It never rejects. A sign-off that has another decision keeps it.",
	again: "A second run skips what the user has approved; where a process has come back to a review of that name, it approves that one.",
}

var rejectTask = job{
	does: "rejects review tasks in the name of the user who runs it",
	who:  "It acts in the name of the user who logs in", leaves: "what the user has rejected already, and what the user has decided otherwise",
	limits: "**A rejection is a signature**: only the sign-offs of the user who runs it are set, never those of others, of a resource pool or of a deputy. " +
		"What follows, a way back, a path for rejections or a halt, is up to the template. A sign-off that has another decision keeps it.",
	again: "A second run skips what the user has rejected; where a process has come back to a review of that name, it rejects that one.",
}

var assignTask = job{
	does: "hands workflow tasks over to another user",
	who:  "Who runs it must be responsible for the tasks, or be allowed to hand over those of others", leaves: "what is not started, and what the user has already",
	limits: "The responsible party of a task changes, no more: the sign-offs of a review stay with their reviewers, and earlier tasks with whom they had. " +
		"A task is handed over to an active user, never to a resource pool.",
	again: "A second run skips what the user has already.",
}

func (w *writer) taskReportModules() {
	w.taskModules()
	w.columnModules()
}

func (w *writer) taskActionModules() {
	w.taskModules()
	w.source("action", w.actionHeader, w.actionSource)
}

func (w *writer) taskModules() {
	if w.hasTaskModule() {
		w.source("task", w.taskHeader, w.taskSource)
	}
	if w.plan.FindsSignoffs() {
		w.source("signoff", w.signoffHeader, w.signoffSource)
	}
}

// taskRows writes the one row of a task.
func (w *writer) taskRows(c *cFile) {
	own := ""
	if w.fillsCells() {
		own = expand(w, "#include \"@_task.h\"\n")
	}
	w.rowsTop(c, "the row of a task", "", own)
	if w.fillsCells() {
		c.text(`
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)
{
    (void)row;
    (void)level;
    return @_put_task(object, property, cell);
}
`)
	}
	process := ""
	if len(w.rowObjects()) > 0 {
		process = `    if (!$_OK(EPM_ask_job(object, &row.process)) || row.process == NULLTAG) {
        row.process = NULLTAG;
        @_error_at(object, "its process cannot be found");
    }
`
	}
	c.text(`
int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    @_row_t row;

` + beginRun + process + `    return put_row(&run, &row);
}
`)
}

func (w *writer) actionHeader(c *cFile) {
	c.text(`/* @_action.h - what is done to a task */

\ITK

#include "@_names.h"
#include "@_options.h"

/* Acts on the task, or finds out that it could, and ends its row. */
void @_act(tag_t task, @_options_t *options, @_names_t *names);
`)
}

func (w *writer) actionSource(c *cFile) {
	do := w.plan.Spec.Action.Do
	includes := "#include \"@_action.h\"\n#include \"@_change.h\"\n#include \"@_report.h\"\n#include \"@_result.h\"\n"
	if do.Decides() {
		includes += "#include \"@_signoff.h\"\n"
	}
	c.text("/* @_action.c - what is done to a task\n\n   A process goes on with it, so there is no mark point around it: nothing of that\n   could be taken back. */\n\n#include <stdlib.h>\n\n\\ITK\n\n" + includes)
	c.text(isStartedC)
	switch do {
	case spec.DoComplete:
		c.text(completeC+actC, "names", "", "idle", "    (void)names;\n", "how", "options")
	case spec.DoApprove:
		c.text(decideC+actDecideC, "constant", "EPM_approve_decision", "made", w.upper+"_APPROVED", "done", "approved")
	case spec.DoReject:
		c.text(decideC+actDecideC, "constant", "EPM_reject_decision", "made", w.upper+"_REJECTED", "done", "rejected")
	case spec.DoAssign:
		c.text(assignC+actC, "names", "names, ", "idle", "", "how", "names")
	}
}

const isStartedC = `
static int is_started(tag_t task, int *yes)
{
    EPM_state_t state = EPM_unassigned;

    if (!$_OK(EPM_ask_state(task, &state))) return 0;
    *yes = state == EPM_started;
    return 1;
}
`

const completeC = `
/* Any other task is completed by a decision or by a path of its own. */
static int is_do_task(tag_t task, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    if (!$_OK(TCTYPE_ask_object_type(task, &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, "EPMDoTask", &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}

static @_outcome_t may_act(tag_t task, const char **why)
{
    int yes = 0;

    if (!is_do_task(task, &yes)) return $_FAILED;
    if (!yes) {
        *why = "it is no Do task";
        return $_SKIPPED;
    }
    if (!is_started(task, &yes)) return $_FAILED;
    if (!yes) *why = "it is not started";
    return yes ? $_DONE : $_SKIPPED;
}

static @_change_t act(tag_t task, @_options_t *options)
{
    if (!$_OK(EPM_set_task_result(task, EPM_RESULT_Completed))) return $_TAKEN_BACK;
    return $_OK(EPM_trigger_action(task, EPM_complete_action, options->comment == NULL ? "" : options->comment)) ? $_KEPT : $_KEPT_BUT;
}
`

const assignC = `
static @_outcome_t may_act(tag_t task, @_names_t *names, const char **why)
{
    tag_t party = NULLTAG;
    int yes = 0;

    if (!is_started(task, &yes)) return $_FAILED;
    if (!yes) {
        *why = "it is not started";
        return $_SKIPPED;
    }
    if (!$_OK(EPM_ask_responsible_party(task, &party))) return $_FAILED;
    if (party != names->assign_to) return $_DONE;
    *why = "the user has it already";
    return $_SKIPPED;
}

static @_change_t act(tag_t task, @_names_t *names)
{
    return $_OK(EPM_assign_responsible_party(task, names->assign_to)) ? $_KEPT : $_TAKEN_BACK;
}
`

const actC = `
void @_act(tag_t task, @_options_t *options, @_names_t *names)
{
    const char *why = NULL;
    @_outcome_t outcome = may_act(task, %{names}&why);

%{idle}    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(act(task, %{how}), &why);
    @_end_row(options, outcome, why);
}
`

const decideC = `
/* Keeps of the user's sign-offs those that wait for a decision. */
static @_outcome_t may_act(int *n, tag_t *signoffs, const char **why)
{
    @_decision_t decision = $_UNDECIDED;
    int i = 0, waiting = 0, made = 0;

    for (i = 0; i < *n; i++) {
        if (!@_ask_decision(signoffs[i], &decision)) return $_FAILED;
        if (decision == $_UNDECIDED) signoffs[waiting++] = signoffs[i];
        if (decision == %{made}) made++;
    }
    if (waiting > 0) {
        *n = waiting;
        return $_DONE;
    }
    *why = *n == 0 ? "no sign-off of it is the user's" : made == *n ? "it is %{done} already" : "its sign-off has another decision";
    return $_SKIPPED;
}

/* The first of several sign-offs may be the last one that the review needs. */
static @_change_t act(tag_t perform, int n, const tag_t *signoffs, @_options_t *options)
{
    int i = 0, started = 1;

    for (i = 0; i < n && started; i++) {
        if (!$_OK(EPM_set_task_decision3(perform, signoffs[i], %{constant}, options->comment == NULL ? "" : options->comment))) {
            return i == 0 ? $_TAKEN_BACK : $_KEPT_BUT;
        }
        if (i + 1 < n && !is_started(perform, &started)) return $_KEPT_BUT;
    }
    return $_KEPT;
}
`

const actDecideC = `
void @_act(tag_t task, @_options_t *options, @_names_t *names)
{
    const char *why = NULL;
    tag_t perform = NULLTAG;
    tag_t *signoffs = NULL;
    int n = 0;
    @_outcome_t outcome = $_FAILED;

    if (@_find_signoffs(task, names->me, &perform, &n, &signoffs)) outcome = may_act(&n, signoffs, &why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(act(perform, n, signoffs, options), &why);
    @_end_row(options, outcome, why);
    free(signoffs);
}
`

// readmeTasks names the tests of tasks that are no filter.
func (w *writer) readmeTasks(b *strings.Builder) {
	b.WriteString("| step of its process: no root task, no part of a review | | yes |\n")
	switch {
	case w.plan.FindsOwn() && w.plan.FindsSignoffs():
		b.WriteString("| the user of the session is responsible, or has a sign-off without a decision | | yes |\n")
	case w.plan.FindsOwn():
		b.WriteString("| the user of the session is responsible | | yes |\n")
	case w.plan.FindsSignoffs():
		b.WriteString("| the user of the session has a sign-off in it | | yes |\n")
	}
}
