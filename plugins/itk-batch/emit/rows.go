package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// ownRows is what a report adds that writes other rows than one for each
// object: lines of a structure, files, memberships.
type ownRows struct {
	// members are those of the C structure of a row, after the line of the input.
	members string
	// objects are the levels whose properties are read from an object of the row.
	objects []rowObject
	// texts are the levels whose cells the module itself fills, beside those of
	// the run.
	texts []spec.Of
	// declares is what the module declares beside its walk.
	declares string
	// source writes the module: the walk from an object to its rows, and
	// put_own, which fills such a cell.
	source func(*writer, *cFile)
}

// rowObject is a level that a row holds as an object.
type rowObject struct {
	of spec.Of
	// member is its member of the row in C.
	member string
	// typeName is a type that has all its properties; empty when it is known
	// only with the object.
	typeName string
}

// eachRow is the statement that writes the rows of an object.
const eachRow = `            going_on = @_write_rows(object, line, options, names, &totals->rows, &totals->truncated);
`

func (w *writer) rowsHeader(c *cFile) {
	c.text(`/* @_rows.h - the rows of an object */

\ITK

#include "@_names.h"
#include "@_options.h"
#include "@_text.h"

/* What a row stands for. */
typedef struct {
    long line;                              /* of the input; 0 without one */
` + w.job.rows.members + `} @_row_t;

/* Writes the rows of an object and counts them. 0 when the run cannot go on:
   the file cannot be written, or -max= is reached, which sets truncated. */
int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated);
`)
	if w.fillsCells() {
		c.text(`
/* Fills a cell that is no property of the selected object. */
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell);
`)
	}
	c.text(w.job.rows.declares)
}

// rowsTop begins the module; which headers of C and of the program's own it
// includes beside that comes from the pattern.
func (w *writer) rowsTop(c *cFile, what, includes, own string) {
	c.text("/* @_rows.c - %{what} */\n\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"+includes+`
\ITK

#include "@_columns.h"
#include "@_output.h"
#include "@_report.h"
#include "@_rows.h"
%{own}
/* The run that the rows belong to. */
typedef struct {
    tag_t object;
    @_options_t *options;
    @_names_t *names;
    long *rows;
    int *truncated;
} run_t;

/* Whether -max= is reached; what follows is then left out. */
static int is_full(const run_t *run)
{
    if (run->options->max == 0 || *run->rows < run->options->max) return 0;
    *run->truncated = 1;
    return 1;
}

static int put_row(const run_t *run, const @_row_t *row)
{
    static @_text_t cells[$_N_CELLS];

    if (is_full(run)) return 0;
    @_read_row(run->object, row, run->options, run->names, cells);
    (*run->rows)++;
    return @_write_row(run->options, cells);
}
`, "what", what, "own", own)
}

// beginRun is the beginning of write_rows, after its declarations.
const beginRun = `    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    memset(&row, 0, sizeof row);
    row.line = line;
`

// readDisplayedC reads the text of a property that a module needs for itself.
const readDisplayedC = `
static int read_displayed(tag_t object, const char *property, @_text_t *text)
{
    char **values = NULL;
    int n = 0, done = 0;

    @_empty(text);
    if (!$_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    done = n == 0 || values[0] == NULL || @_puts(text, values[0]);
    MEM_free(values);
    return done;
}
`

// rowObjects are the levels that a row holds as objects.
func (w *writer) rowObjects() []rowObject {
	var used []rowObject
	if w.job.rows != nil {
		for _, o := range w.job.rows.objects {
			if w.plan.Reads(o.of) {
				used = append(used, o)
			}
		}
	}
	return used
}

// ownLevels are all levels that only the pattern's own rows have.
func (w *writer) ownLevels() []spec.Of {
	if w.job.rows == nil {
		return nil
	}
	var used []spec.Of
	for _, o := range w.rowObjects() {
		used = append(used, o.of)
	}
	for _, of := range w.job.rows.texts {
		if w.plan.Reads(of) {
			used = append(used, of)
		}
	}
	return used
}

// isOwnText reports whether the module fills the cell.
func (w *writer) isOwnText(of spec.Of, property string) bool {
	if w.job.rows == nil {
		return false
	}
	for _, own := range w.job.rows.texts {
		if of == own {
			return true
		}
	}
	return of == spec.OfRun && property != "line" && property != "uid"
}

// fillsCells reports whether the module fills cells of its own.
func (w *writer) fillsCells() bool {
	for _, column := range w.plan.Columns {
		if w.isOwnText(column.Of, column.Property) {
			return true
		}
	}
	return false
}

// rowParameter is the parameter of the functions that read a row.
func (w *writer) rowParameter() string {
	if w.job.rows != nil {
		return "const @_row_t *row"
	}
	return "long line"
}

// rowArgument is what they are called with.
func (w *writer) rowArgument() string {
	if w.job.rows != nil {
		return "row"
	}
	return "line"
}

// ownCells writes the choice of the cells that the row itself has.
func (w *writer) ownCells(c *cFile) {
	if w.job.rows == nil {
		return
	}
	for _, o := range w.rowObjects() {
		c.text("    if (column->of == $_%{of}) return row->%{member} == NULLTAG || put_property(row->%{member}, column, cell);\n",
			"of", level(o.of), "member", o.member)
	}
	if !w.fillsCells() {
		return
	}
	c.text("    if (")
	first := true
	for _, of := range append(w.job.rows.texts, spec.OfRun) {
		if !w.plan.Reads(of) {
			continue
		}
		if !first {
			c.text(" || ")
		}
		first = false
		c.text("column->of == $_" + level(of))
	}
	c.text(") return @_put_own(object, row, column->of, column->property, cell);\n")
}

// ownKeys does the same for the cells that rows are sorted by: numbers sort as
// numbers.
func (w *writer) ownKeys(c *cFile) {
	if w.job.rows == nil {
		return
	}
	for _, o := range w.rowObjects() {
		c.text("    if (column->of == $_%{of}) return row->%{member} == NULLTAG || lacks(row->%{member}, column) || put_key(row->%{member}, column->property, key);\n",
			"of", level(o.of), "member", o.member)
	}
	if w.fillsCells() {
		c.text("    if (column->of != $_SELF")
		for _, of := range w.levels() {
			c.text(" && column->of != $_" + level(of))
		}
		c.text(") return put_own_key(object, row, column, key);\n")
	}
}

const putOwnKeyC = `
/* A number in a cell of the row sorts as a number. */
static int put_own_key(tag_t object, const @_row_t *row, const @_column_t *column, @_text_t *key)
{
    char *end = NULL;
    char number[64];

%{keep}    if (!@_put_own(object, row, column->of, column->property, key)) return 0;
    if (key->used == 0 || key->used >= sizeof number - 1) return 1;
    sprintf(number, "\001%s", @_string(key));
%{decimal}    (void)strtod(number + 1, &end);
    if (*end != '\0') return 1;
    @_empty(key);
    return @_puts(key, number);
}
`
