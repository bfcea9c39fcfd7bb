/* erp_select.h - the objects to look at */
#ifndef ERP_SELECT_H
#define ERP_SELECT_H

#include "erp_names.h"
#include "erp_options.h"

/* Finds the objects, each once. The caller frees them with MEM_free; 0 on
   failure. */
int erp_select(erp_options_t *options, erp_names_t *names, int *n, tag_t **found);

#endif
