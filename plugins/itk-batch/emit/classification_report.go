package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// classificationReport writes a row for each attribute of a classified object.
var classificationReport = job{
	table:            true,
	checksProperties: true,
	modules:          (*writer).columnModules,
	each:             eachRow,
	rows:             &ownRows{members: classRowC, texts: []spec.Of{spec.OfClass}, source: (*writer).classRows},
	lookups:          classLookups,
	does:             "writes how they are classified, one line for each attribute",
	limits: "Values are those that the classification stores: of an attribute with a list of values it is the key, not the text that users see, and units are not delivered. " +
		"Classes are compared by their ID: objects of a class below it are not found by it. To find the objects of one class, all classified objects are read, since only the classification object knows its class. " +
		"An object may be classified several times, and item and revision both. The newer classification, whose types begin with Cls0, is not covered by these calls. There is nothing to undo.",
}

const classRowC = `    const char *class_id;
    const char *class_name;
    int n_attributes;                       /* 1, or with -wide all of them */
    char **attributes, **values;
`

func classLookups(w *writer, c *cFile) {
	c.text(`    for (i = 0; i < options->%{class}.n; i++) {
        tag_t class_tag = NULLTAG;

        if (!$_OK(ICS_find_class(options->%{class}.item[i], &class_tag))) class_tag = NULLTAG;
        if (class_tag == NULLTAG) missing("classification class", options->%{class}.item[i], "-%{class}=");
    }
`, "class", w.classOption())
}

// classOption is the option with the IDs of the classes.
func (w *writer) classOption() string {
	if f, ok := w.rowFilter(spec.FieldClassID); ok {
		return f.Member
	}
	return "class"
}

// classRows writes the classifications of an object.
func (w *writer) classRows(c *cFile) {
	w.rowsTop(c, "how an object is classified", "", "")
	used := map[string]bool{}
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfClass {
			used[column.Property] = true
		}
	}
	attributes := used["attribute"] || used["value"]
	if w.fillsCells() {
		w.classCells(c, used, attributes)
	}
	f, ok := w.rowFilter(spec.FieldClassID)
	c.text(classFitsC, "class", w.classOption(), "wanted", truth(!ok || f.Op != spec.OpIsNot))
	if attributes {
		c.text(putAttributesC)
	} else {
		c.text(putClassC)
	}
	c.text(classWriteC)
}

func (w *writer) classCells(c *cFile, used map[string]bool, attributes bool) {
	if attributes {
		c.text(`
/* What stands at the same place belongs together, so that an empty value keeps
   its place. */
static int put_all(int n, char **texts, @_text_t *cell)
{
    int i = 0;

    for (i = 0; i < n; i++) {
        if (i > 0 && !@_puts(cell, %{list})) return 0;
        if (texts[i] != NULL && !@_puts(cell, texts[i])) return 0;
    }
    return 1;
}
`, "list", cString(w.title(w.plan.Spec.Output.List)))
	}
	c.text("\nint @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)\n{\n    (void)object;\n    (void)level;\n")
	for _, cell := range [...][2]string{
		{"class_id", "@_puts(cell, row->class_id)"}, {"class_name", "@_puts(cell, row->class_name)"},
		{"attribute", "put_all(row->n_attributes, row->attributes, cell)"}, {"value", "put_all(row->n_attributes, row->values, cell)"},
	} {
		if used[cell[0]] {
			c.text("    if (strcmp(property, \"" + cell[0] + "\") == 0) return " + cell[1] + ";\n")
		}
	}
	c.text("    return 1;\n}\n")
}

const classFitsC = `
static int is_wanted(const run_t *run, const char *class_id)
{
    int i = 0, found = 0;

    if (run->options->%{class}.n == 0) return 1;
    for (i = 0; i < run->options->%{class}.n; i++) {
        if (strcmp(run->options->%{class}.item[i], class_id) == 0) found = 1;
    }
    return found == %{wanted};
}
`

const putAttributesC = `
/* One row for each attribute, or one for all. */
static int put_class(const run_t *run, @_row_t *row, tag_t classification)
{
    char **attributes = NULL, **values = NULL;
    int n = 0, i = 0, going_on = 1;

    if (!$_OK(ICS_ask_attributes_of_classification_obj(classification, &n, &attributes, &values))) {
        @_error_at(run->object, "the attributes of a classification cannot be read");
        n = 0;
    }
    row->n_attributes = n;
    row->attributes = attributes;
    row->values = values;
    if (run->options->wide || n == 0) {
        going_on = put_row(run, row);
    } else {
        row->n_attributes = 1;
        for (i = 0; going_on && i < n; i++) {
            row->attributes = attributes + i;
            row->values = values + i;
            going_on = put_row(run, row);
        }
    }
    MEM_free(attributes);
    MEM_free(values);
    return going_on;
}
`

const putClassC = `
static int put_class(const run_t *run, @_row_t *row, tag_t classification)
{
    (void)classification;
    return put_row(run, row);
}
`

const classWriteC = `
static int visit_classification(const run_t *run, long line, tag_t classification)
{
    @_row_t row;
    tag_t class_tag = NULLTAG;
    char *id = NULL, *name = NULL;
    int going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    if (!$_OK(ICS_ask_class_of_classification_obj(classification, &class_tag)) || class_tag == NULLTAG
        || !$_OK(ICS_ask_id_name(class_tag, &id, &name))) {
        @_error_at(run->object, "the class of a classification cannot be read; it is left out");
    } else {
        row.class_id = id == NULL ? "" : id;
        row.class_name = name == NULL ? "" : name;
        if (is_wanted(run, row.class_id)) going_on = put_class(run, &row, classification);
    }
    MEM_free(id);
    MEM_free(name);
    return going_on;
}

int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    tag_t *found = NULL;
    int n = 0, i = 0, going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    if (!$_OK(GRM_list_secondary_objects_only(object, names->class_relation, &n, &found))) {
        @_error_at(object, "its classifications cannot be listed");
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) going_on = visit_classification(&run, line, found[i]);
    MEM_free(found);
    return going_on;
}
`
