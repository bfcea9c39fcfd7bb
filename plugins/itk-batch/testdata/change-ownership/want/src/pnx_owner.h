/* pnx_owner.h - another owner for an object */
#ifndef PNX_OWNER_H
#define PNX_OWNER_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"

/* Gives the object to the new owner, or finds out that it could be given, and
   ends its row. */
void pnx_give(tag_t object, pnx_options_t *options, pnx_names_t *names);

#endif
