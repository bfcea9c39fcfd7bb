/* acme_update.h - sets the properties of an object */
#ifndef ACME_UPDATE_H
#define ACME_UPDATE_H

#include <tc/emh.h>

#include "acme_options.h"

/* Sets what the line and the options say, or finds out that it could be set,
   and writes a row for each property. All of an object is set or nothing. */
void acme_update(tag_t object, long line, acme_options_t *options);

#endif
