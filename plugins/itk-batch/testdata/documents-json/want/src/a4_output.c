/* a4_output.c - the file with the rows */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "a4_output.h"
#include "a4_report.h"

static FILE *file = NULL;
static char *final_name = NULL, *temporary_name = NULL;
static int failed = 0;

static void put(const char *text)
{
    if (fputs(text, file) == EOF) failed = 1;
}

static long n_objects = 0;

static void put_string(const char *text)
{
    char escape[8];

    put("\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            put("\\");
            if (fputc(*text, file) == EOF) failed = 1;
        } else if ((unsigned char)*text < 0x20) {
            sprintf(escape, "\\u%04x", (unsigned int)(unsigned char)*text);
            put(escape);
        } else if (fputc(*text, file) == EOF) {
            failed = 1;
        }
    }
    put("\"");
}

/* One object on each line of an array. */
static void put_row(a4_options_t *options, const a4_text_t *cells)
{
    int i = 0;

    (void)options;
    put(n_objects++ == 0 ? "\n{" : ",\n{");
    for (i = 0; i < A4_N_COLUMNS; i++) {
        if (i > 0) put(",");
        put_string(a4_columns[i].header);
        put(":");
        put_string(a4_string(&cells[i]));
    }
    put("}");
}

static char *copy_of(const char *name)
{
    char *text = malloc(strlen(name) + 1);

    if (text != NULL) strcpy(text, name);
    return text;
}

int a4_open_output(a4_options_t *options)
{
    final_name = copy_of(options->output);
    if (final_name != NULL) temporary_name = malloc(strlen(final_name) + sizeof ".part");
    if (temporary_name == NULL) {
        a4_error("out of memory for the name of the output");
        return 0;
    }
    sprintf(temporary_name, "%s.part", final_name);
    file = fopen(temporary_name, "wb");
    if (file == NULL) {
        a4_error("%s cannot be written: %s", temporary_name, strerror(errno));
        return 0;
    }
    put("[");
    return 1;
}

int a4_write_row(a4_options_t *options, const a4_text_t *cells)
{
    put_row(options, cells);
    if (failed) a4_error("%s cannot be written: %s", temporary_name, strerror(errno));
    return !failed;
}

int a4_finish_output(void)
{
    put("\n]\n");
    if (fclose(file) != 0) failed = 1;
    file = NULL;
    if (failed) {
        a4_error("%s cannot be written: %s", temporary_name, strerror(errno));
    } else if (rename(temporary_name, final_name) != 0) {
        /* Where a file cannot be renamed over another, the old one goes first. */
        (void)remove(final_name);
        failed = rename(temporary_name, final_name) != 0;
        if (failed) {
            a4_error("%s cannot be replaced: %s; the rows stay in %s", final_name, strerror(errno), temporary_name);
            free(temporary_name);
            temporary_name = NULL;
        }
    }
    a4_drop_output();
    return !failed;
}

void a4_drop_output(void)
{
    if (file != NULL) (void)fclose(file);
    file = NULL;
    if (temporary_name != NULL) (void)remove(temporary_name);
    free(temporary_name);
    free(final_name);
    temporary_name = final_name = NULL;
}
