/* erp_encode.h - the encoding of the file */
#ifndef ERP_ENCODE_H
#define ERP_ENCODE_H

#include "erp_text.h"

/* Brings a cell into the encoding of the file; 0 when that cannot be done. */
int erp_encode(erp_text_t *cell);

#endif
