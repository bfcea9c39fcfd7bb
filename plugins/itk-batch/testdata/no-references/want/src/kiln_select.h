/* kiln_select.h - the objects to look at */
#ifndef KILN_SELECT_H
#define KILN_SELECT_H

#include "kiln_names.h"
#include "kiln_options.h"

/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int kiln_select(kiln_options_t *options, kiln_names_t *names, int *n, tag_t **found);

#endif
