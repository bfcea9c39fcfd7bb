/* pnx_result.c - the file that says what became of each object */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>

#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_task.h"
#include "pnx_text.h"

static const char *const titles[PNX_N_KEYS] = { "process", "task", "task_type", "state", "responsible", "targets" };
static FILE *file = NULL;
static const char *name = NULL;
static pnx_text_t keys[PNX_N_KEYS];
static char uid[64] = "";
static long row_line = 0;
static int is_new = 0;
static long rows[PNX_FAILED + 1];

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

static int put_titles(pnx_options_t *options)
{
    static const char *const others[] = { "mode", "result", "reason", "uid" };
    int i = 0, written = put_cell("line", options->delimiter);

    for (i = 0; written && i < 4; i++) written = put_next(others[i], options->delimiter);
    for (i = 0; written && i < PNX_N_KEYS; i++) written = put_next(titles[i], options->delimiter);
    return written && fputs("\n", file) != EOF && fflush(file) == 0;
}

/* Whether there is something in the file already. */
static int is_there(const char *path)
{
    FILE *old = fopen(path, "rb");
    int found = 0;

    if (old == NULL) return 0;
    found = fgetc(old) != EOF;
    if (fclose(old) != 0) pnx_info("%s could not be closed", path);
    return found;
}

int pnx_open_result(pnx_options_t *options)
{
    int old = is_there(options->result);

    is_new = !old;
    name = options->result;
    if (old && !options->append) {
        pnx_error("%s is there already: move it away, name another -result=, or continue it with -append", name);
        return 0;
    }
    file = fopen(name, "ab");
    if (file == NULL || (!old && !put_titles(options))) {
        pnx_error("%s cannot be written: %s", name, strerror(errno));
        return 0;
    }
    return 1;
}

int pnx_begin_row(long line, tag_t object)
{
    char *text = NULL;
    int i = 0, done = 0;

    row_line = line;
    memset(uid, 0, sizeof uid);
    for (i = 0; i < PNX_N_KEYS; i++) pnx_empty(&keys[i]);
    if (object == NULLTAG) return 1;
    done = PNX_OK(ITK__convert_tag_to_uid(object, &text));
    if (done && text != NULL) strncpy(uid, text, sizeof uid - 1);
    MEM_free(text);
    return done;
}

void pnx_set_key(int key, const char *text)
{
    pnx_empty(&keys[key]);
    if (text != NULL) (void)pnx_puts(&keys[key], text);
}

static int name_part(tag_t task, const char *what, int key)
{
    static pnx_text_t text;
    int done = 0;

    pnx_empty(&text);
    done = pnx_put_task(task, what, &text);
    if (done) pnx_set_key(key, pnx_string(&text));
    return done;
}

int pnx_name_row(tag_t task)
{
    return name_part(task, "process", PNX_KEY_PROCESS) && name_part(task, "task", PNX_KEY_TASK)
        && name_part(task, "task_type", PNX_KEY_TASK_TYPE) && name_part(task, "state", PNX_KEY_STATE)
        && name_part(task, "responsible_party", PNX_KEY_RESPONSIBLE) && name_part(task, "targets", PNX_KEY_TARGETS);
}

/* The log says what failed: an error of ITK names the call, and not the object. */
static void log_failure(const char *why)
{
    char line[40] = "";

    if (row_line > 0) sprintf(line, "line %ld, ", row_line);
    pnx_info("failed: %s%s %s, UID %s: %s", line, titles[0], pnx_string(&keys[0]), uid[0] == '\0' ? "unknown" : uid, why);
}

void pnx_end_row(pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    static const char *const results[] = { "OK", "SKIPPED", "ERROR" };
    char number[32] = "";
    int i = 0, written = 0;

    if (why == NULL) why = outcome == PNX_FAILED ? pnx_reason() : "";
    rows[outcome]++;
    if (outcome == PNX_FAILED) log_failure(why);
    if (row_line > 0) sprintf(number, "%ld", row_line);
    written = put_cell(number, options->delimiter) && put_next(options->nodryrun ? "write" : "dry-run", options->delimiter)
        && put_next(results[outcome], options->delimiter) && put_next(why, options->delimiter) && put_next(uid, options->delimiter);
    for (i = 0; written && i < PNX_N_KEYS; i++) written = put_next(pnx_string(&keys[i]), options->delimiter);
    if (written && fputs("\n", file) != EOF && fflush(file) == 0) return;
    pnx_error("%s cannot be written: %s; the run stops. Its last row: line %ld, %s, %s, %s", name, strerror(errno),
        row_line, results[outcome], uid, why);
    pnx_give_up();
}

long pnx_rows(pnx_outcome_t outcome)
{
    return rows[outcome];
}

int pnx_close_result(void)
{
    int i = 0, closed = 1;

    if (file != NULL) closed = fclose(file) == 0;
    if (file != NULL && is_new && rows[PNX_DONE] + rows[PNX_SKIPPED] + rows[PNX_FAILED] == 0) {
        (void)remove(name);
    }
    file = NULL;
    if (!closed) pnx_error("%s cannot be written: %s", name, strerror(errno));
    for (i = 0; i < PNX_N_KEYS; i++) pnx_free_text(&keys[i]);
    return closed;
}
