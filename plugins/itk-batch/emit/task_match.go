package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// taskTests writes the tests of filters that belong to tasks.
func (w *writer) taskTests(c *cFile) {
	if w.plan.Tests(pattern.TestTaskState) {
		c.text(hasTaskStateC)
	}
	if w.plan.Tests(pattern.TestTemplate) {
		c.text(hasTemplateC)
	}
	if w.plan.Tests(pattern.TestResponsible) || w.plan.FindsOwn() {
		c.text(waitsForC)
	}
}

const hasTaskStateC = `
static int has_task_state(tag_t task, const @_list_t *names, int wanted, int *yes)
{
    EPM_state_t state = EPM_unassigned, named = EPM_unassigned;
    int i = 0, found = 0;

    if (!$_OK(EPM_ask_state(task, &state))) return 0;
    for (i = 0; i < names->n; i++) {
        if (@_find_state(names->item[i], &named) && named == state) found = 1;
    }
    *yes = found == wanted;
    return 1;
}
`

const hasTemplateC = `
static int has_template(tag_t task, const @_list_t *names, int wanted, int *yes)
{
    tag_t process = NULLTAG;
    char *name = NULL;
    int i = 0, found = 0;

    if (!$_OK(EPM_ask_job(task, &process))) return 0;
    if (process != NULLTAG && !$_OK(EPM_ask_procedure_name2(process, &name))) return 0;
    for (i = 0; name != NULL && i < names->n; i++) {
        if (strcmp(name, names->item[i]) == 0) found = 1;
    }
    MEM_free(name);
    *yes = found == wanted;
    return 1;
}
`

const waitsForC = `
/* Whether one of the users is responsible for the task. */
static int waits_for(tag_t task, int n, const tag_t *users, int wanted, int *yes)
{
    tag_t party = NULLTAG;
    int i = 0, found = 0;

    if (!$_OK(EPM_ask_responsible_party(task, &party))) return 0;
    for (i = 0; i < n; i++) {
        if (users[i] == party) found = 1;
    }
    *yes = found == wanted;
    return 1;
}
`

// stepTest writes the tests that every task goes through.
func (w *writer) stepTest(c *cFile) {
	c.text(`
/* The root task of a process and the parts of a review are started with what
   they belong to; nobody knows them by a name of their own. */
static int is_step(tag_t task, int *yes)
{
    tag_t root = NULLTAG;
    int is_part = 0;

    if (!$_OK(EPM_ask_root_task(task, &root)) || !is_of_type(task, "EPMSelectSignoffTask", &is_part)) return 0;
    if (!is_part && !is_of_type(task, "EPMPerformSignoffTask", &is_part)) return 0;
    *yes = task != root && !is_part;
    return 1;
}
`)
	if !w.plan.FindsSignoffs() {
		return
	}
	counts, locals, decided := "found = n > 0;\n", "", ""
	if w.plan.FindsOwn() {
		counts, locals = "", "    @_decision_t decision = $_UNDECIDED;\n"
		decided = `    for (i = 0; done && !found && i < n; i++) {
        done = @_ask_decision(signoffs[i], &decision);
        found = done && decision == $_UNDECIDED;
    }
`
	}
	what := "Whether the user has a sign-off in the task"
	if w.plan.FindsOwn() {
		what += ", and it has no decision"
	}
	c.text("\n/* " + what + ". */\nstatic int waits_for_signoff(tag_t task, tag_t user, int *yes)\n{\n    tag_t perform = NULLTAG;\n    tag_t *signoffs = NULL;\n" + locals)
	if decided != "" {
		c.text("    int n = 0, i = 0, found = 0, done = 0;\n\n    done = @_find_signoffs(task, user, &perform, &n, &signoffs);\n" + decided)
	} else {
		c.text("    int n = 0, found = 0, done = 0;\n\n    done = @_find_signoffs(task, user, &perform, &n, &signoffs);\n    " + counts)
	}
	c.text("    free(signoffs);\n    *yes = found;\n    return done;\n}\n")
	if w.plan.FindsOwn() {
		c.text(`
static int is_mine(tag_t task, tag_t user, int *yes)
{
    return waits_for(task, 1, &user, 1, yes) && (*yes || waits_for_signoff(task, user, yes));
}
`)
	}
}

// taskCalls are the calls of those tests.
func (w *writer) taskCalls() []string {
	if w.plan.Spec.Select.Kind != spec.KindTask {
		return nil
	}
	calls := []string{"is_step(object, yes)"}
	switch {
	case w.plan.FindsOwn() && w.plan.FindsSignoffs():
		return append(calls, "is_mine(object, names->me, yes)")
	case w.plan.FindsOwn():
		return append(calls, "waits_for(object, 1, &names->me, 1, yes)")
	case w.plan.FindsSignoffs():
		return append(calls, "waits_for_signoff(object, names->me, yes)")
	}
	return calls
}
