/* erp_text.h - texts of any length */
#ifndef ERP_TEXT_H
#define ERP_TEXT_H

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} erp_text_t;

/* Append; 0 when memory is short, which is reported. */
int erp_put(erp_text_t *text, const char *bytes, size_t n);
int erp_puts(erp_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *erp_string(const erp_text_t *text);

void erp_empty(erp_text_t *text);

#endif
