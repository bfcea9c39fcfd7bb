/* pnx_select.c - finds the objects with a saved query

   The query decides first; what the command line adds is tested on each object
   (pnx_match.c). The names of its entries are those that users see, so that they
   depend on the language of the site. */

#include <stdlib.h>
#include <string.h>

#include <qry/qry.h>
#include <tc/emh.h>

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

/* The query takes writable texts. */
static char *copy_of(const char *text)
{
    char *copy = malloc(strlen(text) + 1);

    if (copy == NULL) {
        pnx_error("out of memory for the entries of the query");
        return NULL;
    }
    strcpy(copy, text);
    return copy;
}

int pnx_select(pnx_options_t *options, pnx_names_t *names, int *n, tag_t **found)
{
    static char *entries[PNX_MAX_VALUES], *values[PNX_MAX_VALUES];
    int i = 0, done = 1;

    *n = 0;
    *found = NULL;
    for (i = 0; i < options->entries.n; i++) {
        entries[i] = copy_of(options->entries.item[i]);
        values[i] = copy_of(options->values.item[i]);
        if (entries[i] == NULL || values[i] == NULL) done = 0;
    }
    done = done && PNX_OK(QRY_execute(names->query, options->entries.n, entries, values, n, found));
    for (i = 0; i < options->entries.n; i++) {
        free(entries[i]);
        free(values[i]);
        entries[i] = values[i] = NULL;
    }
    return done && keep_once(n, *found);
}
