/* pnx_report.c - messages on the console and in the log; errors of ITK */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>

#include "pnx_report.h"

static FILE *log_file = NULL;
static long errors = 0;
static char reason[512] = "";

int pnx_open_log(const char *path)
{
    static const char name[] = "pnx_project_assign.log";
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

int pnx_close_log(void)
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

void pnx_info(const char *format, ...)
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

static size_t append(size_t used, const char *text)
{
    size_t room = sizeof reason - 1 - used, n = strlen(text);

    if (n > room) n = room;
    memcpy(reason + used, text, n);
    reason[used + n] = '\0';
    return used + n;
}

/* The first error of an object is why it failed; the others follow from it.
   C90 has no bounded formatting, and only these forms are used here. */
static void keep_reason(const char *format, va_list arguments)
{
    char piece[32];
    size_t used = 0;

    if (reason[0] != '\0') return;
    for (; *format != '\0'; format++) {
        piece[0] = *format;
        piece[1] = '\0';
        if (strncmp(format, "%s", 2) == 0) {
            used = append(used, va_arg(arguments, const char *));
            format++;
            continue;
        }
        if (strncmp(format, "%d", 2) == 0) {
            sprintf(piece, "%d", va_arg(arguments, int));
            format++;
        } else if (strncmp(format, "%ld", 3) == 0) {
            sprintf(piece, "%ld", va_arg(arguments, long));
            format += 2;
        } else if (strncmp(format, "%lu", 3) == 0) {
            sprintf(piece, "%lu", va_arg(arguments, unsigned long));
            format += 2;
        }
        used = append(used, piece);
    }
}

static void keep_code(int code, const char *text, const char *call)
{
    char number[32];
    size_t used = 0;

    sprintf(number, "%d: ", code);
    used = append(append(append(used, number), text), " (");
    (void)append(append(used, call), ")");
}

void pnx_error(const char *format, ...)
{
    va_list arguments;

    errors++;
    va_start(arguments, format);
    keep_reason(format, arguments);
    va_end(arguments);
    va_start(arguments, format);
    say(stderr, "ERROR ", format, arguments);
    va_end(arguments);
    if (log_file == NULL) return;
    va_start(arguments, format);
    say(log_file, "ERROR ", format, arguments);
    va_end(arguments);
}

long pnx_errors(void)
{
    return errors;
}

const char *pnx_plural(long n)
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
        pnx_info("      %d: %s", codes[i], texts[i] == NULL ? "" : texts[i]);
    }
    if (EMH_clear_errors() != ITK_ok) pnx_info("      the error stack could not be cleared");
}

int pnx_ok(int code, const char *call, const char *file, int line)
{
    char *text = NULL;

    if (code == ITK_ok) return 1;
    if (EMH_ask_error_text(code, &text) != ITK_ok) text = NULL;
    if (reason[0] == '\0') keep_code(code, text == NULL ? "no text for this code" : text, call);
    pnx_error("%d: %s (%s, line %d: %s)", code, text == NULL ? "no text for this code" : text, file, line, call);
    MEM_free(text);
    report_stack();
    return 0;
}

const char *pnx_reason(void)
{
    return reason;
}

void pnx_forget_reason(void)
{
    memset(reason, 0, sizeof reason);
}

static int given_up = 0;

void pnx_give_up(void)
{
    given_up = 1;
}

int pnx_gave_up(void)
{
    return given_up;
}
