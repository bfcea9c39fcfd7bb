/* Deletes an item: the lock stays when that fails, and the return codes get lost. */
#include <tccore/aom.h>
#include <tccore/item.h>
#include <tc/emh.h>

void site_delete(tag_t item)
{
    AOM_lock_for_delete(item);
    ITEM_delete_item(item);
}

int site_rename(tag_t item, const char *name)
{
    int rc = AOM_lock(item);

    if (rc != ITK_ok) return rc;
    rc = ITEM_set_name2(item, name);
    if (rc != ITK_ok) return rc;
    rc = AOM_save(item);
    if (rc != ITK_ok) return rc;
    return AOM_unlock(item);
}
