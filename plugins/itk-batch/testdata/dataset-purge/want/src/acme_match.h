/* acme_match.h - tests an object for what the selection could not decide */
#ifndef ACME_MATCH_H
#define ACME_MATCH_H

#include "acme_names.h"
#include "acme_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int acme_matches(tag_t object, acme_options_t *options, acme_names_t *names, int *yes);

#endif
