/* acme_output.h - the file with the rows */
#ifndef ACME_OUTPUT_H
#define ACME_OUTPUT_H

#include "acme_columns.h"
#include "acme_options.h"
#include "acme_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int acme_open_output(acme_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int acme_write_row(acme_options_t *options, const acme_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int acme_finish_output(void);

/* Removes what was written. */
void acme_drop_output(void);

#endif
