/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
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

static int is_one_of(const char *text, pnx_list_t *values, int like)
{
    int i = 0;

    (void)like;
    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}

static int has_text(tag_t object, const char *property, pnx_list_t *values, int like, int wanted, int *yes)
{
    char *text = NULL;

    if (!PNX_OK(AOM_ask_value_string(object, property, &text))) return 0;
    *yes = is_one_of(text, values, like) == wanted;
    MEM_free(text);
    return 1;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    (void)names;
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || has_text(object, "object_name", &options->name, 0, 1, yes));
}
