/* pnx_action.h - what is done to a task */
#ifndef PNX_ACTION_H
#define PNX_ACTION_H

#include <tc/emh.h>

#include "pnx_names.h"
#include "pnx_options.h"

/* Acts on the task, or finds out that it could, and ends its row. */
void pnx_act(tag_t task, pnx_options_t *options, pnx_names_t *names);

#endif
