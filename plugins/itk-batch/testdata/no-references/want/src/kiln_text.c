/* kiln_text.c - texts of any length */

#include <stdlib.h>
#include <string.h>

#include "kiln_report.h"
#include "kiln_text.h"

int kiln_put(kiln_text_t *text, const char *bytes, size_t n)
{
    size_t size = text->size;
    char *data = NULL;

    if (text->used + n + 1 > size) {
        size = 2 * (text->used + n + 1);
        data = realloc(text->data, size);
        if (data == NULL) {
            kiln_error("out of memory for a text of %lu bytes", (unsigned long)size);
            return 0;
        }
        text->data = data;
        text->size = size;
    }
    memcpy(text->data + text->used, bytes, n);
    text->used += n;
    text->data[text->used] = '\0';
    return 1;
}

int kiln_puts(kiln_text_t *text, const char *string)
{
    return kiln_put(text, string, strlen(string));
}

const char *kiln_string(const kiln_text_t *text)
{
    return text->data == NULL ? "" : text->data;
}

void kiln_empty(kiln_text_t *text)
{
    text->used = 0;
    if (text->data != NULL) text->data[0] = '\0';
}
