/* Macros of a site: one that returns, one of several lines, one that opens a block, one that frees. */
#include <stdio.h>
#include <stdlib.h>
#include <tc/tc_startup.h>
#include <tc/emh.h>
#include <tccore/item.h>
#include <tccore/aom.h>
#include <tccore/grm.h>
#include <base_utils/Mem.h>

#define SITE_TRACE(args) printf args
#define ITKCALL(x) \
    do { \
        int site_stat = (x); \
        if (site_stat != ITK_ok) { \
            char *site_text = NULL; \
            EMH_ask_error_text(site_stat, &site_text); \
            printf("%s, %d: %s\n", __FILE__, __LINE__, \
                   site_text); \
            MEM_free(site_text); \
        } \
    } while (0)
#define RETURN_IF_FAILED(x) { int st = (x); if (st != ITK_ok) return st; }
#define FOR_EACH(i, n) for ((i) = 0; (i) < (n); (i)++) {
#define END_EACH }
#define SITE_FREE(p) if (p) { MEM_free(p); p = NULL; }

int site_list(tag_t rev, const char *relation_name)
{
    tag_t relation_type = NULLTAG, *secondaries = NULL;
    char *id = NULL;
    int n = 0, i;

    ITKCALL(GRM_find_relation_type(relation_name, &relation_type));
    if (relation_type == NULLTAG) return ITK_ok;
    RETURN_IF_FAILED(GRM_list_secondary_objects_only(rev, relation_type, &n, &secondaries));
    FOR_EACH(i, n)
        ITKCALL(AOM_load(secondaries[i]));
        SITE_TRACE(("%d of %d\n", i, n));
    END_EACH
    ITKCALL(ITEM_ask_rev_id2(rev, &id));
    SITE_TRACE(("rev %s\n", id));
    SITE_FREE(id);
    SITE_FREE(secondaries);
    return ITK_ok;
}
