/* a4_match.h - tests an object for what the selection could not decide */
#ifndef A4_MATCH_H
#define A4_MATCH_H

#include "a4_names.h"
#include "a4_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int a4_matches(tag_t object, a4_options_t *options, a4_names_t *names, int *yes);

#endif
