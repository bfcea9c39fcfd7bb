package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

func (w *writer) linesHeader(c *cFile) {
	again := ""
	if w.remembersParents() {
		again = "    int again;                              /* an earlier structure has the same parent */\n"
	}
	c.text(linesHeaderC, "again", again)
	keep := "1, or 0 when it is wrong"
	if w.byLevel() {
		keep = "1; 2 when it names an\n   assembly at the top; 0 when it is wrong"
	}
	c.text(linesFunctionsC, "keep", keep)
}

const linesHeaderC = `/* @_lines.h - structures, as the lines of the input give them */

\ITK

/* A component as its line names it, and what becomes of it. */
typedef struct {
    long line;
    char *texts;                            /* holds the next ones */
    const char *child_id, *child_rev, *find_no, *quantity, *uom;
    char number[32];                        /* the quantity with a point; "" for none */
    int is_found, is_new, has_failed;
    tag_t item, revision;
    int what;                               /* is planned, see @_build.c */
    int entry;                              /* its line in the structure */
    int sets_quantity, sets_uom;
    char *old_quantity, *old_uom, *why;
} @_component_t;

/* The lines that name one parent, and what they are built on. */
typedef struct {
    char *texts;
    const char *parent_id, *parent_rev;
    char *rev_id;                           /* of the revision that is built */
    long last;                              /* line of it, or below it */
    long broken;                            /* a wrong line that may belong to it; 0 for none */
%{again}    int n, size;
    @_component_t *components;
    tag_t item, revision, view, bvr;        /* NULLTAG for what is not there, or not yet */
    logical precise;
} @_structure_t;
`

const linesFunctionsC = `
/* The next structure that is complete with the line that was read, or with the
   end of the file when state is 0; NULL when there is none. */
@_structure_t *@_complete(int state);

/* Keeps the line that was read for its structure: %{keep}, which
   is reported. */
int @_keep(long line);

/* No structure that is open is complete without that line. */
void @_break(long line);

/* Frees what a structure holds; all that are open. */
void @_drop(@_structure_t *structure);
void @_drop_all(void);
`

func (w *writer) linesSource(c *cFile) {
	c.text(`/* @_lines.c - structures, as the lines of the input give them

`)
	levels := "1"
	if w.byLevel() {
		levels = "100"
		c.text("   The parent of a line is the last one a level above it, so that a structure\n   is open on each level down to that of the line. */\n")
	} else {
		c.text("   The lines of a parent stand together: only one structure is open. */\n")
	}
	c.text(`
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_lines.h"
#include "@_report.h"
#include "@_select.h"
`)
	if w.remembersParents() {
		c.text("#include \"@_text.h\"\n")
	}
	c.text(`
#define MAX_OPEN %{levels}

static @_structure_t open_structures[MAX_OPEN];
static int n_open = 0;
`, "levels", levels)
	again, free := "", ""
	if w.remembersParents() {
		w.repeats(c)
		c.text(isAgainC)
		again, free = `    if (structure->n == 0) structure->again = is_again(structure->parent_id, structure->parent_rev);
    if (structure->again < 0) return 0;
`, "    free_keys();\n"
	}
	c.text(openStructureC, "again", again,
		"child", w.field(spec.RoleChildID), "rev", w.field(spec.RoleChildRev), "find", w.field(spec.RoleFindNo),
		"quantity", w.field(spec.RoleQuantity), "uom", w.field(spec.RoleUOM))
	if w.byLevel() {
		parentRev := `""`
		if w.namesParentRev() {
			parentRev = w.plan.Prefix + "_field(" + w.roleName("PARENT_REV") + ")"
		}
		c.text(keepByLevelC, "child", w.field(spec.RoleChildID), "rev", w.field(spec.RoleChildRev), "parent_rev", parentRev)
	} else {
		c.text(keepByParentC, "rev", w.field(spec.RoleParentRev))
	}
	c.text(dropC, "free", free)
}

const isAgainC = `
/* 1 when the parent had lines before, 0 when not, -1 without memory. */
static int is_again(const char *id, const char *rev)
{
    static @_text_t key;
    int known = -1;

    @_empty(&key);
    if (@_puts(&key, id) && @_puts(&key, "\n") && @_puts(&key, rev)) known = remember(@_string(&key));
    @_free_text(&key);
    if (known < 0) @_error("out of memory for the parents");
    return known < 0 ? -1 : !known;
}
`

const openStructureC = `
/* Puts a text behind those that are there; the place behind it. */
static char *put_text(char *place, const char *text, const char **kept)
{
    *kept = strcpy(place, text);
    return place + strlen(text) + 1;
}

static int open_structure(const char *id, const char *rev, long line)
{
    char *texts = malloc(strlen(id) + strlen(rev) + 2);

    if (texts == NULL) {
        @_error("out of memory for a structure");
        return 0;
    }
    memset(&open_structures[n_open], 0, sizeof open_structures[n_open]);
    open_structures[n_open].texts = texts;
    open_structures[n_open].last = line;
    (void)put_text(put_text(texts, id, &open_structures[n_open].parent_id), rev, &open_structures[n_open].parent_rev);
    n_open++;
    return 1;
}

/* Makes room for one more component. */
static @_component_t *next_component(@_structure_t *structure)
{
    @_component_t *more = structure->components;

    if (structure->n == structure->size) {
        more = realloc(more, (size_t)(2 * structure->size + 16) * sizeof *more);
        if (more == NULL) return NULL;
        structure->components = more;
        structure->size = 2 * structure->size + 16;
    }
    memset(&more[structure->n], 0, sizeof *more);
    return &more[structure->n];
}

/* Keeps the component that the line names. */
static int add_component(@_structure_t *structure, long line)
{
    @_component_t *component = next_component(structure);
    const char *child = %{child};
    const char *rev = %{rev};
    const char *find_no = %{find};
    const char *quantity = %{quantity};
    const char *uom = %{uom};
    char *texts = NULL;

%{again}    if (component != NULL) texts = malloc(strlen(child) + strlen(rev) + strlen(find_no) + strlen(quantity) + strlen(uom) + 5);
    if (texts == NULL) {
        @_error("out of memory for a line");
        return 0;
    }
    component->line = line;
    component->texts = texts;
    texts = put_text(texts, child, &component->child_id);
    texts = put_text(texts, rev, &component->child_rev);
    texts = put_text(texts, find_no, &component->find_no);
    texts = put_text(texts, quantity, &component->quantity);
    (void)put_text(texts, uom, &component->uom);
    structure->last = line;
    structure->n++;
    return 1;
}
`

const keepByParentC = `
@_structure_t *@_complete(int state)
{
    const char *id = "", *rev = "";

    if (n_open == 0 || state < 0) return NULL;
    if (state > 0) {
        if (!@_is_whole()) return NULL;
        id = @_field($_PARENT_ID);
        rev = %{rev};
        if (id[0] == '\0' || (strcmp(id, open_structures[0].parent_id) == 0 && strcmp(rev, open_structures[0].parent_rev) == 0)) return NULL;
    }
    return &open_structures[--n_open];
}

int @_keep(long line)
{
    const char *id = @_field($_PARENT_ID);

    if (!@_is_whole()) {
        @_error("the line has more columns than the first one: put a value that holds the delimiter in quotation marks");
        return 0;
    }
    if (id[0] == '\0') {
        @_error("the line names no parent");
        return 0;
    }
    return (n_open > 0 || open_structure(id, %{rev}, line)) && add_component(&open_structures[0], line);
}
`

const keepByLevelC = `
/* The level of the line, from 0 at that of the first line; -1 when it is none,
   or above that. */
static int find_depth(void)
{
    static int first = -1;
    const char *text = @_field($_FIELD_LEVEL);
    size_t n = strspn(text, "0123456789");
    int level = -1;

    if (n == 0 || n > 3 || text[n] != '\0') return -1;
    level = atoi(text);
    if (first < 0) first = level;
    return level < first || level - first >= MAX_OPEN ? -1 : level - first;
}

@_structure_t *@_complete(int state)
{
    int depth = 0;

    if (state < 0 || (state > 0 && !@_is_whole())) return NULL;
    depth = state == 0 || @_field($_PARENT_ID)[0] != '\0' ? 0 : find_depth();
    while (depth >= 0 && n_open > depth) {
        if (open_structures[--n_open].n > 0) return &open_structures[n_open];
        @_drop(&open_structures[n_open]);
    }
    return NULL;
}

/* One component of the command line has its parent there. */
static int keep_single(const char *id, long line)
{
    return open_structure(id, %{parent_rev}, line) && add_component(&open_structures[0], line);
}

int @_keep(long line)
{
    const char *child = %{child};
    int depth = 0, i = 0;

    if (@_field($_PARENT_ID)[0] != '\0') return keep_single(@_field($_PARENT_ID), line);
    if (!@_is_whole()) {
        @_error("the line has more columns than the first one: put a value that holds the delimiter in quotation marks");
        return 0;
    }
    depth = find_depth();
    if (depth < 0) {
        @_error("\"%s\" is no level, or above that of the first line", @_field($_FIELD_LEVEL));
        return 0;
    }
    if (depth > n_open) {
        @_error("the line is %d levels below the one before it", depth - n_open + 1);
        return 0;
    }
    for (i = 0; i < n_open; i++) open_structures[i].last = line;
    if (depth > 0 && !add_component(&open_structures[depth - 1], line)) return 0;
    if (!open_structure(child, %{rev}, line)) return 0;
    return depth == 0 ? 2 : 1;
}
`

const dropC = `
void @_break(long line)
{
    int i = 0;

    for (i = 0; i < n_open; i++) {
        if (open_structures[i].broken == 0) open_structures[i].broken = line;
        open_structures[i].last = line;
    }
}

void @_drop(@_structure_t *structure)
{
    int i = 0;

    for (i = 0; i < structure->n; i++) {
        free(structure->components[i].texts);
        free(structure->components[i].old_quantity);
        free(structure->components[i].old_uom);
        free(structure->components[i].why);
    }
    free(structure->components);
    free(structure->rev_id);
    free(structure->texts);
    memset(structure, 0, sizeof *structure);
}

void @_drop_all(void)
{
    while (n_open > 0) @_drop(&open_structures[--n_open]);
%{free}}
`
