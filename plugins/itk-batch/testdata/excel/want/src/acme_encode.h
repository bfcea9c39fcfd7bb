/* acme_encode.h - the encoding of the file */
#ifndef ACME_ENCODE_H
#define ACME_ENCODE_H

#include "acme_text.h"

/* Brings a cell into the encoding of the file; 0 when that cannot be done. */
int acme_encode(acme_text_t *cell);

#endif
