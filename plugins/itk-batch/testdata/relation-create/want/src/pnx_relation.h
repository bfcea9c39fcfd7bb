/* pnx_relation.h - a relation from an object to another */
#ifndef PNX_RELATION_H
#define PNX_RELATION_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"

/* Relates the object to the other of the line, or finds out that it could be
   related, and ends its row. */
void pnx_relate(tag_t object, pnx_options_t *options, pnx_names_t *names);

#endif
