/* pnx_select.c - reads the objects from a file

   One object per line, with quotation marks as spreadsheets write them. A byte
   order mark and line ends of either kind are no part of a value. Excel eats
   leading zeros: import the columns there as text. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "pnx_file.h"
#include "pnx_find.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"
#include "pnx_text.h"

#define DELIMITER ','

#define N_ROLES PNX_N_ROLES

static FILE *file = NULL;
static long line_number = 0;
static int n_columns = 0;                   /* of the first line; 0 before it */

/* The place of each of them in a line, from 0. */
static int place[N_ROLES] = { 0, 1 };

/* Their titles in the first line; NULL where the place decides. */
static const char *const title[N_ROLES] = { "path", "dataset name" };

/* The values of the command line: of columns that are not in the file, and of
   all columns for one object without a file. */
static const char *given[N_ROLES];
static int one_object = 0;

static void take_options(pnx_options_t *options)
{
    given[PNX_FIELD_FILE] = options->file;
    given[PNX_FIELD_DATASET_NAME] = options->dataset_name;
}

#define MAX_FIELDS 200

static pnx_text_t fields[MAX_FIELDS];

static int put_char(int n, int character)
{
    char byte = (char)character;

    if (n >= MAX_FIELDS) return 1;                      /* no column that is needed */
    return pnx_put(&fields[n], &byte, 1);
}

static int is_blank(int n)
{
    int i = 0;

    for (i = 0; i < n && i < MAX_FIELDS; i++) {
        if (fields[i].used > 0) return 0;
    }
    return 1;
}

/* Reads a record, which may be several lines with quotation marks. The number
   of its fields; 0 at the end of the file, -1 on failure, which is reported. */
static int read_record(void)
{
    int character = 0, quoted = 0, n = 0, i = 0;
    long begin = line_number + 1;

    for (i = 0; i < MAX_FIELDS; i++) pnx_empty(&fields[i]);
    character = fgetc(file);
    if (character == EOF && !ferror(file)) return 0;
    line_number++;
    for (; character != EOF; character = fgetc(file)) {
        if (quoted && character == '"') {
            character = fgetc(file);
            if (character != '"') quoted = 0;           /* a doubled one is text */
            if (character == EOF) break;
        } else if (!quoted && character == '"' && (n >= MAX_FIELDS || fields[n].used == 0)) {
            quoted = 1;
            continue;
        }
        if (!quoted && (character == '\n' || character == '\r')) break;
        if (!quoted && character == DELIMITER) {
            n++;
            continue;
        }
        if (character == '\n') line_number++;
        if (!put_char(n, character)) return -1;
    }
    if (character == '\r') {
        character = fgetc(file);
        if (character != '\n' && character != EOF) ungetc(character, file);
    }
    if (ferror(file)) {
        pnx_error("line %ld: the input cannot be read: %s", begin, strerror(errno));
        return -1;
    }
    if (quoted) {
        pnx_error("line %ld: a quotation mark is not closed", begin);
        return -1;
    }
    if (n_columns == 0 && !is_blank(n + 1)) n_columns = n + 1;
    return n + 1;
}

/* Whether there are values behind the columns of the first line: a delimiter
   in a value that has no quotation marks moves what follows it. */
static int has_moved(int n)
{
    int i = 0;

    for (i = n_columns; i < n && i < MAX_FIELDS; i++) {
        if (fields[i].used > 0) return 1;
    }
    return 0;
}

/* Removes blanks on both sides. */
static const char *field(int role)
{
    pnx_text_t *text = NULL;
    size_t begin = 0;

    if (one_object || place[role] < 0) return given[role] == NULL ? "" : given[role];
    text = &fields[place[role]];
    if (text->used == 0) return "";
    while (text->used > 0 && strchr(" \t", text->data[text->used - 1]) != NULL) text->used--;
    text->data[text->used] = '\0';
    begin = strspn(text->data, " \t");
    return text->data + begin;
}

const char *pnx_field(int role)
{
    return field(role);
}

#define N_SLOTS 4096

typedef struct remembered {
    struct remembered *next;
    char key[1];                            /* as long as it is */
} remembered_t;

static remembered_t *slots[N_SLOTS];

/* Remembers the key: 1 if it is new, 0 if it was there, -1 without memory. */
static int remember(const char *key)
{
    unsigned long hash = 5381;
    const char *c = key;
    remembered_t *entry = NULL;

    for (; *c != '\0'; c++) hash = hash * 33 + (unsigned char)*c;
    hash %= N_SLOTS;
    for (entry = slots[hash]; entry != NULL; entry = entry->next) {
        if (strcmp(entry->key, key) == 0) return 0;
    }
    entry = malloc(sizeof *entry + strlen(key));
    if (entry == NULL) return -1;
    strcpy(entry->key, key);
    entry->next = slots[hash];
    slots[hash] = entry;
    return 1;
}

static void free_keys(void)
{
    remembered_t *entry = NULL;
    int i = 0;

    for (i = 0; i < N_SLOTS; i++) {
        while ((entry = slots[i]) != NULL) {
            slots[i] = entry->next;
            free(entry);
        }
    }
}

/* A byte order mark of UTF-8 is skipped; files in UTF-16 hold NUL bytes. */
static int skip_mark(const char *name)
{
    unsigned char mark[3] = { 0, 0, 0 };
    size_t n = fread(mark, 1, sizeof mark, file);

    if (n >= 2 && ((mark[0] == 0xff && mark[1] == 0xfe) || (mark[0] == 0xfe && mark[1] == 0xff))) {
        pnx_error("%s is in UTF-16: save it as CSV or as text in UTF-8", name);
        return 0;
    }
    if (n == 3 && mark[0] == 0xef && mark[1] == 0xbb && mark[2] == 0xbf) return 1;
    rewind(file);
    return 1;
}

static int find_titles(const char *name, int n)
{
    int role = 0, i = 0, found = 1;

    for (role = 0; role < N_ROLES; role++) {
        if (title[role] == NULL) continue;
        for (i = 0; i < n && i < MAX_FIELDS && strcmp(pnx_string(&fields[i]), title[role]) != 0; i++) continue;
        if (i < n && i < MAX_FIELDS) {
            place[role] = i;
        } else {
            pnx_error("%s has no column \"%s\" in its first line", name, title[role]);
            found = 0;
        }
    }
    return found;
}

int pnx_open_input(pnx_options_t *options)
{
    int n = 0;

    take_options(options);
    one_object = options->file != NULL;
    if (one_object) return 1;
    file = fopen(options->input, "rb");
    if (file == NULL) {
        pnx_error("%s cannot be read: %s", options->input, strerror(errno));
        return 0;
    }
    if (!pnx_know_input(options, file)) return 0;
    if (!skip_mark(options->input)) return 0;
    n = read_record();
    if (n <= 0) {
        pnx_error("%s has no first line with titles", options->input);
        return 0;
    }
    return find_titles(options->input, n);
}

void pnx_close_input(void)
{
    int i = 0;

    if (file != NULL && fclose(file) != 0) pnx_error("the input cannot be closed: %s", strerror(errno));
    file = NULL;
    for (i = 0; i < MAX_FIELDS; i++) pnx_free_text(&fields[i]);
    free_keys();
}

static int add(pnx_line_t *line, tag_t object)
{
    tag_t *longer = realloc(line->objects, (size_t)(line->n + 1) * sizeof *longer);

    if (longer == NULL) {
        pnx_error("line %ld: out of memory", line->number);
        return 0;
    }
    longer[line->n++] = object;
    line->objects = longer;
    return 1;
}

/* What the line calls the dataset: without a name, that of the file without
   its ending. NULL without memory. */
static const char *name_of(const char *path, const char *name)
{
    static pnx_text_t own;
    const char *file_name = pnx_base_name(path);
    const char *dot = strrchr(file_name, '.');

    if (name[0] != '\0') return name;
    pnx_empty(&own);
    if (!pnx_put(&own, file_name, dot == NULL || dot == file_name ? strlen(file_name) : (size_t)(dot - file_name))) return NULL;
    return pnx_string(&own);
}

/* One dataset at the site must fit: in another one the file would replace what
   is not meant. */
static int resolve(pnx_line_t *line, pnx_options_t *options)
{
    const char *name = name_of(pnx_field(PNX_FIELD_FILE), pnx_field(PNX_FIELD_DATASET_NAME));
    tag_t dataset = NULLTAG;
    int n = 0;

    if (name == NULL || !pnx_find_datasets(name, options->type, &n, &dataset)) return 0;
    if (n == 1) return add(line, dataset);
    if (n == 0) pnx_error("line %ld: no dataset of type %s is called \"%s\"", line->number, options->type, name);
    if (n > 1) pnx_error("line %ld: %d datasets of type %s are called \"%s\": name the right one by its UID", line->number, n, options->type, name);
    return 0;
}

/* 1 for a new key, 0 for one that is to be skipped, -1 for an error. */
static int is_new(pnx_line_t *line)
{
    static pnx_text_t key;
    int known = 0;

    pnx_empty(&key);
    if (!pnx_puts(&key, field(PNX_FIELD_FILE))
        || !pnx_puts(&key, "\n") || !pnx_puts(&key, field(PNX_FIELD_DATASET_NAME))) return -1;
    known = remember(pnx_string(&key));
    if (known < 0) pnx_error("line %ld: out of memory", line->number);
    if (known == 0) {
        pnx_error("line %ld: the same object as in an earlier line", line->number);
        return -1;
    }
    return known;
}

static int report_moved(long line)
{
    pnx_error("line %ld has more columns than the first one: put a value that holds the delimiter in quotation marks", line);
    return -1;
}

/* The objects of the line that was read. */
static int take_line(pnx_options_t *options, pnx_line_t *line)
{
    int n = 0;

    if (pnx_field(PNX_FIELD_FILE)[0] == '\0') {
        pnx_error("line %ld: a value is missing", line->number);
        return -1;
    }
    n = is_new(line);
    if (n < 0) return -1;
    line->repeated = n == 0;
    if (line->repeated) return 1;
    return resolve(line, options) ? 1 : -1;
}

int pnx_next_line(pnx_options_t *options, pnx_line_t *line)
{
    int n = 0;

    line->n = 0;
    line->repeated = 0;
    do {
        line->number = line_number + 1;
        n = read_record();
        if (n <= 0) return 0;
        if (!is_blank(n) && line->number < options->start) (void)is_new(line);
    } while (is_blank(n) || line->number < options->start);
    if (has_moved(n)) return report_moved(line->number);
    return take_line(options, line);
}

int pnx_single_line(pnx_options_t *options, pnx_line_t *line)
{
    line->n = 0;
    line->repeated = 0;
    line->number = 1;
    return take_line(options, line);
}
