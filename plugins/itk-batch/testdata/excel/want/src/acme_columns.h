/* acme_columns.h - what is written for an object */
#ifndef ACME_COLUMNS_H
#define ACME_COLUMNS_H

#include <tc/emh.h>

#include "acme_names.h"
#include "acme_options.h"
#include "acme_reach.h"
#include "acme_text.h"

#define ACME_N_COLUMNS 9
#define ACME_N_CELLS ACME_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    acme_level_t of;                        /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} acme_column_t;

/* The columns, in their order in the file. */
extern acme_column_t acme_columns[ACME_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void acme_read_row(tag_t object, long line, acme_options_t *options, acme_names_t *names, acme_text_t *cells);

#endif
