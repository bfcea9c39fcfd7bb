/* pnx_signoff.h - the sign-offs of a user in a review */
#ifndef PNX_SIGNOFF_H
#define PNX_SIGNOFF_H

#include <tc/emh.h>

typedef enum { PNX_UNDECIDED, PNX_APPROVED, PNX_REJECTED } pnx_decision_t;

/* Finds the sign-offs of the user, and the part of the review in which they are
   made; none for a task that is no review, or whose reviewers do not decide now.
   The caller frees them with free. 0 on failure. */
int pnx_find_signoffs(tag_t task, tag_t user, tag_t *perform, int *n, tag_t **signoffs);

/* 0 on failure. */
int pnx_ask_decision(tag_t signoff, pnx_decision_t *decision);

#endif
