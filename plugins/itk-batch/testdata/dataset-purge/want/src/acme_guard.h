/* acme_guard.h - whether an object may be changed */
#ifndef ACME_GUARD_H
#define ACME_GUARD_H

#include <tc/emh.h>

#include "acme_options.h"
#include "acme_result.h"

/* ACME_DONE when the session may change the object and its state allows it, or
   else what its row says, and why. */
acme_outcome_t acme_guard(tag_t object, acme_options_t *options, const char **why);

#endif
