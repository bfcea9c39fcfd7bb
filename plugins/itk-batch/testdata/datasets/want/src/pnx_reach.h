/* pnx_reach.h - the way from a selected object to others */
#ifndef PNX_REACH_H
#define PNX_REACH_H

#include <tc/emh.h>

typedef enum {
    PNX_SELF,                               /* the selected object */
    PNX_ITEM,                               /* the items that the dataset hangs on, also through a revision */
    PNX_FILE                                /* files of datasets */
} pnx_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int pnx_reach(tag_t object, pnx_level_t level, int *n, tag_t **reached);

#endif
