package emit

func (w *writer) textHeader(c *cFile) {
	c.text(`/* @_text.h - texts of any length */

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} @_text_t;

/* Append; 0 when memory is short, which is reported. */
int @_put(@_text_t *text, const char *bytes, size_t n);
int @_puts(@_text_t *text, const char *string);

/* The text as a string, never NULL. */
const char *@_string(const @_text_t *text);

void @_empty(@_text_t *text);
void @_free_text(@_text_t *text);
`)
}

func (w *writer) textSource(c *cFile) {
	c.text(putC)
}

const putC = `/* @_text.c - texts of any length */

#include <stdlib.h>
#include <string.h>

#include "@_report.h"
#include "@_text.h"

int @_put(@_text_t *text, const char *bytes, size_t n)
{
    size_t size = text->size;
    char *data = NULL;

    if (text->used + n + 1 > size) {
        size = 2 * (text->used + n + 1);
        data = realloc(text->data, size);
        if (data == NULL) {
            @_error("out of memory for a text of %lu bytes", (unsigned long)size);
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

int @_puts(@_text_t *text, const char *string)
{
    return @_put(text, string, strlen(string));
}

const char *@_string(const @_text_t *text)
{
    return text->data == NULL ? "" : text->data;
}

void @_empty(@_text_t *text)
{
    text->used = 0;
    if (text->data != NULL) text->data[0] = '\0';
}

void @_free_text(@_text_t *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}
`
