/* pnx_columns.h - what is written for an object */
#ifndef PNX_COLUMNS_H
#define PNX_COLUMNS_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"
#include "pnx_text.h"

typedef enum {
    PNX_SELF                                /* the selected object */
} pnx_level_t;

#define PNX_N_COLUMNS 2
#define PNX_N_KEYS 1                        /* cells after the columns, to sort by */
#define PNX_N_CELLS (PNX_N_COLUMNS + PNX_N_KEYS)

typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    pnx_level_t of;                         /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} pnx_column_t;

/* The columns, in their order in the file. */
extern pnx_column_t pnx_columns[PNX_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void pnx_read_row(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, pnx_text_t *cells);

#endif
