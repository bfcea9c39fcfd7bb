package emit

// statusRemove takes release statuses from an object.
var statusRemove = job{
	modules:  func(w *writer) { w.source("status", w.statusRemoveHeader, w.statusRemoveSource) },
	includes: []string{"status"},
	each:     "        @_remove_statuses(object, options);\n",
	does:     "takes release statuses away from them",
	results:  "| `old_statuses` | before, with `; ` between them |\n| `new_statuses` | after it |\n| `status_deleted` | how many status objects were deleted, because nothing else refers to them |\n",
	limits:   "There is no history of a removed status, and **`date_released` stays**: an export of released objects that goes by the date still lists the object. A status object that other objects share is kept.",
	undo:     "**None.** The result file holds the old statuses; the pattern `status-add` makes new ones, which are other objects with other dates.",
	again:    "A second run skips what does not have the status.",
}

func (w *writer) statusRemoveHeader(c *cFile) {
	c.text(`/* @_status.h - release statuses of an object */

\ITK

#include "@_options.h"

/* Removes the statuses of the command line, or finds out that they could be
   removed, and ends the object's row. */
void @_remove_statuses(tag_t object, @_options_t *options);
`)
}

func (w *writer) statusRemoveSource(c *cFile) {
	c.text(statusRemoveC, "name", w.plan.ActionNames)
}

const statusRemoveC = `/* @_status.c - release statuses of an object

   No public function removes a status: it is taken out of the object's list
   with the means of the database layer, the last one first, because the places
   move. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_report.h"
#include "@_result.h"
#include "@_status.h"
#include "@_text.h"

#define MAX_STATUSES 200

/* The statuses of one object, and which of them go. */
typedef struct {
    int n, n_going;
    tag_t status[MAX_STATUSES];
    int going[MAX_STATUSES];
} statuses_t;

static int is_going(const char *name, @_options_t *options)
{
    int i = 0;

    for (i = 0; i < options->%{name}.n; i++) {
        if (strcmp(options->%{name}.item[i], name) == 0) return 1;
    }
    return 0;
}

/* Reads the statuses; the names before and after as texts. */
static int read_statuses(tag_t object, @_options_t *options, statuses_t *all, @_text_t *old, @_text_t *left)
{
    tag_t *found = NULL;
    char *name = NULL;
    int i = 0, done = 0;

    memset(all, 0, sizeof *all);
    @_empty(old);
    @_empty(left);
    done = $_OK(WSOM_ask_release_status_list(object, &all->n, &found));
    if (done && all->n > MAX_STATUSES) {
        @_error("it has %d statuses, more than %d", all->n, MAX_STATUSES);
        done = 0;
    }
    for (i = 0; done && i < all->n; i++) {
        all->status[i] = found[i];
        name = NULL;
        done = $_OK(RELSTAT_ask_release_status_type(found[i], &name)) && name != NULL;
        if (done) {
            all->going[i] = is_going(name, options);
            all->n_going += all->going[i];
            done = (old->used == 0 || @_puts(old, "; ")) && @_puts(old, name)
                && (all->going[i] || ((left->used == 0 || @_puts(left, "; ")) && @_puts(left, name)));
        }
        MEM_free(name);
    }
    MEM_free(found);
    return done;
}

/* A status of a workflow is one object for all its targets: it is deleted only
   when nothing else refers to it. */
static int delete_unused(tag_t status, int *deleted)
{
    tag_t *instances = NULL, *classes = NULL;
    int *levels = NULL, *where = NULL, *class_levels = NULL, *class_where = NULL;
    int n = 0, n_classes = 0;

    if (!$_OK(POM_referencers_of_instance(status, 1, POM_in_ds_and_db, &n, &instances, &levels, &where,
        &n_classes, &classes, &class_levels, &class_where))) return 0;
    MEM_free(instances);
    MEM_free(levels);
    MEM_free(where);
    MEM_free(classes);
    MEM_free(class_levels);
    MEM_free(class_where);
    if (n > 0) return 1;
    if (!$_OK(AOM_lock_for_delete(status))) return 0;
    if (!$_OK(AOM_delete(status))) {
        if (!$_OK(POM_refresh_instances_any_class(1, &status, POM_no_lock))) @_info("the lock stays until the session ends");
        return 0;
    }
    (*deleted)++;
    return 1;
}

static @_change_t remove_all(tag_t object, statuses_t *all, int *deleted)
{
    @_change_t change = $_TAKEN_BACK;
    tag_t attribute = NULLTAG;
    int mark = 0, i = 0, locked = 0, done = 0;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    locked = $_OK(POM_attr_id_of_attr("release_status_list", "WorkspaceObject", &attribute))
        && $_OK(POM_refresh_instances_any_class(1, &object, POM_modify_lock));
    done = locked;
    for (i = all->n - 1; done && i >= 0; i--) {
        if (all->going[i]) done = $_OK(POM_remove_from_attr(1, &object, attribute, i, 1));
    }
    done = done && $_OK(POM_save_instances(1, &object, FALSE));
    for (i = 0; done && i < all->n; i++) {
        if (all->going[i]) done = delete_unused(all->status[i], deleted);
    }
    change = @_end_change(mark, done);
    if (locked && !$_OK(POM_refresh_instances_any_class(1, &object, POM_no_lock)) && change == $_KEPT) change = $_KEPT_BUT;
    return change;
}

void @_remove_statuses(tag_t object, @_options_t *options)
{
    static @_text_t old, left;
    static statuses_t all;
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    char number[32];
    int deleted = 0;

    if (!read_statuses(object, options, &all, &old, &left)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    @_set_key($_KEY_OLD_STATUSES, @_string(&old));
    @_set_key($_KEY_NEW_STATUSES, @_string(&left));
    if (all.n_going == 0) {
        @_end_row(options, $_SKIPPED, "it does not have the status");
        return;
    }
    outcome = @_guard(object, options, &why);
    if (outcome == $_DONE && options->nodryrun) {
        outcome = @_outcome_of(remove_all(object, &all, &deleted), &why);
        sprintf(number, "%d", deleted);
        if (outcome == $_DONE) @_set_key($_KEY_STATUS_DELETED, number);
    }
    @_end_row(options, outcome, why);
}
`
