/* acme_purge.h - the versions of a dataset */
#ifndef ACME_PURGE_H
#define ACME_PURGE_H

#include <tc/emh.h>

#include "acme_options.h"

/* Removes all versions but the latest, which the dataset is, or finds out that
   they could be removed, and ends its row. */
void acme_purge(tag_t dataset, acme_options_t *options);

#endif
