/* pnx_rows.c - the row of a task */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <epm/epm.h>
#include <tc/emh.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_rows.h"
#include "pnx_task.h"

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

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    (void)row;
    (void)level;
    return pnx_put_task(object, property, cell);
}

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;
    pnx_row_t row;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    memset(&row, 0, sizeof row);
    row.line = line;
    if (!PNX_OK(EPM_ask_job(object, &row.process)) || row.process == NULLTAG) {
        row.process = NULLTAG;
        pnx_error_at(object, "its process cannot be found");
    }
    return put_row(&run, &row);
}
