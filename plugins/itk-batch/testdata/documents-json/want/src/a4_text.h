/* a4_text.h - texts of any length */
#ifndef A4_TEXT_H
#define A4_TEXT_H

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} a4_text_t;

/* Append; 0 when memory is short, which is reported. */
int a4_put(a4_text_t *text, const char *bytes, size_t n);
int a4_puts(a4_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *a4_string(const a4_text_t *text);

void a4_empty(a4_text_t *text);

#endif
