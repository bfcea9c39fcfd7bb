/* The stored structure: BOM views, their revisions, occurrences. */
#ifndef STRUCTURE_H
#define STRUCTURE_H

#include "sim.h"

tag_t ps_item(tag_t child);                    /* of an item or a revision */
tag_t ps_configured(tag_t rule, tag_t item);   /* the revision that the rule shows, or NULLTAG */
tag_t ps_bvr(tag_t rev, tag_t view_type);      /* NULLTAG when there is none; NULLTAG as type is any */
tag_t ps_bom_view(tag_t item, tag_t view_type);        /* found or made */
tag_t ps_create_bvr(tag_t bom_view, tag_t rev, int precise);
tag_t ps_uom(tag_t occurrence);                /* NULLTAG for each */
int ps_next_find_number(tag_t bvr);

#endif
