package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// workflowStart starts a process on an object, or collects the objects for one.
var workflowStart = job{
	modules: func(w *writer) { w.source("process", w.processHeader, w.processSource) },
	lookups: func(w *writer, c *cFile) {
		w.checkName(c, "workflow template", "EPM_find_process_template", "template")
	},
	includes: []string{"process"},
	each:     "        @_start(object, line, options);\n",
	finish: func(w *writer) string {
		if w.oneProcess() {
			return "    if (done) @_start_all(options);\n"
		}
		return ""
	},
	does:    "starts a workflow process on them",
	results: "| `process` `process_uid` | name and UID of the process; no UID in a dry run |\n",
	limits: "The objects are targets, nothing else is attached: no references, no datasets, no components. Who takes part is what the template says. " +
		"A dry run does not ask the template's conditions. What a process does after its start is not waited for.",
	undo:  "**None.** The result file holds the UID of each process; an administrator aborts it in a client, but mails are sent and handlers have run.",
	again: "A second run skips objects that are still in a process; where the process has ended it starts another one.",
}

func (w *writer) oneProcess() bool { return !w.plan.Spec.Action.OnePerObject }

func (w *writer) processHeader(c *cFile) {
	c.text(`/* @_process.h - workflow processes on objects */

\ITK

#include "@_options.h"

`)
	if w.oneProcess() {
		c.text(`/* Tests the object and keeps it for the one process; its row comes with
   @_start_all unless it is left out. */
void @_start(tag_t object, long line, @_options_t *options);

/* Starts the process on all objects that were kept, and ends their rows. */
void @_start_all(@_options_t *options);
`)
		return
	}
	c.text(`/* Starts a process with the object as its target, or finds out that it could
   be started, and ends the row. */
void @_start(tag_t object, long line, @_options_t *options);
`)
}

func (w *writer) processSource(c *cFile) {
	c.text(`/* @_process.c - workflow processes on objects

   A process that has started sends mails and runs handlers, so there is no mark
   point around it: nothing of that could be taken back. */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_process.h"
#include "@_report.h"
#include "@_result.h"
#include "@_text.h"

#define MAX_NAME 128                        /* bytes of the name of an object */

`)
	w.nameParts(c)
	c.text(processNameC)
	c.text(createProcessC)
	if w.oneProcess() {
		c.text(startAllC)
		return
	}
	c.text(startC)
}

// nameParts writes the function that fills a place of the process name.
func (w *writer) nameParts(c *cFile) {
	c.text(`static @_text_t process_name;

static int put_property(tag_t object, const char *property)
{
    char *text = NULL;
    int done = $_OK(AOM_ask_value_string(object, property, &text));

    if (done && text != NULL) done = @_puts(&process_name, text);
    MEM_free(text);
    return done;
}

`)
	revision := w.plan.Spec.Select.Kind == spec.KindRevision
	c.text("static int put_part(tag_t object, const char *name, size_t n)\n{\n")
	if revision {
		c.text("    tag_t item = NULLTAG;\n\n")
	}
	c.text("    if (n == 4 && strncmp(name, \"name\", n) == 0) return put_property(object, \"object_name\");\n    if (n == 5 && strncmp(name, \"title\", n) == 0) return @_puts(&process_name, %{title});\n", "title", cString(cut(w.plan.Spec.Title, 100)))
	if revision {
		c.text(`    if (n == 3 && strncmp(name, "rev", n) == 0) return put_property(object, "item_revision_id");
    if (n == 7 && strncmp(name, "item_id", n) == 0) {
        return $_OK(ITEM_ask_item_of_rev(object, &item)) && put_property(item, "item_id");
    }
`)
	}
	c.text(`    @_error("-process_name= has no value for {%s}", name);
    return 0;
}
`)
}

// cut shortens a text to at most n bytes of whole characters.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xc0 == 0x80 {
		n--
	}
	return text[:n]
}

const processNameC = `
/* The name of the object's process. One that is too long loses its end, but no
   part of a character of UTF-8. */
static int name_process(tag_t object, const char *form)
{
    const char *end = NULL;
    size_t n = 0;

    @_empty(&process_name);
    while (form[0] != '\0') {
        end = form[0] == '{' ? strchr(form, '}') : NULL;
        if (end != NULL) {
            if (!put_part(object, form + 1, (size_t)(end - form - 1))) return 0;
            form = end + 1;
            continue;
        }
        n = 1 + strcspn(form + 1, "{");
        if (!@_put(&process_name, form, n)) return 0;
        form += n;
    }
    if (process_name.used > MAX_NAME) {
        process_name.used = MAX_NAME;
        while (process_name.used > 0 && ((unsigned char)process_name.data[process_name.used] & 0xc0) == 0x80) process_name.used--;
        process_name.data[process_name.used] = '\0';
    }
    while (process_name.used > 0 && process_name.data[process_name.used - 1] == ' ') process_name.data[--process_name.used] = '\0';
    if (process_name.used == 0) @_error("the process has no name: correct -process_name=");
    return process_name.used > 0;
}
`

const createProcessC = `
static int find_template(const char *name, tag_t *template)
{
    static tag_t found = NULLTAG;

    if (found == NULLTAG && !$_OK(EPM_find_process_template(name, &found))) found = NULLTAG;
    if (found == NULLTAG) @_error("workflow template \"%s\" does not exist at this site", name);
    *template = found;
    return found != NULLTAG;
}

/* Starts a process on n targets and tells its UID. */
static @_change_t create_process(int n, tag_t *targets, const char *template_name, char **uid)
{
    tag_t template = NULLTAG, process = NULLTAG;
    int *types = NULL;
    int i = 0, created = 0;

    if (!find_template(template_name, &template)) return $_TAKEN_BACK;
    types = malloc((size_t)n * sizeof *types);
    if (types == NULL) {
        @_error("out of memory for %d targets", n);
        return $_TAKEN_BACK;
    }
    for (i = 0; i < n; i++) types[i] = EPM_target_attachment;
    created = $_OK(EPM_create_process(@_string(&process_name), "", template, n, targets, types, &process));
    free(types);
    if (!created) return $_TAKEN_BACK;
    return $_OK(ITK__convert_tag_to_uid(process, uid)) ? $_KEPT : $_KEPT_BUT;
}
`

const startC = `
void @_start(tag_t object, long line, @_options_t *options)
{
    const char *why = NULL;
    char *uid = NULL;
    @_outcome_t outcome = $_FAILED;

    (void)line;
    if (name_process(object, options->process_name)) {
        @_set_key($_KEY_PROCESS, @_string(&process_name));
        outcome = @_guard(object, options, &why);
    }
    if (outcome == $_DONE && options->nodryrun) {
        outcome = @_outcome_of(create_process(1, &object, options->template, &uid), &why);
        @_set_key($_KEY_PROCESS_UID, uid);
        MEM_free(uid);
    }
    @_end_row(options, outcome, why);
}
`

const startAllC = `
static tag_t *targets = NULL;
static long *lines = NULL;
static int n_targets = 0;

static int keep(tag_t object, long line)
{
    tag_t *more = realloc(targets, (size_t)(n_targets + 1) * sizeof *more);
    long *longer = NULL;

    if (more != NULL) targets = more;
    if (more != NULL) longer = realloc(lines, (size_t)(n_targets + 1) * sizeof *longer);
    if (longer == NULL) {
        @_error("out of memory for target %d", n_targets + 1);
        return 0;
    }
    lines = longer;
    targets[n_targets] = object;
    lines[n_targets++] = line;
    return 1;
}

void @_start(tag_t object, long line, @_options_t *options)
{
    const char *why = NULL;
    @_outcome_t outcome = @_guard(object, options, &why);

    if (outcome == $_DONE && keep(object, line)) return;
    @_end_row(options, outcome == $_DONE ? $_FAILED : outcome, why);
}

/* The rows of all targets have one end, but for those that cannot be named. */
static void end_rows(@_options_t *options, @_outcome_t outcome, const char *why, const char *uid)
{
    @_outcome_t own = outcome;
    const char *own_why = why;
    int i = 0;

    for (i = 0; i < n_targets && !@_gave_up(); i++) {
        @_forget_reason();
        @_begin_row(lines[i], targets[i]);
        own = outcome;
        own_why = why;
        if ((!@_name_row(targets[i]) || @_reason()[0] != '\0') && outcome == $_DONE) {
            own = @_outcome_of(options->nodryrun ? $_KEPT_BUT : $_TAKEN_BACK, &own_why);
        }
        @_set_key($_KEY_PROCESS, @_string(&process_name));
        @_set_key($_KEY_PROCESS_UID, uid);
        @_end_row(options, own, own_why);
    }
}

/* The process takes its name from the first object. What is not complete is
   not started: nobody would see that a target is missing. */
void @_start_all(@_options_t *options)
{
    static @_text_t cause;
    const char *why = NULL;
    char *uid = NULL;
    @_outcome_t outcome = $_DONE;

    if (n_targets == 0) return;
    @_forget_reason();
    if (@_rows($_FAILED) > 0) {
        outcome = $_SKIPPED;
        why = "another object failed, and one process has all or none";
    } else if (options->max > 0 && n_targets > options->max) {
        outcome = $_FAILED;
        @_error("%d objects are more than -max=: nothing is started", n_targets);
    } else if (!name_process(targets[0], options->process_name)) {
        outcome = $_FAILED;
    } else if (options->nodryrun) {
        outcome = @_outcome_of(create_process(n_targets, targets, options->template, &uid), &why);
    }
    if (outcome == $_FAILED && why == NULL && @_puts(&cause, @_reason())) why = @_string(&cause);
    end_rows(options, outcome, why, uid);
    MEM_free(uid);
    free(targets);
    free(lines);
    targets = NULL;
    lines = NULL;
    n_targets = 0;
}
`
