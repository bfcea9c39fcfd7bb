/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

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

/* Every version of a dataset is an object; the latest one is meant. */
static int is_latest_version(tag_t dataset, int *yes)
{
    tag_t latest = NULLTAG;

    if (!PNX_OK(AE_ask_dataset_latest_rev(dataset, &latest))) return 0;
    *yes = latest == dataset;
    return 1;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || is_latest_version(object, yes));
}
