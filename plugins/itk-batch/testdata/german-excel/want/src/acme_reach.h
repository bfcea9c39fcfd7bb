/* acme_reach.h - the way from a selected object to others */
#ifndef ACME_REACH_H
#define ACME_REACH_H

#include <tc/emh.h>

typedef enum {
    ACME_SELF,                              /* the selected object */
    ACME_ITEM                               /* the item of the revision */
} acme_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int acme_reach(tag_t object, acme_level_t level, int *n, tag_t **reached);

#endif
