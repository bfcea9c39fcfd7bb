/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <ae/datasettype.h>
#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/grm.h>
#include <tccore/tctype.h>

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

/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(pnx_options_t *options, pnx_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : "ItemRevision";
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

static void find_statuses(pnx_list_t *statuses, const char *option)
{
    tag_t type = NULLTAG;
    int i = 0;

    for (i = 0; i < statuses->n; i++) {
        type = NULLTAG;
        if (!PNX_OK(EPM_find_status_type(statuses->item[i], &type))) type = NULLTAG;
        if (type == NULLTAG) missing("release status", statuses->item[i], option);
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

static tag_t find_way(const char *name)
{
    tag_t relation = NULLTAG;

    if (!PNX_OK(GRM_find_relation_type(name, &relation))) relation = NULLTAG;
    if (relation == NULLTAG) missing("relation type", name, "-relation=");
    return relation;
}

/* Which of the references the dataset type has. */
static void mark_references(tag_t type, const pnx_list_t *references, int *known)
{
    char **names = NULL;
    int n = 0, i = 0, k = 0;

    if (!PNX_OK(AE_ask_datasettype_refs(type, &n, &names))) {
        mistakes++;
        n = 0;
    }
    for (i = 0; i < references->n; i++) {
        for (k = 0; k < n; k++) {
            if (names[k] != NULL && strcmp(names[k], references->item[i]) == 0) known[i] = 1;
        }
    }
    for (k = 0; k < n; k++) MEM_free(names[k]);
    MEM_free(names);
}

/* A reference is known when one of the dataset types has it. */
static void find_dataset_types(const pnx_options_t *options)
{
    static int known[PNX_MAX_VALUES];
    tag_t type = NULLTAG;
    int i = 0;

    for (i = 0; i < options->dataset_type.n; i++) {
        if (!PNX_OK(AE_find_datasettype2(options->dataset_type.item[i], &type))) type = NULLTAG;
        if (type == NULLTAG) missing("dataset type", options->dataset_type.item[i], "-dataset_type=");
        else mark_references(type, &options->reference, known);
    }
    if (options->dataset_type.n == 0 || mistakes > 0) return;
    for (i = 0; i < options->reference.n; i++) {
        if (!known[i]) missing("named reference", options->reference.item[i], "-reference= or -dataset_type=");
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
    check_kind(names->type, options->type, "ItemRevision");
    find_class(options, names);
    find_statuses(&options->status, "-status=");
    for (i = 0; i < PNX_N_COLUMNS; i++) {
        pnx_column_t *column = &pnx_columns[i];

        switch (column->of) {
        case PNX_SELF:
            find_column(names->type, options->type, column);
            break;
        case PNX_ITEM:
            find_column(find_type("Item", "the kind of objects"), "Item", column);
            break;
        default:                            /* its type is known when it is read, or it has none */
            break;
        }
    }
    for (i = 0; i < options->relation.n; i++) names->relations[i] = find_way(options->relation.item[i]);
    find_dataset_types(options);
    if (!pnx_check_export(options)) mistakes++;
    return mistakes == 0;
}
