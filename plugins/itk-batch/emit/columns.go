package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// sorts reports whether rows are kept until the end and put in order.
func (w *writer) sorts() bool { return len(w.plan.Spec.Output.Sort) > 0 }

func (w *writer) columnsHeader(c *cFile) {
	c.text("/* @_columns.h - what is written for an object */\n\n\\ITK\n\n#include \"@_names.h\"\n#include \"@_options.h\"\n")
	if w.reaches() {
		c.text("#include \"@_reach.h\"\n")
	}
	if w.job.rows != nil {
		c.text("#include \"@_rows.h\"\n")
	}
	c.text("#include \"@_text.h\"\n\n")
	if !w.reaches() {
		w.levelType(c)
		c.text("\n")
	}
	c.text(`#define $_N_COLUMNS %{columns}
`, "columns", itoa(len(w.plan.Columns)))
	if w.sorts() {
		c.text("#define $_N_KEYS %{keys}                          /* cells after the columns, to sort by */\n",
			"keys", itoa(len(w.plan.Spec.Output.Sort)))
		c.text("#define $_N_CELLS ($_N_COLUMNS + $_N_KEYS)\n")
	} else {
		c.text("#define $_N_CELLS $_N_COLUMNS\n")
	}
	c.text(`
typedef struct {
    const char *header;                     /* title in the first line */
    const char *property;                   /* internal name */
    @_level_t of;                           /* the object that has it */
    int is_raw;                             /* the stored value, not the displayed one */
    int everywhere;                         /* every subtype has it; found out at the start */
} @_column_t;

/* The columns, in their order in the file. */
extern @_column_t @_columns[$_N_COLUMNS];

/* Reads the cells of an object. A cell that cannot be read is reported and
   stays empty. */
void @_read_row(tag_t object, ` + w.rowParameter() + `, @_options_t *options, @_names_t *names, @_text_t *cells);
`)
}

func (w *writer) columnsSource(c *cFile) {
	c.text(`/* @_columns.c - what is written for an object

   To change a column, change its line in the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
`)
	if w.hasRaw() {
		c.text("#include <time.h>\n")
	}
	c.text(`
\ITK

#include "@_columns.h"
`)
	if w.encodes() {
		c.text("#include \"@_encode.h\"\n")
	}
	c.text("#include \"@_report.h\"\n\n@_column_t @_columns[$_N_COLUMNS] = {\n")
	for _, column := range w.plan.Columns {
		c.text("    { %{header}, %{property}, $_%{of}, %{raw}, 0 },\n",
			"header", cString(w.title(column.Header)), "property", cString(column.Property),
			"of", level(column.Of), "raw", truth(column.As == spec.AsRaw))
	}
	c.text("};\n")
	w.valueReaders(c)
	w.cellReader(c)
}

// hasRaw reports whether stored values are read.
func (w *writer) hasRaw() bool {
	for _, column := range w.plan.Columns {
		if column.As == spec.AsRaw && column.Of != spec.OfRun {
			return true
		}
	}
	return false
}

// hasFileNames reports whether the name of a file in a volume is written.
func (w *writer) hasFileNames() bool {
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfFile && column.Property == "original_file_name" {
			return true
		}
	}
	return false
}

func (w *writer) hasRun(property string) bool {
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfRun && column.Property == property {
			return true
		}
	}
	return false
}

func (w *writer) valueReaders(c *cFile) {
	c.text(`
/* Several values go into one cell. */
static int put_value(@_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !@_puts(cell, %{list})) return 0;
    return @_puts(cell, value);
}
`, "list", cString(w.title(w.plan.Spec.Output.List)))
	c.text(`
static int put_displayed(tag_t object, const char *property, @_text_t *cell)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!$_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(cell, values[i]);
    MEM_free(values);
    return done;
}
`)
	if w.hasRaw() {
		w.rawReader(c)
	}
	if w.hasFileNames() {
		c.text(`
static int put_file_name(tag_t file, @_text_t *cell)
{
    char *name = NULL;
    int done = $_OK(IMF_ask_original_file_name2(file, &name)) && put_value(cell, name);

    MEM_free(name);
    return done;
}
`)
	}
	if w.hasRun("uid") {
		c.text(putUIDC)
	}
	if w.sorts() {
		w.keyReader(c)
	}
}

const putUIDC = `
static int put_uid(tag_t object, @_text_t *cell)
{
    char *uid = NULL;
    int done = $_OK(ITK__convert_tag_to_uid(object, &uid)) && put_value(cell, uid);

    MEM_free(uid);
    return done;
}
`

// rawReader writes the reader of stored values. References and arrays have no
// text of their own and are written as they are displayed.
func (w *writer) rawReader(c *cFile) {
	out := w.plan.Spec.Output
	c.text(putDateC, "dates", cString(out.Dates))
	if out.Decimal == "," {
		c.text("        if (strchr(number, '.') != NULL) *strchr(number, '.') = ',';\n")
	}
	c.text(`        return put_value(cell, number);
    case PROP_logical:
        if (!$_OK(AOM_ask_value_logical(object, property, &truth))) return 0;
        return put_value(cell, truth ? "true" : "false");
    case PROP_date:
        return put_date(object, property, cell);
    default:
        return put_displayed(object, property, cell);
    }
}
`)
}

const putDateC = `
static int put_date(tag_t object, const char *property, @_text_t *cell)
{
    date_t date, none = NULLDATE;
    struct tm day;
    char text[128] = "";

    if (!$_OK(AOM_ask_value_date(object, property, &date))) return 0;
    if (date.year == none.year && date.month == none.month && date.day == none.day) return 1;
    memset(&day, 0, sizeof day);
    day.tm_year = date.year - 1900;
    day.tm_mon = date.month;
    day.tm_mday = date.day;
    day.tm_hour = date.hour;
    day.tm_min = date.minute;
    day.tm_sec = date.second;
    day.tm_isdst = -1;
    if (mktime(&day) == (time_t)-1) return 0;           /* finds the day of the week */
    if (strftime(text, sizeof text, %{dates}, &day) == 0) return 0;
    return put_value(cell, text);
}

/* The stored value; what has no text of its own is written as it is shown. */
static int put_stored(tag_t object, const char *property, @_text_t *cell)
{
    PROP_value_type_t type = PROP_string;
    char *type_name = NULL, *text = NULL;
    char number[64];
    int whole = 0, done = 0;
    double real = 0.0;
    logical truth = FALSE;

    if (!$_OK(AOM_ask_value_type(object, property, &type, &type_name))) return 0;
    MEM_free(type_name);
    switch (type) {
    case PROP_string:
        done = $_OK(AOM_ask_value_string(object, property, &text)) && put_value(cell, text);
        MEM_free(text);
        return done;
    case PROP_int:
        if (!$_OK(AOM_ask_value_int(object, property, &whole))) return 0;
        sprintf(number, "%d", whole);
        return put_value(cell, number);
    case PROP_double:
        if (!$_OK(AOM_ask_value_double(object, property, &real))) return 0;
        sprintf(number, "%.15g", real);
`

// keyReader writes the reader of the cells that rows are sorted by: a letter
// for the kind, then a text that sorts, or a number.
func (w *writer) keyReader(c *cFile) {
	c.text(`
/* What a row is sorted by: a text, or the byte 1 and a number. Displayed dates
   and numbers do not sort, so that the stored value is taken. */
static int put_key(tag_t object, const char *property, @_text_t *cell)
{
    PROP_value_type_t type = PROP_string;
    char *type_name = NULL;
    char text[64];
    int whole = 0;
    double real = 0.0;
    date_t date;

    if (cell->used > 0) return 1;                       /* the first of several decides */
    if (!$_OK(AOM_ask_value_type(object, property, &type, &type_name))) return 0;
    MEM_free(type_name);
    switch (type) {
    case PROP_int:
        if (!$_OK(AOM_ask_value_int(object, property, &whole))) return 0;
        sprintf(text, "\001%d", whole);
        return @_puts(cell, text);
    case PROP_double:
        if (!$_OK(AOM_ask_value_double(object, property, &real))) return 0;
        sprintf(text, "\001%.17g", real);
        return @_puts(cell, text);
    case PROP_date:
        if (!$_OK(AOM_ask_value_date(object, property, &date))) return 0;
        sprintf(text, "%04d%02d%02d%02d%02d%02d", (int)date.year, (int)date.month, (int)date.day,
                (int)date.hour, (int)date.minute, (int)date.second);
        return @_puts(cell, text);
    default:
        return put_displayed(object, property, cell);
    }
}
`)
}
