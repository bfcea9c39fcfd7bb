/* a4_columns.h - what is written for an object */
#ifndef A4_COLUMNS_H
#define A4_COLUMNS_H

#include <tc/emh.h>

#include "a4_names.h"
#include "a4_options.h"
#include "a4_reach.h"
#include "a4_text.h"

#define A4_N_COLUMNS 9
#define A4_N_CELLS A4_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    a4_level_t of;                          /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} a4_column_t;

/* The columns, in their order in the file. */
extern a4_column_t a4_columns[A4_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void a4_read_row(tag_t object, long line, a4_options_t *options, a4_names_t *names, a4_text_t *cells);

#endif
