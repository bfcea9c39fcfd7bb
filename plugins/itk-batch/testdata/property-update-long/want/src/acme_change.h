/* acme_change.h - a change as a whole: all of it, or nothing */
#ifndef ACME_CHANGE_H
#define ACME_CHANGE_H

#include <tc/emh.h>

#include "acme_result.h"

/* Sets what there is to set on an object; 0 on failure. */
typedef int acme_set_t(tag_t object, void *values);

/* Ends the change of an object, and its row: what is done is kept, anything
   else is taken back to the mark. */
typedef enum {
    ACME_TAKEN_BACK,                        /* nothing has changed */
    ACME_KEPT,
    ACME_KEPT_BUT                           /* saved, and something failed after that */
} acme_change_t;

/* Begins a change; 0 on failure. */
int acme_begin_change(int *mark);

/* Keeps the change if it is done, or else takes it back. When it cannot be
   taken back, the state is unknown and the run ends. */
acme_change_t acme_end_change(int mark, int done);

/* Changes one object in a mark point: lock, set, save, unlock. */
acme_change_t acme_change(tag_t object, acme_set_t *set, void *values);

/* What the row of a change says; why may be NULL. */
acme_outcome_t acme_outcome_of(acme_change_t change, const char **why);

#endif
