/* pnx_status.h - release statuses of an object */
#ifndef PNX_STATUS_H
#define PNX_STATUS_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Removes the statuses of the command line, or finds out that they could be
   removed, and ends the object's row. */
void pnx_remove_statuses(tag_t object, pnx_options_t *options);

#endif
