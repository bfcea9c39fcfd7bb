/* kiln_columns.h - what is written for an object */
#ifndef KILN_COLUMNS_H
#define KILN_COLUMNS_H

#include <tc/emh.h>

#include "kiln_names.h"
#include "kiln_options.h"
#include "kiln_reach.h"
#include "kiln_text.h"

#define KILN_N_COLUMNS 4
#define KILN_N_CELLS KILN_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    kiln_level_t of;                        /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} kiln_column_t;

/* The columns, in their order in the file. */
extern kiln_column_t kiln_columns[KILN_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void kiln_read_row(tag_t object, long line, kiln_options_t *options, kiln_names_t *names, kiln_text_t *cells);

#endif
