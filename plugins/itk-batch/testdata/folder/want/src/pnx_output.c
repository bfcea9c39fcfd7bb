/* pnx_output.c - the file with the rows */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "pnx_output.h"
#include "pnx_report.h"

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

static void put_titles(pnx_options_t *options)
{
    int i = 0;

    for (i = 0; i < PNX_N_COLUMNS; i++) {
        if (i > 0 && fputc(options->delimiter, file) == EOF) failed = 1;
        put_cell(pnx_columns[i].header, options->delimiter);
    }
    put("\n");
}

static void put_row(pnx_options_t *options, char **cells)
{
    int i = 0;

    for (i = 0; i < PNX_N_COLUMNS; i++) {
        if (i > 0 && fputc(options->delimiter, file) == EOF) failed = 1;
        put_cell(cells[i], options->delimiter);
    }
    put("\n");
}

typedef struct {
    char *cells[PNX_N_CELLS];
    long place;
} row_t;

static row_t *rows = NULL;
static long n_rows = 0, n_places = 0;

static int keep_row(const pnx_text_t *cells)
{
    row_t *more = NULL;
    row_t *row = NULL;
    int i = 0;

    if (n_rows == n_places) {
        more = realloc(rows, (size_t)(2 * n_places + 64) * sizeof *rows);
        if (more == NULL) {
            pnx_error("out of memory for %ld row%s", n_rows, pnx_plural(n_rows));
            failed = 1;
            return 0;
        }
        rows = more;
        n_places = 2 * n_places + 64;
    }
    row = &rows[n_rows];
    memset(row, 0, sizeof *row);
    row->place = n_rows++;
    for (i = 0; i < PNX_N_CELLS; i++) {
        row->cells[i] = malloc(cells[i].used + 1);
        if (row->cells[i] == NULL) {
            pnx_error("out of memory for %ld row%s", n_rows, pnx_plural(n_rows));
            failed = 1;
            return 0;
        }
        strcpy(row->cells[i], pnx_string(&cells[i]));
    }
    return 1;
}

/* Numbers begin with the byte 1 and come before texts. */
static int compare_keys(const char *a, const char *b)
{
    double x = 0.0, y = 0.0;

    if (a[0] != '\001' || b[0] != '\001') return strcmp(a, b);
    x = strtod(a + 1, NULL);
    y = strtod(b + 1, NULL);
    return x < y ? -1 : x > y;
}

static int compare_rows(const void *a, const void *b)
{
    static const int direction[PNX_N_KEYS] = { 1 };
    const row_t *x = a, *y = b;
    int i = 0, order = 0;

    for (i = 0; i < PNX_N_KEYS; i++) {
        order = compare_keys(x->cells[PNX_N_COLUMNS + i], y->cells[PNX_N_COLUMNS + i]);
        if (order != 0) return direction[i] * order;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

static void put_rows(pnx_options_t *options)
{
    long i = 0;

    if (n_rows > 0) qsort(rows, (size_t)n_rows, sizeof *rows, compare_rows);
    for (i = 0; i < n_rows; i++) put_row(options, rows[i].cells);
}

static void free_rows(void)
{
    long i = 0;
    int k = 0;

    for (i = 0; i < n_rows; i++) {
        for (k = 0; k < PNX_N_CELLS; k++) free(rows[i].cells[k]);
    }
    free(rows);
    rows = NULL;
    n_rows = n_places = 0;
}

static char *copy_of(const char *name)
{
    char *text = malloc(strlen(name) + 1);

    if (text != NULL) strcpy(text, name);
    return text;
}

int pnx_open_output(pnx_options_t *options)
{
    final_name = copy_of(options->output);
    if (final_name != NULL) temporary_name = malloc(strlen(final_name) + sizeof ".part");
    if (temporary_name == NULL) {
        pnx_error("out of memory for the name of the output");
        return 0;
    }
    sprintf(temporary_name, "%s.part", final_name);
    file = fopen(temporary_name, "wb");
    if (file == NULL) {
        pnx_error("%s cannot be written: %s", temporary_name, strerror(errno));
        return 0;
    }
    if (!options->noheader) put_titles(options);
    return 1;
}

int pnx_write_row(pnx_options_t *options, const pnx_text_t *cells)
{
    (void)options;
    return keep_row(cells);
}

int pnx_finish_output(pnx_options_t *options)
{
    put_rows(options);
    if (fclose(file) != 0) failed = 1;
    file = NULL;
    if (failed) {
        pnx_error("%s cannot be written: %s", temporary_name, strerror(errno));
    } else if (rename(temporary_name, final_name) != 0) {
        /* Where a file cannot be renamed over another, the old one goes first. */
        (void)remove(final_name);
        failed = rename(temporary_name, final_name) != 0;
        if (failed) {
            pnx_error("%s cannot be replaced: %s; the rows stay in %s", final_name, strerror(errno), temporary_name);
            free(temporary_name);
            temporary_name = NULL;
        }
    }
    pnx_drop_output();
    return !failed;
}

void pnx_drop_output(void)
{
    if (file != NULL) (void)fclose(file);
    file = NULL;
    if (temporary_name != NULL) (void)remove(temporary_name);
    free(temporary_name);
    free(final_name);
    temporary_name = final_name = NULL;
    free_rows();
}
