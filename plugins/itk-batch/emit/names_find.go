package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) classFinder(c *cFile) {
	user := ""
	if w.plan.Spec.Select.Kind == spec.KindUser {
		user = "    names->own_class = 1;                               /* users have no object_type: each is tested */\n"
	}
	c.text(`
/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(@_options_t *options, @_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : %{root};
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
%{user}}
`, "root", w.root(), "user", user)
}

// root is the class of the whole kind as a C literal.
func (w *writer) root() string { return cString(w.plan.Spec.Select.Kind.RootClass()) }

// columnFinder checks the table of columns as a whole.
func (w *writer) columnFinder(c *cFile) {
	c.text(`
/* A property that only some subtypes have is read where it is there. */
static void find_column(tag_t type, const char *type_name, @_column_t *column)
{
    int found = find_property(type, type_name, column->property);

    column->everywhere = found == 2;
}
`)
}

func (w *writer) findNames(c *cFile) {
	c.text("\nint @_find_names(@_options_t *options, @_names_t *names)\n{\n")
	if w.hasLookups() || w.hasTable() {
		c.text("    int i = 0;\n\n")
	}
	c.text("    memset(names, 0, sizeof *names);\n")
	c.text("    names->type = find_type(options->type, \"-type=\");\n")
	c.text("    check_kind(names->type, options->type, %{root});\n", "root", w.root())
	if w.plan.Spec.Select.Enquires() {
		c.text("    find_class(options, names);\n")
	}
	for _, f := range w.plan.Filters {
		w.findFilter(c, f)
	}
	for _, name := range w.relations() {
		if _, ok := w.plan.Option("scan"); ok && name == "checkout_relation" {
			c.text("    if (!options->scan) ")
			c.text("names->%{name} = find_relation(options->%{name}, \"-%{name}=, or scan all objects with -scan\");\n", "name", name)
			continue
		}
		c.text("    names->%{name} = find_relation(options->%{name}, \"-%{name}=\");\n", "name", name)
	}
	for _, f := range w.plan.Filters {
		if f.TypeMember != "" {
			c.text("    for (i = 0; i < options->%{name}.n; i++) (void)find_type(options->%{name}.item[i], \"-%{name}=\");\n", "name", f.TypeMember)
		}
	}
	w.findLookups(c)
	w.findColumns(c)
	if w.job.lookups != nil {
		w.job.lookups(w, c)
	}
	switch w.plan.Spec.Select.From {
	case spec.FromQuery:
		c.text("    find_query(options, names);\n")
	case spec.FromFolder:
		c.text("    find_folder(options, names);\n")
	}
	c.text("    return mistakes == 0;\n}\n")
}

func (w *writer) hasLookups() bool {
	for _, l := range w.plan.Lookups {
		if l.List && l.Kind != pattern.LookupStatus {
			return true
		}
	}
	for _, f := range w.plan.Filters {
		if lookupOf(f) != lookupNone || f.TypeMember != "" {
			return true
		}
	}
	return false
}

func (w *writer) findFilter(c *cFile, f pattern.Filter) {
	name := []string{"name", f.Member, "attribute", cString(f.Attribute), "type", w.typeName(f.Of)}
	switch what := lookupOf(f); {
	case what != lookupNone:
		c.text(`    for (i = 0; i < options->%{name}.n; i++) {
        names->%{name}[i] = find_%{what}(options->%{name}.item[i], "-%{name}=");
    }
`, "name", f.Member, "what", [...]string{"", "user", "group", "project"}[what])
	case f.Field == spec.FieldTemplate:
		c.text("    find_templates(&options->%{name}, \"-%{name}=\");\n", name...)
	case f.Field == spec.FieldTaskState:
		c.text("    check_task_states(&options->%{name}, \"-%{name}=\");\n", name...)
	case f.Field == spec.FieldTaskName && w.plan.Writes:
		c.text("    check_task_names(&options->%{name}, \"-%{name}=\");\n", name...)
	case f.Field == spec.FieldStarted:
		c.text("    (void)find_property(names->type, %{type}, %{attribute});\n", name...)
	case f.Field == spec.FieldStatus && f.Member != "":
		c.text("    find_statuses(&options->%{name}, \"-%{name}=\");\n", name...)
	case f.Test == pattern.TestProperty && f.Narrow == pattern.NarrowProperty:
		c.text("    names->%{name}_is_stored = find_property(names->type, %{type}, %{attribute}) == 2\n"+
			"        && is_stored(names->type, names->class_name, %{attribute});\n", name...)
	case f.Test == pattern.TestProperty || f.Test == pattern.TestEmpty:
		c.text("    (void)find_property(%{tag}, %{type}, %{attribute});\n",
			append(name, "tag", w.typeTag(f.Of))...)
	}
}

// typeName is a C expression for the name of the type of an object.
func (w *writer) typeName(of spec.Of) string {
	switch {
	case of == spec.OfItem:
		return `"Item"`
	case of == spec.OfRevision:
		return `"ItemRevision"`
	case of == spec.OfFile:
		return `"ImanFile"`
	}
	return "options->type"
}

// typeTag is a C expression for the tag of that type.
func (w *writer) typeTag(of spec.Of) string {
	if of == spec.OfSelf {
		return "names->type"
	}
	return "find_type(" + w.typeName(of) + `, "the kind of objects")`
}

// findColumns checks the properties of the table of columns.
func (w *writer) findColumns(c *cFile) {
	if !w.hasTable() {
		return
	}
	c.text("    for (i = 0; i < $_N_COLUMNS; i++) {\n        @_column_t *column = &@_columns[i];\n\n        switch (column->of) {\n")
	c.text("        case $_SELF:\n            find_column(names->type, %{type}, column);\n            break;\n", "type", w.typeName(spec.OfSelf))
	for _, of := range []spec.Of{spec.OfItem, spec.OfRevision, spec.OfFile} {
		if w.plan.Reads(of) {
			c.text("        case $_%{of}:\n            find_column(%{tag}, %{type}, column);\n            break;\n",
				"of", level(of), "tag", w.typeTag(of), "type", w.typeName(of))
		}
	}
	for _, o := range w.checkedObjects() {
		c.text("        case $_%{of}:\n            find_column(find_type(%{type}, \"the kind of objects\"), %{type}, column);\n            break;\n",
			"of", level(o.of), "type", cString(o.typeName))
	}
	if w.hasOtherLevels() {
		c.text("        default:                            /* its type is known when it is read, or it has none */\n            break;\n")
	}
	c.text("        }\n    }\n")
	w.findColumnTypes(c)
}

// hasOtherLevels reports whether there are objects whose columns need no check
// here, or that only a filter reaches.
func (w *writer) hasOtherLevels() bool {
	for _, of := range w.levels() {
		if of == spec.OfRelated || !w.plan.Reads(of) {
			return true
		}
	}
	return w.plan.Reads(spec.OfRun) || len(w.ownLevels()) > len(w.checkedObjects())
}

// checkedObjects are the objects of a row whose type is known at the start.
func (w *writer) checkedObjects() []rowObject {
	var checked []rowObject
	for _, o := range w.rowObjects() {
		if o.typeName != "" {
			checked = append(checked, o)
		}
	}
	return checked
}

// findColumnTypes looks up the types that narrow related objects.
func (w *writer) findColumnTypes(c *cFile) {
	last := ""
	for _, column := range w.plan.Columns {
		if column.TypeMember != "" && column.TypeMember != last {
			last = column.TypeMember
			c.text("    (void)find_type(options->%{name}, \"-%{name}=\");\n", "name", last)
		}
	}
}

// level is the name of an object that a column is read from.
func level(of spec.Of) string {
	switch of {
	case spec.OfItem:
		return "ITEM"
	case spec.OfRevision:
		return "REVISION"
	case spec.OfRelated:
		return "RELATED"
	case spec.OfFile:
		return "FILE"
	case spec.OfRun:
		return "RUN"
	case spec.OfParent:
		return "PARENT"
	case spec.OfLine:
		return "LINE"
	case spec.OfUser:
		return "USER"
	case spec.OfMember:
		return "MEMBER"
	case spec.OfClass:
		return "CLASS"
	case spec.OfTask:
		return "TASK"
	case spec.OfProcess:
		return "PROCESS"
	}
	return "SELF"
}
