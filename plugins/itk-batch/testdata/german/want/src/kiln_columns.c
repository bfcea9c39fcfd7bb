/* kiln_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "kiln_columns.h"
#include "kiln_report.h"

kiln_column_t kiln_columns[KILN_N_COLUMNS] = {
    { "Teilenummer", "item_id", KILN_ITEM, 0, 0 },
    { "Revision", "item_revision_id", KILN_SELF, 0, 0 },
    { "Benennung", "object_name", KILN_SELF, 0, 0 },
    { "Freigabedatum", "date_released", KILN_SELF, 0, 0 },
};

/* Several values go into one cell. */
static int put_value(kiln_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !kiln_puts(cell, "; ")) return 0;
    return kiln_puts(cell, value);
}

static int put_displayed(tag_t object, const char *property, kiln_text_t *cell)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!KILN_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(cell, values[i]);
    MEM_free(values);
    return done;
}

/* A property that only some subtypes have leaves the cell of others empty. */
static int lacks(tag_t object, const kiln_column_t *column)
{
    tag_t type = NULLTAG;

    if (column->everywhere) return 0;
    return KILN_OK(TCTYPE_ask_object_type(object, &type)) && kiln_property_of(type, column->property) == NULLTAG;
}

static int put_property(tag_t object, const kiln_column_t *column, kiln_text_t *cell)
{
    if (lacks(object, column)) return 1;
    return put_displayed(object, column->property, cell);
}

static int put_reached(tag_t object, const kiln_column_t *column, kiln_text_t *cell)
{
    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

    if (!kiln_reach(object, column->of, &n, &reached)) return 0;
    for (k = 0; done && k < n; k++) done = put_property(reached[k], column, cell);
    free(reached);
    return done;
}

static int read_cell(tag_t object, long line, int i, kiln_options_t *options, kiln_names_t *names, kiln_text_t *cell)
{
    const kiln_column_t *column = &kiln_columns[i];

    (void)line;
    (void)options;
    (void)names;
    if (column->of == KILN_SELF) return put_property(object, column, cell);
    return put_reached(object, column, cell);
}

static void report_cell(tag_t object, const char *property)
{
    char text[128];

    sprintf(text, "%.64s could not be read and is left empty", property);
    kiln_error_at(object, text);
}

void kiln_read_row(tag_t object, long line, kiln_options_t *options, kiln_names_t *names, kiln_text_t *cells)
{
    int i = 0;

    for (i = 0; i < KILN_N_COLUMNS; i++) {
        kiln_empty(&cells[i]);
        if (!read_cell(object, line, i, options, names, &cells[i])) {
            kiln_empty(&cells[i]);
            report_cell(object, kiln_columns[i].property);
        }
    }
}
