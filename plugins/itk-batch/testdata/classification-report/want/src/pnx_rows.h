/* pnx_rows.h - the rows of an object */
#ifndef PNX_ROWS_H
#define PNX_ROWS_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"
#include "pnx_text.h"

/* What a row stands for. */
typedef struct {
    long line;                              /* of the input; 0 without one */
    const char *class_id;
    const char *class_name;
    int n_attributes;                       /* 1, or with -wide all of them */
    char **attributes, **values;
} pnx_row_t;

/* Writes the rows of an object and counts them. 0 when the run cannot go on:
   the file cannot be written, or -max= is reached, which sets truncated. */
int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated);

/* Fills a cell that is no property of the selected object. */
int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell);

#endif
