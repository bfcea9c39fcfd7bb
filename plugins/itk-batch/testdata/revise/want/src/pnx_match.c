/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/item.h>
#include <tccore/releasestatus.h>
#include <tccore/tctype.h>
#include <tccore/workspaceobject.h>

#include "pnx_match.h"
#include "pnx_report.h"

static int is_of_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical is_type = FALSE;

    if (!PNX_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!PNX_OK(TCTYPE_is_type_of_as_str(type, name, &is_type))) return 0;
    *yes = is_type ? 1 : 0;
    return 1;
}

/* Whether the object has one of the statuses, or any when none is named. */
static int has_status(tag_t object, pnx_list_t *names, int wanted, int *yes)
{
    tag_t *statuses = NULL;
    char *name = NULL;
    int n = 0, i = 0, k = 0, found = 0, done = 0;

    done = PNX_OK(WSOM_ask_release_status_list(object, &n, &statuses));
    if (names->n == 0) {
        found = n > 0;
        n = 0;
    }
    for (i = 0; done && !found && i < n; i++) {
        name = NULL;
        done = PNX_OK(RELSTAT_ask_release_status_type(statuses[i], &name));
        for (k = 0; done && !found && k < names->n; k++) found = name != NULL && strcmp(name, names->item[k]) == 0;
        MEM_free(name);
    }
    MEM_free(statuses);
    *yes = found == wanted;
    return done;
}

static int is_latest(tag_t revision, int *yes)
{
    tag_t item = NULLTAG, latest = NULLTAG;

    if (!PNX_OK(ITEM_ask_item_of_rev(revision, &item))) return 0;
    if (!PNX_OK(ITEM_ask_latest_rev(item, &latest))) return 0;
    *yes = latest == revision;
    return 1;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || has_status(object, &options->status, 1, yes))
        && (!*yes || is_latest(object, yes));
}
