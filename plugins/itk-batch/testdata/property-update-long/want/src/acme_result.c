/* acme_result.c - the file that says what became of each object */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "acme_report.h"
#include "acme_result.h"
#include "acme_text.h"

static const char *const titles[ACME_N_KEYS] = { "type", "object", "property", "old", "new" };
static FILE *file = NULL;
static const char *name = NULL;
static acme_text_t keys[ACME_N_KEYS];
static char uid[64] = "";
static long row_line = 0;
static int is_new = 0;
static long rows[ACME_FAILED + 1];

/* A cell that holds the delimiter, a quotation mark or a line end is quoted. */
static int put_cell(const char *text, char delimiter)
{
    int written = 1;

    if (strchr(text, delimiter) == NULL && strpbrk(text, "\"\r\n") == NULL) return fputs(text, file) != EOF;
    written = fputc('"', file) != EOF;
    for (; written && *text != '\0'; text++) {
        if (*text == '"') written = fputc('"', file) != EOF;
        written = written && fputc(*text, file) != EOF;
    }
    return written && fputc('"', file) != EOF;
}

static int put_next(const char *text, char delimiter)
{
    return fputc(delimiter, file) != EOF && put_cell(text, delimiter);
}

static int put_titles(acme_options_t *options)
{
    static const char *const others[] = { "mode", "result", "reason", "uid" };
    int i = 0, written = put_cell("line", options->delimiter);

    for (i = 0; written && i < 4; i++) written = put_next(others[i], options->delimiter);
    for (i = 0; written && i < ACME_N_KEYS; i++) written = put_next(titles[i], options->delimiter);
    return written && fputs("\r\n", file) != EOF && fflush(file) == 0;
}

/* Whether there is something in the file already. */
static int is_there(const char *path)
{
    FILE *old = fopen(path, "rb");
    int found = 0;

    if (old == NULL) return 0;
    found = fgetc(old) != EOF;
    if (fclose(old) != 0) acme_info("%s could not be closed", path);
    return found;
}

int acme_open_result(acme_options_t *options)
{
    int old = is_there(options->result);

    is_new = !old;
    name = options->result;
    if (old && !options->append) {
        acme_error("%s is there already: move it away, name another -result=, or continue it with -append", name);
        return 0;
    }
    file = fopen(name, "ab");
    if (file == NULL || (!old && !put_titles(options))) {
        acme_error("%s cannot be written: %s", name, strerror(errno));
        return 0;
    }
    return 1;
}

/* The name of the note and the one line in it. */
static acme_text_t note;

static int describe(FILE *input, char *text)
{
    unsigned long sum = 2166136261UL, size = 0;
    int character = 0;

    while ((character = fgetc(input)) != EOF) {
        sum = ((sum ^ (unsigned long)character) * 16777619UL) & 0xffffffffUL;
        size++;
    }
    if (ferror(input)) return 0;
    rewind(input);
    sprintf(text, "%lu bytes, checksum %08lx\n", size, sum);
    return 1;
}

static int is_same_input(const char *input, const char *text)
{
    char before[64] = "";
    FILE *old = fopen(note.data, "r");

    if (old == NULL || fgets(before, (int)sizeof before, old) == NULL) {
        acme_error("%s cannot be read: it says which input the earlier run had; without it run all lines again, without -start=", note.data);
        if (old != NULL) (void)fclose(old);
        return 0;
    }
    (void)fclose(old);
    if (strcmp(before, text) == 0) return 1;
    acme_error("%s is not the input that the earlier run read (%s): its lines may be others; run all of them, without -start=", input, note.data);
    return 0;
}

int acme_know_input(acme_options_t *options, FILE *input)
{
    char text[64] = "";
    FILE *out = NULL;
    int written = 0;

    acme_empty(&note);
    if (!acme_puts(&note, name) || !acme_puts(&note, ".input")) return 0;
    if (!describe(input, text)) {
        acme_error("%s cannot be read: %s", options->input, strerror(errno));
        return 0;
    }
    if (!is_new && options->start > 1) return is_same_input(options->input, text);
    out = fopen(note.data, "w");
    written = out != NULL && fputs(text, out) != EOF;
    if (out != NULL && fclose(out) != 0) written = 0;
    if (!written) acme_error("%s cannot be written: %s", note.data, strerror(errno));
    return written;
}

int acme_begin_row(long line, tag_t object)
{
    char *text = NULL;
    int i = 0, done = 0;

    row_line = line;
    memset(uid, 0, sizeof uid);
    for (i = 0; i < ACME_N_KEYS; i++) acme_empty(&keys[i]);
    if (object == NULLTAG) return 1;
    done = ACME_OK(ITK__convert_tag_to_uid(object, &text));
    if (done && text != NULL) strncpy(uid, text, sizeof uid - 1);
    MEM_free(text);
    return done;
}

void acme_set_key(int key, const char *text)
{
    acme_empty(&keys[key]);
    if (text != NULL) (void)acme_puts(&keys[key], text);
}

static int name_part(tag_t object, const char *property, int key)
{
    char *text = NULL;
    int done = ACME_OK(AOM_ask_value_string(object, property, &text));

    if (done) acme_set_key(key, text);
    MEM_free(text);
    return done;
}

int acme_name_row(tag_t object)
{
    tag_t type = NULLTAG;
    char *name = NULL;
    int done = ACME_OK(TCTYPE_ask_object_type(object, &type)) && ACME_OK(TCTYPE_ask_name2(type, &name));

    if (done) acme_set_key(ACME_KEY_TYPE, name);
    MEM_free(name);
    return done && name_part(object, "object_string", ACME_KEY_OBJECT);
}

/* The log says what failed: an error of ITK names the call, and not the object. */
static void log_failure(const char *why)
{
    char line[40] = "";

    if (row_line > 0) sprintf(line, "line %ld, ", row_line);
    acme_info("failed: %s%s %s, UID %s: %s", line, titles[0], acme_string(&keys[0]), uid[0] == '\0' ? "unknown" : uid, why);
}

void acme_end_row(acme_options_t *options, acme_outcome_t outcome, const char *why)
{
    static const char *const results[] = { "OK", "SKIPPED", "ERROR" };
    char number[32] = "";
    int i = 0, written = 0;

    if (why == NULL) why = outcome == ACME_FAILED ? acme_reason() : "";
    rows[outcome]++;
    if (outcome == ACME_FAILED) log_failure(why);
    if (row_line > 0) sprintf(number, "%ld", row_line);
    written = put_cell(number, options->delimiter) && put_next(options->nodryrun ? "write" : "dry-run", options->delimiter)
        && put_next(results[outcome], options->delimiter) && put_next(why, options->delimiter) && put_next(uid, options->delimiter);
    for (i = 0; written && i < ACME_N_KEYS; i++) written = put_next(acme_string(&keys[i]), options->delimiter);
    if (written && fputs("\r\n", file) != EOF && fflush(file) == 0) return;
    acme_error("%s cannot be written: %s; the run stops. Its last row: line %ld, %s, %s, %s", name, strerror(errno),
        row_line, results[outcome], uid, why);
    acme_give_up();
}

long acme_rows(acme_outcome_t outcome)
{
    return rows[outcome];
}

int acme_close_result(void)
{
    int i = 0, closed = 1;

    if (file != NULL) closed = fclose(file) == 0;
    if (file != NULL && is_new && rows[ACME_DONE] + rows[ACME_SKIPPED] + rows[ACME_FAILED] == 0) {
        (void)remove(name);
        if (note.used > 0) (void)remove(note.data);
    }
    file = NULL;
    if (!closed) acme_error("%s cannot be written: %s", name, strerror(errno));
    for (i = 0; i < ACME_N_KEYS; i++) acme_free_text(&keys[i]);
    acme_free_text(&note);
    return closed;
}
