/* pnx_import.h - puts the file of a line into a dataset */
#ifndef PNX_IMPORT_H
#define PNX_IMPORT_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Imports the file of the line, or finds out that it could be imported, and
   ends the row. The dataset is changed or made as a whole, with its file and
   its relation. */
void pnx_import(tag_t object, pnx_options_t *options);

/* Whether the site has what the options name for all lines. */
int pnx_check_import(pnx_options_t *options);

#endif
