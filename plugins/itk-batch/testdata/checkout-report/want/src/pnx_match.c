/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <res/res_itk.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
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

static int is_set(date_t date)
{
    date_t none = NULLDATE;

    return date.year != none.year || date.month != none.month || date.day != none.day;
}

static int is_dated(tag_t object, const char *property, const pnx_range_t *range, int *yes)
{
    date_t date;

    if (!PNX_OK(AOM_ask_value_date(object, property, &date))) return 0;
    *yes = is_set(date) && pnx_in_range(range, date);
    return 1;
}

static int is_checked_out(tag_t object, int *yes)
{
    logical out = FALSE;

    if (!PNX_OK(RES_is_checked_out(object, &out))) return 0;
    *yes = out ? 1 : 0;
    return 1;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || is_checked_out(object, yes))
        && (!*yes || is_dated(object, "checked_out_date", &options->checked_out, yes));
}
