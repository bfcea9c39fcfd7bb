/* pnx_output.h - the file with the rows */
#ifndef PNX_OUTPUT_H
#define PNX_OUTPUT_H

#include "pnx_columns.h"
#include "pnx_options.h"
#include "pnx_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int pnx_open_output(pnx_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int pnx_write_row(pnx_options_t *options, const pnx_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int pnx_finish_output(void);

/* Removes what was written. */
void pnx_drop_output(void);

#endif
