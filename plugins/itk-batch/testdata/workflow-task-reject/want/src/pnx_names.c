/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "pnx_names.h"
#include "pnx_report.h"
#include "pnx_task.h"

static int mistakes = 0;

static void missing(const char *kind, const char *name, const char *option)
{
    pnx_error("%s \"%s\" does not exist at this site: correct %s", kind, name, option);
    mistakes++;
}

static tag_t find_type(const char *name, const char *option)
{
    tag_t type = NULLTAG;

    if (!PNX_OK(TCTYPE_find_type(name, NULL, &type))) type = NULLTAG;
    if (type == NULLTAG) missing("type", name, option);
    return type;
}

static void check_kind(tag_t type, const char *name, const char *kind)
{
    logical fits = FALSE;

    if (type == NULLTAG) return;
    if (!PNX_OK(TCTYPE_is_type_of_as_str(type, kind, &fits)) || !fits) {
        pnx_error("type \"%s\" is no %s: correct -type=", name, kind);
        mistakes++;
    }
}

/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(pnx_options_t *options, pnx_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : "EPMTask";
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

static tag_t find_session_user(void)
{
    tag_t user = NULLTAG;
    char *name = NULL;

    if (!PNX_OK(POM_get_user(&name, &user))) user = NULLTAG;
    MEM_free(name);
    if (user == NULLTAG) {
        pnx_error("the user of the session is not known");
        mistakes++;
    }
    return user;
}

static void check_task_states(const pnx_list_t *states, const char *option)
{
    EPM_state_t state = EPM_unassigned;
    int i = 0;

    for (i = 0; i < states->n; i++) {
        if (pnx_find_state(states->item[i], &state)) continue;
        pnx_error("\"%s\" is no state of a task: %s takes unassigned, pending, started, completed, skipped, suspended and aborted", states->item[i], option);
        mistakes++;
    }
}

/* Each decision is made on named tasks: a pattern for any task names none. */
static void check_task_names(const pnx_list_t *names, const char *option)
{
    int i = 0;

    for (i = 0; i < names->n; i++) {
        if (strspn(names->item[i], "*") < strlen(names->item[i])) continue;
        pnx_error("%s%s names no task", option, names->item[i]);
        mistakes++;
    }
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "EPMTask");
    find_class(options, names);
    check_task_states(&options->state, "-state=");
    check_task_names(&options->task, "-task=");
    names->me = find_session_user();
    return mistakes == 0;
}
