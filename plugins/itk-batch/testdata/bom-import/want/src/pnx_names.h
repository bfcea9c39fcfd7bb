/* pnx_names.h - the names of the command line, looked up at the site */
#ifndef PNX_NAMES_H
#define PNX_NAMES_H

#include <tc/emh.h>

#include "pnx_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
    tag_t rule;                             /* NULLTAG for that of the session */
    int find_no;                            /* the attribute bl_sequence_no of a line */
    int uom;                                /* the attribute bl_uom of a line */
    int quantity;                           /* the attribute bl_quantity of a line */
} pnx_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int pnx_find_names(pnx_options_t *options, pnx_names_t *names);

#endif
