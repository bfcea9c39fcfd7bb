/* pnx_match.h - tests an object for what the selection could not decide */
#ifndef PNX_MATCH_H
#define PNX_MATCH_H

#include "pnx_names.h"
#include "pnx_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int pnx_matches(tag_t object, pnx_options_t *options, pnx_names_t *names, int *yes);

#endif
