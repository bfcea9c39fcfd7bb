package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// statusAdd adds release statuses to an object.
var statusAdd = job{
	modules:  func(w *writer) { w.source("status", w.statusHeader, w.statusSource) },
	includes: []string{"status"},
	each:     "        @_add_statuses(object, options);\n",
	does:     "adds release statuses to them",
	results:  "| `old_statuses` | before, with `; ` between them |\n| `new_statuses` | after it |\n",
	limits:   "Datasets, BOM views and components get no status unless the request includes them. No workflow runs, so that there is no sign-off and no history of one. A status object is made for each object.",
	undo:     "**None.** A status is taken away by the pattern `status-remove` or by a workflow that deletes it, not by this program.",
	again:    "A second run skips what has the status already.",
}

func (w *writer) statusHeader(c *cFile) {
	c.text(`/* @_status.h - release statuses of an object */

\ITK

#include "@_options.h"

/* Adds the statuses that the object lacks, or finds out that they could be
   added, and ends its row. */
void @_add_statuses(tag_t object, @_options_t *options);
`)
}

func (w *writer) statusSource(c *cFile) {
	c.text(`/* @_status.c - release statuses of an object */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
#include "@_status.h"
#include "@_text.h"
`)
	c.text(statusNamesC)
	w.wantedStatuses(c)
	retain := "options->keep_date"
	if _, ok := w.plan.Option("new_date"); ok {
		retain = "!options->new_date"
	}
	existing := `        @_end_row(options, $_SKIPPED, "it has the status already");
`
	if w.plan.Spec.Action.Existing == spec.ExistingError {
		existing = `        @_error("it has the status already");
        @_end_row(options, $_FAILED, NULL);
`
	}
	c.text(addStatusesC, "retain", retain, "existing", expand(w, existing),
		"check", when(w.plan.ActionNames == "", "check_wanted(options) && ")) // those of the options are looked up at the start
}

// expand replaces the marks of names in text that becomes an argument.
func expand(w *writer, text string) string {
	c := cFile{prefix: w.plan.Prefix, upper: w.upper}
	c.Grow(len(text) + 64)
	c.text(text)
	return c.String()
}

const statusNamesC = `
/* The names of the object's statuses with "; " between them; each is held by
   the mark that follows it, so that none is found inside another. */
static int read_statuses(tag_t object, @_text_t *names)
{
    tag_t *statuses = NULL;
    char *name = NULL;
    int n = 0, i = 0, done = 0;

    @_empty(names);
    done = $_OK(WSOM_ask_release_status_list(object, &n, &statuses));
    for (i = 0; done && i < n; i++) {
        name = NULL;
        done = $_OK(RELSTAT_ask_release_status_type(statuses[i], &name))
            && (i == 0 || @_puts(names, "; ")) && @_puts(names, name == NULL ? "" : name);
        MEM_free(name);
    }
    MEM_free(statuses);
    return done;
}

static int has_status(const @_text_t *names, const char *status)
{
    const char *at = @_string(names), *end = NULL;
    size_t n = strlen(status);

    for (; at != NULL && *at != '\0'; at = end == NULL ? NULL : end + 2) {
        end = strstr(at, "; ");
        if ((end == NULL ? strlen(at) : (size_t)(end - at)) == n && strncmp(at, status, n) == 0) return 1;
    }
    return 0;
}
`

// wantedStatuses writes the functions that say which statuses are added.
func (w *writer) wantedStatuses(c *cFile) {
	if w.plan.ActionNames != "" {
		c.text(`
static int n_wanted(@_options_t *options)
{
    return options->%{name}.n;
}

static const char *wanted(int i, @_options_t *options)
{
    return options->%{name}.item[i];
}
`, "name", w.plan.ActionNames)
		return
	}
	v, _ := w.plan.ValueOf(spec.RoleStatus, "")
	c.text(`
static int n_wanted(@_options_t *options)
{
    (void)options;
    return 1;
}

static const char *wanted(int i, @_options_t *options)
{
    (void)i;
    return %{value};
}

/* The status of the line; looked up when it is another than that before. */
static int check_wanted(@_options_t *options)
{
    static @_text_t last;
    const char *name = wanted(0, options);
    tag_t type = NULLTAG;

    if (name[0] == '\0') {
        @_error("the line names no status");
        return 0;
    }
    if (strcmp(name, @_string(&last)) == 0) return 1;
    if (!$_OK(EPM_find_status_type(name, &type))) type = NULLTAG;
    if (type == NULLTAG) {
        @_error("release status \"%s\" does not exist at this site", name);
        return 0;
    }
    @_empty(&last);
    return @_puts(&last, name);
}
`, "value", w.parameter(w.fieldName(v), v.Name))
}

const addStatusesC = `
static int add_status(tag_t object, const char *name, logical retain)
{
    tag_t status = NULLTAG;

    return $_OK(RELSTAT_create_release_status(name, &status)) && $_OK(RELSTAT_add_release_status(status, 1, &object, retain));
}

/* Neither locks nor saves: adding a status does both itself. */
static @_change_t add_missing(tag_t object, const @_text_t *old, @_options_t *options)
{
    logical retain = %{retain} ? TRUE : FALSE;
    int mark = 0, i = 0, done = 1;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    for (i = 0; done && i < n_wanted(options); i++) {
        if (!has_status(old, wanted(i, options))) done = add_status(object, wanted(i, options), retain);
    }
    return @_end_change(mark, done);
}

void @_add_statuses(tag_t object, @_options_t *options)
{
    static @_text_t old, all;
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int i = 0, missing = 0, done = 0;

    done = %{check}read_statuses(object, &old);
    @_empty(&all);
    done = done && @_puts(&all, @_string(&old));
    for (i = 0; done && i < n_wanted(options); i++) {
        if (has_status(&all, wanted(i, options))) continue;
        done = (all.used == 0 || @_puts(&all, "; ")) && @_puts(&all, wanted(i, options));
        missing++;
    }
    if (!done) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    @_set_key($_KEY_OLD_STATUSES, @_string(&old));
    @_set_key($_KEY_NEW_STATUSES, @_string(&all));
    if (missing == 0) {
%{existing}        return;
    }
    outcome = @_guard(object, options, &why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(add_missing(object, &old, options), &why);
    @_end_row(options, outcome, why);
}
`
