/* acme_encode.c - the encoding of the file

   The file is to be utf-8-bom, the site's encoding is unknown. */

#include <string.h>

#include "acme_encode.h"

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

int acme_encode(acme_text_t *cell)
{
    const char *text = acme_string(cell);
    unsigned long character = 0;
    size_t length = 0;

    for (; *text != '\0'; text += length) {
        length = read_utf8(text, &character);
        if (length == 0) return 0;
    }
    return 1;
}
