package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// hasTaskModule reports whether the program reads what only calls of their own
// tell about a task.
func (w *writer) hasTaskModule() bool {
	return len(w.plan.TaskTexts()) > 0 || w.plan.Tests(pattern.TestTaskState)
}

func (w *writer) taskHeader(c *cFile) {
	c.text("/* @_task.h - what a task tells */\n\n\\ITK\n")
	if len(w.plan.TaskTexts()) > 0 {
		c.text("\n#include \"@_text.h\"\n")
	}
	if len(w.plan.TaskTexts()) > 0 {
		c.text(`
/* Adds what the task tells, such as "state", to the cell. 0 on failure. */
int @_put_task(tag_t task, const char *what, @_text_t *cell);
`)
	}
	if w.plan.Tests(pattern.TestTaskState) {
		c.text(`
/* Finds the state of that name; 0 when there is none. */
int @_find_state(const char *name, EPM_state_t *state);
`)
	}
}

func (w *writer) taskSource(c *cFile) {
	c.text(`/* @_task.c - what a task tells */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_report.h"
#include "@_task.h"
`)
	texts := w.plan.TaskTexts()
	if len(texts) > 0 {
		c.text(`
static int put(const char *text, @_text_t *cell)
{
    return text == NULL || @_puts(cell, text);
}
`)
	}
	if w.hasTaskText("process") || w.hasTaskText("responsible_party") || w.hasTaskText("targets") {
		c.text(`
static int put_property(tag_t object, const char *property, @_text_t *cell)
{
    char *text = NULL;
    int done = $_OK(AOM_ask_value_string(object, property, &text)) && put(text, cell);

    MEM_free(text);
    return done;
}
`)
	}
	for _, t := range taskTextC {
		if w.hasTaskText(t.text) {
			c.text(t.source, "list", cString(w.title(w.plan.Spec.Output.List)))
		}
	}
	if len(texts) > 0 {
		c.text("\nint @_put_task(tag_t task, const char *what, @_text_t *cell)\n{\n")
		for _, text := range texts {
			c.text("    if (strcmp(what, \"%{text}\") == 0) return put_%{text}(task, cell);\n", "text", text)
		}
		c.text("    return 1;\n}\n")
	}
	if w.plan.Tests(pattern.TestTaskState) {
		c.text(findStateC)
	}
}

func (w *writer) hasTaskText(text string) bool {
	for _, used := range w.plan.TaskTexts() {
		if used == text {
			return true
		}
	}
	return false
}

// taskTextC are the readers of [pattern.Plan.TaskTexts].
var taskTextC = [...]struct{ text, source string }{
	{"process", `
static int put_process(tag_t task, @_text_t *cell)
{
    tag_t process = NULLTAG;

    if (!$_OK(EPM_ask_job(task, &process))) return 0;
    return process == NULLTAG || put_property(process, "object_name", cell);
}
`},
	{"task", `
static int put_task(tag_t task, @_text_t *cell)
{
    char *name = NULL;
    int done = $_OK(EPM_ask_name2(task, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}
`},
	{"task_type", `
static int put_task_type(tag_t task, @_text_t *cell)
{
    tag_t type = NULLTAG;
    char *name = NULL;
    int done = $_OK(TCTYPE_ask_object_type(task, &type)) && $_OK(TCTYPE_ask_name2(type, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}
`},
	{"state", `
static int put_state(tag_t task, @_text_t *cell)
{
    EPM_state_t state = EPM_unassigned;
    char *name = NULL;
    int done = $_OK(EPM_ask_state(task, &state)) && $_OK(EPM_ask_state_string2(state, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}
`},
	{"responsible_party", `
/* A user, or a resource pool. */
static int put_responsible_party(tag_t task, @_text_t *cell)
{
    tag_t party = NULLTAG;

    if (!$_OK(EPM_ask_responsible_party(task, &party))) return 0;
    return party == NULLTAG || put_property(party, "object_string", cell);
}
`},
	{"targets", `
/* The targets of a process hang on its root task. */
static int put_targets(tag_t task, @_text_t *cell)
{
    tag_t root = NULLTAG;
    tag_t *targets = NULL;
    int n = 0, i = 0, done = 0;

    if (!$_OK(EPM_ask_root_task(task, &root))) return 0;
    if (root == NULLTAG) return 1;
    done = $_OK(EPM_ask_attachments(root, EPM_target_attachment, &n, &targets));
    for (i = 0; done && i < n; i++) {
        done = (i == 0 || @_puts(cell, %{list})) && put_property(targets[i], "object_string", cell);
    }
    MEM_free(targets);
    return done;
}
`},
}

const findStateC = `
int @_find_state(const char *name, EPM_state_t *state)
{
    static const struct {
        const char *name;
        EPM_state_t state;
    } states[] = {
        { "unassigned", EPM_unassigned }, { "pending", EPM_pending }, { "started", EPM_started }, { "completed", EPM_completed },
        { "skipped", EPM_skipped }, { "suspended", EPM_suspended }, { "aborted", EPM_aborted }
    };
    size_t i = 0;

    for (i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (strcmp(name, states[i].name) != 0) continue;
        *state = states[i].state;
        return 1;
    }
    return 0;
}
`

const taskNamerC = `static int name_part(tag_t task, const char *what, int key)
{
    static @_text_t text;
    int done = 0;

    @_empty(&text);
    done = @_put_task(task, what, &text);
    if (done) @_set_key(key, @_string(&text));
    return done;
}

int @_name_row(tag_t task)
{
    return name_part(task, "process", $_KEY_PROCESS) && name_part(task, "task", $_KEY_TASK)
        && name_part(task, "task_type", $_KEY_TASK_TYPE) && name_part(task, "state", $_KEY_STATE)
        && name_part(task, "responsible_party", $_KEY_RESPONSIBLE) && name_part(task, "targets", $_KEY_TARGETS);
}
`

const narrowStateC = `
/* Where the state is no attribute, the test of each task decides. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options)
{
    logical exists = FALSE;
    EPM_state_t state = EPM_unassigned;
    int states[$_MAX_VALUES], i = 0;

    if (!$_OK(POM_attr_exists(%{attribute}, enquiry->class_name, &exists))) return 0;
    if (!exists) return 1;
    for (i = 0; i < options->%{name}.n; i++) {
        if (!@_find_state(options->%{name}.item[i], &state)) return 0;
        states[i] = state;
    }
    return $_OK(POM_enquiry_set_int_value(ENQUIRY, "v_%{id}", options->%{name}.n, states, POM_enquiry_bind_value))
        && compare(enquiry, "%{id}", enquiry->class_name, %{attribute}, POM_enquiry_in);
}
`

const narrowResponsibleC = `
/* Where the responsible party is no attribute, the test of each task decides. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    logical exists = FALSE;

    if (!$_OK(POM_attr_exists(%{attribute}, enquiry->class_name, &exists))) return 0;
    if (!exists) return 1;
    return narrow_tags(enquiry, "%{id}", enquiry->class_name, %{attribute}, options->%{name}.n, names->%{name});
}
`

// taskFinders writes the checks of names that belong to tasks.
func (w *writer) taskFinders(c *cFile) {
	if w.plan.Spec.Select.From == spec.FromSession {
		c.text(`
static tag_t find_session_user(void)
{
    tag_t user = NULLTAG;
    char *name = NULL;

    if (!$_OK(POM_get_user(&name, &user))) user = NULLTAG;
    MEM_free(name);
    if (user == NULLTAG) {
        @_error("the user of the session is not known");
        mistakes++;
    }
    return user;
}
`)
	}
	if w.plan.Tests(pattern.TestTemplate) {
		c.text(`
static void find_templates(const @_list_t *templates, const char *option)
{
    tag_t found = NULLTAG;
    int i = 0;

    for (i = 0; i < templates->n; i++) {
        found = NULLTAG;
        if (!$_OK(EPM_find_process_template(templates->item[i], &found))) found = NULLTAG;
        if (found == NULLTAG) missing("workflow template", templates->item[i], option);
    }
}
`)
	}
	if w.plan.Tests(pattern.TestTaskState) {
		c.text(`
static void check_task_states(const @_list_t *states, const char *option)
{
    EPM_state_t state = EPM_unassigned;
    int i = 0;

    for (i = 0; i < states->n; i++) {
        if (@_find_state(states->item[i], &state)) continue;
        @_error("\"%s\" is no state of a task: %s takes unassigned, pending, started, completed, skipped, suspended and aborted", states->item[i], option);
        mistakes++;
    }
}
`)
	}
	if w.plan.Writes {
		c.text(`
/* Each decision is made on named tasks: a pattern for any task names none. */
static void check_task_names(const @_list_t *names, const char *option)
{
    int i = 0;

    for (i = 0; i < names->n; i++) {
        if (strspn(names->item[i], "*") < strlen(names->item[i])) continue;
        @_error("%s%s names no task", option, names->item[i]);
        mistakes++;
    }
}
`)
	}
	if w.looksUp(pattern.LookupUser) {
		c.text(`
/* What is handed over to an inactive user waits for nobody. */
static void check_active(tag_t user, const char *name, const char *option)
{
    int status = 0;

    if (user == NULLTAG) return;
    if ($_OK(SA_get_user_status(user, &status)) && status == 0) return;
    @_error("user \"%s\" is not active: correct %s", name, option);
    mistakes++;
}
`)
	}
}

func (w *writer) taskLookups(c *cFile) {
	if w.plan.Spec.Select.From == spec.FromSession {
		c.text("    names->me = find_session_user();\n")
	}
	for _, l := range w.plan.Lookups {
		c.text("    if (options->%{name} != NULL) check_active(names->%{name}, options->%{name}, \"-%{name}=\");\n", "name", l.Name)
	}
}
