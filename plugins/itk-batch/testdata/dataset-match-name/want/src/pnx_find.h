/* pnx_find.h - datasets by the name of a file */
#ifndef PNX_FIND_H
#define PNX_FIND_H

#include <tc/emh.h>

/* Finds the datasets of the type, subtypes included, of that name: the number
   of them, and the latest version of the last one. 0 on failure. */
int pnx_find_datasets(const char *name, const char *type, int *n, tag_t *dataset);

#endif
