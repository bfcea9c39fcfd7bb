/* acme_select.h - the objects to look at */
#ifndef ACME_SELECT_H
#define ACME_SELECT_H

#include "acme_names.h"
#include "acme_options.h"

/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int acme_select(acme_options_t *options, acme_names_t *names, int *n, tag_t **found);

#endif
