/* kiln_text.h - texts of any length */
#ifndef KILN_TEXT_H
#define KILN_TEXT_H

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} kiln_text_t;

/* Append; 0 when memory is short, which is reported. */
int kiln_put(kiln_text_t *text, const char *bytes, size_t n);
int kiln_puts(kiln_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *kiln_string(const kiln_text_t *text);

void kiln_empty(kiln_text_t *text);

#endif
