/* erp_match.h - tests an object for what the selection could not decide */
#ifndef ERP_MATCH_H
#define ERP_MATCH_H

#include "erp_names.h"
#include "erp_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int erp_matches(tag_t object, erp_options_t *options, erp_names_t *names, int *yes);

#endif
