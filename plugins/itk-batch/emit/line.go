package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// role is a column of the input that the program reads, with its constant in
// C and its place in a line; -1 is a column that is in no file.
type role struct {
	name   string
	option string
	header string
	place  int
}

// inputRoles are the columns that are read: the key first.
func (w *writer) inputRoles() []role {
	roles := w.parentRole()
	for _, key := range []spec.Role{spec.RoleUID, spec.RoleItemID, spec.RoleRevID} {
		for i, column := range w.plan.Spec.Input.Columns {
			if column.Role == key {
				name := map[spec.Role]string{spec.RoleUID: "UID", spec.RoleItemID: "ITEM_ID", spec.RoleRevID: "REV_ID"}[key]
				roles = append(roles, role{w.roleName(name), optionOf(key), column.Header, i})
			}
		}
	}
	if !w.plan.Writes {
		return roles
	}
	for _, v := range w.plan.Values {
		place := -1
		for i, column := range w.plan.Spec.Input.Columns {
			if column.Role == v.Role && column.Property == v.Property && column.Of == v.Of && v.Value == "" {
				place = i
			}
		}
		roles = append(roles, role{w.fieldName(v), v.Name, v.Header, place})
	}
	return roles
}

// parentRole is the key of lines that belong together. An indented list has no
// column for it, the command line has.
func (w *writer) parentRole() []role {
	if !w.plan.Groups {
		return nil
	}
	parent := role{w.roleName("PARENT_ID"), "parent_id", "", -1}
	for i, column := range w.plan.Spec.Input.Columns {
		if column.Role == spec.RoleParentID {
			parent.header, parent.place = column.Header, i
		}
	}
	if w.namesParentRev() {
		return []role{parent, {w.roleName("PARENT_REV"), "parent_rev", "", -1}}
	}
	return []role{parent}
}

// namesParentRev reports whether the command line has to name the revision of
// its one parent: in an indented list, the line above does.
func (w *writer) namesParentRev() bool {
	return w.byLevel() && w.plan.Spec.Select.Revision == spec.RevisionGiven
}

func optionOf(key spec.Role) string {
	switch key {
	case spec.RoleUID:
		return "uid"
	case spec.RoleRevID:
		return "rev_id"
	}
	return "item_id"
}

// roleName is the constant of a key: known to one file of a report, and to
// the pattern's own files of a writer.
func (w *writer) roleName(name string) string {
	if w.plan.Writes {
		return w.upper + "_" + name
	}
	return name
}

// fieldName is the constant of a column that is no key.
func (w *writer) fieldName(v pattern.Value) string {
	name := []byte(w.upper + "_FIELD_" + v.Name)
	for i, b := range name {
		if 'a' <= b && b <= 'z' {
			name[i] = b - 'a' + 'A'
		}
	}
	return string(name)
}

// field is the C expression for the value of a column, "" when it has none.
func (w *writer) field(r spec.Role) string {
	v, ok := w.plan.ValueOf(r, "")
	if !ok {
		return `""`
	}
	return w.plan.Prefix + "_field(" + w.fieldName(v) + ")"
}

// lineHeader declares what a writer reads of a line.
func (w *writer) lineHeader(c *cFile) {
	c.text("/* The columns of the input, and the options that stand for them. */\nenum {\n")
	for _, r := range w.inputRoles() {
		c.text("    " + r.name + ",\n")
	}
	c.text(`    $_N_ROLES
};

/* The value of a column in the line that was read last; never NULL. */
const char *@_field(int role);
`)
	if w.fallsBack() {
		c.text("\n/* The same, or else the other value, which may be NULL. */\nconst char *@_field_or(int role, const char *otherwise);\n")
	}
	c.text("\n")
}

// fallsBack reports whether an option stands for empty cells of a column.
func (w *writer) fallsBack() bool {
	for _, v := range w.plan.Values {
		switch v.Role {
		case spec.RoleStatus, spec.RoleType, spec.RoleDatasetType, spec.RoleReference:
			return true
		case spec.RoleRelation: // a line that relates two objects must name its own
			return w.plan.Spec.Pattern == spec.DatasetImport
		}
	}
	return false
}

const fieldOrC = `
const char *@_field_or(int role, const char *otherwise)
{
    const char *text = field(role);

    if (text[0] != '\0') return text;
    return otherwise == NULL ? "" : otherwise;
}
`

// lineTop keeps the values that come from the command line.
func (w *writer) lineTop(c *cFile) {
	c.text(`
/* The values of the command line: of columns that are not in the file, and of
   all columns for one object without a file. */
static const char *given[N_ROLES];
static int one_object = 0;

static void take_options(@_options_t *options)
{
`)
	for _, r := range w.inputRoles() {
		c.text("    given[" + r.name + "] = options->" + r.option + ";\n")
	}
	c.text("}\n")
}

// changeLines writes the loop over the lines of the input: each has a row.
func (w *writer) changeLines(c *cFile) {
	c.text(`
/* A line that leads to no object has a row as well. */
static void treat_line(int state, @_line_t *line, @_options_t *options, @_names_t *names, totals_t *totals)
{
    %{locals}

    if (state < 0 || line->repeated || line->n == 0) {
        (void)@_begin_row(line->number, NULLTAG);
`, "locals", w.lineLocals())
	for _, key := range w.plan.Keys {
		if r, ok := w.keyRole(key); ok {
			c.text("        @_set_key($_" + upperName(key) + ", @_field(" + r + "));\n")
		}
	}
	c.text(`    }
    if (state < 0) {
        @_end_row(options, $_FAILED, NULL);
    } else if (line->repeated) {
        @_end_row(options, $_SKIPPED, "the same as an earlier line");
    }
`)
	if !w.plan.Makes {
		c.text(`    if (state > 0 && !line->repeated && line->n == 0) {
        @_end_row(options, $_SKIPPED, "%{none}");
    }
`, "none", w.noObject())
	}
	if w.plan.Makes {
		c.text(makeLineC, "each", expand(w, w.job.each))
	} else {
		c.text(`    for (i = 0; state > 0 && i < line->n && !stops(options, totals); i++) {
        treat(line->objects[i], line->number, options, names, totals);
    }
}
`)
	}
	c.text(`
/* 0 when the input cannot be read, so that nothing was done. */
static int treat_all(@_options_t *options, @_names_t *names, totals_t *totals)
{
    @_line_t line;
    int state = 1;

    memset(&line, 0, sizeof line);
    if (!@_open_input(options)) {
        @_close_input();
        return 0;
    }
    while (!@_gave_up()) {
        @_forget_reason();
        state = options->%{single} != NULL ? @_single_line(options, &line) : @_next_line(options, &line);
        if (state == 0 || stops(options, totals)) break;
        treat_line(state, &line, options, names, totals);
        if (options->%{single} != NULL) break;
    }
    free(line.objects);
    @_close_input();
    return 1;
}
`, "single", w.single())
}

const makeLineC = `    if (state < 0 || line->repeated) return;
    totals->looked_at++;
%{each}    if (@_rows($_DONE) > before) totals->changed++;
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        @_info("%ld lines, %ld rows OK, %ld skipped, %ld errors", totals->looked_at,
            @_rows($_DONE), @_rows($_SKIPPED), @_rows($_FAILED));
    }
}
`

func (w *writer) lineLocals() string {
	if w.plan.Makes {
		return expand(w, "long before = @_rows($_DONE);")
	}
	return "int i = 0;"
}

// noObject says why a line has no object without being wrong.
func (w *writer) noObject() string {
	if w.deletes() {
		return "it is not there"
	}
	return "there is no such revision"
}

// keyRole is the constant of the input column that a key is, if it is one.
func (w *writer) keyRole(key string) (string, bool) {
	in := w.plan.Spec.Input
	switch {
	case key == "item_id" && in.Has(spec.RoleItemID):
		return w.roleName("ITEM_ID"), true
	case key == "rev_id" && in.Has(spec.RoleRevID):
		return w.roleName("REV_ID"), true
	case key == "file":
		v, ok := w.plan.ValueOf(spec.RoleFile, "")
		return w.fieldName(v), ok
	}
	return "", false
}

// keyFields are the constants of the columns that tell two lines apart.
func (w *writer) keyFields() []string {
	var names []string
	for _, r := range w.inputRoles() {
		if r.option == "uid" || r.option == "item_id" || r.option == "rev_id" && r.name == w.roleName("REV_ID") {
			names = append(names, r.name)
		}
	}
	for _, v := range w.plan.Values {
		switch v.Role {
		case spec.RoleSecondaryID, spec.RoleSecondaryRev, spec.RoleRelation, spec.RoleStatus, spec.RoleProject,
			spec.RolePropertyName, spec.RoleDatasetName, spec.RoleFile, spec.RoleParentID, spec.RoleParentRev,
			spec.RoleChildID, spec.RoleChildRev, spec.RoleFindNo:
			names = append(names, w.fieldName(v))
		}
	}
	return names
}

// writerLines writes the way through the lines of a writer's input.
func (w *writer) writerLines(c *cFile, call, empty string) {
	once, remember := "", ""
	if w.checksRepeats() {
		once = `    n = is_new(line);
    if (n < 0) return -1;
    line->repeated = n == 0;
    if (line->repeated) return 1;
`
		remember = "        if (!is_blank(n) && line->number < options->start) (void)is_new(line);\n"
	}
	if w.plan.Makes {
		call, empty = "1", ""
		if once == "" {
			once = "    (void)line;\n"
		}
	}
	parameter, argument, unused := "", "", "    (void)options;\n"
	if w.findsByName() {
		parameter, argument, unused = w.plan.Prefix+"_options_t *options, ", "options, ", ""
	}
	if empty != "" {
		empty = `    if (` + empty + `) {
        @_error("line %ld: a value is missing", line->number);
        return -1;
    }
`
	}
	c.text(`
/* The objects of the line that was read. */
static int take_line(%{options}@_line_t *line)
{
`, "options", parameter)
	if w.checksRepeats() {
		c.text("    int n = 0;\n\n")
	}
	c.text(empty+once+`    return `+call+` ? 1 : -1;
}

int @_next_line(@_options_t *options, @_line_t *line)
{
    int n = 0;

    line->n = 0;
    line->repeated = 0;
    do {
        line->number = line_number + 1;
        n = read_record();
        if (n <= 0) return 0;
%{remember}    } while (is_blank(n) || line->number < options->start);
    if (has_moved(n)) return report_moved(line->number);
    return take_line(%{argument}line);
}

int @_single_line(@_options_t *options, @_line_t *line)
{
%{unused}    line->n = 0;
    line->repeated = 0;
    line->number = 1;
    return take_line(%{argument}line);
}
`, "remember", remember, "argument", argument, "unused", unused)
}
