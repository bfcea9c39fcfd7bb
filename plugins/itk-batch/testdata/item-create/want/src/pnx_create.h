/* pnx_create.h - an item from a line of the input */
#ifndef PNX_CREATE_H
#define PNX_CREATE_H

#include "pnx_names.h"
#include "pnx_options.h"

/* Creates the item of the line that was read, or finds out that it could be
   created, and writes its row. */
void pnx_create(long line, pnx_options_t *options, pnx_names_t *names);

#endif
