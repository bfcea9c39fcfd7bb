/* a4_match.c - tests an object for what the selection could not decide

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

#include "a4_match.h"
#include "a4_reach.h"
#include "a4_report.h"

static int is_of_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical is_type = FALSE;

    if (!A4_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!A4_OK(TCTYPE_is_type_of_as_str(type, name, &is_type))) return 0;
    *yes = is_type ? 1 : 0;
    return 1;
}

static int is_one_of(const char *text, a4_list_t *values, int like)
{
    int i = 0;

    (void)like;
    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}

static int has_text(tag_t object, const char *property, a4_list_t *values, int like, int wanted, int *yes)
{
    char *text = NULL;

    if (!A4_OK(AOM_ask_value_string(object, property, &text))) return 0;
    *yes = is_one_of(text, values, like) == wanted;
    MEM_free(text);
    return 1;
}

/* A stored text is compared as it is stored, any other property as it is shown. */
static int has_property(tag_t object, const char *property, int is_stored, a4_list_t *values, int like, int wanted, int *yes)
{
    char **shown = NULL;
    int n = 0, i = 0, found = 0;

    if (is_stored) return has_text(object, property, values, like, wanted, yes);
    if (!A4_OK(AOM_ask_displayable_values(object, property, &n, &shown))) return 0;
    for (i = 0; !found && i < n; i++) found = is_one_of(shown[i], values, like);
    MEM_free(shown);
    *yes = found == wanted;
    return 1;
}

/* An object of this site has no owning site. */
static int is_of_site(tag_t object, a4_list_t *sites, int wanted, int *yes)
{
    tag_t site = NULLTAG;
    char **names = NULL;
    int n = 0, i = 0, k = 0, found = 0;

    if (!A4_OK(AOM_ask_value_tag(object, "owning_site", &site))) return 0;
    if (site != NULLTAG && !A4_OK(AOM_ask_displayable_values(object, "owning_site", &n, &names))) return 0;
    for (k = 0; k < sites->n; k++) {
        if (site == NULLTAG && strcmp(sites->item[k], "local") == 0) found = 1;
        for (i = 0; i < n; i++) {
            if (names[i] != NULL && strcmp(sites->item[k], names[i]) == 0) found = 1;
        }
    }
    MEM_free(names);
    *yes = found == wanted;
    return 1;
}

static int is_latest(tag_t revision, int *yes)
{
    tag_t item = NULLTAG, latest = NULLTAG;

    if (!A4_OK(ITEM_ask_item_of_rev(revision, &item))) return 0;
    if (!A4_OK(ITEM_ask_latest_rev(item, &latest))) return 0;
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
    done = A4_OK(ITEM_ask_item_of_rev(revision, &item)) && A4_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) {
        statuses = NULL;
        done = A4_OK(WSOM_ask_release_status_list(revisions[i], &n_statuses, &statuses));
        MEM_free(statuses);
        if (!done || (n_statuses > 0) != released) continue;
        done = A4_OK(AOM_ask_value_date(revisions[i], "creation_date", &created));
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

int a4_matches(tag_t object, a4_options_t *options, a4_names_t *names, int *yes)
{
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || has_property(object, "a4_doc_class", names->prop_a4_doc_class_is_stored, &options->prop_a4_doc_class, 0, 1, yes))
        && (!*yes || is_of_site(object, &options->site, 1, yes))
        && (!*yes || is_wanted_revision(object, options->revision, yes));
}
