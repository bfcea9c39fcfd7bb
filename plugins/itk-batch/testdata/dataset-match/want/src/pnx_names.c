/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "pnx_names.h"
#include "pnx_report.h"

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

/* What the enquiry for a file joins must be an attribute at this site. */
static void find_attribute(const char *attribute, const char *class_name)
{
    logical exists = FALSE;

    if (PNX_OK(POM_attr_exists(attribute, class_name, &exists)) && exists) return;
    pnx_error("class %s has no attribute %s, so that no dataset can be found by its file: name each by its UID", class_name, attribute);
    mistakes++;
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "Dataset");
    find_attribute("ref_list", "Dataset");
    find_attribute("original_file_name", "ImanFile");
    return mistakes == 0;
}
