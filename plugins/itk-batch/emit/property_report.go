package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// propertyReport writes a row for each property of an object.
var propertyReport = job{
	reasons:          true,
	checksProperties: true,
	lookups: func(w *writer, c *cFile) {
		c.text(`    {
        int k = 0;

        for (k = 0; k < options->props.n; k++) (void)find_property(names->type, options->type, options->props.item[k]);
    }
`)
	},
	modules: func(w *writer) {
		w.source("columns", w.propertyColumnsHeader, w.propertyColumnsSource)
		w.outputModules()
	},
	each: `        going_on = @_write_properties(object, line, options, &totals->rows);
`,
	does:   "writes one line for each of their properties to a file",
	limits: "It follows no reference: a property that refers to an object shows that object as users see it. A property that cannot be read is a line with its error, and the others follow. There is nothing to undo.",
}

func (w *writer) propertyColumnsHeader(c *cFile) {
	c.text(`/* @_columns.h - what is written for a property */

\ITK

#include "@_options.h"
#include "@_text.h"

#define $_N_COLUMNS %{n}
#define $_N_CELLS $_N_COLUMNS

typedef struct {
    const char *header;                     /* title in the first line */
} @_column_t;

/* The columns, in their order in the file. */
extern @_column_t @_columns[$_N_COLUMNS];

/* Writes a row for each property of an object; 0 when the file cannot be
   written. A property that cannot be read is a row with its error. */
int @_write_properties(tag_t object, long line, @_options_t *options, long *rows);
`, "n", itoa(len(w.plan.Columns)))
}

func (w *writer) propertyColumnsSource(c *cFile) {
	c.text(`/* @_columns.c - what is written for a property */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_columns.h"
#include "@_output.h"
#include "@_report.h"

@_column_t @_columns[$_N_COLUMNS] = {
`)
	for _, column := range w.plan.Columns {
		c.text("    { %{header} },\n", "header", cString(w.title(column.Header)))
	}
	c.text(`};

static @_text_t cells[$_N_CELLS];

static int put_value(@_text_t *cell, const char *value)
{
    if (value == NULL || value[0] == '\0') return 1;
    if (cell->used > 0 && !@_puts(cell, %{list})) return 0;
    return @_puts(cell, value);
}
`, "list", cString(w.title(w.plan.Spec.Output.List)))
	c.text(propertyRowC, "decimal", w.decimalC())
	if w.hasRun("line") {
		c.text(putNumberC)
	}
	if w.hasRun("uid") {
		c.text(putUIDC)
	}
	object, line := w.hasRun("uid") || w.hasRun("object"), w.hasRun("line")
	c.text("\n/* Fills the cells of a property. */\nstatic void fill(%{object}%{line}const property_t *property, @_text_t *row)\n{\n",
		"object", when(object, "tag_t object, "), "line", when(line, "long line, "))
	for i, column := range w.plan.Columns {
		w.propertyCell(c, i, column.Property, column.Of)
	}
	c.text("}\n")
	c.text(writePropertiesC, "object", when(object, "object, "), "line", when(line, "line, "), "idle", when(!line, "    (void)line;\n"))
}

// propertyCell writes one cell of a row.
func (w *writer) propertyCell(c *cFile, i int, property string, of spec.Of) {
	args := []string{"i", itoa(i), "property", cString(property)}
	if of != spec.OfRun {
		return
	}
	switch property {
	case "line":
		c.text("    (void)put_number(&row[%{i}], line);\n", args...)
	case "uid":
		c.text("    (void)put_uid(object, &row[%{i}]);\n", args...)
	case "object":
		c.text("    (void)read_displayed(object, \"object_string\", &row[%{i}]);\n", args...)
	case "property":
		c.text("    (void)@_puts(&row[%{i}], property->name);\n", args...)
	case "display_name":
		c.text("    (void)@_puts(&row[%{i}], @_string(&property->title));\n", args...)
	case "value_type":
		c.text("    (void)@_puts(&row[%{i}], property->type);\n", args...)
	case "value":
		c.text("    (void)@_puts(&row[%{i}], @_string(&property->value));\n", args...)
	}
}

// decimalC is the statement that gives a number the decimal sign of the output.
func (w *writer) decimalC() string {
	if w.plan.Spec.Output.Decimal != "," {
		return ""
	}
	return "        if (strchr(number, '.') != NULL) *strchr(number, '.') = ',';\n"
}

const putNumberC = `
static int put_number(@_text_t *cell, long number)
{
    char text[32];

    sprintf(text, "%ld", number);
    return @_puts(cell, text);
}
`

const propertyRowC = `
/* A property of an object. */
typedef struct {
    const char *name;
    const char *type;                       /* in words */
    @_text_t title, value;
} property_t;

static const char *type_word(PROP_value_type_t type)
{
    switch (type) {
    case PROP_string: return "string";
    case PROP_int: return "integer";
    case PROP_double: return "double";
    case PROP_logical: return "logical";
    case PROP_date: return "date";
    case PROP_float: return "float";
    case PROP_char: return "character";
    case PROP_short: return "short";
    case PROP_typed_reference: return "reference";
    case PROP_untyped_reference: return "reference";
    default: return "other";
    }
}

static int read_displayed(tag_t object, const char *name, @_text_t *value)
{
    char **values = NULL;
    int n = 0, i = 0, done = 1;

    if (!$_OK(AOM_ask_displayable_values(object, name, &n, &values))) return 0;
    for (i = 0; done && i < n; i++) done = put_value(value, values[i]);
    MEM_free(values);
    return done;
}

/* The stored value; arrays and references have no text of their own. */
static int read_stored(tag_t object, const char *name, PROP_value_type_t type, @_text_t *value)
{
    date_t date, none = NULLDATE;
    char *text = NULL;
    char number[128];
    int whole = 0, done = 0;
    double real = 0.0;
    logical truth = FALSE;

    switch (type) {
    case PROP_string:
        done = $_OK(AOM_ask_value_string(object, name, &text)) && put_value(value, text);
        MEM_free(text);
        return done;
    case PROP_int:
        if (!$_OK(AOM_ask_value_int(object, name, &whole))) return 0;
        sprintf(number, "%d", whole);
        return put_value(value, number);
    case PROP_double:
        if (!$_OK(AOM_ask_value_double(object, name, &real))) return 0;
        sprintf(number, "%.15g", real);
%{decimal}        return put_value(value, number);
    case PROP_logical:
        return $_OK(AOM_ask_value_logical(object, name, &truth)) && put_value(value, truth ? "true" : "false");
    case PROP_date:
        if (!$_OK(AOM_ask_value_date(object, name, &date))) return 0;
        if (date.year == none.year && date.month == none.month && date.day == none.day) return 1;
        sprintf(number, "%04d-%02d-%02d %02d:%02d:%02d", (int)date.year, (int)date.month + 1, (int)date.day,
            (int)date.hour, (int)date.minute, (int)date.second);
        return put_value(value, number);
    default:
        return read_displayed(object, name, value);
    }
}
`

const writePropertiesC = `
static int is_wanted(const @_list_t *props, const char *name)
{
    int i = 0;

    for (i = 0; i < props->n; i++) {
        if (strcmp(props->item[i], name) == 0) return 1;
    }
    return props->n == 0;
}

/* What there is to know of a property. Arrays are shown as users see them. */
static int read_value(tag_t object, tag_t type, int real, property_t *property)
{
    tag_t descriptor = NULLTAG;
    PROP_value_type_t value_type = PROP_string;
    char *title = NULL, *type_name = NULL;
    int elements = 0, done = 0;

    if (!$_OK(TCTYPE_ask_property_by_name(type, property->name, &descriptor))) return 0;
    if (descriptor == NULLTAG) {
        @_error("property %s is not known to its type", property->name);
        return 0;
    }
    done = $_OK(PROPDESC_ask_value_type(descriptor, &value_type, &type_name))
        && $_OK(PROPDESC_ask_max_num_elements(descriptor, &elements));
    MEM_free(type_name);
    if (!done) return 0;
    property->type = type_word(value_type);
    done = $_OK(AOM_UIF_ask_name(object, property->name, &title)) && put_value(&property->title, title);
    MEM_free(title);
    if (!done) return 0;
    if (real && elements == 1) return read_stored(object, property->name, value_type, &property->value);
    return read_displayed(object, property->name, &property->value);
}

static void read_property(tag_t object, tag_t type, int real, property_t *property)
{
    property->type = "";
    @_empty(&property->title);
    @_empty(&property->value);
    @_forget_reason();
    if (read_value(object, type, real, property)) return;
    @_empty(&property->value);
    (void)(@_puts(&property->value, "ERROR ") && @_puts(&property->value, @_reason()));
}

int @_write_properties(tag_t object, long line, @_options_t *options, long *rows)
{
    static property_t property;
    char **names = NULL;
    tag_t type = NULLTAG;
    int n = 0, i = 0, k = 0, going_on = 1;

%{idle}    if (!$_OK(TCTYPE_ask_object_type(object, &type)) || !$_OK(AOM_ask_prop_names(object, &n, &names))) {
        @_error_at(object, "its properties cannot be listed");
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) {
        if (!is_wanted(&options->props, names[i])) continue;
        property.name = names[i];
        read_property(object, type, options->real, &property);
        for (k = 0; k < $_N_CELLS; k++) @_empty(&cells[k]);
        fill(%{object}%{line}&property, cells);
        going_on = @_write_row(options, cells);
        (*rows)++;
    }
    MEM_free(names);
    return going_on;
}
`
