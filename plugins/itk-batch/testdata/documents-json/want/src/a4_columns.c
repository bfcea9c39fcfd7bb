/* a4_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "a4_columns.h"
#include "a4_encode.h"
#include "a4_report.h"

a4_column_t a4_columns[A4_N_COLUMNS] = {
    { "item_id", "item_id", A4_ITEM, 0, 0 },
    { "item_revision_id", "item_revision_id", A4_SELF, 0, 0 },
    { "object_name", "object_name", A4_SELF, 0, 0 },
    { "object_type", "object_type", A4_SELF, 0, 0 },
    { "release_status_list", "release_status_list", A4_SELF, 0, 0 },
    { "date_released", "date_released", A4_SELF, 0, 0 },
    { "owning_user", "owning_user", A4_SELF, 0, 0 },
    { "owning_group", "owning_group", A4_SELF, 0, 0 },
    { "last_mod_date", "last_mod_date", A4_SELF, 0, 0 },
};

/* Several values go into one cell. */
static int put_value(a4_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !a4_puts(cell, "; ")) return 0;
    return a4_puts(cell, value);
}

static int put_displayed(tag_t object, const char *property, a4_text_t *cell)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!A4_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(cell, values[i]);
    MEM_free(values);
    return done;
}

/* A property that only some subtypes have leaves the cell of others empty. */
static int lacks(tag_t object, const a4_column_t *column)
{
    tag_t type = NULLTAG;

    if (column->everywhere) return 0;
    return A4_OK(TCTYPE_ask_object_type(object, &type)) && a4_property_of(type, column->property) == NULLTAG;
}

static int put_property(tag_t object, const a4_column_t *column, a4_text_t *cell)
{
    if (lacks(object, column)) return 1;
    return put_displayed(object, column->property, cell);
}

static int put_reached(tag_t object, const a4_column_t *column, a4_text_t *cell)
{
    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

    if (!a4_reach(object, column->of, &n, &reached)) return 0;
    for (k = 0; done && k < n; k++) done = put_property(reached[k], column, cell);
    free(reached);
    return done;
}

static int read_cell(tag_t object, long line, int i, a4_options_t *options, a4_names_t *names, a4_text_t *cell)
{
    const a4_column_t *column = &a4_columns[i];

    (void)line;
    (void)options;
    (void)names;
    if (column->of == A4_SELF) return put_property(object, column, cell);
    return put_reached(object, column, cell);
}

static void report_cell(tag_t object, const char *property)
{
    char text[128];

    sprintf(text, "%.64s could not be read and is left empty", property);
    a4_error_at(object, text);
}

void a4_read_row(tag_t object, long line, a4_options_t *options, a4_names_t *names, a4_text_t *cells)
{
    int i = 0;

    for (i = 0; i < A4_N_COLUMNS; i++) {
        a4_empty(&cells[i]);
        if (!read_cell(object, line, i, options, names, &cells[i]) || !a4_encode(&cells[i])) {
            a4_empty(&cells[i]);
            report_cell(object, a4_columns[i].property);
        }
    }
}
