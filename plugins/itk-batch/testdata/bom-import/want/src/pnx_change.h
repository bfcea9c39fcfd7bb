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

/* Begins a change; 0 on failure. */
int pnx_begin_change(int *mark);

/* Keeps the change if it is done, or else takes it back. When it cannot be
   taken back, the state is unknown and the run ends. */
pnx_change_t pnx_end_change(int mark, int done);

/* What the row of a change says; why may be NULL. */
pnx_outcome_t pnx_outcome_of(pnx_change_t change, const char **why);

#endif
