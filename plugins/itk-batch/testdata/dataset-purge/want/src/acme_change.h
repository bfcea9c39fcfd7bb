/* acme_change.h - a change as a whole: all of it, or nothing */
#ifndef ACME_CHANGE_H
#define ACME_CHANGE_H

#include <tc/emh.h>

#include "acme_result.h"

/* Ends the change of an object, and its row: what is done is kept, anything
   else is taken back to the mark. */
typedef enum {
    ACME_TAKEN_BACK,                        /* nothing has changed */
    ACME_KEPT,
    ACME_KEPT_BUT                           /* saved, and something failed after that */
} acme_change_t;

/* What the row of a change says; why may be NULL. */
acme_outcome_t acme_outcome_of(acme_change_t change, const char **why);

#endif
