/* pnx_find.h - datasets by the name of a file */
#ifndef PNX_FIND_H
#define PNX_FIND_H

#include <tc/emh.h>

/* Whether the object is a file that had this name when it was imported, upper
   and lower case included; 0 on failure. */
int pnx_is_file(tag_t object, const char *name, int *yes);

/* Whether the dataset holds a file of that name, in that reference or, when it
   is "", in any; 0 on failure. */
int pnx_holds(tag_t dataset, const char *reference, const char *name, int *yes);

/* Finds the datasets of the type, subtypes included, whose latest version
   holds a file of that name, in that reference or, when it is "", in any: the
   number of them, and the last one. 0 on failure. */
int pnx_find_datasets(const char *name, const char *type, const char *reference, int *n, tag_t *dataset);

#endif
