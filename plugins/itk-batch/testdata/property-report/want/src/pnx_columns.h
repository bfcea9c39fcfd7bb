/* pnx_columns.h - what is written for a property */
#ifndef PNX_COLUMNS_H
#define PNX_COLUMNS_H

#include <tc/emh.h>

#include "pnx_options.h"
#include "pnx_text.h"

#define PNX_N_COLUMNS 6
#define PNX_N_CELLS PNX_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
} pnx_column_t;

/* The columns, in their order in the file. */
extern pnx_column_t pnx_columns[PNX_N_COLUMNS];

/* Writes a row for each property of an object; 0 when the file cannot be
   written. A property that cannot be read is a row with its error. */
int pnx_write_properties(tag_t object, long line, pnx_options_t *options, long *rows);

#endif
