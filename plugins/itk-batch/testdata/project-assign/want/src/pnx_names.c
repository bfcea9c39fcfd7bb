/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>
#include <tccore/project.h>
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

static tag_t find_project(const char *name, const char *option)
{
    tag_t project = NULLTAG;

    if (!PNX_OK(PROJ_find(name, &project))) {
        project = NULLTAG;
    }
    if (project == NULLTAG) missing("project", name, option);
    return project;
}

static void check_active(tag_t project, const char *name, const char *option)
{
    logical active = FALSE;

    if (project == NULLTAG) return;                     /* reported */
    if (PNX_OK(PROJ_is_project_active(project, &active)) && active) return;
    pnx_error("project \"%s\" is not active: correct %s", name, option);
    mistakes++;
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "Item");
    for (i = 0; i < options->to_project.n; i++) {
        names->to_project[i] = find_project(options->to_project.item[i], "-to_project=");
    }
    for (i = 0; i < options->from_project.n; i++) {
        names->from_project[i] = find_project(options->from_project.item[i], "-from_project=");
    }
    for (i = 0; i < options->to_project.n; i++) check_active(names->to_project[i], options->to_project.item[i], "-to_project=");
    return mistakes == 0;
}
