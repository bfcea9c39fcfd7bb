/* pnx_status.h - release statuses of an object */
#ifndef PNX_STATUS_H
#define PNX_STATUS_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Adds the statuses that the object lacks, or finds out that they could be
   added, and ends its row. */
void pnx_add_statuses(tag_t object, pnx_options_t *options);

#endif
