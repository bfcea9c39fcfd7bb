/* erp_report.c - messages on the console and in the log; errors of ITK */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>

#include "erp_report.h"

static FILE *log_file = NULL;
static long errors = 0;

int erp_open_log(const char *path)
{
    static const char name[] = "erp_query_export.log";
    char *inside = malloc(strlen(path) + sizeof name + 1);

    if (inside == NULL) return 0;
    /* The log goes into a directory if there is one of that name: a file in
       it can then be opened. */
    sprintf(inside, "%s/%s", path, name);
    log_file = fopen(inside, "a");
    if (log_file == NULL) log_file = fopen(path, "a");
    free(inside);
    return log_file != NULL;
}

int erp_close_log(void)
{
    int closed = log_file == NULL || fclose(log_file) == 0;

    log_file = NULL;
    return closed;
}

static void say(FILE *out, const char *level, const char *format, va_list arguments)
{
    char now[32] = "";
    time_t seconds = time(NULL);
    struct tm *local = localtime(&seconds);

    if (out == log_file && local != NULL) {
        strftime(now, sizeof now, "%Y-%m-%d %H:%M:%S ", local);
        fputs(now, out);
    }
    fputs(level, out);
    vfprintf(out, format, arguments);
    fputc('\n', out);
    fflush(out);
}

void erp_info(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(stderr, "", format, arguments);
    va_end(arguments);
    if (log_file == NULL) return;
    va_start(arguments, format);
    say(log_file, "", format, arguments);
    va_end(arguments);
}

void erp_error(const char *format, ...)
{
    va_list arguments;

    errors++;
    va_start(arguments, format);
    say(stderr, "ERROR ", format, arguments);
    va_end(arguments);
    if (log_file == NULL) return;
    va_start(arguments, format);
    say(log_file, "ERROR ", format, arguments);
    va_end(arguments);
}

long erp_errors(void)
{
    return errors;
}

const char *erp_plural(long n)
{
    return n == 1 ? "" : "s";
}

/* The error stack says what the code alone does not, such as which access rule
   refused. Its texts belong to ITK and are not freed. It is cleared, or else
   the next report would show it again. */
static void report_stack(void)
{
    const int *severities = NULL, *codes = NULL;
    const char **texts = NULL;
    int n = 0, i = 0;

    if (EMH_ask_errors(&n, &severities, &codes, &texts) != ITK_ok) n = 0;
    for (i = 0; i < n; i++) {
        erp_info("      %d: %s", codes[i], texts[i] == NULL ? "" : texts[i]);
    }
    if (EMH_clear_errors() != ITK_ok) erp_info("      the error stack could not be cleared");
}

int erp_ok(int code, const char *call, const char *file, int line)
{
    char *text = NULL;

    if (code == ITK_ok) return 1;
    if (EMH_ask_error_text(code, &text) != ITK_ok) text = NULL;
    erp_error("%d: %s (%s, line %d: %s)", code, text == NULL ? "no text for this code" : text, file, line, call);
    MEM_free(text);
    report_stack();
    return 0;
}

void erp_error_at(tag_t object, const char *what)
{
    char *uid = NULL;

    if (ITK__convert_tag_to_uid(object, &uid) != ITK_ok) uid = NULL;
    erp_error("object %s: %s", uid == NULL ? "of unknown UID" : uid, what);
    MEM_free(uid);
}
