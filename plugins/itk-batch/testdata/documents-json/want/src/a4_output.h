/* a4_output.h - the file with the rows */
#ifndef A4_OUTPUT_H
#define A4_OUTPUT_H

#include "a4_columns.h"
#include "a4_options.h"
#include "a4_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int a4_open_output(a4_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int a4_write_row(a4_options_t *options, const a4_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int a4_finish_output(void);

/* Removes what was written. */
void a4_drop_output(void);

#endif
