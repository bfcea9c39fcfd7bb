/* pnx_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <property/propdesc.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_report.h"

pnx_column_t pnx_columns[PNX_N_COLUMNS] = {
    { "item_id", "item_id", PNX_SELF, 0, 0 },
    { "name", "object_name", PNX_SELF, 0, 0 },
};

/* Several values go into one cell. */
static int put_value(pnx_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !pnx_puts(cell, "; ")) return 0;
    return pnx_puts(cell, value);
}

static int put_displayed(tag_t object, const char *property, pnx_text_t *cell)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!PNX_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(cell, values[i]);
    MEM_free(values);
    return done;
}

/* What a row is sorted by: a text, or the byte 1 and a number. Displayed dates
   and numbers do not sort, so that the stored value is taken. */
static int put_key(tag_t object, const char *property, pnx_text_t *cell)
{
    PROP_value_type_t type = PROP_string;
    char *type_name = NULL;
    char text[64];
    int whole = 0;
    double real = 0.0;
    date_t date;

    if (cell->used > 0) return 1;                       /* the first of several decides */
    if (!PNX_OK(AOM_ask_value_type(object, property, &type, &type_name))) return 0;
    MEM_free(type_name);
    switch (type) {
    case PROP_int:
        if (!PNX_OK(AOM_ask_value_int(object, property, &whole))) return 0;
        sprintf(text, "\001%d", whole);
        return pnx_puts(cell, text);
    case PROP_double:
        if (!PNX_OK(AOM_ask_value_double(object, property, &real))) return 0;
        sprintf(text, "\001%.17g", real);
        return pnx_puts(cell, text);
    case PROP_date:
        if (!PNX_OK(AOM_ask_value_date(object, property, &date))) return 0;
        sprintf(text, "%04d%02d%02d%02d%02d%02d", (int)date.year, (int)date.month, (int)date.day,
                (int)date.hour, (int)date.minute, (int)date.second);
        return pnx_puts(cell, text);
    default:
        return put_displayed(object, property, cell);
    }
}

/* A property that only some subtypes have leaves the cell of others empty. */
static int lacks(tag_t object, const pnx_column_t *column)
{
    tag_t type = NULLTAG;

    if (column->everywhere) return 0;
    return PNX_OK(TCTYPE_ask_object_type(object, &type)) && pnx_property_of(type, column->property) == NULLTAG;
}

static int put_property(tag_t object, const pnx_column_t *column, pnx_text_t *cell)
{
    if (lacks(object, column)) return 1;
    return put_displayed(object, column->property, cell);
}

static int read_cell(tag_t object, long line, int i, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cell)
{
    const pnx_column_t *column = &pnx_columns[i];

    (void)line;
    (void)options;
    (void)names;
    return put_property(object, column, cell);
}

/* The columns to sort by, the most important first. */
static const int keys[PNX_N_KEYS] = { 0 };

static int read_key(tag_t object, int i, pnx_options_t *options, pnx_names_t *names, pnx_text_t *key)
{
    const pnx_column_t *column = &pnx_columns[i];

    (void)options;
    (void)names;

    return lacks(object, column) || put_key(object, column->property, key);
}

static void report_cell(tag_t object, const char *property)
{
    char text[128];

    sprintf(text, "%.64s could not be read and is left empty", property);
    pnx_error_at(object, text);
}

void pnx_read_row(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cells)
{
    int i = 0;

    for (i = 0; i < PNX_N_COLUMNS; i++) {
        pnx_empty(&cells[i]);
        if (!read_cell(object, line, i, options, names, &cells[i])) {
            pnx_empty(&cells[i]);
            report_cell(object, pnx_columns[i].property);
        }
    }
    for (i = 0; i < PNX_N_KEYS; i++) {
        pnx_empty(&cells[PNX_N_COLUMNS + i]);
        if (!read_key(object, keys[i], options, names, &cells[PNX_N_COLUMNS + i])) report_cell(object, pnx_columns[keys[i]].property);
    }
}
