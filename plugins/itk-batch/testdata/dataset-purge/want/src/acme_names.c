/* acme_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <pom/pom/pom.h>
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

/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(acme_options_t *options, acme_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : "Dataset";
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) acme_info("the error stack could not be cleared");
}

int acme_find_names(acme_options_t *options, acme_names_t *names)
{
    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "Dataset");
    find_class(options, names);
    return mistakes == 0;
}
