package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// encoder is what has to happen with a cell so that the file is in the
// encoding that it promises.
type encoder int

const (
	encodeNothing     encoder = iota // the bytes go through
	encodeCheckUTF8                  // they must be UTF-8
	encodeRefuseUTF8                 // they must not be UTF-8 of several bytes
	encodeFromLatin1                 // to UTF-8
	encodeFromWindows                // to UTF-8
	encodeToLatin1                   // from UTF-8
	encodeToWindows                  // from UTF-8
	encodeWindowsToLatin1
)

// encodes reports whether cells are checked or converted before they are written.
func (w *writer) encodes() bool { return w.encoder() != encodeNothing }

// encoder chooses the conversion. Of a site whose encoding is unknown only
// what the bytes themselves prove can be said.
func (w *writer) encoder() encoder {
	from, to := w.plan.Spec.Output.SiteEncoding, w.plan.Spec.Output.Encoding
	switch to {
	case spec.EncodingUTF8, spec.EncodingUTF8BOM:
		switch from {
		case spec.EncodingLatin1:
			return encodeFromLatin1
		case spec.EncodingWindows1252:
			return encodeFromWindows
		}
		return encodeCheckUTF8
	case spec.EncodingLatin1, spec.EncodingWindows1252:
		return single(from, to)
	}
	return encodeNothing
}

// single chooses the conversion to an encoding of one byte per character.
func single(from, to spec.Encoding) encoder {
	switch {
	case from == spec.EncodingUnknown:
		return encodeRefuseUTF8
	case from == spec.EncodingUTF8 && to == spec.EncodingLatin1:
		return encodeToLatin1
	case from == spec.EncodingUTF8:
		return encodeToWindows
	case from == spec.EncodingWindows1252 && to == spec.EncodingLatin1:
		return encodeWindowsToLatin1
	}
	return encodeNothing
}

func (w *writer) encodeHeader(c *cFile) {
	c.text(`/* @_encode.h - the encoding of the file */

#include "@_text.h"

/* Brings a cell into the encoding of the file; 0 when that cannot be done. */
int @_encode(@_text_t *cell);
`)
}

func (w *writer) encodeSource(c *cFile) {
	out := w.plan.Spec.Output
	c.text("/* @_encode.c - the encoding of the file\n\n   The file is to be %{to}, the site's encoding is %{from}. */\n\n#include <string.h>\n\n#include \"@_encode.h\"\n",
		"to", string(out.Encoding), "from", string(out.SiteEncoding))
	kind := w.encoder()
	if kind == encodeFromWindows || kind == encodeToWindows {
		w.windowsTable(c)
	}
	switch kind {
	case encodeCheckUTF8, encodeRefuseUTF8, encodeToLatin1, encodeToWindows:
		w.utf8Reader(c)
	}
	switch kind {
	case encodeFromLatin1, encodeFromWindows:
		w.utf8Writer(c)
	}
	c.text(w.encodeFunction(kind))
}

// windowsTable writes the characters 0x80 to 0x9f of Windows-1252.
func (w *writer) windowsTable(c *cFile) {
	c.text(`
/* The characters 0x80 to 0x9f of Windows-1252; 0 for those that do not exist. */
static const unsigned int windows[32] = {
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};
`)
}

func (w *writer) utf8Reader(c *cFile) {
	c.text(`
/* Reads a character of UTF-8 and returns its length, 0 if it is none. Longer
   forms than needed and halves of pairs are none. */
static size_t read_utf8(const char *text, unsigned long *character)
{
    const unsigned char *t = (const unsigned char *)text;
    unsigned long least = 0;
    size_t length = 0, i = 0;

    if (t[0] < 0x80) {
        *character = t[0];
        return 1;
    }
    if (t[0] >= 0xc2 && t[0] <= 0xdf) {
        length = 2;
        least = 0x80;
        *character = t[0] & 0x1f;
    } else if (t[0] >= 0xe0 && t[0] <= 0xef) {
        length = 3;
        least = 0x800;
        *character = t[0] & 0x0f;
    } else if (t[0] >= 0xf0 && t[0] <= 0xf4) {
        length = 4;
        least = 0x10000;
        *character = t[0] & 0x07;
    } else {
        return 0;
    }
    for (i = 1; i < length; i++) {
        if ((t[i] & 0xc0) != 0x80) return 0;
        *character = *character << 6 | (t[i] & 0x3f);
    }
    if (*character < least || *character > 0x10ffff) return 0;
    if (*character >= 0xd800 && *character <= 0xdfff) return 0;
    return length;
}
`)
}

func (w *writer) utf8Writer(c *cFile) {
	c.text(`
/* Appends a character below 0x10000. */
static int put_utf8(@_text_t *text, unsigned int character)
{
    char bytes[3];

    if (character < 0x80) {
        bytes[0] = (char)character;
        return @_put(text, bytes, 1);
    }
    if (character < 0x800) {
        bytes[0] = (char)(0xc0 | character >> 6);
        bytes[1] = (char)(0x80 | (character & 0x3f));
        return @_put(text, bytes, 2);
    }
    bytes[0] = (char)(0xe0 | character >> 12);
    bytes[1] = (char)(0x80 | (character >> 6 & 0x3f));
    bytes[2] = (char)(0x80 | (character & 0x3f));
    return @_put(text, bytes, 3);
}
`)
}

// encodeFunction is the text of the one function that the others serve.
func (w *writer) encodeFunction(kind encoder) string {
	switch kind {
	case encodeCheckUTF8:
		return encodeC
	case encodeRefuseUTF8:
		return encodeC2
	case encodeFromLatin1:
		return recode("character = (unsigned char)*text;\n        if (!put_utf8(&result, character)) return 0;")
	case encodeFromWindows:
		return recode("character = (unsigned char)*text;\n" +
			"        if (character >= 0x80 && character <= 0x9f) character = windows[character - 0x80];\n" +
			"        if (character == 0 || !put_utf8(&result, character)) return 0;")
	case encodeToLatin1:
		return narrow("if (character > 0xff || (character >= 0x80 && character <= 0x9f)) return 0;")
	case encodeToWindows:
		return narrow(`if (character > 0xff || (character >= 0x80 && character <= 0x9f)) {
            for (i = 0; i < 32 && windows[i] != character; i++) continue;
            if (i == 32) return 0;
            character = 0x80 + (unsigned long)i;
        }`)
	}
	return `
/* Both are equal but for 0x80 to 0x9f, where ISO 8859-1 has no characters. */
int @_encode(@_text_t *cell)
{
    const char *text = @_string(cell);

    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80 && (unsigned char)*text <= 0x9f) return 0;
    }
    return 1;
}
`
}

const encodeC = `
int @_encode(@_text_t *cell)
{
    const char *text = @_string(cell);
    unsigned long character = 0;
    size_t length = 0;

    for (; *text != '\0'; text += length) {
        length = read_utf8(text, &character);
        if (length == 0) return 0;
    }
    return 1;
}
`

const encodeC2 = `
/* Any bytes can be of an encoding with one byte for each character. Those that
   are UTF-8 throughout are hardly meant so: the site seems to use UTF-8. */
int @_encode(@_text_t *cell)
{
    const char *text = @_string(cell);
    unsigned long character = 0;
    size_t length = 0;
    int several = 0;

    for (; *text != '\0'; text += length) {
        length = read_utf8(text, &character);
        if (length == 0) return 1;
        if (length > 1) several = 1;
    }
    return !several;
}
`

// recode writes the conversion of single bytes to UTF-8.
func recode(step string) string {
	return `
int @_encode(@_text_t *cell)
{
    static @_text_t result;
    const char *text = @_string(cell);
    unsigned int character = 0;

    @_empty(&result);
    for (; *text != '\0'; text++) {
        ` + step + `
    }
    @_empty(cell);
    return @_puts(cell, @_string(&result));
}
`
}

// narrow writes the conversion of UTF-8 to single bytes, which is never longer.
func narrow(step string) string {
	index := ""
	if len(step) > 100 {
		index = "    int i = 0;\n"
	}
	return `
int @_encode(@_text_t *cell)
{
    const char *text = @_string(cell);
    unsigned long character = 0;
    size_t length = 0, used = 0;
` + index + `
    if (cell->used == 0) return 1;
    for (; *text != '\0'; text += length) {
        length = read_utf8(text, &character);
        if (length == 0) return 0;
        ` + step + `
        cell->data[used++] = (char)character;
    }
    cell->data[used] = '\0';
    cell->used = used;
    return 1;
}
`
}
