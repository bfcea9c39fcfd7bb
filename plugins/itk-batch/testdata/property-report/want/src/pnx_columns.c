/* pnx_columns.c - what is written for a property */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <property/propdesc.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"

pnx_column_t pnx_columns[PNX_N_COLUMNS] = {
    { "uid" },
    { "object" },
    { "property" },
    { "display_name" },
    { "value_type" },
    { "value" },
};

static pnx_text_t cells[PNX_N_CELLS];

static int put_value(pnx_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !pnx_puts(cell, "; ")) return 0;
    return pnx_puts(cell, value);
}

/* A property of an object. */
typedef struct {
    const char *name;
    const char *type;                       /* in words */
    pnx_text_t title, value;
} property_t;

static const char *type_word(PROP_value_type_t type)
{
    switch (type) {
    case PROP_string: return "string";
    case PROP_int: return "integer";
    case PROP_double: return "double";
    case PROP_logical: return "logical";
    case PROP_date: return "date";
    case PROP_float: return "float";
    case PROP_char: return "character";
    case PROP_short: return "short";
    case PROP_typed_reference: return "reference";
    case PROP_untyped_reference: return "reference";
    default: return "other";
    }
}

static int read_displayed(tag_t object, const char *name, pnx_text_t *value)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!PNX_OK(AOM_ask_displayable_values(object, name, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(value, values[i]);
    MEM_free(values);
    return done;
}

/* The stored value; arrays and references have no text of their own. */
static int read_stored(tag_t object, const char *name, PROP_value_type_t type, pnx_text_t *value)
{
    date_t date, none = NULLDATE;
    char *text = NULL;
    char number[128];
    int whole = 0, done = 0;
    double real = 0.0;
    logical truth = FALSE;

    switch (type) {
    case PROP_string:
        done = PNX_OK(AOM_ask_value_string(object, name, &text)) && put_value(value, text);
        MEM_free(text);
        return done;
    case PROP_int:
        if (!PNX_OK(AOM_ask_value_int(object, name, &whole))) return 0;
        sprintf(number, "%d", whole);
        return put_value(value, number);
    case PROP_double:
        if (!PNX_OK(AOM_ask_value_double(object, name, &real))) return 0;
        sprintf(number, "%.15g", real);
        return put_value(value, number);
    case PROP_logical:
        return PNX_OK(AOM_ask_value_logical(object, name, &truth)) && put_value(value, truth ? "true" : "false");
    case PROP_date:
        if (!PNX_OK(AOM_ask_value_date(object, name, &date))) return 0;
        if (date.year == none.year && date.month == none.month && date.day == none.day) return 1;
        sprintf(number, "%04d-%02d-%02d %02d:%02d:%02d", (int)date.year, (int)date.month + 1, (int)date.day,
            (int)date.hour, (int)date.minute, (int)date.second);
        return put_value(value, number);
    default:
        return read_displayed(object, name, value);
    }
}

static int put_uid(tag_t object, pnx_text_t *cell)
{
    char *uid = NULL;
    int done = PNX_OK(ITK__convert_tag_to_uid(object, &uid)) && put_value(cell, uid);

    MEM_free(uid);
    return done;
}

/* Fills the cells of a property. */
static void fill(tag_t object, const property_t *property, pnx_text_t *row)
{
    (void)put_uid(object, &row[0]);
    (void)read_displayed(object, "object_string", &row[1]);
    (void)pnx_puts(&row[2], property->name);
    (void)pnx_puts(&row[3], pnx_string(&property->title));
    (void)pnx_puts(&row[4], property->type);
    (void)pnx_puts(&row[5], pnx_string(&property->value));
}

static int is_wanted(const pnx_list_t *props, const char *name)
{
    int i = 0;

    for (i = 0; i < props->n; i++) {
        if (strcmp(props->item[i], name) == 0) return 1;
    }
    return props->n == 0;
}

/* What there is to know of a property. Arrays are shown as users see them. */
static int read_value(tag_t object, tag_t type, int real, property_t *property)
{
    tag_t descriptor = NULLTAG;
    PROP_value_type_t value_type = PROP_string;
    char *title = NULL, *type_name = NULL;
    int elements = 0, done = 0;

    if (!PNX_OK(TCTYPE_ask_property_by_name(type, property->name, &descriptor))) return 0;
    if (descriptor == NULLTAG) {
        pnx_error("property %s is not known to its type", property->name);
        return 0;
    }
    done = PNX_OK(PROPDESC_ask_value_type(descriptor, &value_type, &type_name))
        && PNX_OK(PROPDESC_ask_max_num_elements(descriptor, &elements));
    MEM_free(type_name);
    if (!done) return 0;
    property->type = type_word(value_type);
    done = PNX_OK(AOM_UIF_ask_name(object, property->name, &title)) && put_value(&property->title, title);
    MEM_free(title);
    if (!done) return 0;
    if (real && elements == 1) return read_stored(object, property->name, value_type, &property->value);
    return read_displayed(object, property->name, &property->value);
}

static void read_property(tag_t object, tag_t type, int real, property_t *property)
{
    property->type = "";
    pnx_empty(&property->title);
    pnx_empty(&property->value);
    pnx_forget_reason();
    if (read_value(object, type, real, property)) return;
    pnx_empty(&property->value);
    (void)(pnx_puts(&property->value, "ERROR ") && pnx_puts(&property->value, pnx_reason()));
}

int pnx_write_properties(tag_t object, long line, pnx_options_t *options, long *rows)
{
    static property_t property;
    char **names = NULL;
    tag_t type = NULLTAG;
    int n = 0, i = 0, k = 0, going_on = 1;

    (void)line;
    if (!PNX_OK(TCTYPE_ask_object_type(object, &type)) || !PNX_OK(AOM_ask_prop_names(object, &n, &names))) {
        pnx_error_at(object, "its properties cannot be listed");
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) {
        if (!is_wanted(&options->props, names[i])) continue;
        property.name = names[i];
        read_property(object, type, options->real, &property);
        for (k = 0; k < PNX_N_CELLS; k++) pnx_empty(&cells[k]);
        fill(object, &property, cells);
        going_on = pnx_write_row(options, cells);
        (*rows)++;
    }
    MEM_free(names);
    return going_on;
}
