package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// textPart is one function of texts, and whether the program needs it.
type textPart struct {
	needed              bool
	declaration, source string
}

func (w *writer) textParts() []textPart {
	input := w.plan.Spec.Select.From == spec.FromInput
	keys := input && w.plan.Spec.Input.Repeat != spec.RepeatEach && (w.plan.Groups || w.checksRepeats())
	writes := w.plan.Writes
	strings := w.writesRows() || keys || input && w.hasTitles()
	return []textPart{
		{true, "/* Append; 0 when memory is short, which is reported. */\nint @_put(@_text_t *text, const char *bytes, size_t n);\n", putC},
		{w.writesRows() || keys, "int @_puts(@_text_t *text, const char *string);\n", putsC},
		{strings, "\n/* The text as a string, never NULL. */\nconst char *@_string(const @_text_t *text);\n", stringC},
		{true, "\nvoid @_empty(@_text_t *text);\n", emptyC},
		{input || writes, "void @_free_text(@_text_t *text);\n", freeTextC},
	}
}

func (w *writer) textHeader(c *cFile) {
	c.text(`/* @_text.h - texts of any length */

#include <stddef.h>

/* All zero is an empty text. */
typedef struct {
    char *data;                             /* ends with a NUL byte; NULL at first */
    size_t used, size;
} @_text_t;

`)
	for _, part := range w.textParts() {
		if part.needed {
			c.text(part.declaration)
		}
	}
}

func (w *writer) textSource(c *cFile) {
	c.text("/* @_text.c - texts of any length */\n\n#include <stdlib.h>\n#include <string.h>\n\n#include \"@_report.h\"\n#include \"@_text.h\"\n")
	for _, part := range w.textParts() {
		if part.needed {
			c.text(part.source)
		}
	}
}

const putC = `
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
`

const putsC = `
int @_puts(@_text_t *text, const char *string)
{
    return @_put(text, string, strlen(string));
}
`

const stringC = `
const char *@_string(const @_text_t *text)
{
    return text->data == NULL ? "" : text->data;
}
`

const emptyC = `
void @_empty(@_text_t *text)
{
    text->used = 0;
    if (text->data != NULL) text->data[0] = '\0';
}
`

const freeTextC = `
void @_free_text(@_text_t *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}
`
