/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
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

/* A failure is an answer here, so it is cleared and not reported. */
tag_t pnx_property_of(tag_t type, const char *property)
{
    tag_t found = NULLTAG;

    if (TCTYPE_ask_property_by_name(type, property, &found) != ITK_ok) {
        found = NULLTAG;
        if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
    }
    return found;
}

/* Whether any subtype has the property. */
static int subtype_has(const char *type, const char *property)
{
    tag_t *types = NULL;
    logical is_subtype = FALSE;
    int n = 0, i = 0, found = 0;

    if (!PNX_OK(TCTYPE_extent(&n, &types))) n = 0;
    for (i = 0; !found && i < n; i++) {
        if (pnx_property_of(types[i], property) == NULLTAG) continue;
        is_subtype = FALSE;
        found = PNX_OK(TCTYPE_is_type_of_as_str(types[i], type, &is_subtype)) && is_subtype;
    }
    MEM_free(types);
    return found;
}

/* 2 when the type has the property, 1 when only subtypes have it, 0 otherwise. */
static int find_property(tag_t type, const char *type_name, const char *property)
{
    if (type == NULLTAG) return 2;                      /* the type itself is reported */
    if (pnx_property_of(type, property) != NULLTAG) return 2;
    if (subtype_has(type_name, property)) return 1;
    pnx_error("type \"%s\" has no property \"%s\"", type_name, property);
    mistakes++;
    return 0;
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

/* A property that only some subtypes have is read where it is there. */
static void find_column(tag_t type, const char *type_name, pnx_column_t *column)
{
    int found = find_property(type, type_name, column->property);

    column->everywhere = found == 2;
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "EPMTask");
    find_class(options, names);
    check_task_states(&options->state, "-state=");
    (void)find_property(names->type, options->type, "fnd0StartDate");
    for (i = 0; i < PNX_N_COLUMNS; i++) {
        pnx_column_t *column = &pnx_columns[i];

        switch (column->of) {
        case PNX_SELF:
            find_column(names->type, options->type, column);
            break;
        case PNX_PROCESS:
            find_column(find_type("EPMJob", "the kind of objects"), "EPMJob", column);
            break;
        default:                            /* its type is known when it is read, or it has none */
            break;
        }
    }
    return mistakes == 0;
}
