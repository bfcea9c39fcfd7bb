/* pnx_relation.c - a relation from an object to another */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/grm.h>
#include <tccore/item.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_item.h"
#include "pnx_relation.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

/* The other object, as the line names it. */
static int find_secondary(pnx_options_t *options, tag_t *secondary)
{
    const char *id = pnx_field(PNX_FIELD_SECONDARY_ID);

    *secondary = NULLTAG;
    pnx_set_key(PNX_KEY_SECONDARY_ID, id);
    if (id[0] == '\0') {
        pnx_error("the line names no other object");
        return 0;
    }
    if (!pnx_find_item(id, secondary)) return 0;
    if (strcmp(options->secondary_level, "latest") != 0) return 1;
    return PNX_OK(ITEM_ask_latest_rev(*secondary, secondary)) && *secondary != NULLTAG;
}

static int find_type(pnx_options_t *options, pnx_names_t *names, tag_t *type)
{
    pnx_set_key(PNX_KEY_RELATION, options->relation);
    *type = names->relation;
    return 1;
}

/* A second relation of the same kind would be of no use, and ITK makes it. */
static int is_related(tag_t primary, tag_t secondary, tag_t type, int *yes)
{
    tag_t *related = NULL;
    int n = 0, i = 0;

    *yes = 0;
    if (!PNX_OK(GRM_list_secondary_objects_only(primary, type, &n, &related))) return 0;
    for (i = 0; i < n; i++) *yes = *yes || related[i] == secondary;
    MEM_free(related);
    return 1;
}

static pnx_change_t create(tag_t primary, tag_t secondary, tag_t type)
{
    tag_t relation = NULLTAG;
    char *uid = NULL;
    int mark = 0, done = 0;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = PNX_OK(GRM_create_relation(primary, secondary, type, NULLTAG, &relation)) && PNX_OK(GRM_save_relation(relation))
        && PNX_OK(ITK__convert_tag_to_uid(relation, &uid));
    if (done) pnx_set_key(PNX_KEY_RELATION_UID, uid);
    MEM_free(uid);
    return pnx_end_change(mark, done);
}

void pnx_relate(tag_t object, pnx_options_t *options, pnx_names_t *names)
{
    tag_t secondary = NULLTAG, type = NULLTAG;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int related = 0;

    if (!find_type(options, names, &type) || !find_secondary(options, &secondary)
        || !is_related(object, secondary, type, &related)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (secondary == object) {
        pnx_error("it would be related to itself");
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (related) {
        pnx_end_row(options, PNX_SKIPPED, "they are related already");
        return;
    }
    outcome = pnx_guard(object, options, &why);
    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(create(object, secondary, type), &why);
    pnx_end_row(options, outcome, why);
}
