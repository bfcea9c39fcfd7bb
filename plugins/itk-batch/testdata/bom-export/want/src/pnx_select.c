/* pnx_select.c - finds the objects of the command line */

#include <stdlib.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/item.h>

#include "pnx_report.h"
#include "pnx_select.h"

typedef struct {
    tag_t object;
    int place;
} seen_t;

static int by_object(const void *a, const void *b)
{
    const seen_t *x = a, *y = b;

    if (x->object != y->object) return x->object < y->object ? -1 : 1;
    return x->place - y->place;
}

/* Several statuses, versions or relations of one object make several rows.
   Keeps the first of each and the order. */
static int keep_once(int *n, tag_t *objects)
{
    seen_t *seen = NULL;
    int i = 0, kept = 0;

    if (*n < 2) return 1;
    seen = malloc((size_t)*n * sizeof *seen);
    if (seen == NULL) {
        pnx_error("out of memory for %d object%s", *n, pnx_plural(*n));
        return 0;
    }
    for (i = 0; i < *n; i++) {
        seen[i].object = objects[i];
        seen[i].place = i;
    }
    qsort(seen, (size_t)*n, sizeof *seen, by_object);
    for (i = 1; i < *n; i++) {
        if (seen[i].object == seen[i - 1].object) objects[seen[i].place] = NULLTAG;
    }
    free(seen);
    for (i = 0; i < *n; i++) {
        if (objects[i] != NULLTAG) objects[kept++] = objects[i];
    }
    *n = kept;
    return 1;
}

static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = MEM_realloc(*list, (size_t)(*n + 1) * sizeof **list);

    if (longer == NULL) {
        pnx_error("out of memory for %d object%s", *n + 1, pnx_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}

static int add_uid(const char *uid, int *n, tag_t **list)
{
    tag_t object = NULLTAG;

    if (!PNX_OK(ITK__convert_uid_to_tag(uid, &object))) object = NULLTAG;
    if (object == NULLTAG) pnx_error("no object has the UID %s: correct -uid=", uid);
    return object != NULLTAG && add(object, n, list);
}

/* Item IDs are unique unless the site has further key attributes. */
static int find_item(const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!PNX_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) pnx_error("item %s does not exist: correct -item_id=", item_id);
    if (n > 1) pnx_error("%d items have the ID %s", n, item_id);
    return n == 1;
}

static int add_item(const char *item_id, const char *rev_id, int *n, tag_t **list)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    if (!find_item(item_id, &item)) return 0;
    if (!PNX_OK(ITEM_find_revision(item, rev_id, &revision))) revision = NULLTAG;
    if (revision == NULLTAG) pnx_error("item %s has no revision %s: correct -rev_id=", item_id, rev_id);
    return revision != NULLTAG && add(revision, n, list);
}

int pnx_select(pnx_options_t *options, pnx_names_t *names, int *n, tag_t **found)
{
    int i = 0, done = 1;

    (void)names;
    *n = 0;
    *found = NULL;
    for (i = 0; i < options->item_id.n; i++) {
        if (!add_item(options->item_id.item[i], options->rev_id.item[i], n, found)) done = 0;
    }
    for (i = 0; i < options->uid.n; i++) {
        if (!add_uid(options->uid.item[i], n, found)) done = 0;
    }
    return done && keep_once(n, *found);
}
