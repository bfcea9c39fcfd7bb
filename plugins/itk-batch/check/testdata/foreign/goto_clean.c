/* One way out by goto, with memory and a lock; the second function forgets one of them. */
#include <stdio.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

int site_rename(tag_t item, const char *suffix)
{
    char *name = NULL, *longer = NULL;
    int rc, locked = 0;

    rc = ITEM_ask_name2(item, &name);
    if (rc != ITK_ok) goto done;
    longer = MEM_alloc((int)(strlen(name) + strlen(suffix) + 1));
    if (longer == NULL) { rc = ITK_err; goto done; }
    sprintf(longer, "%s%s", name, suffix);
    rc = AOM_refresh(item, TRUE);
    if (rc != ITK_ok) goto done;
    locked = 1;
    rc = AOM_set_value_string(item, "object_name", longer);
    if (rc != ITK_ok) goto done;
    rc = AOM_save_with_extensions(item);
done:
    if (locked) AOM_refresh(item, FALSE);
    MEM_free(name);
    MEM_free(longer);
    return rc;
}

int site_first(tag_t item, tag_t *first)
{
    tag_t *revs = NULL;
    int n = 0, rc;

    rc = ITEM_list_all_revs(item, &n, &revs);
    if (rc != ITK_ok) goto out;
    *first = n > 0 ? revs[0] : NULLTAG;
out:
    return rc;
}
