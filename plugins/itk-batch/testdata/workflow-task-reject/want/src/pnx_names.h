/* pnx_names.h - the names of the command line, looked up at the site */
#ifndef PNX_NAMES_H
#define PNX_NAMES_H

#include <tc/emh.h>

#include "pnx_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
    const char *class_name;                 /* the one class of the enquiry */
    int own_class;                          /* the type has a class of its own */
    tag_t me;                               /* the user of the session */
} pnx_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int pnx_find_names(pnx_options_t *options, pnx_names_t *names);

#endif
