package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// bomImport builds structures. The lines that name one parent are one change;
// what is kept of the file at a time is the lines of that parent.
var bomImport = job{
	modules: func(w *writer) {
		w.source("lines", w.linesHeader, w.linesSource)
		w.source("build", w.buildHeader, w.buildSource)
	},
	lookups:  structureLookups,
	finders:  newTypeFinder,
	members:  "    tag_t rule;                             /* NULLTAG for that of the session */\n",
	includes: []string{"build", "lines"},
	does:     "builds their structures as the lines of a file say",
	results: "| `parent_id` `parent_rev` | the assembly; the column `uid` is that of its revision |\n" +
		"| `child_id` `find_no` | the component and its find number, where the file has one |\n" +
		"| `old_qty` `new_qty` | quantity before and after; empty where the line has none. `old_uom` `new_uom`: the same of the unit, where the file has one |\n" +
		"| `what` | `added`, `changed`, `unchanged` or `removed` |\n",
	limits: "All lines of a parent are done, or none: one that fails is `ERROR`, the others of its parent say which line it was. " +
		"It sets quantity, find number and unit; occurrence notes, reference designators, positions, variants, effectivities and substitutes are left alone, and the revision of a line that is there is never changed. " +
		"An empty quantity leaves the line as it is; a line without one counts as 1. A fraction needs a unit. A BOM view is made where there is none, of the site's default type. " +
		"A structure that would contain itself is refused by Teamcenter, not in a dry run.",
	undo: "The result file holds what was added, changed and removed, with the old quantity and unit; a person takes it back in a client.",
}

// byLevel reports whether the file is an indented list: a level in each line,
// in place of a parent.
func (w *writer) byLevel() bool { return w.plan.Groups && w.plan.Spec.Input.Has(spec.RoleLevel) }

// remembersParents reports whether a parent whose lines come again later is
// not treated twice: the second part of its lines would add again or remove
// what the first one built.
func (w *writer) remembersParents() bool {
	existing := w.plan.Spec.Action.Existing
	return w.plan.Groups && (existing == spec.ExistingAdd || existing == spec.ExistingReplace)
}

// attributes are the line attributes that the file sets, with the role of
// their column.
var attributes = [...]struct {
	role         spec.Role
	member, name string
}{
	{spec.RoleFindNo, "find_no", "bl_sequence_no"},
	{spec.RoleUOM, "uom", "bl_uom"},
	{spec.RoleQuantity, "quantity", "bl_quantity"},
}

// setsLines reports whether the file has anything to set on a line.
func (w *writer) setsLines() bool {
	for _, a := range attributes {
		if w.plan.Spec.Input.Has(a.role) {
			return true
		}
	}
	return false
}

// structureMembers are what names and attributes of lines stand for.
func (w *writer) structureMembers(c *cFile) {
	if !w.plan.Groups {
		return
	}
	for _, a := range attributes {
		if w.plan.Spec.Input.Has(a.role) {
			member := "    int " + a.member + ";"
			c.text("%{member}%{pad}/* the attribute %{name} of a line */\n", "member", member, "pad", pad(len(member), 44), "name", a.name)
		}
	}
	if w.creates() {
		c.text("    tag_t new_type;                         /* of items that are created */\n")
	}
}

// creates reports whether items that are missing are created.
func (w *writer) creates() bool {
	return w.plan.Groups && w.plan.Spec.Action.Missing == spec.MissingCreate
}

func structureLookups(w *writer, c *cFile) {
	c.text(`    if (options->rule != NULL) {
        if (!$_OK(CFM_find(options->rule, &names->rule))) names->rule = NULLTAG;
        if (names->rule == NULLTAG) missing("revision rule", options->rule, "-rule=");
    }
`)
	for _, a := range attributes {
		if w.plan.Spec.Input.Has(a.role) {
			c.text("    if (!$_OK(BOM_line_look_up_attribute(%{name}, &names->%{member}))) mistakes++;\n", "name", cString(a.name), "member", a.member)
		}
	}
	if w.creates() {
		c.text("    names->new_type = find_new_type(options->new_type);\n")
	}
}

func newTypeFinder(w *writer, c *cFile) {
	if w.creates() {
		c.text(findNewTypeC)
	}
}

const findNewTypeC = `
static tag_t find_new_type(const char *name)
{
    tag_t type = find_type(name, "-new_type=");
    logical fits = FALSE;

    if (type == NULLTAG) return NULLTAG;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, "Item", &fits)) || !fits) {
        @_error("type \"%s\" is no Item: correct -new_type=", name);
        mistakes++;
    }
    return type;
}
`

// changeGroups writes the loop over lines that are a change together.
func (w *writer) changeGroups(c *cFile) {
	start := ""
	if w.hasStart() {
		start = "    if (whole->last < options->start) return;\n"
	}
	c.text(treatStructureC, "start", start)
	start = ""
	if w.hasStart() {
		start = "    if (line < options->start) return;\n"
	}
	top := ""
	if w.byLevel() {
		top = `    if (kept > 1) {
        @_end_row(options, $_SKIPPED, "an assembly at the top: the lines below it are its components");
        return;
    }
`
	}
	c.text(takeLineC, "start", start, "child", w.field(spec.RoleChildID), "top", expand(w, top))
	c.text(treatStructuresC)
}

// hasStart reports whether a run can begin at a line: of an indented list the
// lines above would be missing.
func (w *writer) hasStart() bool {
	_, ok := w.plan.Option("start")
	return ok
}

const treatStructureC = `
static void treat_structure(@_structure_t *whole, @_options_t *options, @_names_t *names, totals_t *totals)
{
    long before = @_rows($_DONE);

%{start}    totals->looked_at++;
    @_build(whole, options, names);
    totals->changed += @_rows($_DONE) - before;
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        @_info("%ld structures, %ld lines OK, %ld skipped, %ld errors", totals->looked_at,
            @_rows($_DONE), @_rows($_SKIPPED), @_rows($_FAILED));
    }
}
`

const takeLineC = `
/* A line that belongs to no structure has its row at once. One that is wrong
   may belong to any that is open, which is incomplete without it. */
static void take_line(int state, long line, @_options_t *options)
{
    int kept = state > 0 ? @_keep(line) : 0;

    if (kept == 1) return;
    if (kept == 0) @_break(line);
%{start}    (void)@_begin_row(line, NULLTAG);
    @_set_key($_KEY_PARENT_ID, @_field($_PARENT_ID));
    @_set_key($_KEY_CHILD_ID, %{child});
%{top}    @_end_row(options, $_FAILED, NULL);
}
`

const treatStructuresC = `
/* 0 when the input cannot be read, so that nothing was done. */
static int treat_all(@_options_t *options, @_names_t *names, totals_t *totals)
{
    @_structure_t *whole = NULL;
    long line = 0;
    int state = 1, stopped = 0;

    if (!@_open_input(options)) {
        @_close_input();
        return 0;
    }
    while (!stopped && state != 0) {
        @_forget_reason();
        /* What cannot be read ends the file: nobody knows what follows. */
        state = state < 0 ? 0 : @_next_line(&line);
        while (!stopped && (whole = @_complete(state)) != NULL) {
            treat_structure(whole, options, names, totals);
            @_drop(whole);
            stopped = stops(options, totals);
        }
        @_forget_reason();
        if (!stopped && state != 0) take_line(state, line, options);
        stopped = stopped || @_gave_up();
    }
    @_drop_all();
    @_close_input();
    return 1;
}
`

// readmeStructures says which lines belong together.
func (w *writer) readmeStructures(b *strings.Builder) {
	if w.byLevel() {
		b.WriteString("The parent of a line is the last line one level above it; the lines at the level of the first one are the assemblies at the top. " +
			"A line more than one level below the one before it is an error, and no structure is built that was open there. ")
	} else {
		b.WriteString("The lines of a parent stand together: a structure ends where another parent begins. ")
	}
	b.WriteString("Lines are one when component and find number are the same, or the component alone where there is no find number; they are compared within their structure. ")
	switch {
	case !w.remembersParents():
		b.WriteString("A parent that comes again further down is treated again. ")
	case w.byLevel():
		b.WriteString("A parent that comes again further down is skipped: its structure is that of its first lines. ")
	default:
		b.WriteString("A parent that comes again further down is an error: sort the file by parent. ")
	}
	b.WriteString("A line that is wrong in itself may belong to the structure around it, which is then left out.\n\n" +
		"The program keeps the lines of ")
	if w.byLevel() {
		b.WriteString("the structures that are open from the top down to a line")
	} else {
		b.WriteString("one structure at a time")
	}
	if w.remembersParents() {
		b.WriteString(", and some 50 bytes for each parent that it has met.\n\n")
	} else {
		b.WriteString(": its memory does not grow with the file.\n\n")
	}
}

// structuresAgain says what a second run does.
func (w *writer) structuresAgain() string {
	switch w.plan.Spec.Action.Existing {
	case spec.ExistingAdd:
		return "**A second run adds all lines once more**: begin behind the last structure of the result file."
	case spec.ExistingError:
		return "A second run reports each line that is there already as an error, and builds nothing of its parent."
	}
	return "A second run skips the lines that are there already."
}

// groupedHeaderC declares the reader of lines that are kept for a while.
const groupedHeaderC = `/* Opens the input and finds its columns; 0 on failure, which is reported. */
int @_open_input(@_options_t *options);

/* Reads the next line, or takes the one of the command line. 1 with its number,
   0 at the end, -1 when it cannot be read, which is reported. */
int @_next_line(long *line);

/* 0 when the line that was read has more columns than the first one. */
int @_is_whole(void);

void @_close_input(void);
`

const groupedLinesC = `
static int moved = 0;

int @_next_line(long *line)
{
    int n = 0;

    if (one_object) {
        *line = 1;
        return line_number++ == 0;
    }
    do {
        *line = line_number + 1;
        n = read_record();
        if (n <= 0) return n;
    } while (is_blank(n));
    moved = has_moved(n);
    return 1;
}

int @_is_whole(void)
{
    return !moved;
}
`
