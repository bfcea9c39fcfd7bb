/* pnx_status.c - release statuses of an object */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/releasestatus.h>
#include <tccore/workspaceobject.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"
#include "pnx_status.h"
#include "pnx_text.h"

/* The names of the object's statuses with "; " between them; each is held by
   the mark that follows it, so that none is found inside another. */
static int read_statuses(tag_t object, pnx_text_t *names)
{
    tag_t *statuses = NULL;
    char *name = NULL;
    int n = 0, i = 0, done = 0;

    pnx_empty(names);
    done = PNX_OK(WSOM_ask_release_status_list(object, &n, &statuses));
    for (i = 0; done && i < n; i++) {
        name = NULL;
        done = PNX_OK(RELSTAT_ask_release_status_type(statuses[i], &name))
            && (i == 0 || pnx_puts(names, "; ")) && pnx_puts(names, name == NULL ? "" : name);
        MEM_free(name);
    }
    MEM_free(statuses);
    return done;
}

static int has_status(const pnx_text_t *names, const char *status)
{
    const char *at = pnx_string(names), *end = NULL;
    size_t n = strlen(status);

    for (; at != NULL && *at != '\0'; at = end == NULL ? NULL : end + 2) {
        end = strstr(at, "; ");
        if ((end == NULL ? strlen(at) : (size_t)(end - at)) == n && strncmp(at, status, n) == 0) return 1;
    }
    return 0;
}

static int n_wanted(pnx_options_t *options)
{
    return options->new_status.n;
}

static const char *wanted(int i, pnx_options_t *options)
{
    return options->new_status.item[i];
}

static int add_status(tag_t object, const char *name, logical retain)
{
    tag_t status = NULLTAG;

    return PNX_OK(RELSTAT_create_release_status(name, &status)) && PNX_OK(RELSTAT_add_release_status(status, 1, &object, retain));
}

/* Neither locks nor saves: adding a status does both itself. */
static pnx_change_t add_missing(tag_t object, const pnx_text_t *old, pnx_options_t *options)
{
    logical retain = !options->new_date ? TRUE : FALSE;
    int mark = 0, i = 0, done = 1;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    for (i = 0; done && i < n_wanted(options); i++) {
        if (!has_status(old, wanted(i, options))) done = add_status(object, wanted(i, options), retain);
    }
    return pnx_end_change(mark, done);
}

void pnx_add_statuses(tag_t object, pnx_options_t *options)
{
    static pnx_text_t old, all;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int i = 0, missing = 0, done = 0;

    done = read_statuses(object, &old);
    pnx_empty(&all);
    done = done && pnx_puts(&all, pnx_string(&old));
    for (i = 0; done && i < n_wanted(options); i++) {
        if (has_status(&all, wanted(i, options))) continue;
        done = (all.used == 0 || pnx_puts(&all, "; ")) && pnx_puts(&all, wanted(i, options));
        missing++;
    }
    if (!done) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    pnx_set_key(PNX_KEY_OLD_STATUSES, pnx_string(&old));
    pnx_set_key(PNX_KEY_NEW_STATUSES, pnx_string(&all));
    if (missing == 0) {
        pnx_end_row(options, PNX_SKIPPED, "it has the status already");
        return;
    }
    outcome = pnx_guard(object, options, &why);
    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(add_missing(object, &old, options), &why);
    pnx_end_row(options, outcome, why);
}
