package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func replaceOnce(text, old, with string) string { return strings.Replace(text, old, with, 1) }

func (w *writer) outputHeader(c *cFile) {
	c.text(`/* @_output.h - the file with the rows */

#include "@_columns.h"
#include "@_options.h"
#include "@_text.h"

/* Begins the file under a temporary name, so that nobody reads half a file. 0
   on failure, which is reported. */
int @_open_output(@_options_t *options);

/* Adds a row; 0 on failure, which is reported once. */
int @_write_row(@_options_t *options, const @_text_t *cells);

/* Completes the file and gives it its name; 0 on failure. Rows that cannot get
   it stay under the temporary name. */
int @_finish_output(%{finish});

/* Removes what was written. */
void @_drop_output(void);
`, "finish", w.finishParameter())
	if w.plan.Spec.Output.EmptyExit != 0 {
		c.text("\n/* Removes what was written and the file of an earlier run. */\nvoid @_leave_no_output(void);\n")
	}
}

func (w *writer) outputSource(c *cFile) {
	out := w.plan.Spec.Output
	c.text(`/* @_output.c - the file with the rows */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
`)
	if w.datedName() {
		c.text("#include <time.h>\n")
	}
	c.text(`
\ITK

#include "@_output.h"
#include "@_report.h"

static FILE *file = NULL;
static char *final_name = NULL, *temporary_name = NULL;
static int failed = 0;

static void put(const char *text)
{
    if (fputs(text, file) == EOF) failed = 1;
}
`)
	if out.Format == spec.FormatJSON {
		w.jsonWriter(c)
	} else {
		w.csvWriter(c)
	}
	if w.sorts() {
		w.rowSorter(c)
	}
	w.fileWriter(c)
}

func (w *writer) newline() string {
	if w.plan.Spec.Output.Newline == spec.NewlineCRLF {
		return `"\r\n"`
	}
	return `"\n"`
}

func (w *writer) csvWriter(c *cFile) {
	if w.plan.Spec.Output.Quote == spec.QuoteAll {
		c.text(`
static void put_cell(const char *text)
{
    put("\"");
`)
	} else {
		c.text(`
/* A cell that holds the delimiter, a quotation mark or a line end is quoted. */
static void put_cell(const char *text, char delimiter)
{
    if (strchr(text, delimiter) == NULL && strpbrk(text, "\"\r\n") == NULL) {
        put(text);
        return;
    }
    put("\"");
`)
	}
	c.text(`    for (; *text != '\0'; text++) {
        if (*text == '"') put("\"");
        if (fputc(*text, file) == EOF) failed = 1;
    }
    put("\"");
}
`)
	cell := func(text string) string {
		if w.plan.Spec.Output.Quote == spec.QuoteAll {
			return "put_cell(" + text + ");"
		}
		return "put_cell(" + text + ", options->delimiter);"
	}
	line := `
static void put_%{what}(@_options_t *options%{params})
{
    int i = 0;

    for (i = 0; i < $_N_COLUMNS; i++) {
        if (i > 0 && fputc(options->delimiter, file) == EOF) failed = 1;
        %{cell}
    }
    put(%{newline});
}
`
	if w.plan.Spec.Output.Header {
		c.text(line, "what", "titles", "params", "", "cell", cell(w.plan.Prefix+"_columns[i].header"), "newline", w.newline())
	}
	if w.sorts() {
		c.text(line, "what", "row", "params", ", char **cells", "cell", cell("cells[i]"), "newline", w.newline())
		return
	}
	c.text(line, "what", "row", "params", ", const "+w.plan.Prefix+"_text_t *cells", "cell", cell(w.plan.Prefix+"_string(&cells[i])"), "newline", w.newline())
}

func (w *writer) jsonWriter(c *cFile) {
	c.text(`
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
static void put_row(@_options_t *options, %{cells})
{
    int i = 0;

    (void)options;
    put(n_objects++ == 0 ? "\n{" : ",\n{");
    for (i = 0; i < $_N_COLUMNS; i++) {
        if (i > 0) put(",");
        put_string(@_columns[i].header);
        put(":");
        put_string(%{cell});
    }
    put("}");
}
`, "cells", w.rowType(), "cell", w.rowCell())
}

func (w *writer) rowType() string {
	if w.sorts() {
		return "char **cells"
	}
	return "const " + w.plan.Prefix + "_text_t *cells"
}

func (w *writer) rowCell() string {
	if w.sorts() {
		return "cells[i]"
	}
	return w.plan.Prefix + "_string(&cells[i])"
}

// datedName reports whether the day of the run is part of the file's name.
func (w *writer) datedName() bool {
	o, _ := w.plan.Option("output")
	return len(o.Default) > 0 && strings.Contains(o.Default[0], dayMark)
}

// dayMark stands for the day of the run in the name of a file.
const dayMark = "{yyyymmdd}"

func (w *writer) fileWriter(c *cFile) {
	if w.datedName() {
		c.text(expandedC)
	} else {
		c.text(`
static char *copy_of(const char *name)
{
    char *text = malloc(strlen(name) + 1);

    if (text != NULL) strcpy(text, name);
    return text;
}
`)
	}
	c.text(openOutputC, "name", w.nameFunction())
	w.beginning(c)
	c.text(`    return 1;
}

int @_write_row(@_options_t *options, const @_text_t *cells)
{
`)
	if w.sorts() {
		c.text("    (void)options;\n    return keep_row(cells);\n}\n")
	} else {
		c.text(`    put_row(options, cells);
    if (failed) @_error("%s cannot be written: %s", temporary_name, strerror(errno));
    return !failed;
}
`)
	}
	w.ending(c)
}

const expandedC = `
/* "{yyyymmdd}" in the name stands for the day of the run. */
static char *expanded(const char *name)
{
    static const char mark[] = "{yyyymmdd}";
    const char *at = strstr(name, mark);
    char *text = malloc(strlen(name) + 1);
    char day[16] = "";
    time_t now = time(NULL);
    struct tm *local = localtime(&now);

    if (text == NULL) return NULL;
    strcpy(text, name);
    if (at == NULL || local == NULL) return text;
    strftime(day, sizeof day, "%Y%m%d", local);
    sprintf(text + (at - name), "%s%s", day, at + strlen(mark));
    return text;
}
`

const openOutputC = `
int @_open_output(@_options_t *options)
{
    final_name = %{name}(options->output);
    if (final_name != NULL) temporary_name = malloc(strlen(final_name) + sizeof ".part");
    if (temporary_name == NULL) {
        @_error("out of memory for the name of the output");
        return 0;
    }
    sprintf(temporary_name, "%s.part", final_name);
    file = fopen(temporary_name, "wb");
    if (file == NULL) {
        @_error("%s cannot be written: %s", temporary_name, strerror(errno));
        return 0;
    }
`

// nameFunction is the function that makes the name of the file.
func (w *writer) nameFunction() string {
	if w.datedName() {
		return "expanded"
	}
	return "copy_of"
}

func (w *writer) beginning(c *cFile) {
	out := w.plan.Spec.Output
	if out.Encoding == spec.EncodingUTF8BOM {
		c.text("    put(\"\\357\\273\\277\");                              /* the mark by which spreadsheets know UTF-8 */\n")
	}
	switch {
	case out.Format == spec.FormatJSON:
		c.text("    put(\"[\");\n")
	case out.Header:
		c.text("    if (!options->noheader) put_titles(options);\n")
	}
}

// finishParameter is what the end of the file depends on.
func (w *writer) finishParameter() string {
	if w.sorts() {
		return w.plan.Prefix + "_options_t *options"
	}
	return "void"
}

func (w *writer) ending(c *cFile) {
	c.text("\nint @_finish_output(%{options})\n{\n", "options", w.finishParameter())
	if w.sorts() {
		c.text("    put_rows(options);\n")
	}
	if w.plan.Spec.Output.Format == spec.FormatJSON {
		c.text("    put(\"\\n]\\n\");\n")
	}
	c.text(`    if (fclose(file) != 0) failed = 1;
    file = NULL;
    if (failed) {
        @_error("%s cannot be written: %s", temporary_name, strerror(errno));
    } else if (rename(temporary_name, final_name) != 0) {
        /* Where a file cannot be renamed over another, the old one goes first. */
        (void)remove(final_name);
        failed = rename(temporary_name, final_name) != 0;
        if (failed) {
            @_error("%s cannot be replaced: %s; the rows stay in %s", final_name, strerror(errno), temporary_name);
            free(temporary_name);
            temporary_name = NULL;
        }
    }
    @_drop_output();
    return !failed;
}

void @_drop_output(void)
{
    if (file != NULL) (void)fclose(file);
    file = NULL;
    if (temporary_name != NULL) (void)remove(temporary_name);
    free(temporary_name);
    free(final_name);
    temporary_name = final_name = NULL;
`)
	if w.sorts() {
		c.text("    free_rows();\n")
	}
	c.text("}\n")
	if w.plan.Spec.Output.EmptyExit != 0 {
		c.text(`
void @_leave_no_output(void)
{
    if (final_name != NULL) (void)remove(final_name);
    @_drop_output();
}
`)
	}
}
