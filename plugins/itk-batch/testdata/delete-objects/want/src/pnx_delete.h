/* pnx_delete.h - deleting what nothing refers to */
#ifndef PNX_DELETE_H
#define PNX_DELETE_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Whether the command line names objects one by one, and how many at most; 0
   if it does not, which is reported. */
int pnx_is_limited(pnx_options_t *options);

/* Deletes the object, or finds out that it could be deleted, and ends its row.
   1 when it is gone. */
int pnx_delete(tag_t object, pnx_options_t *options);

#endif
