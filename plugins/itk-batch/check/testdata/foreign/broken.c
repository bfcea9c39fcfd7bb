/* Saved in the middle of work: what stands before the hole is still read. */
#include <tccore/item.h>
#include <tc/emh.h>

int whole(tag_t item)
{
    return ITEM_save_item(item, TRUE);
}

int half(tag_t item)
{
    if (item == NULLTAG {
        return 1;
