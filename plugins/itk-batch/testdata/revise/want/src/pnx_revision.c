/* pnx_revision.c - the next revision of an item */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/item.h>
#include <tccore/workspaceobject.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_revision.h"
#include "pnx_select.h"

/* Whether the latest revision of the item has no release status. */
static int is_in_work(tag_t item, int *yes)
{
    tag_t latest = NULLTAG;
    tag_t *statuses = NULL;
    int n = 0;

    if (!PNX_OK(ITEM_ask_latest_rev(item, &latest)) || !PNX_OK(WSOM_ask_release_status_list(latest, &n, &statuses))) return 0;
    MEM_free(statuses);
    *yes = n == 0;
    return 1;
}

static int name_new(tag_t revision)
{
    char *id = NULL, *uid = NULL;
    int done = PNX_OK(ITEM_ask_rev_id2(revision, &id)) && PNX_OK(ITK__convert_tag_to_uid(revision, &uid));

    if (done) {
        pnx_set_key(PNX_KEY_NEW_REV, id);
        pnx_set_key(PNX_KEY_NEW_UID, uid);
    }
    MEM_free(id);
    MEM_free(uid);
    return done;
}

/* Without an ID the site chooses the next one. */
static pnx_change_t copy(tag_t revision, const char *id)
{
    tag_t next = NULLTAG;
    tag_t *copied = NULL;
    pnx_change_t change = PNX_TAKEN_BACK;
    int mark = 0, n = 0, done = 0;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = PNX_OK(ITEM_copy_rev(revision, id[0] == '\0' ? NULL : id, &next))
        && PNX_OK(ITEM_perform_deepcopy(next, ITEM_revise_operation, revision, &n, &copied))
        && PNX_OK(AOM_save_with_extensions(next)) && name_new(next);
    MEM_free(copied);
    change = pnx_end_change(mark, done);
    if (change == PNX_KEPT && !PNX_OK(AOM_refresh(next, FALSE))) change = PNX_KEPT_BUT;
    return change;
}

void pnx_revise(tag_t revision, pnx_options_t *options)
{
    const char *id = "", *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    tag_t item = NULLTAG;
    int there = 0;

    if (!PNX_OK(ITEM_ask_item_of_rev(revision, &item)) || !is_in_work(item, &there)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (there) {
        pnx_end_row(options, PNX_SKIPPED, "its latest revision is still in work");
        return;
    }
    outcome = pnx_guard(revision, options, &why);
    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(copy(revision, id), &why);
    pnx_end_row(options, outcome, why);
}
