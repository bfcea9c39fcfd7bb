/* a4_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <property/propdesc.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "a4_columns.h"
#include "a4_names.h"
#include "a4_report.h"

static int mistakes = 0;

static void missing(const char *kind, const char *name, const char *option)
{
    a4_error("%s \"%s\" does not exist at this site: correct %s", kind, name, option);
    mistakes++;
}

static tag_t find_type(const char *name, const char *option)
{
    tag_t type = NULLTAG;

    if (!A4_OK(TCTYPE_find_type(name, NULL, &type))) type = NULLTAG;
    if (type == NULLTAG) missing("type", name, option);
    return type;
}

static void check_kind(tag_t type, const char *name, const char *kind)
{
    logical fits = FALSE;

    if (type == NULLTAG) return;
    if (!A4_OK(TCTYPE_is_type_of_as_str(type, kind, &fits)) || !fits) {
        a4_error("type \"%s\" is no %s: correct -type=", name, kind);
        mistakes++;
    }
}

/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(a4_options_t *options, a4_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : "ItemRevision";
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) a4_info("the error stack could not be cleared");
}

/* A failure is an answer here, so it is cleared and not reported. */
tag_t a4_property_of(tag_t type, const char *property)
{
    tag_t found = NULLTAG;

    if (TCTYPE_ask_property_by_name(type, property, &found) != ITK_ok) {
        found = NULLTAG;
        if (EMH_clear_errors() != ITK_ok) a4_info("the error stack could not be cleared");
    }
    return found;
}

/* Whether any subtype has the property. */
static int subtype_has(const char *type, const char *property)
{
    tag_t *types = NULL;
    logical is_subtype = FALSE;
    int n = 0, i = 0, found = 0;

    if (!A4_OK(TCTYPE_extent(&n, &types))) n = 0;
    for (i = 0; !found && i < n; i++) {
        if (a4_property_of(types[i], property) == NULLTAG) continue;
        is_subtype = FALSE;
        found = A4_OK(TCTYPE_is_type_of_as_str(types[i], type, &is_subtype)) && is_subtype;
    }
    MEM_free(types);
    return found;
}

/* 2 when the type has the property, 1 when only subtypes have it, 0 otherwise. */
static int find_property(tag_t type, const char *type_name, const char *property)
{
    if (type == NULLTAG) return 2;                      /* the type itself is reported */
    if (a4_property_of(type, property) != NULLTAG) return 2;
    if (subtype_has(type_name, property)) return 1;
    a4_error("type \"%s\" has no property \"%s\"", type_name, property);
    mistakes++;
    return 0;
}

/* Only a single text attribute that is stored in the class can be part of an
   enquiry; any other property is read from each object. */
static int is_stored(tag_t type, const char *class_name, const char *property)
{
    tag_t descriptor = type == NULLTAG ? NULLTAG : a4_property_of(type, property);
    logical exists = FALSE;
    PROP_value_type_t value_type = PROP_string;
    char *name = NULL;
    int elements = 0, stored = 0;

    if (descriptor == NULLTAG) return 0;
    if (!A4_OK(POM_attr_exists(property, class_name, &exists)) || !exists) return 0;
    stored = A4_OK(PROPDESC_ask_value_type(descriptor, &value_type, &name)) && value_type == PROP_string
        && A4_OK(PROPDESC_ask_max_num_elements(descriptor, &elements)) && elements == 1;
    MEM_free(name);
    return stored;
}

/* A property that only some subtypes have is read where it is there. */
static void find_column(tag_t type, const char *type_name, a4_column_t *column)
{
    int found = find_property(type, type_name, column->property);

    column->everywhere = found == 2;
}

int a4_find_names(a4_options_t *options, a4_names_t *names)
{
    int i = 0;

    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "ItemRevision");
    find_class(options, names);
    names->prop_a4_doc_class_is_stored = find_property(names->type, options->type, "a4_doc_class") == 2
        && is_stored(names->type, names->class_name, "a4_doc_class");
    for (i = 0; i < A4_N_COLUMNS; i++) {
        a4_column_t *column = &a4_columns[i];

        switch (column->of) {
        case A4_SELF:
            find_column(names->type, options->type, column);
            break;
        case A4_ITEM:
            find_column(find_type("Item", "the kind of objects"), "Item", column);
            break;
        }
    }
    return mistakes == 0;
}
