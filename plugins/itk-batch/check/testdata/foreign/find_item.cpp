// C++ of a service: a finder without a test, and a name that nobody frees.
#include <tccore/item.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

extern "C" int site_print_rev(const char *item_id, const char *rev_id)
{
    tag_t item = NULLTAG, rev = NULLTAG;
    char *id = NULL;
    int rc = ITEM_find_item(item_id, &item);

    if (rc != ITK_ok) return rc;
    if (item == NULLTAG) return 1;
    rc = ITEM_find_revision(item, rev_id, &rev);
    if (rc == ITK_ok) rc = ITEM_ask_rev_id2(rev, &id);
    return rc;
}
