/* kiln_match.h - tests an object for what the selection could not decide */
#ifndef KILN_MATCH_H
#define KILN_MATCH_H

#include "kiln_names.h"
#include "kiln_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int kiln_matches(tag_t object, kiln_options_t *options, kiln_names_t *names, int *yes);

#endif
