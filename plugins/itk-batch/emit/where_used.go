package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// whereUsed writes a row for each place where an object is used.
var whereUsed = job{
	table:            true,
	checksProperties: true,
	modules:          (*writer).columnModules,
	each:             eachRow,
	rows:             &ownRows{members: whereUsedRowC, objects: []rowObject{{spec.OfParent, "parent", ""}}, source: (*writer).whereUsedRows},
	members:          "    tag_t rule;                             /* NULLTAG: every revision counts */\n",
	lookups:          whereUsedLookups,
	does:             "writes where they are used",
	limits: "Without `-rule=` a parent counts in all its revisions, old ones too: that is more than what is in use today. An imprecise structure refers to the item, so all revisions of a part have the same parents there. " +
		"A parent that is met twice on one level is one row. References are followed only as far as the session may see them; of a common part all levels may be the whole site, so begin with `-depth=1`. An object that is used nowhere has no row. There is nothing to undo.",
}

const whereUsedRowC = `    int level;                              /* 1 is the direct parent */
    tag_t parent;
    const char *relation;                   /* of a reference; "" in a structure */
`

func whereUsedLookups(w *writer, c *cFile) {
	if !w.plan.Climbs() {
		c.text("    names->rule = NULLTAG;\n")
		return
	}
	c.text(`    if (options->rule != NULL) {
        if (!$_OK(CFM_find(options->rule, &names->rule))) names->rule = NULLTAG;
        if (names->rule == NULLTAG) missing("revision rule", options->rule, "-rule=");
    }
`)
}

// whereUsedRows writes the way up.
func (w *writer) whereUsedRows(c *cFile) {
	w.rowsTop(c, "where an object is used", "", "")
	if w.fillsCells() {
		c.text(whereUsedCellC)
	}
	c.text(referencesC)
	follow := "put_references(&run, line)"
	if w.plan.Climbs() {
		c.text(usesC)
		w.usersOf(c)
		c.text(putUsesC)
		follow = "options->references ? put_references(&run, line) : put_uses(&run, line)"
		if w.plan.Spec.Structure.By == spec.ByReferences {
			follow = "options->structure ? put_uses(&run, line) : put_references(&run, line)"
		}
	}
	c.text(`
int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    return ` + follow + `;
}
`)
}

const whereUsedCellC = `
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "relation") == 0) return @_puts(cell, row->relation);
    sprintf(number, "%d", row->level);
    return @_puts(cell, number);
}
`

const referencesC = `
/* What refers to the object by any relation or property. */
static int put_references(const run_t *run, long line)
{
    @_row_t row;
    tag_t *parents = NULL;
    int *levels = NULL;
    char **relations = NULL;
    int n = 0, i = 0, going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    if (!$_OK(WSOM_where_referenced(run->object, run->options->depth == 1 ? 1 : WSO_where_ref_any_depth, &n, &levels, &parents, &relations))) {
        @_error_at(run->object, "what refers to it cannot be listed");
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) {
        if (run->options->depth > 0 && levels[i] > run->options->depth) continue;
        row.level = levels[i];
        row.parent = parents[i];
        row.relation = relations[i] == NULL ? "" : relations[i];
        going_on = put_row(run, &row);
    }
    MEM_free(levels);
    MEM_free(parents);
    MEM_free(relations);
    return going_on;
}
`

const usesC = `
typedef struct {
    tag_t parent;
    int level, place;
} use_t;

static use_t *uses = NULL;
static int n_uses = 0, n_places = 0;

static int by_parent(const void *a, const void *b)
{
    const use_t *x = a, *y = b;

    if (x->parent != y->parent) return x->parent < y->parent ? -1 : 1;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    return x->place - y->place;
}

static int by_place(const void *a, const void *b)
{
    const use_t *x = a, *y = b;

    return x->place - y->place;
}

static int add_use(tag_t parent, int level)
{
    use_t *more = NULL;

    if (n_uses == n_places) {
        more = realloc(uses, (size_t)(2 * n_places + 64) * sizeof *uses);
        if (more == NULL) {
            @_error("out of memory for %d parents", n_uses);
            return 0;
        }
        uses = more;
        n_places = 2 * n_places + 64;
    }
    uses[n_uses].parent = parent;
    uses[n_uses].level = level;
    uses[n_uses].place = n_uses;
    n_uses++;
    return 1;
}

/* A parent that is met twice on a level, by several lines or revisions, is one
   use. Keeps the first of each and the order. */
static void keep_once(void)
{
    int i = 0, kept = 0;

    if (n_uses < 2) return;
    qsort(uses, (size_t)n_uses, sizeof *uses, by_parent);
    for (i = 0; i < n_uses; i++) {
        if (kept > 0 && uses[kept - 1].parent == uses[i].parent && uses[kept - 1].level == uses[i].level) continue;
        uses[kept++] = uses[i];
    }
    n_uses = kept;
    qsort(uses, (size_t)n_uses, sizeof *uses, by_place);
}

static int ask_uses(const run_t *run, tag_t part, int *n, int **levels, tag_t **parents)
{
    int depth = run->options->depth == 0 ? PS_where_used_all_levels : (int)run->options->depth;

    if (run->names->rule == NULLTAG) return $_OK(PS_where_used_all(part, depth, n, levels, parents));
    return $_OK(PS_where_used_configured(part, run->names->rule, depth, n, levels, parents));
}

static int add_uses(const run_t *run, tag_t part)
{
    tag_t *parents = NULL;
    int *levels = NULL;
    int n = 0, i = 0, done = 0;

    done = ask_uses(run, part, &n, &levels, &parents);
    for (i = 0; done && i < n; i++) done = add_use(parents[i], levels[i]);
    MEM_free(levels);
    MEM_free(parents);
    return done;
}
`

// usersOf finds the uses of what was selected: of an item those of its
// revisions, since a precise structure refers to one of them.
func (w *writer) usersOf(c *cFile) {
	s := w.plan.Spec.Select
	switch {
	case s.Kind == spec.KindRevision:
		c.text(`
static int find_uses(const run_t *run)
{
    return add_uses(run, run->object);
}
`)
	case s.Revision == spec.RevisionLatest:
		c.text(`
static int find_uses(const run_t *run)
{
    tag_t revision = NULLTAG;

    return $_OK(ITEM_ask_latest_rev(run->object, &revision)) && (revision == NULLTAG || add_uses(run, revision));
}
`)
	default:
		c.text(`
/* Precise structures refer to a revision: all of them are asked for. */
static int find_uses(const run_t *run)
{
    tag_t *revisions = NULL;
    int n = 0, i = 0, done = 0;

    done = $_OK(ITEM_list_all_revs(run->object, &n, &revisions));
    for (i = 0; done && i < n; i++) done = add_uses(run, revisions[i]);
    MEM_free(revisions);
    return done;
}
`)
	}
}

const putUsesC = `
static int put_uses(const run_t *run, long line)
{
    @_row_t row;
    int i = 0, going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    row.relation = "";
    n_uses = 0;
    if (!find_uses(run)) {
        @_error_at(run->object, "where it is used cannot be listed");
        n_uses = 0;
    }
    keep_once();
    for (i = 0; going_on && i < n_uses; i++) {
        row.level = uses[i].level;
        row.parent = uses[i].parent;
        going_on = put_row(run, &row);
    }
    free(uses);
    uses = NULL;
    n_uses = n_places = 0;
    return going_on;
}
`
