/* pnx_reach.h - the way from a selected object to others */
#ifndef PNX_REACH_H
#define PNX_REACH_H

#include <tc/emh.h>

typedef enum {
    PNX_SELF,                               /* the selected object */
    PNX_ITEM                                /* the item of the revision */
} pnx_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int pnx_reach(tag_t object, pnx_level_t level, int *n, tag_t **reached);

#endif
