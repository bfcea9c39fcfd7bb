/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <sa/user.h>
#include <tc/emh.h>
#include <tc/folder.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>
#include <tccore/workspaceobject.h>

#include "pnx_columns.h"
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

/* A property that only some subtypes have is read where it is there. */
static void find_column(tag_t type, const char *type_name, pnx_column_t *column)
{
    int found = find_property(type, type_name, column->property);

    column->everywhere = found == 2;
}

static tag_t find_owner(pnx_options_t *options)
{
    tag_t owner = NULLTAG;
    char *name = NULL;

    if (options->folder_owner != NULL) {
        if (!PNX_OK(SA_find_user2(options->folder_owner, &owner))) owner = NULLTAG;
        if (owner == NULLTAG) missing("user", options->folder_owner, "-folder_owner=");
        return owner;
    }
    if (!PNX_OK(POM_get_user(&name, &owner))) { /* who is logged in is always found */
        missing("user", "of this session", "the login");
        owner = NULLTAG;
    }
    MEM_free(name);
    return owner;
}

/* Whether the object is a folder of that name, of that owner unless NULLTAG. */
static int is_folder(tag_t object, const char *name, size_t length, tag_t owner)
{
    tag_t type = NULLTAG, user = NULLTAG;
    logical fits = FALSE;
    char *text = NULL;
    int same = 0;

    if (!PNX_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!PNX_OK(TCTYPE_is_type_of_as_str(type, "Folder", &fits)) || !fits) return 0;
    if (!PNX_OK(AOM_ask_value_string(object, "object_name", &text))) return 0;
    same = text != NULL && strlen(text) == length && strncmp(text, name, length) == 0;
    MEM_free(text);
    if (!same || owner == NULLTAG) return same;
    return PNX_OK(AOM_ask_value_tag(object, "owning_user", &user)) && user == owner;
}

/* The one folder of that name among the objects. */
static tag_t one_of(int n, const tag_t *objects, const char *name, size_t length, tag_t owner)
{
    tag_t folder = NULLTAG;
    int i = 0, count = 0;

    for (i = 0; i < n; i++) {
        if (!is_folder(objects[i], name, length, owner)) continue;
        folder = objects[i];
        count++;
    }
    if (count == 1) return folder;
    pnx_error("%d folders are named \"%.*s\": correct -folder= or -folder_owner=", count, (int)length, name);
    mistakes++;
    return NULLTAG;
}

/* A name alone is looked for everywhere, A/B/C from the home folder down. */
static void find_folder(pnx_options_t *options, pnx_names_t *names)
{
    const char *name = options->folder;
    tag_t owner = find_owner(options);
    tag_t folder = NULLTAG;
    tag_t *objects = NULL;
    size_t length = 0;
    int n = 0;

    if (owner == NULLTAG) return;
    if (strchr(name, '/') == NULL) {
        if (PNX_OK(WSOM_find2(name, &n, &objects))) names->folder = one_of(n, objects, name, strlen(name), owner);
        else mistakes++;
        MEM_free(objects);
        return;
    }
    if (!PNX_OK(SA_ask_user_home_folder(owner, &folder))) folder = NULLTAG;
    if (folder == NULLTAG) missing("home folder", "of the owner", "-folder_owner=");
    while (folder != NULLTAG && *name != '\0') {
        length = strcspn(name, "/");
        objects = NULL;
        if (!PNX_OK(FL_ask_references(folder, FL_fsc_as_ordered, &n, &objects))) {
            mistakes++;
            n = 0;
        }
        folder = one_of(n, objects, name, length, NULLTAG);
        MEM_free(objects);
        name += length;
        if (*name == '/') name++;
    }
    names->folder = folder;
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "Item");
    for (i = 0; i < PNX_N_COLUMNS; i++) {
        pnx_column_t *column = &pnx_columns[i];

        switch (column->of) {
        case PNX_SELF:
            find_column(names->type, options->type, column);
            break;
        }
    }
    find_folder(options, names);
    return mistakes == 0;
}
