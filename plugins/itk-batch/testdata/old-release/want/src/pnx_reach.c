/* pnx_reach.c - the way from a selected object to others */

#include <stdlib.h>

#include <tc/emh.h>
#include <tccore/item.h>

#include "pnx_reach.h"
#include "pnx_report.h"

/* Adds an object unless it is there already. */
static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = NULL;
    int i = 0;

    for (i = 0; i < *n; i++) {
        if ((*list)[i] == object) return 1;
    }
    longer = realloc(*list, (size_t)(*n + 1) * sizeof **list);
    if (longer == NULL) {
        pnx_error("out of memory for %d object%s", *n + 1, pnx_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}

int pnx_reach(tag_t object, pnx_level_t level, int *n, tag_t **reached)
{
    tag_t one = NULLTAG;
    int done = 0;

    *n = 0;
    *reached = NULL;
    switch (level) {
    case PNX_ITEM:
        done = PNX_OK(ITEM_ask_item_of_rev(object, &one)) && add(one, n, reached);
        break;
    default:
        done = add(object, n, reached);
        break;
    }
    if (!done) {
        free(*reached);
        *reached = NULL;
        *n = 0;
    }
    return done;
}
