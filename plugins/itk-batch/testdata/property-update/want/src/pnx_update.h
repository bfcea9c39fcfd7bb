/* pnx_update.h - sets the properties of an object */
#ifndef PNX_UPDATE_H
#define PNX_UPDATE_H

#include <tc/emh.h>

#include "pnx_options.h"

/* Sets what the line and the options say, or finds out that it could be set,
   and writes a row for each property. All of an object is set or nothing. */
void pnx_update(tag_t object, long line, pnx_options_t *options);

#endif
