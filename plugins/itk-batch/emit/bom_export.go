package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// bomExport writes a row for each line of a structure.
var bomExport = job{
	table:            true,
	checksProperties: true,
	modules:          (*writer).columnModules,
	each:             eachRow,
	rows: &ownRows{
		members: bomRowC,
		objects: []rowObject{{spec.OfLine, "bom_line", "BOMLine"}, {spec.OfParent, "parent", "BOMLine"}},
		source:  (*writer).bomRows,
	},
	members: "    tag_t rule;                             /* NULLTAG for that of the session */\n",
	lookups: bomLookups,
	does:    "writes the lines of their structures to a file",
	limits: "It reads the structure as the revision rule configures it, without variants and effectivities of its own, and shows neither substitutes nor what is packed into a line unless it is unpacked. " +
		"A line is level 1 below its assembly, which is level 0. An empty quantity counts as one in totals; a quantity that is no number is an error there. A structure that contains itself is reported and cut at that place. There is nothing to undo.",
}

const bomRowC = `    int level;                              /* 0 for the assembly itself */
    tag_t bom_line;
    tag_t parent;                           /* the line above it; NULLTAG at the top */
    const char *quantity;                   /* computed; NULL for that of the line */
`

func bomLookups(w *writer, c *cFile) {
	c.text(`    if (options->rule != NULL) {
        if (!$_OK(CFM_find(options->rule, &names->rule))) names->rule = NULLTAG;
        if (names->rule == NULLTAG) missing("revision rule", options->rule, "-rule=");
    }
    for (i = 0; i < options->skip_types.n; i++) (void)find_type(options->skip_types.item[i], "-skip_types=");
`)
}

// bomRows writes the walk down a structure.
func (w *writer) bomRows(c *cFile) {
	flag := func(name string) string {
		if _, ok := w.plan.Option(name); ok {
			return "run->options->" + name
		}
		return "!run->options->no_" + name
	}
	w.rowsTop(c, "the lines of a structure", "", "")
	c.text(readDisplayedC)
	if w.fillsCells() {
		c.text(bomCellC)
	}
	c.text(bomQuantityC, "decimal", replaceOnce(w.decimalC(), "        if", "    if"), "total", flag("total"))
	c.text(bomTotalC)
	c.text(bomWalkC, "total", flag("total"), "skip", flag("skip_unconfigured"))
	c.text(viewTypeC)
	c.text(bomViewC)
	c.text(bomWindowC, "total", replaceOnce(flag("total"), "run->", ""), "pack", flag("pack"))
}

const bomCellC = `
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "level") == 0) {
        sprintf(number, "%d", row->level);
        return @_puts(cell, number);
    }
    if (row->quantity != NULL) return @_puts(cell, row->quantity);
    return row->parent == NULLTAG || read_displayed(row->bom_line, "bl_quantity", cell);
}
`

const bomQuantityC = `
/* A line on the way down, and what it stands for. */
typedef struct place_s {
    const struct place_s *above;
    tag_t bom_line;
    tag_t revision;                         /* NULLTAG when the rule configures none */
    tag_t shown;                            /* the line itself, or the one above it that is not left out */
    int depth, level;
    double left_out;                        /* the product of the quantities that are left out above it */
    double pieces;                          /* of it in one of the top */
    int is_known;                           /* all quantities were numbers */
} place_t;

/* Whether quantities have to be numbers for this run. */
static int counts(const run_t *run)
{
    return %{total} || run->options->skip_types.n > 0;
}

/* An empty quantity is one. 0 when it is no number, which is reported. */
static int read_quantity(const run_t *run, tag_t bom_line, double *quantity)
{
    static @_text_t text;
    char *comma = NULL, *end = NULL;

    *quantity = 1.0;
    if (!read_displayed(bom_line, "bl_quantity", &text)) {
        @_error_at(run->object, "the quantity of a line cannot be read");
        return 0;
    }
    if (text.used == 0) return 1;
    comma = strchr(text.data, ',');
    if (comma != NULL) *comma = '.';
    *quantity = strtod(text.data, &end);
    if (end != text.data && *end == '\0') return 1;
    *quantity = 1.0;
    @_error("the quantity \"%s\" is no number", @_string(&text));
    @_error_at(run->object, "a quantity is missing in its rows");
    return 0;
}

static const char *as_text(char *number, double quantity)
{
    sprintf(number, "%.12g", quantity);
%{decimal}    return number;
}
`

const bomTotalC = `
/* A part, with all of it in one of the top. */
typedef struct {
    tag_t bom_line, parent, revision, item;
    int level, is_known;
    double pieces;
    char *uom;
} part_t;

static part_t *parts = NULL;
static int n_parts = 0, n_places = 0;

static void free_parts(void)
{
    int i = 0;

    for (i = 0; i < n_parts; i++) free(parts[i].uom);
    free(parts);
    parts = NULL;
    n_parts = n_places = 0;
}

/* Parts of one revision are one, unless they are counted in another unit. */
static part_t *find_part(tag_t revision, tag_t item, const char *uom)
{
    int i = 0;

    for (i = 0; i < n_parts; i++) {
        if (parts[i].revision == revision && parts[i].item == item && strcmp(parts[i].uom, uom) == 0) return &parts[i];
    }
    return NULL;
}

static part_t *add_part(const place_t *place, tag_t parent, tag_t item, const char *uom)
{
    part_t *part = NULL;
    part_t *more = NULL;

    if (n_parts == n_places) {
        more = realloc(parts, (size_t)(2 * n_places + 64) * sizeof *parts);
        if (more == NULL) return NULL;
        parts = more;
        n_places = 2 * n_places + 64;
    }
    part = &parts[n_parts];
    memset(part, 0, sizeof *part);
    part->uom = malloc(strlen(uom) + 1);
    if (part->uom == NULL) return NULL;
    strcpy(part->uom, uom);
    part->bom_line = place->bom_line;
    part->parent = parent;
    part->revision = place->revision;
    part->item = item;
    part->level = place->level;
    part->is_known = 1;
    n_parts++;
    return part;
}

/* 0 when the run cannot go on. */
static int count_part(const run_t *run, const place_t *place, tag_t parent)
{
    static @_text_t uom;
    part_t *part = NULL;
    tag_t item = NULLTAG;

    if (!$_OK(AOM_ask_value_tag(place->bom_line, "bl_item", &item)) || !read_displayed(place->bom_line, "bl_uom", &uom)) {
        @_error_at(run->object, "a line cannot be read and is missing in the totals");
        return 1;
    }
    part = find_part(place->revision, item, @_string(&uom));
    if (part == NULL) part = add_part(place, parent, item, @_string(&uom));
    if (part == NULL) {
        @_error("out of memory for %d parts", n_parts + 1);
        return 0;
    }
    part->pieces += place->pieces;
    if (!place->is_known) part->is_known = 0;
    return 1;
}

static int put_parts(const run_t *run, @_row_t *row)
{
    char number[64];
    int i = 0, going_on = 1;

    for (i = 0; going_on && i < n_parts; i++) {
        row->bom_line = parts[i].bom_line;
        row->parent = parts[i].parent;
        row->level = parts[i].level;
        row->quantity = parts[i].is_known ? as_text(number, parts[i].pieces) : "";
        going_on = put_row(run, row);
    }
    return going_on;
}
`

const bomWalkC = `
static int put_line(const run_t *run, long line, const place_t *place, tag_t parent, double quantity)
{
    @_row_t row;
    char number[64];

    if (%{total}) return place->above == NULL || count_part(run, place, parent);
    memset(&row, 0, sizeof row);
    row.line = line;
    row.bom_line = place->bom_line;
    row.parent = parent;
    row.level = place->level;
    /* Below a line that is left out the quantities multiply. */
    if (place->above != NULL && place->above->shown != place->above->bom_line) {
        row.quantity = place->is_known ? as_text(number, place->above->left_out * quantity) : "";
    }
    return put_row(run, &row);
}

static int is_above(const place_t *place, tag_t revision)
{
    for (; place != NULL; place = place->above) {
        if (place->revision == revision) return 1;
    }
    return 0;
}

/* Whether the line's revision is of a type that is left out. */
static int is_left_out(const run_t *run, tag_t revision, int *yes)
{
    tag_t type = NULLTAG;
    logical is_type = FALSE;
    int i = 0;

    *yes = 0;
    if (run->options->skip_types.n == 0 || revision == NULLTAG) return 1;
    if (!$_OK(TCTYPE_ask_object_type(revision, &type))) return 0;
    for (i = 0; !*yes && i < run->options->skip_types.n; i++) {
        is_type = FALSE;
        if (!$_OK(TCTYPE_is_type_of_as_str(type, run->options->skip_types.item[i], &is_type))) return 0;
        if (is_type) *yes = 1;
    }
    return 1;
}

static int walk(const run_t *run, long line, const place_t *place);

/* Writes the row of a line and goes on below it. */
static int visit_line(const run_t *run, long line, const place_t *above, tag_t bom_line)
{
    place_t place;
    double quantity = 1.0;
    int left_out = 0;

    place = *above;
    place.above = above;
    place.bom_line = bom_line;
    place.depth = above->depth + 1;
    if (!$_OK(AOM_ask_value_tag(bom_line, "bl_revision", &place.revision)) || !is_left_out(run, place.revision, &left_out)) {
        @_error_at(run->object, "a line cannot be read and is left out, with all below it");
        return 1;
    }
    if (place.revision == NULLTAG && %{skip}) return 1;
    if (counts(run) && !read_quantity(run, bom_line, &quantity)) place.is_known = 0;
    place.pieces = above->pieces * quantity;
    if (left_out) {
        place.left_out = above->left_out * quantity;
    } else {
        place.shown = bom_line;
        place.level = above->level + 1;
        place.left_out = 1.0;
        if (!put_line(run, line, &place, above->shown, quantity)) return 0;
    }
    if (place.revision == NULLTAG) return 1;
    if (is_above(above, place.revision)) {
        @_error_at(place.revision, "contains itself: what is below it is left out");
        return 1;
    }
    return walk(run, line, &place);
}

static int walk(const run_t *run, long line, const place_t *place)
{
    tag_t *lines = NULL;
    int n = 0, i = 0, going_on = 1;

    if (run->options->depth > 0 && place->depth >= run->options->depth) return 1;
    if (!$_OK(BOM_line_ask_child_lines(place->bom_line, &n, &lines))) {
        @_error_at(run->object, "the lines below one of its lines cannot be read");
        return 1;
    }
    for (i = 0; going_on && i < n; i++) going_on = visit_line(run, line, place, lines[i]);
    MEM_free(lines);
    return going_on;
}
`

// viewTypeC compares the type of a BOM view.
const viewTypeC = `
/* Whether the BOM view has the type of -view=. */
static int has_type(tag_t view, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    char *type_name = NULL;

    *yes = 0;
    if (!$_OK(PS_ask_bom_view_type(view, &type)) || !$_OK(PS_ask_view_type_name(type, &type_name))) return 0;
    *yes = type_name != NULL && strcmp(type_name, name) == 0;
    MEM_free(type_name);
    return 1;
}
`

const bomViewC = `
/* The BOM view of that type; NULLTAG is the default one. */
static int find_view(tag_t revision, const char *name, tag_t *view)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    *view = NULLTAG;
    if (name == NULL) return 1;
    done = $_OK(ITEM_rev_list_bom_view_revs(revision, &n, &bvrs));
    for (i = 0; done && !yes && i < n; i++) done = $_OK(PS_ask_bom_view_of_bvr(bvrs[i], view)) && has_type(*view, name, &yes);
    MEM_free(bvrs);
    if (done && !yes) @_error("it has no BOM view of the type %s", name);
    return done && yes;
}
`

const bomWindowC = `
/* Sets the window up; what is written is what its rule configures. */
static int open_structure(const run_t *run, tag_t window, tag_t *top)
{
    tag_t view = NULLTAG;

    if (!find_view(run->object, run->options->view, &view)) return 0;
    if (run->names->rule != NULLTAG && !$_OK(BOM_set_window_config_rule(window, run->names->rule))) return 0;
    return $_OK(BOM_set_window_pack_all(window, %{pack} ? TRUE : FALSE))
        && $_OK(BOM_set_window_top_line(window, NULLTAG, run->object, view, top));
}

int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    @_row_t row;
    place_t top;
    tag_t window = NULLTAG;
    int going_on = 1;

` + beginRun + `    memset(&top, 0, sizeof top);
    if (!$_OK(BOM_create_window(&window))) {
        @_error_at(object, "its structure cannot be opened");
        return 1;
    }
    if (!open_structure(&run, window, &top.bom_line)) {
        @_error_at(object, "its structure cannot be opened");
    } else {
        top.revision = object;
        top.shown = top.bom_line;
        top.left_out = top.pieces = 1.0;
        top.is_known = 1;
        going_on = put_line(&run, line, &top, NULLTAG, 1.0) && walk(&run, line, &top);
        if (going_on && %{total}) going_on = put_parts(&run, &row);
        free_parts();
    }
    if (!$_OK(BOM_close_window(window))) @_info("the BOM window lasts until the session ends");
    return going_on;
}
`
