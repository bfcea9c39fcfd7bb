/* acme_text.h - texts of any length */
#ifndef ACME_TEXT_H
#define ACME_TEXT_H

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} acme_text_t;

/* Append; 0 when memory is short, which is reported. */
int acme_put(acme_text_t *text, const char *bytes, size_t n);
int acme_puts(acme_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *acme_string(const acme_text_t *text);

void acme_empty(acme_text_t *text);
void acme_free_text(acme_text_t *text);

#endif
