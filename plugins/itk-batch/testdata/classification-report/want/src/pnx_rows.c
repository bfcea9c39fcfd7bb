/* pnx_rows.c - how an object is classified */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <ics/ics.h>
#include <tc/emh.h>
#include <tccore/grm.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_rows.h"

/* The run that the rows belong to. */
typedef struct {
    tag_t object;
    pnx_options_t *options;
    pnx_names_t *names;
    long *rows;
    int *truncated;
} run_t;

/* Whether -max= is reached; what follows is then left out. */
static int is_full(const run_t *run)
{
    if (run->options->max == 0 || *run->rows < run->options->max) return 0;
    *run->truncated = 1;
    return 1;
}

static int put_row(const run_t *run, const pnx_row_t *row)
{
    static pnx_text_t cells[PNX_N_CELLS];

    if (is_full(run)) return 0;
    pnx_read_row(run->object, row, run->options, run->names, cells);
    (*run->rows)++;
    return pnx_write_row(run->options, cells);
}

/* What stands at the same place belongs together, so that an empty value keeps
   its place. */
static int put_all(int n, char **texts, pnx_text_t *cell)
{
    int i = 0;

    for (i = 0; i < n; i++) {
        if (i > 0 && !pnx_puts(cell, "; ")) return 0;
        if (texts[i] != NULL && !pnx_puts(cell, texts[i])) return 0;
    }
    return 1;
}

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    (void)object;
    (void)level;
    if (strcmp(property, "class_id") == 0) return pnx_puts(cell, row->class_id);
    if (strcmp(property, "class_name") == 0) return pnx_puts(cell, row->class_name);
    if (strcmp(property, "attribute") == 0) return put_all(row->n_attributes, row->attributes, cell);
    if (strcmp(property, "value") == 0) return put_all(row->n_attributes, row->values, cell);
    return 1;
}

static int is_wanted(const run_t *run, const char *class_id)
{
    int i = 0, found = 0;

    if (run->options->class.n == 0) return 1;
    for (i = 0; i < run->options->class.n; i++) {
        if (strcmp(run->options->class.item[i], class_id) == 0) found = 1;
    }
    return found == 1;
}

/* One row for each attribute, or one for all. */
static int put_class(const run_t *run, pnx_row_t *row, tag_t classification)
{
    char **attributes = NULL, **values = NULL;
    int n = 0, i = 0, going_on = 1;

    if (!PNX_OK(ICS_ask_attributes_of_classification_obj(classification, &n, &attributes, &values))) {
        pnx_error_at(run->object, "the attributes of a classification cannot be read");
        n = 0;
    }
    row->n_attributes = n;
    row->attributes = attributes;
    row->values = values;
    if (run->options->wide || n == 0) {
        going_on = put_row(run, row);
    } else {
        row->n_attributes = 1;
        for (i = 0; going_on && i < n; i++) {
            row->attributes = attributes + i;
            row->values = values + i;
            going_on = put_row(run, row);
        }
    }
    MEM_free(attributes);
    MEM_free(values);
    return going_on;
}

static int visit_classification(const run_t *run, long line, tag_t classification)
{
    pnx_row_t row;
    tag_t class_tag = NULLTAG;
    char *id = NULL, *name = NULL;
    int going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    if (!PNX_OK(ICS_ask_class_of_classification_obj(classification, &class_tag)) || class_tag == NULLTAG
        || !PNX_OK(ICS_ask_id_name(class_tag, &id, &name))) {
        pnx_error_at(run->object, "the class of a classification cannot be read; it is left out");
    } else {
        row.class_id = id == NULL ? "" : id;
        row.class_name = name == NULL ? "" : name;
        if (is_wanted(run, row.class_id)) going_on = put_class(run, &row, classification);
    }
    MEM_free(id);
    MEM_free(name);
    return going_on;
}

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;
    tag_t *found = NULL;
    int n = 0, i = 0, going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    if (!PNX_OK(GRM_list_secondary_objects_only(object, names->class_relation, &n, &found))) {
        pnx_error_at(object, "its classifications cannot be listed");
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) going_on = visit_classification(&run, line, found[i]);
    MEM_free(found);
    return going_on;
}
