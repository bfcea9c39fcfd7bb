/* acme_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/releasestatus.h>
#include <tccore/tctype.h>
#include <tccore/workspaceobject.h>

#include "acme_match.h"
#include "acme_reach.h"
#include "acme_report.h"

static int is_of_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical is_type = FALSE;

    if (!ACME_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!ACME_OK(TCTYPE_is_type_of_as_str(type, name, &is_type))) return 0;
    *yes = is_type ? 1 : 0;
    return 1;
}

/* Whether the object has one of the statuses, or any when none is named. */
static int has_status(tag_t object, acme_list_t *names, int wanted, int *yes)
{
    tag_t *statuses = NULL;
    char *name = NULL;
    int n = 0, i = 0, k = 0, found = 0, done = 0;

    done = ACME_OK(WSOM_ask_release_status_list(object, &n, &statuses));
    if (names->n == 0) {
        found = n > 0;
        n = 0;
    }
    for (i = 0; done && !found && i < n; i++) {
        name = NULL;
        done = ACME_OK(RELSTAT_ask_release_status_type(statuses[i], &name));
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

    if (!ACME_OK(ITEM_ask_item_of_rev(revision, &item))) return 0;
    if (!ACME_OK(ITEM_ask_latest_rev(item, &latest))) return 0;
    *yes = latest == revision;
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
    done = ACME_OK(ITEM_ask_item_of_rev(revision, &item)) && ACME_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) {
        statuses = NULL;
        done = ACME_OK(WSOM_ask_release_status_list(revisions[i], &n_statuses, &statuses));
        MEM_free(statuses);
        if (!done || (n_statuses > 0) != released) continue;
        done = ACME_OK(AOM_ask_value_date(revisions[i], "creation_date", &created));
        if (done && (newest == NULLTAG || !is_younger(newest_created, created))) {
            newest = revisions[i];
            newest_created = created;
        }
    }
    MEM_free(revisions);
    *yes = newest == revision;
    return done;
}

static int is_wanted_revision(tag_t revision, const char *which, int *yes)
{
    if (strcmp(which, "all") == 0) return 1;
    if (strcmp(which, "latest") == 0) return is_latest(revision, yes);
    return is_newest(revision, strcmp(which, "latest-released") == 0, yes);
}

int acme_matches(tag_t object, acme_options_t *options, acme_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || has_status(object, &options->not_status, 0, yes))
        && (!*yes || is_wanted_revision(object, options->revision, yes));
}
