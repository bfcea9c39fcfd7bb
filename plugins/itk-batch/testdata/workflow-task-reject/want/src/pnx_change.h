/* pnx_change.h - a change as a whole: all of it, or nothing */
#ifndef PNX_CHANGE_H
#define PNX_CHANGE_H

#include <tc/emh.h>

#include "pnx_result.h"

/* Ends the change of an object, and its row: what is done is kept, anything
   else is taken back to the mark. */
typedef enum {
    PNX_TAKEN_BACK,                         /* nothing has changed */
    PNX_KEPT,
    PNX_KEPT_BUT                            /* saved, and something failed after that */
} pnx_change_t;

/* What the row of a change says; why may be NULL. */
pnx_outcome_t pnx_outcome_of(pnx_change_t change, const char **why);

#endif
