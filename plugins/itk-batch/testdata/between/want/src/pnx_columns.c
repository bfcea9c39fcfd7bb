/* pnx_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_report.h"

pnx_column_t pnx_columns[PNX_N_COLUMNS] = {
    { "item_id", "item_id", PNX_ITEM, 0, 0 },
    { "item_revision_id", "item_revision_id", PNX_SELF, 0, 0 },
    { "object_name", "object_name", PNX_SELF, 0, 0 },
    { "object_type", "object_type", PNX_SELF, 0, 0 },
    { "release_status_list", "release_status_list", PNX_SELF, 0, 0 },
    { "date_released", "date_released", PNX_SELF, 0, 0 },
    { "owning_user", "owning_user", PNX_SELF, 0, 0 },
    { "owning_group", "owning_group", PNX_SELF, 0, 0 },
    { "last_mod_date", "last_mod_date", PNX_SELF, 0, 0 },
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

static int put_reached(tag_t object, const pnx_column_t *column, pnx_text_t *cell)
{
    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

    if (!pnx_reach(object, column->of, &n, &reached)) return 0;
    for (k = 0; done && k < n; k++) done = put_property(reached[k], column, cell);
    free(reached);
    return done;
}

static int read_cell(tag_t object, long line, int i, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cell)
{
    const pnx_column_t *column = &pnx_columns[i];

    (void)line;
    (void)options;
    (void)names;
    if (column->of == PNX_SELF) return put_property(object, column, cell);
    return put_reached(object, column, cell);
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
}
