package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// cellReader writes the functions that fill the cells of a row.
func (w *writer) cellReader(c *cFile) {
	c.text(`
/* A property that only some subtypes have leaves the cell of others empty. */
static int lacks(tag_t object, const @_column_t *column)
{
    tag_t type = NULLTAG;

    if (column->everywhere) return 0;
    return $_OK(TCTYPE_ask_object_type(object, &type)) && @_property_of(type, column->property) == NULLTAG;
}

static int put_property(tag_t object, const @_column_t *column, @_text_t *cell)
{
    if (lacks(object, column)) return 1;
`)
	if w.hasFileNames() {
		c.text("    if (column->of == $_FILE && strcmp(column->property, \"original_file_name\") == 0) return put_file_name(object, cell);\n")
	}
	if w.hasRaw() {
		c.text("    if (column->is_raw) return put_stored(object, column->property, cell);\n")
	}
	c.text("    return put_displayed(object, column->property, cell);\n}\n")
	if w.reachesColumns() {
		w.reachedCell(c)
	}
	w.readCell(c)
	if w.sorts() {
		w.readKeys(c)
	}
	w.readRow(c)
}

// hasWay reports whether a column is read through a relation.
func (w *writer) hasWay() bool {
	for _, column := range w.plan.Columns {
		if column.RelationMember != "" {
			return true
		}
	}
	return false
}

func (w *writer) reachedCell(c *cFile) {
	if w.hasWay() {
		c.text("\n/* The relation that leads to the objects of a column, and their type. */\nstatic void find_way(int i, @_options_t *options, @_names_t *names, tag_t *relation, const char **type)\n{\n")
		if !w.hasWayType() {
			c.text("    (void)options;\n    (void)type;\n")
		}
		c.text("    switch (i) {\n")
		for i, column := range w.plan.Columns {
			if column.RelationMember == "" {
				continue
			}
			c.text("    case %{i}:\n        *relation = names->%{relation};\n", "i", itoa(i), "relation", column.RelationMember)
			if column.TypeMember != "" {
				c.text("        *type = options->%{type};\n", "type", column.TypeMember)
			}
			c.text("        break;\n")
		}
		c.text("    default:\n        break;\n    }\n}\n")
	}
	args := "object, column->of" + w.ifFollows(", NULLTAG, NULL") + ", &n, &reached"
	extra, find := "", ""
	params := "tag_t object, const @_column_t *column, @_text_t *cell"
	if w.hasWay() {
		args = "object, column->of, relation, type, &n, &reached"
		extra = "    tag_t relation = NULLTAG;\n    const char *type = NULL;\n"
		find = "    find_way(i, options, names, &relation, &type);\n"
		params = "tag_t object, int i, @_options_t *options, @_names_t *names, @_text_t *cell"
		extra = "    const @_column_t *column = &@_columns[i];\n" + extra
	}
	c.text("\nstatic int put_reached(" + params + ")\n{\n" + extra + `    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

` + find + `    if (!@_reach(` + args + `)) return 0;
    for (k = 0; done && k < n; k++) done = put_property(reached[k], column, cell);
    free(reached);
    return done;
}
`)
}

func (w *writer) hasWayType() bool {
	for _, column := range w.plan.Columns {
		if column.TypeMember != "" {
			return true
		}
	}
	return false
}

// readCell writes the function that reads one column of an object.
func (w *writer) readCell(c *cFile) {
	c.text(`
static int read_cell(tag_t object, ` + w.rowParameter() + `, int i, @_options_t *options, @_names_t *names, @_text_t *cell)
{
    const @_column_t *column = &@_columns[i];
`)
	if w.hasRun("line") {
		c.text("    char number[32];\n")
	}
	c.text("\n")
	if !w.hasRun("line") && !w.fillsCells() && len(w.rowObjects()) == 0 {
		c.text("    (void)" + w.rowArgument() + ";\n")
	}
	if !w.hasWay() {
		c.text("    (void)options;\n    (void)names;\n")
	}
	if w.hasRun("line") && w.job.rows != nil {
		c.text(`    if (column->of == $_RUN && strcmp(column->property, "line") == 0) {
        sprintf(number, "%ld", row->line);
        return @_puts(cell, number);
    }
`)
	} else if w.hasRun("line") {
		c.text(`    if (column->of == $_RUN && strcmp(column->property, "line") == 0) {
        sprintf(number, "%ld", line);
        return @_puts(cell, number);
    }
`)
	}
	if w.hasRun("uid") {
		also := ""
		if w.job.rows != nil {
			also = ` && strcmp(column->property, "uid") == 0`
		}
		c.text("    if (column->of == $_RUN" + also + ") return put_uid(object, cell);\n")
	}
	w.ownCells(c)
	if !w.reachesColumns() {
		c.text("    return put_property(object, column, cell);\n}\n")
		return
	}
	args := "object, column, cell"
	if w.hasWay() {
		args = "object, i, options, names, cell"
	}
	c.text("    if (column->of == $_SELF) return put_property(object, column, cell);\n    return put_reached(" + args + ");\n}\n")
}

// reachesColumns reports whether a column is read from another object.
func (w *writer) reachesColumns() bool {
	return w.plan.Reads(spec.OfItem, spec.OfRevision, spec.OfRelated, spec.OfFile)
}

// readKeys writes the reader of the cells that rows are sorted by.
func (w *writer) readKeys(c *cFile) {
	c.text("\n/* The columns to sort by, the most important first. */\nstatic const int keys[$_N_KEYS] = {")
	for i, key := range w.plan.Spec.Output.Sort {
		if i > 0 {
			c.text(",")
		}
		c.text(" " + itoa(w.columnOf(key.Property)))
	}
	c.text(" };\n")
	reach := ""
	if w.reachesColumns() {
		reach = `
    if (column->of != $_SELF) {
        if (!@_reach(object, column->of` + w.ifFollows(", NULLTAG, NULL") + `, &n, &reached)) return 0;
        for (k = 0; done && k < n; k++) done = lacks(reached[k], column) || put_key(reached[k], column->property, key);
        free(reached);
        return done;
    }`
		if w.hasWay() {
			reach = `
    find_way(i, options, names, &relation, &type);` + reach
			reach = replaceOnce(reach, "NULLTAG, NULL, &n", "relation, type, &n")
		}
	}
	if w.fillsCells() {
		keep := ""
		if w.hasRun("line") || w.hasRun("uid") {
			keep = "    if (column->of == " + w.upper + "_RUN && (strcmp(column->property, \"line\") == 0 || strcmp(column->property, \"uid\") == 0)) return 1;\n"
		}
		decimal := ""
		if w.plan.Spec.Output.Decimal == "," {
			decimal = "    if (strchr(number, ',') != NULL) *strchr(number, ',') = '.';\n"
		}
		c.text(putOwnKeyC, "keep", keep, "decimal", decimal)
	}
	row := ""
	if w.job.rows != nil {
		row = w.rowParameter() + ", "
	}
	c.text("\nstatic int read_key(tag_t object, " + row + "int i, @_options_t *options, @_names_t *names, @_text_t *key)\n{\n    const @_column_t *column = &@_columns[i];\n")
	if w.hasWay() {
		c.text("    tag_t relation = NULLTAG;\n    const char *type = NULL;\n")
	}
	if w.reachesColumns() {
		c.text("    tag_t *reached = NULL;\n    int n = 0, k = 0, done = 1;\n")
	}
	c.text("\n")
	if !w.hasWay() {
		c.text("    (void)options;\n    (void)names;\n")
	}
	if w.job.rows != nil && !w.fillsCells() && len(w.rowObjects()) == 0 {
		c.text("    (void)row;\n")
	}
	w.ownKeys(c)
	if w.plan.Reads(spec.OfRun) && !w.fillsCells() {
		c.text("    if (column->of == $_RUN) return 1;                  /* the order of finding is kept */\n")
	}
	c.text(strings.TrimPrefix(reach, "\n") + `
    return lacks(object, column) || put_key(object, column->property, key);
}
`)
}

// columnOf returns the place of the first column with the property.
func (w *writer) columnOf(property string) int {
	for i, column := range w.plan.Columns {
		if column.Property == property {
			return i
		}
	}
	return 0
}

func (w *writer) readRow(c *cFile) {
	c.text(`
static void report_cell(tag_t object, const char *property)
{
    char text[128];

    sprintf(text, "%.64s could not be read and is left empty", property);
    @_error_at(object, text);
}

void @_read_row(tag_t object, ` + w.rowParameter() + `, @_options_t *options, @_names_t *names, @_text_t *cells)
{
    int i = 0;

    for (i = 0; i < $_N_COLUMNS; i++) {
        @_empty(&cells[i]);
        if (!read_cell(object, ` + w.rowArgument() + `, i, options, names, &cells[i])`)
	if w.encodes() {
		c.text(" || !@_encode(&cells[i])")
	}
	c.text(`) {
            @_empty(&cells[i]);
            report_cell(object, @_columns[i].property);
        }
    }
`)
	if w.sorts() {
		row := ""
		if w.job.rows != nil {
			row = "row, "
		}
		c.text(`    for (i = 0; i < $_N_KEYS; i++) {
        @_empty(&cells[$_N_COLUMNS + i]);
        if (!read_key(object, ` + row + `keys[i], options, names, &cells[$_N_COLUMNS + i])) report_cell(object, @_columns[keys[i]].property);
    }
`)
	}
	c.text("}\n")
}
