/* pnx_item.c - items and revisions by their IDs */

#include <stdlib.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/item.h>

#include "pnx_item.h"
#include "pnx_report.h"

/* Item IDs are unique unless the site has further key attributes. */
int pnx_find_item(const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!PNX_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) pnx_error("item %s does not exist", item_id);
    if (n > 1) pnx_error("%d items have the ID %s", n, item_id);
    return n == 1;
}
