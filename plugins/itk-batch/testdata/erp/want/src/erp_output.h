/* erp_output.h - the file with the rows */
#ifndef ERP_OUTPUT_H
#define ERP_OUTPUT_H

#include "erp_columns.h"
#include "erp_options.h"
#include "erp_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int erp_open_output(erp_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int erp_write_row(erp_options_t *options, const erp_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int erp_finish_output(void);

/* Removes what was written. */
void erp_drop_output(void);

#endif
