/* kiln_output.c - the file with the rows */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "kiln_output.h"
#include "kiln_report.h"

static FILE *file = NULL;
static char *final_name = NULL, *temporary_name = NULL;
static int failed = 0;

static void put(const char *text)
{
    if (fputs(text, file) == EOF) failed = 1;
}

/* A cell that holds the delimiter, a quotation mark or a line end is quoted. */
static void put_cell(const char *text, char delimiter)
{
    if (strchr(text, delimiter) == NULL && strpbrk(text, "\"\r\n") == NULL) {
        put(text);
        return;
    }
    put("\"");
    for (; *text != '\0'; text++) {
        if (*text == '"') put("\"");
        if (fputc(*text, file) == EOF) failed = 1;
    }
    put("\"");
}

static void put_titles(kiln_options_t *options)
{
    int i = 0;

    for (i = 0; i < KILN_N_COLUMNS; i++) {
        if (i > 0 && fputc(options->delimiter, file) == EOF) failed = 1;
        put_cell(kiln_columns[i].header, options->delimiter);
    }
    put("\n");
}

static void put_row(kiln_options_t *options, const kiln_text_t *cells)
{
    int i = 0;

    for (i = 0; i < KILN_N_COLUMNS; i++) {
        if (i > 0 && fputc(options->delimiter, file) == EOF) failed = 1;
        put_cell(kiln_string(&cells[i]), options->delimiter);
    }
    put("\n");
}

static char *copy_of(const char *name)
{
    char *text = malloc(strlen(name) + 1);

    if (text != NULL) strcpy(text, name);
    return text;
}

int kiln_open_output(kiln_options_t *options)
{
    final_name = copy_of(options->output);
    if (final_name != NULL) temporary_name = malloc(strlen(final_name) + sizeof ".part");
    if (temporary_name == NULL) {
        kiln_error("out of memory for the name of the output");
        return 0;
    }
    sprintf(temporary_name, "%s.part", final_name);
    file = fopen(temporary_name, "wb");
    if (file == NULL) {
        kiln_error("%s cannot be written: %s", temporary_name, strerror(errno));
        return 0;
    }
    if (!options->noheader) put_titles(options);
    return 1;
}

int kiln_write_row(kiln_options_t *options, const kiln_text_t *cells)
{
    put_row(options, cells);
    if (failed) kiln_error("%s cannot be written: %s", temporary_name, strerror(errno));
    return !failed;
}

int kiln_finish_output(void)
{
    if (fclose(file) != 0) failed = 1;
    file = NULL;
    if (failed) {
        kiln_error("%s cannot be written: %s", temporary_name, strerror(errno));
    } else if (rename(temporary_name, final_name) != 0) {
        /* Where a file cannot be renamed over another, the old one goes first. */
        (void)remove(final_name);
        failed = rename(temporary_name, final_name) != 0;
        if (failed) {
            kiln_error("%s cannot be replaced: %s; the rows stay in %s", final_name, strerror(errno), temporary_name);
            free(temporary_name);
            temporary_name = NULL;
        }
    }
    kiln_drop_output();
    return !failed;
}

void kiln_drop_output(void)
{
    if (file != NULL) (void)fclose(file);
    file = NULL;
    if (temporary_name != NULL) (void)remove(temporary_name);
    free(temporary_name);
    free(final_name);
    temporary_name = final_name = NULL;
}
