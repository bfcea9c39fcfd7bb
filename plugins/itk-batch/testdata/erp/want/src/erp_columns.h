/* erp_columns.h - what is written for an object */
#ifndef ERP_COLUMNS_H
#define ERP_COLUMNS_H

#include <tc/emh.h>

#include "erp_names.h"
#include "erp_options.h"
#include "erp_reach.h"
#include "erp_text.h"

#define ERP_N_COLUMNS 7
#define ERP_N_CELLS ERP_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    erp_level_t of;                         /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} erp_column_t;

/* The columns, in their order in the file. */
extern erp_column_t erp_columns[ERP_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void erp_read_row(tag_t object, long line, erp_options_t *options, erp_names_t *names, erp_text_t *cells);

#endif
