/* a4_encode.h - the encoding of the file */
#ifndef A4_ENCODE_H
#define A4_ENCODE_H

#include "a4_text.h"

/* Brings a cell into the encoding of the file; 0 when that cannot be done. */
int a4_encode(a4_text_t *cell);

#endif
