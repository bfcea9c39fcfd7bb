/* Reads the fixture language into lines. */
#include "fixture.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 8 };
static const char *file_name;

void fx_bad(const fx_line *line, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "simulator: %s:%d: ", file_name, line->number);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(90);
}

const char *fx_value(const fx_line *line, int index)
{
    if (index >= line->n_values) fx_bad(line, "%s needs %d values", line->keyword, index + 1);
    return line->values[index].text;
}

int fx_flag(const fx_line *line, const char *word)
{
    int i;
    for (i = 0; i < line->n_values; i++)
        if (strcmp(line->values[i].text, word) == 0) return 1;
    return 0;
}

const fx_pair *fx_pair_of(const fx_line *line, const char *key)
{
    int i;
    for (i = 0; i < line->n_pairs; i++)
        if (strcmp(line->pairs[i].key, key) == 0) return &line->pairs[i];
    return NULL;
}

const char *fx_text(const fx_line *line, const char *key, const char *missing)
{
    const fx_pair *p = fx_pair_of(line, key);
    return p != NULL ? p->list[0].text : missing;
}

static char escape(const char **at)
{
    int i, c = 0;
    switch (**at) {
    case 'n': (*at)++; return '\n';
    case 't': (*at)++; return '\t';
    case 'r': (*at)++; return '\r';
    default: break;
    }
    if (**at < '0' || **at > '7') return *(*at)++;
    for (i = 0; i < 3 && **at >= '0' && **at <= '7'; i++) c = c * 8 + *(*at)++ - '0';
    return (char)c;
}

static int latin1;

void fx_encode(const char *encoding)
{
    latin1 = strcmp(encoding, "iso-8859-1") == 0;
    if (!latin1 && strcmp(encoding, "utf-8") != 0) {
        fprintf(stderr, "simulator: %s: encoding is utf-8 or iso-8859-1, not %s\n", file_name, encoding);
        exit(90);
    }
}

/* encode turns UTF-8 into the site's encoding; what that lacks becomes "?". */
static void encode(char *text)
{
    unsigned char *from = (unsigned char *)text, *to = from;
    while (latin1 && *from != '\0') {
        if (*from < 0x80) {
            *to++ = *from++;
            continue;
        }
        *to++ = (*from & 0xfc) == 0xc0 && from[1] != '\0' ? (unsigned char)(*from << 6 | (from[1] & 0x3f)) : '?';
        for (from++; (*from & 0xc0) == 0x80; from++) ;
    }
    if (latin1) *to = '\0';
}

/* word reads a quoted text, or what stands before a blank or one of the stops. */
static char *word(fx_line *line, const char **at, const char *stops)
{
    char *text = sim_grow(NULL, strlen(*at) + 1), *to = text;

    if (**at == '"') {
        for ((*at)++; **at != '"'; ) {
            if (**at == '\0' || **at == '\n') fx_bad(line, "a text has no closing quote");
            if (**at == '\\') {
                (*at)++;
                *to++ = escape(at);
            } else {
                *to++ = *(*at)++;
            }
        }
        (*at)++;
    } else {
        while (**at != '\0' && !isspace((unsigned char)**at) && strchr(stops, **at) == NULL) *to++ = *(*at)++;
    }
    *to = '\0';
    encode(text);
    return text;
}

static fx_word element(fx_line *line, const char **at, const char *stops)
{
    fx_word w;
    w.text = word(line, at, stops);
    w.at = NULL;
    if (**at == '@') {
        (*at)++;
        w.at = word(line, at, ",");
    }
    return w;
}

static void pair(fx_line *line, char *key, const char **at)
{
    fx_pair *p;
    line->pairs = sim_grow(line->pairs, (size_t)(line->n_pairs + 1) * sizeof *line->pairs);
    p = &line->pairs[line->n_pairs++];
    p->key = key;
    p->list = NULL;
    p->n = 0;
    do {
        (*at)++;                               /* the equals sign, then the commas */
        p->list = sim_grow(p->list, (size_t)(p->n + 1) * sizeof *p->list);
        p->list[p->n++] = element(line, at, ",@");
    } while (**at == ',');
}

static void words(fx_line *line, const char *at)
{
    for (;;) {
        int quoted;
        fx_word w;
        while (*at == ' ') at++;
        if (*at == '\0' || *at == '\n' || *at == '#') return;
        quoted = *at == '"';
        w = element(line, &at, "=");
        if (!quoted && *at == '=') {
            pair(line, w.text, &at);
            continue;
        }
        if (line->keyword == NULL) {
            line->keyword = w.text;
            continue;
        }
        line->values = sim_grow(line->values, (size_t)(line->n_values + 1) * sizeof *line->values);
        line->values[line->n_values++] = w;
    }
}

void fx_read(const char *text, const char *name, void (*each)(fx_line *line, fx_line *parent))
{
    static fx_line above[DEPTH];
    int number = 0;

    file_name = name;
    while (*text != '\0') {
        fx_line line;
        const char *end = strchr(text, '\n');
        size_t n = end != NULL ? (size_t)(end - text) : strlen(text);
        char *copy = sim_grow(NULL, n + 1);
        int blanks = 0;

        memcpy(copy, text, n);
        copy[n] = '\0';
        text += n + (end != NULL);
        memset(&line, 0, sizeof line);
        line.number = ++number;
        while (copy[blanks] == ' ') blanks++;
        words(&line, copy + blanks);
        if (line.keyword == NULL) continue;
        line.depth = blanks / 2;
        if (blanks % 2 != 0 || line.depth >= DEPTH) fx_bad(&line, "the line is indented by %d blanks", blanks);
        each(&line, line.depth > 0 ? &above[line.depth - 1] : NULL);
        above[line.depth] = line;
    }
}
