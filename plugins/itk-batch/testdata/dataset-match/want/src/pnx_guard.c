/* pnx_guard.c - whether an object may be changed */

#include <stdlib.h>

#include <base_utils/Mem.h>
#include <res/res_itk.h>
#include <sa/am.h>
#include <tc/emh.h>
#include <tccore/workspaceobject.h>

#include "pnx_guard.h"
#include "pnx_report.h"

static int is_released(tag_t object, int *yes)
{
    tag_t *statuses = NULL;
    int n = 0;

    if (!PNX_OK(WSOM_ask_release_status_list(object, &n, &statuses))) return 0;
    MEM_free(statuses);
    *yes = n > 0;
    return 1;
}

static int is_checked_out(tag_t object, int *yes)
{
    logical checked_out = FALSE;

    if (!PNX_OK(RES_is_checked_out(object, &checked_out))) return 0;
    *yes = checked_out ? 1 : 0;
    return 1;
}

static int has_privilege(tag_t object, const char *privilege, int *yes)
{
    logical verdict = FALSE;

    if (!PNX_OK(AM_check_privilege(object, privilege, &verdict))) return 0;
    *yes = verdict ? 1 : 0;
    return 1;
}

pnx_outcome_t pnx_guard(tag_t object, pnx_options_t *options, const char **why)
{
    int yes = 0;

    *why = NULL;
    if (!is_checked_out(object, &yes)) return PNX_FAILED;
    if (yes) {
        *why = "it is checked out";
        return PNX_SKIPPED;
    }
    if (!is_released(object, &yes)) return PNX_FAILED;
    if (yes) {
        *why = "it has a release status";
        return PNX_SKIPPED;
    }
    (void)options;
    if (!has_privilege(object, "WRITE", &yes)) return PNX_FAILED;
    if (!yes) {
        *why = "the session may not change it";
        pnx_error("%s", *why);
        return PNX_FAILED;
    }
    return PNX_DONE;
}
