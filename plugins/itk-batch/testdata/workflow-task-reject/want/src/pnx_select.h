/* pnx_select.h - the objects to look at */
#ifndef PNX_SELECT_H
#define PNX_SELECT_H

#include "pnx_names.h"
#include "pnx_options.h"

/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int pnx_select(pnx_options_t *options, pnx_names_t *names, int *n, tag_t **found);

#endif
