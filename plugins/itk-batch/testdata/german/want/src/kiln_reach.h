/* kiln_reach.h - the way from a selected object to others */
#ifndef KILN_REACH_H
#define KILN_REACH_H

#include <tc/emh.h>

typedef enum {
    KILN_SELF,                              /* the selected object */
    KILN_ITEM                               /* the item of the revision */
} kiln_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int kiln_reach(tag_t object, kiln_level_t level, int *n, tag_t **reached);

#endif
