/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
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

static int is_younger(date_t a, date_t b)
{
    if (a.year != b.year) return a.year > b.year;
    if (a.month != b.month) return a.month > b.month;
    if (a.day != b.day) return a.day > b.day;
    if (a.hour != b.hour) return a.hour > b.hour;
    if (a.minute != b.minute) return a.minute > b.minute;
    return a.second > b.second;
}

/* Whether it is the newest revision of its item with a release status, or
   without one; of two that were created in the same second the later one in
   the list is the newer. */
static int is_newest(tag_t revision, int released, int *yes)
{
    tag_t item = NULLTAG, newest = NULLTAG;
    tag_t *revisions = NULL, *statuses = NULL;
    date_t created, newest_created;
    int n = 0, n_statuses = 0, i = 0, done = 0;

    memset(&newest_created, 0, sizeof newest_created);
    done = PNX_OK(ITEM_ask_item_of_rev(revision, &item)) && PNX_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) {
        statuses = NULL;
        done = PNX_OK(WSOM_ask_release_status_list(revisions[i], &n_statuses, &statuses));
        MEM_free(statuses);
        if (!done || (n_statuses > 0) != released) continue;
        done = PNX_OK(AOM_ask_value_date(revisions[i], "creation_date", &created));
        if (done && (newest == NULLTAG || !is_younger(newest_created, created))) {
            newest = revisions[i];
            newest_created = created;
        }
    }
    MEM_free(revisions);
    *yes = newest == revision;
    return done;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || is_newest(object, 0, yes));
}
