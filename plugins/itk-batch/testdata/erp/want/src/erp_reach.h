/* erp_reach.h - the way from a selected object to others */
#ifndef ERP_REACH_H
#define ERP_REACH_H

#include <tc/emh.h>

typedef enum {
    ERP_SELF,                               /* the selected object */
    ERP_ITEM                                /* the item of the revision */
} erp_level_t;

/* Finds the objects of that level. The caller frees them with free; 0 on
   failure. */
int erp_reach(tag_t object, erp_level_t level, int *n, tag_t **reached);

#endif
