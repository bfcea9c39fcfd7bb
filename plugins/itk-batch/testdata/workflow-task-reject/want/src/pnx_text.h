/* pnx_text.h - texts of any length */
#ifndef PNX_TEXT_H
#define PNX_TEXT_H

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} pnx_text_t;

/* Append; 0 when memory is short, which is reported. */
int pnx_put(pnx_text_t *text, const char *bytes, size_t n);
int pnx_puts(pnx_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *pnx_string(const pnx_text_t *text);

void pnx_empty(pnx_text_t *text);
void pnx_free_text(pnx_text_t *text);

#endif
