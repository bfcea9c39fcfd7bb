/* pnx_item.h - items and revisions by their IDs */
#ifndef PNX_ITEM_H
#define PNX_ITEM_H

#include <tc/emh.h>

/* Finds the one item with the ID; 0 on failure, which is reported. */
int pnx_find_item(const char *item_id, tag_t *item);

#endif
