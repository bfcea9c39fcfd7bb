/* pnx_revision.h - the next revision of an item */
#ifndef PNX_REVISION_H
#define PNX_REVISION_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Makes a revision from this one, or finds out that it could be made, and ends
   its row. */
void pnx_revise(tag_t revision, pnx_options_t *options);

#endif
