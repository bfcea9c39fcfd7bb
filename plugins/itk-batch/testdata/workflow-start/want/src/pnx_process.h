/* pnx_process.h - workflow processes on objects */
#ifndef PNX_PROCESS_H
#define PNX_PROCESS_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Starts a process with the object as its target, or finds out that it could
   be started, and ends the row. */
void pnx_start(tag_t object, long line, pnx_options_t *options);

#endif
