/* acme_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>
#include <tccore/tctype.h>

#include "acme_names.h"
#include "acme_report.h"

static int mistakes = 0;

static void missing(const char *kind, const char *name, const char *option)
{
    acme_error("%s \"%s\" does not exist at this site: correct %s", kind, name, option);
    mistakes++;
}

static tag_t find_type(const char *name, const char *option)
{
    tag_t type = NULLTAG;

    if (!ACME_OK(TCTYPE_find_type(name, NULL, &type))) type = NULLTAG;
    if (type == NULLTAG) missing("type", name, option);
    return type;
}

static void check_kind(tag_t type, const char *name, const char *kind)
{
    logical fits = FALSE;

    if (type == NULLTAG) return;
    if (!ACME_OK(TCTYPE_is_type_of_as_str(type, kind, &fits)) || !fits) {
        acme_error("type \"%s\" is no %s: correct -type=", name, kind);
        mistakes++;
    }
}

/* A failure is an answer here, so it is cleared and not reported. */
tag_t acme_property_of(tag_t type, const char *property)
{
    tag_t found = NULLTAG;

    if (TCTYPE_ask_property_by_name(type, property, &found) != ITK_ok) {
        found = NULLTAG;
        if (EMH_clear_errors() != ITK_ok) acme_info("the error stack could not be cleared");
    }
    return found;
}

int acme_find_names(acme_options_t *options, acme_names_t *names)
{
    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "WorkspaceObject");
    return mistakes == 0;
}
