/* pnx_select.c - reads the objects from a file

   One object per line, with quotation marks as spreadsheets write them. A byte
   order mark and line ends of either kind are no part of a value. Excel eats
   leading zeros: import the columns there as text. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/item.h>

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
static int place[N_ROLES] = { 0 };

/* Their titles in the first line; NULL where the place decides. */
static const char *const title[N_ROLES] = { "item_id" };

/* The values of the command line: of columns that are not in the file, and of
   all columns for one object without a file. */
static const char *given[N_ROLES];
static int one_object = 0;

static void take_options(pnx_options_t *options)
{
    given[PNX_ITEM_ID] = options->item_id;
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
    one_object = options->item_id != NULL;
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

/* Item IDs are unique unless the site has further key attributes. */
static int find_item(pnx_line_t *line, const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!PNX_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) pnx_error("line %ld: item %s does not exist", line->number, item_id);
    if (n > 1) pnx_error("line %ld: %d items have the ID %s", line->number, n, item_id);
    return n == 1;
}

static int resolve(pnx_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG;

    return find_item(line, item_id, &item) && add(line, item);
}

/* 1 for a new key, 0 for one that is to be skipped, -1 for an error. */
static int is_new(pnx_line_t *line)
{
    static pnx_text_t key;
    int known = 0;

    pnx_empty(&key);
    if (!pnx_puts(&key, field(PNX_ITEM_ID))) return -1;
    known = remember(pnx_string(&key));
    if (known < 0) pnx_error("line %ld: out of memory", line->number);
    return known;
}

static int report_moved(long line)
{
    pnx_error("line %ld has more columns than the first one: put a value that holds the delimiter in quotation marks", line);
    return -1;
}

/* The objects of the line that was read. */
static int take_line(pnx_line_t *line)
{
    int n = 0;

    if (field(PNX_ITEM_ID)[0] == '\0') {
        pnx_error("line %ld: a value is missing", line->number);
        return -1;
    }
    n = is_new(line);
    if (n < 0) return -1;
    line->repeated = n == 0;
    if (line->repeated) return 1;
    return resolve(line, field(PNX_ITEM_ID)) ? 1 : -1;
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
    return take_line(line);
}

int pnx_single_line(pnx_options_t *options, pnx_line_t *line)
{
    (void)options;
    line->n = 0;
    line->repeated = 0;
    line->number = 1;
    return take_line(line);
}
