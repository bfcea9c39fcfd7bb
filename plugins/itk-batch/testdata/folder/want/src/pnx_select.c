/* pnx_select.c - finds the contents of a folder */

#include <stdlib.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tc/folder.h>

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

int pnx_select(pnx_options_t *options, pnx_names_t *names, int *n, tag_t **found)
{
    tag_t *contents = NULL;
    int n_contents = 0, i = 0, done = 0;

    (void)options;
    *n = 0;
    *found = NULL;
    done = PNX_OK(FL_ask_references(names->folder, FL_fsc_as_ordered, &n_contents, &contents));
    for (i = 0; done && i < n_contents; i++) done = add(contents[i], n, found);
    MEM_free(contents);
    return done && keep_once(n, *found);
}
