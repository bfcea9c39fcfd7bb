/* pnx_status.c - release statuses of an object

   No public function removes a status: it is taken out of the object's list
   with the means of the database layer, the last one first, because the places
   move. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/releasestatus.h>
#include <tccore/workspaceobject.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_status.h"
#include "pnx_text.h"

#define MAX_STATUSES 200

/* The statuses of one object, and which of them go. */
typedef struct {
    int n, n_going;
    tag_t status[MAX_STATUSES];
    int going[MAX_STATUSES];
} statuses_t;

static int is_going(const char *name, pnx_options_t *options)
{
    int i = 0;

    for (i = 0; i < options->old_status.n; i++) {
        if (strcmp(options->old_status.item[i], name) == 0) return 1;
    }
    return 0;
}

/* Reads the statuses; the names before and after as texts. */
static int read_statuses(tag_t object, pnx_options_t *options, statuses_t *all, pnx_text_t *old, pnx_text_t *left)
{
    tag_t *found = NULL;
    char *name = NULL;
    int i = 0, done = 0;

    memset(all, 0, sizeof *all);
    pnx_empty(old);
    pnx_empty(left);
    done = PNX_OK(WSOM_ask_release_status_list(object, &all->n, &found));
    if (done && all->n > MAX_STATUSES) {
        pnx_error("it has %d statuses, more than %d", all->n, MAX_STATUSES);
        done = 0;
    }
    for (i = 0; done && i < all->n; i++) {
        all->status[i] = found[i];
        name = NULL;
        done = PNX_OK(RELSTAT_ask_release_status_type(found[i], &name)) && name != NULL;
        if (done) {
            all->going[i] = is_going(name, options);
            all->n_going += all->going[i];
            done = (old->used == 0 || pnx_puts(old, "; ")) && pnx_puts(old, name)
                && (all->going[i] || ((left->used == 0 || pnx_puts(left, "; ")) && pnx_puts(left, name)));
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

    if (!PNX_OK(POM_referencers_of_instance(status, 1, POM_in_ds_and_db, &n, &instances, &levels, &where,
        &n_classes, &classes, &class_levels, &class_where))) return 0;
    MEM_free(instances);
    MEM_free(levels);
    MEM_free(where);
    MEM_free(classes);
    MEM_free(class_levels);
    MEM_free(class_where);
    if (n > 0) return 1;
    if (!PNX_OK(AOM_lock_for_delete(status))) return 0;
    if (!PNX_OK(AOM_delete(status))) {
        if (!PNX_OK(POM_refresh_instances_any_class(1, &status, POM_no_lock))) pnx_info("the lock stays until the session ends");
        return 0;
    }
    (*deleted)++;
    return 1;
}

static pnx_change_t remove_all(tag_t object, statuses_t *all, int *deleted)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    tag_t attribute = NULLTAG;
    int mark = 0, i = 0, locked = 0, done = 0;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    locked = PNX_OK(POM_attr_id_of_attr("release_status_list", "WorkspaceObject", &attribute))
        && PNX_OK(POM_refresh_instances_any_class(1, &object, POM_modify_lock));
    done = locked;
    for (i = all->n - 1; done && i >= 0; i--) {
        if (all->going[i]) done = PNX_OK(POM_remove_from_attr(1, &object, attribute, i, 1));
    }
    done = done && PNX_OK(POM_save_instances(1, &object, FALSE));
    for (i = 0; done && i < all->n; i++) {
        if (all->going[i]) done = delete_unused(all->status[i], deleted);
    }
    change = pnx_end_change(mark, done);
    if (locked && !PNX_OK(POM_refresh_instances_any_class(1, &object, POM_no_lock)) && change == PNX_KEPT) change = PNX_KEPT_BUT;
    return change;
}

void pnx_remove_statuses(tag_t object, pnx_options_t *options)
{
    static pnx_text_t old, left;
    static statuses_t all;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    char number[32];
    int deleted = 0;

    if (!read_statuses(object, options, &all, &old, &left)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    pnx_set_key(PNX_KEY_OLD_STATUSES, pnx_string(&old));
    pnx_set_key(PNX_KEY_NEW_STATUSES, pnx_string(&left));
    if (all.n_going == 0) {
        pnx_end_row(options, PNX_SKIPPED, "it does not have the status");
        return;
    }
    outcome = pnx_guard(object, options, &why);
    if (outcome == PNX_DONE && options->nodryrun) {
        outcome = pnx_outcome_of(remove_all(object, &all, &deleted), &why);
        sprintf(number, "%d", deleted);
        if (outcome == PNX_DONE) pnx_set_key(PNX_KEY_STATUS_DELETED, number);
    }
    pnx_end_row(options, outcome, why);
}
