package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// resolve writes the way from the values of a line to objects.
func (w *writer) resolve(c *cFile) {
	if w.plan.Makes || w.plan.Groups {
		return
	}
	c.text(`
static int add(@_line_t *line, tag_t object)
{
    tag_t *longer = realloc(line->objects, (size_t)(line->n + 1) * sizeof *longer);

    if (longer == NULL) {
        @_error("line %ld: out of memory", line->number);
        return 0;
    }
    longer[line->n++] = object;
    line->objects = longer;
    return 1;
}
`)
	if w.deletes() {
		w.resolveLeft(c)
		return
	}
	if w.findsByName() {
		w.resolveByName(c)
		return
	}
	if w.single() == "uid" {
		c.text(`
static int resolve(@_line_t *line, const char *uid)
{
    tag_t object = NULLTAG;

    if (!$_OK(ITK__convert_uid_to_tag(uid, &object))) object = NULLTAG;
    if (object == NULLTAG) {
        @_error("line %ld: no object has the UID %s", line->number, uid);
        return 0;
    }
    return add(line, object);
}
`)
		return
	}
	c.text(`
/* Item IDs are unique unless the site has further key attributes. */
static int find_item(@_line_t *line, const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!$_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) @_error("line %ld: item %s does not exist", line->number, item_id);
    if (n > 1) @_error("line %ld: %d items have the ID %s", line->number, n, item_id);
    return n == 1;
}
`)
	w.resolveItem(c)
}

// resolveItem writes the choice of the revisions of an item.
func (w *writer) resolveItem(c *cFile) {
	s := w.plan.Spec.Select
	switch {
	case s.Kind == spec.KindDataset:
		w.resolveDatasets(c)
	case s.Kind == spec.KindItem:
		c.text(`
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG;

    return find_item(line, item_id, &item) && add(line, item);
}
`)
	case w.plan.Spec.Input.Has(spec.RoleRevID):
		c.text(resolveC)
	case s.Revision == spec.RevisionLatest:
		c.text(`
/* The latest revision of the item. */
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    return find_item(line, item_id, &item)
        && $_OK(ITEM_ask_latest_rev(item, &revision))
        && revision != NULLTAG && add(line, revision);
}
`)
	default:
		c.text(resolveC2)
	}
}

const resolveC = `
static int resolve(@_line_t *line, const char *item_id, const char *rev_id)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    if (!find_item(line, item_id, &item)) return 0;
    if (!$_OK(ITEM_find_revision(item, rev_id, &revision))) revision = NULLTAG;
    if (revision == NULLTAG) {
        @_error("line %ld: item %s has no revision %s", line->number, item_id, rev_id);
        return 0;
    }
    return add(line, revision);
}
`

const resolveC2 = `
/* All revisions of the item; which are wanted is tested afterwards. */
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG;
    tag_t *revisions = NULL;
    int n = 0, i = 0, done = 0;

    done = find_item(line, item_id, &item) && $_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) done = add(line, revisions[i]);
    MEM_free(revisions);
    return done;
}
`

// nextLine writes the functions that go through the lines.
func (w *writer) nextLine(c *cFile) {
	field := func(name string) string { return "field(" + w.roleName(name) + ")" }
	call, empty := "resolve(line, "+field("ITEM_ID")+")", field("ITEM_ID")+"[0] == '\\0'"
	revision := w.single() == "item_id" && w.plan.Spec.Input.Has(spec.RoleRevID)
	switch {
	case w.findsByName():
		call, empty = "resolve(line, options)", w.field(spec.RoleFile)+"[0] == '\\0'"
	case w.single() == "uid":
		call, empty = "resolve(line, "+field("UID")+")", field("UID")+"[0] == '\\0'"
	case revision:
		call = "resolve(line, " + field("ITEM_ID") + ", " + field("REV_ID") + ")"
		empty += " || " + field("REV_ID") + "[0] == '\\0'"
	}
	if w.checksRepeats() {
		w.isNew(c)
	}
	if w.plan.Groups {
		c.text(groupedLinesC)
		return
	}
	c.text(reportMovedC)
	if w.plan.Writes {
		w.writerLines(c, call, empty)
		return
	}
	c.text(nextLineC, "empty", empty)
	if w.checksRepeats() {
		c.text("    n = is_new(line);\n    if (n <= 0) return n == 0 ? 1 : -1;                 /* without objects */\n")
	}
	c.text("    return " + call + " ? 1 : -1;\n}\n")
	args := "options->" + w.single()
	if revision {
		args += ", options->rev_id"
	}
	c.text(`
int @_single_line(@_options_t *options, @_line_t *line)
{
    line->n = 0;
    line->number = 1;
    return resolve(line, ` + args + `) ? 1 : -1;
}
`)
}

const reportMovedC = `
static int report_moved(long line)
{
    @_error("line %ld has more columns than the first one: put a value that holds the delimiter in quotation marks", line);
    return -1;
}
`

const nextLineC = `
int @_next_line(@_line_t *line)
{
    int n = 0;

    line->n = 0;
    do {
        line->number = line_number + 1;
        n = read_record();
        if (n <= 0) return 0;
    } while (is_blank(n));
    if (has_moved(n)) return report_moved(line->number);
    if (%{empty}) {
        @_error("line %ld: a value is missing", line->number);
        return -1;
    }
`

// isNew writes the test whether a key was read before.
func (w *writer) isNew(c *cFile) {
	c.text(`
/* 1 for a new key, 0 for one that is to be skipped, -1 for an error. */
static int is_new(@_line_t *line)
{
    static @_text_t key;
    int known = 0;

    @_empty(&key);
    if (`)
	for i, name := range w.keyFields() {
		if i > 0 {
			c.text("\n        || !@_puts(&key, \"\\n\") || ")
		}
		value := "field(" + name + ")"
		if i == 0 && w.findsByName() && w.comparesFiles() {
			value = "@_base_name(" + value + ")" // one dataset takes it, from whatever folder
		}
		c.text("!@_puts(&key, " + value + ")")
	}
	c.text(`) return -1;
    known = remember(@_string(&key));
    if (known < 0) @_error("line %ld: out of memory", line->number);
`)
	if w.plan.Spec.Input.Repeat == spec.RepeatError {
		c.text(`    if (known == 0) {
        @_error("line %ld: the same object as in an earlier line", line->number);
        return -1;
    }
`)
	}
	c.text("    return known;\n}\n")
}

// visitLines writes the loop over the lines of the input.
func (w *writer) visitLines(c *cFile) {
	c.text(`
/* 0 when the input cannot be read, so that nothing was done. */
static int visit_all(@_options_t *options, @_names_t *names, totals_t *totals)
{
    @_line_t line;
    int state = 0, i = 0, going_on = 1;

    memset(&line, 0, sizeof line);
    if (options->%{single} == NULL && !@_open_input(options)) {
        @_close_input();
        return 0;
    }
    state = options->%{single} != NULL ? @_single_line(options, &line) : @_next_line(&line);
    while (going_on && state != 0) {
        for (i = 0; state > 0 && going_on && i < line.n; i++) {
            if (`+w.stop()+`) {
                totals->truncated = 1;
                going_on = 0;
            } else {
                going_on = visit(line.objects[i], line.number, options, names, totals);
            }
        }
        if (options->%{single} != NULL) break;
        if (going_on) state = @_next_line(&line);
    }
    free(line.objects);
    @_close_input();
    return 1;
}
`, "single", w.single())
}
