/* pnx_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_match.h"
#include "pnx_report.h"
#include "pnx_signoff.h"
#include "pnx_task.h"

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

static int has_task_state(tag_t task, const pnx_list_t *names, int wanted, int *yes)
{
    EPM_state_t state = EPM_unassigned, named = EPM_unassigned;
    int i = 0, found = 0;

    if (!PNX_OK(EPM_ask_state(task, &state))) return 0;
    for (i = 0; i < names->n; i++) {
        if (pnx_find_state(names->item[i], &named) && named == state) found = 1;
    }
    *yes = found == wanted;
    return 1;
}

/* The root task of a process and the parts of a review are started with what
   they belong to; nobody knows them by a name of their own. */
static int is_step(tag_t task, int *yes)
{
    tag_t root = NULLTAG;
    int is_part = 0;

    if (!PNX_OK(EPM_ask_root_task(task, &root)) || !is_of_type(task, "EPMSelectSignoffTask", &is_part)) return 0;
    if (!is_part && !is_of_type(task, "EPMPerformSignoffTask", &is_part)) return 0;
    *yes = task != root && !is_part;
    return 1;
}

/* Whether the user has a sign-off in the task. */
static int waits_for_signoff(tag_t task, tag_t user, int *yes)
{
    tag_t perform = NULLTAG;
    tag_t *signoffs = NULL;
    int n = 0, found = 0, done = 0;

    done = pnx_find_signoffs(task, user, &perform, &n, &signoffs);
    found = n > 0;
    free(signoffs);
    *yes = found;
    return done;
}

int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes)
{
    *yes = 1;
    return is_of_type(object, options->type, yes)
        && (!*yes || has_task_state(object, &options->state, 1, yes))
        && (!*yes || has_text(object, "object_name", &options->task, 0, 1, yes))
        && (!*yes || is_step(object, yes))
        && (!*yes || waits_for_signoff(object, names->me, yes));
}
