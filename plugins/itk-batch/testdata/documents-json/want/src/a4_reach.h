/* a4_reach.h - the way from a selected object to others */
#ifndef A4_REACH_H
#define A4_REACH_H

#include <tc/emh.h>

typedef enum {
    A4_SELF,                                /* the selected object */
    A4_ITEM                                 /* the item of the revision */
} a4_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int a4_reach(tag_t object, a4_level_t level, int *n, tag_t **reached);

#endif
