/* pnx_guard.h - whether an object may be changed */
#ifndef PNX_GUARD_H
#define PNX_GUARD_H

#include <tc/emh.h>

#include "pnx_options.h"
#include "pnx_result.h"

/* PNX_DONE when the session may change the object and its state allows it, or
   else what its row says, and why. */
pnx_outcome_t pnx_guard(tag_t object, pnx_options_t *options, const char **why);

#endif
