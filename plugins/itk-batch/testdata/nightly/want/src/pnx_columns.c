/* pnx_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <sa/tcfile.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_report.h"

pnx_column_t pnx_columns[PNX_N_COLUMNS] = {
    { "item_id", "item_id", PNX_ITEM, 0, 0 },
    { "rev", "item_revision_id", PNX_SELF, 0, 0 },
    { "name", "object_name", PNX_SELF, 0, 0 },
    { "pnx_material", "pnx_material", PNX_SELF, 0, 0 },
    { "pnx_weight", "pnx_weight", PNX_SELF, 0, 0 },
    { "pdf_file_name", "original_file_name", PNX_FILE, 0, 0 },
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

static int put_file_name(tag_t file, pnx_text_t *cell)
{
    char *name = NULL;
    int done = PNX_OK(IMF_ask_original_file_name2(file, &name)) && put_value(cell, name);

    MEM_free(name);
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
    if (column->of == PNX_FILE && strcmp(column->property, "original_file_name") == 0) return put_file_name(object, cell);
    return put_displayed(object, column->property, cell);
}

/* The relation that leads to the objects of a column, and their type. */
static void find_way(int i, pnx_options_t *options, pnx_names_t *names, tag_t *relation, const char **type)
{
    switch (i) {
    case 5:
        *relation = names->relation;
        *type = options->related_type;
        break;
    default:
        break;
    }
}

static int put_reached(tag_t object, int i, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cell)
{
    const pnx_column_t *column = &pnx_columns[i];
    tag_t relation = NULLTAG;
    const char *type = NULL;
    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

    find_way(i, options, names, &relation, &type);
    if (!pnx_reach(object, column->of, relation, type, &n, &reached)) return 0;
    for (k = 0; done && k < n; k++) done = put_property(reached[k], column, cell);
    free(reached);
    return done;
}

static int read_cell(tag_t object, long line, int i, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cell)
{
    const pnx_column_t *column = &pnx_columns[i];

    (void)line;
    if (column->of == PNX_SELF) return put_property(object, column, cell);
    return put_reached(object, i, options, names, cell);
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
