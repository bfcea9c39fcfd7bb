package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// revise makes the next revision of an item.
var revise = job{
	modules:  func(w *writer) { w.source("revision", w.revisionHeader, w.revisionSource) },
	includes: []string{"revision"},
	each:     "        @_revise(object, options);\n",
	does:     "makes the next revision of each",
	results:  "| `new_rev` | ID of the new revision |\n| `new_uid` | its UID |\n",
	limits:   "An item whose latest revision is still in work is skipped: a nightly run would make a revision each night. What goes along to the new revision, as a copy or as a reference, the site's rules for deep copies decide.",
	undo:     "**None by the program.** The result file holds the UID of each new revision, so that a person can delete it.",
	again:    "A second run skips the items that it revised, because their latest revision is in work then.",
}

func (w *writer) revisionHeader(c *cFile) {
	c.text(`/* @_revision.h - the next revision of an item */

\ITK

#include "@_options.h"

/* Makes a revision from this one, or finds out that it could be made, and ends
   its row. */
void @_revise(tag_t revision, @_options_t *options);
`)
}

func (w *writer) revisionSource(c *cFile) {
	c.text(`/* @_revision.c - the next revision of an item */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_report.h"
#include "@_result.h"
#include "@_revision.h"
#include "@_select.h"

/* Whether the latest revision of the item has no release status. */
static int is_in_work(tag_t item, int *yes)
{
    tag_t latest = NULLTAG;
    tag_t *statuses = NULL;
    int n = 0;

    if (!$_OK(ITEM_ask_latest_rev(item, &latest)) || !$_OK(WSOM_ask_release_status_list(latest, &n, &statuses))) return 0;
    MEM_free(statuses);
    *yes = n == 0;
    return 1;
}
`)
	v, named := w.plan.ValueOf(spec.RoleNewRevID, "")
	id := `""`
	if named {
		id = w.plan.Prefix + "_field(" + w.fieldName(v) + ")"
		c.text(`
static int exists(tag_t item, const char *id, int *yes)
{
    tag_t *revisions = NULL;
    char *other = NULL;
    int n = 0, i = 0, done = 0;

    *yes = 0;
    done = $_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && !*yes && i < n; i++) {
        other = NULL;
        done = $_OK(ITEM_ask_rev_id2(revisions[i], &other));
        *yes = done && other != NULL && strcmp(other, id) == 0;
        MEM_free(other);
    }
    MEM_free(revisions);
    return done;
}
`)
	}
	c.text(reviseC, "id", id)
	if named {
		c.text(`    if (id[0] == '\0' || !exists(item, id, &there)) {
        if (id[0] == '\0') @_error("the line names no new revision");
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (there) {
        @_end_row(options, $_SKIPPED, "there is such a revision already");
        return;
    }
`)
	}
	c.text(`    outcome = @_guard(revision, options, &why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(copy(revision, id), &why);
    @_end_row(options, outcome, why);
}
`)
}

const reviseC = `
static int name_new(tag_t revision)
{
    char *id = NULL, *uid = NULL;
    int done = $_OK(ITEM_ask_rev_id2(revision, &id)) && $_OK(ITK__convert_tag_to_uid(revision, &uid));

    if (done) {
        @_set_key($_KEY_NEW_REV, id);
        @_set_key($_KEY_NEW_UID, uid);
    }
    MEM_free(id);
    MEM_free(uid);
    return done;
}

/* Without an ID the site chooses the next one. */
static @_change_t copy(tag_t revision, const char *id)
{
    tag_t next = NULLTAG;
    tag_t *copied = NULL;
    @_change_t change = $_TAKEN_BACK;
    int mark = 0, n = 0, done = 0;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    done = $_OK(ITEM_copy_rev(revision, id[0] == '\0' ? NULL : id, &next))
        && $_OK(ITEM_perform_deepcopy(next, ITEM_revise_operation, revision, &n, &copied))
        && $_OK(AOM_save_with_extensions(next)) && name_new(next);
    MEM_free(copied);
    change = @_end_change(mark, done);
    if (change == $_KEPT && !$_OK(AOM_refresh(next, FALSE))) change = $_KEPT_BUT;
    return change;
}

void @_revise(tag_t revision, @_options_t *options)
{
    const char *id = %{id}, *why = NULL;
    @_outcome_t outcome = $_DONE;
    tag_t item = NULLTAG;
    int there = 0;

    if (!$_OK(ITEM_ask_item_of_rev(revision, &item)) || !is_in_work(item, &there)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (there) {
        @_end_row(options, $_SKIPPED, "its latest revision is still in work");
        return;
    }
`
