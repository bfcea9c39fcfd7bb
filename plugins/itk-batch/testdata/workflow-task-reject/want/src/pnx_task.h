/* pnx_task.h - what a task tells */
#ifndef PNX_TASK_H
#define PNX_TASK_H

#include <epm/epm.h>
#include <tc/emh.h>

#include "pnx_text.h"

/* Adds what the task tells, such as "state", to the cell. 0 on failure. */
int pnx_put_task(tag_t task, const char *what, pnx_text_t *cell);

/* Finds the state of that name; 0 when there is none. */
int pnx_find_state(const char *name, EPM_state_t *state);

#endif
