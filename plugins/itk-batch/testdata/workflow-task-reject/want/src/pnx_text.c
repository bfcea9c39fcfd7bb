/* pnx_text.c - texts of any length */

#include <stdlib.h>
#include <string.h>

#include "pnx_report.h"
#include "pnx_text.h"

int pnx_put(pnx_text_t *text, const char *bytes, size_t n)
{
    size_t size = text->size;
    char *data = NULL;

    if (text->used + n + 1 > size) {
        size = 2 * (text->used + n + 1);
        data = realloc(text->data, size);
        if (data == NULL) {
            pnx_error("out of memory for a text of %lu bytes", (unsigned long)size);
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

int pnx_puts(pnx_text_t *text, const char *string)
{
    return pnx_put(text, string, strlen(string));
}

const char *pnx_string(const pnx_text_t *text)
{
    return text->data == NULL ? "" : text->data;
}

void pnx_empty(pnx_text_t *text)
{
    text->used = 0;
    if (text->data != NULL) text->data[0] = '\0';
}

void pnx_free_text(pnx_text_t *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}
