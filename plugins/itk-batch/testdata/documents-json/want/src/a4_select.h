/* a4_select.h - the objects to look at */
#ifndef A4_SELECT_H
#define A4_SELECT_H

#include "a4_names.h"
#include "a4_options.h"

/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int a4_select(a4_options_t *options, a4_names_t *names, int *n, tag_t **found);

#endif
