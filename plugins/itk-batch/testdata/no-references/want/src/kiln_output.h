/* kiln_output.h - the file with the rows */
#ifndef KILN_OUTPUT_H
#define KILN_OUTPUT_H

#include "kiln_columns.h"
#include "kiln_options.h"
#include "kiln_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int kiln_open_output(kiln_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int kiln_write_row(kiln_options_t *options, const kiln_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int kiln_finish_output(void);

/* Removes what was written. */
void kiln_drop_output(void);

#endif
