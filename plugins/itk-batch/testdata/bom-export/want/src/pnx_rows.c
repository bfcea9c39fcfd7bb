/* pnx_rows.c - the lines of a structure */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <bom/bom.h>
#include <ps/ps.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_rows.h"

/* The run that the rows belong to. */
typedef struct {
    tag_t object;
    pnx_options_t *options;
    pnx_names_t *names;
    long *rows;
    int *truncated;
} run_t;

/* Whether -max= is reached; what follows is then left out. */
static int is_full(const run_t *run)
{
    if (run->options->max == 0 || *run->rows < run->options->max) return 0;
    *run->truncated = 1;
    return 1;
}

static int put_row(const run_t *run, const pnx_row_t *row)
{
    static pnx_text_t cells[PNX_N_CELLS];

    if (is_full(run)) return 0;
    pnx_read_row(run->object, row, run->options, run->names, cells);
    (*run->rows)++;
    return pnx_write_row(run->options, cells);
}

static int read_displayed(tag_t object, const char *property, pnx_text_t *text)
{
    char **values = NULL;
    int n = 0, done = 0;

    pnx_empty(text);
    if (!PNX_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    done = n == 0 || values[0] == NULL || pnx_puts(text, values[0]);
    MEM_free(values);
    return done;
}

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "level") == 0) {
        sprintf(number, "%d", row->level);
        return pnx_puts(cell, number);
    }
    if (row->quantity != NULL) return pnx_puts(cell, row->quantity);
    return row->parent == NULLTAG || read_displayed(row->bom_line, "bl_quantity", cell);
}

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
    return run->options->total || run->options->skip_types.n > 0;
}

/* An empty quantity is one. 0 when it is no number, which is reported. */
static int read_quantity(const run_t *run, tag_t bom_line, double *quantity)
{
    static pnx_text_t text;
    char *comma = NULL, *end = NULL;

    *quantity = 1.0;
    if (!read_displayed(bom_line, "bl_quantity", &text)) {
        pnx_error_at(run->object, "the quantity of a line cannot be read");
        return 0;
    }
    if (text.used == 0) return 1;
    comma = strchr(text.data, ',');
    if (comma != NULL) *comma = '.';
    *quantity = strtod(text.data, &end);
    if (end != text.data && *end == '\0') return 1;
    *quantity = 1.0;
    pnx_error("the quantity \"%s\" is no number", pnx_string(&text));
    pnx_error_at(run->object, "a quantity is missing in its rows");
    return 0;
}

static const char *as_text(char *number, double quantity)
{
    sprintf(number, "%.12g", quantity);
    return number;
}

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
    static pnx_text_t uom;
    part_t *part = NULL;
    tag_t item = NULLTAG;

    if (!PNX_OK(AOM_ask_value_tag(place->bom_line, "bl_item", &item)) || !read_displayed(place->bom_line, "bl_uom", &uom)) {
        pnx_error_at(run->object, "a line cannot be read and is missing in the totals");
        return 1;
    }
    part = find_part(place->revision, item, pnx_string(&uom));
    if (part == NULL) part = add_part(place, parent, item, pnx_string(&uom));
    if (part == NULL) {
        pnx_error("out of memory for %d parts", n_parts + 1);
        return 0;
    }
    part->pieces += place->pieces;
    if (!place->is_known) part->is_known = 0;
    return 1;
}

static int put_parts(const run_t *run, pnx_row_t *row)
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

static int put_line(const run_t *run, long line, const place_t *place, tag_t parent, double quantity)
{
    pnx_row_t row;
    char number[64];

    if (run->options->total) return place->above == NULL || count_part(run, place, parent);
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
    if (!PNX_OK(TCTYPE_ask_object_type(revision, &type))) return 0;
    for (i = 0; !*yes && i < run->options->skip_types.n; i++) {
        is_type = FALSE;
        if (!PNX_OK(TCTYPE_is_type_of_as_str(type, run->options->skip_types.item[i], &is_type))) return 0;
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
    if (!PNX_OK(AOM_ask_value_tag(bom_line, "bl_revision", &place.revision)) || !is_left_out(run, place.revision, &left_out)) {
        pnx_error_at(run->object, "a line cannot be read and is left out, with all below it");
        return 1;
    }
    if (place.revision == NULLTAG && run->options->skip_unconfigured) return 1;
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
        pnx_error_at(place.revision, "contains itself: what is below it is left out");
        return 1;
    }
    return walk(run, line, &place);
}

static int walk(const run_t *run, long line, const place_t *place)
{
    tag_t *lines = NULL;
    int n = 0, i = 0, going_on = 1;

    if (run->options->depth > 0 && place->depth >= run->options->depth) return 1;
    if (!PNX_OK(BOM_line_ask_child_lines(place->bom_line, &n, &lines))) {
        pnx_error_at(run->object, "the lines below one of its lines cannot be read");
        return 1;
    }
    for (i = 0; going_on && i < n; i++) going_on = visit_line(run, line, place, lines[i]);
    MEM_free(lines);
    return going_on;
}

/* Whether the BOM view has the type of -view=. */
static int has_type(tag_t view, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    char *type_name = NULL;

    *yes = 0;
    if (!PNX_OK(PS_ask_bom_view_type(view, &type)) || !PNX_OK(PS_ask_view_type_name(type, &type_name))) return 0;
    *yes = type_name != NULL && strcmp(type_name, name) == 0;
    MEM_free(type_name);
    return 1;
}

/* The BOM view of that type; NULLTAG is the default one. */
static int find_view(tag_t revision, const char *name, tag_t *view)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    *view = NULLTAG;
    if (name == NULL) return 1;
    done = PNX_OK(ITEM_rev_list_bom_view_revs(revision, &n, &bvrs));
    for (i = 0; done && !yes && i < n; i++) done = PNX_OK(PS_ask_bom_view_of_bvr(bvrs[i], view)) && has_type(*view, name, &yes);
    MEM_free(bvrs);
    if (done && !yes) pnx_error("it has no BOM view of the type %s", name);
    return done && yes;
}

/* Sets the window up; what is written is what its rule configures. */
static int open_structure(const run_t *run, tag_t window, tag_t *top)
{
    tag_t view = NULLTAG;

    if (!find_view(run->object, run->options->view, &view)) return 0;
    if (run->names->rule != NULLTAG && !PNX_OK(BOM_set_window_config_rule(window, run->names->rule))) return 0;
    return PNX_OK(BOM_set_window_pack_all(window, run->options->pack ? TRUE : FALSE))
        && PNX_OK(BOM_set_window_top_line(window, NULLTAG, run->object, view, top));
}

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;
    pnx_row_t row;
    place_t top;
    tag_t window = NULLTAG;
    int going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    memset(&row, 0, sizeof row);
    row.line = line;
    memset(&top, 0, sizeof top);
    if (!PNX_OK(BOM_create_window(&window))) {
        pnx_error_at(object, "its structure cannot be opened");
        return 1;
    }
    if (!open_structure(&run, window, &top.bom_line)) {
        pnx_error_at(object, "its structure cannot be opened");
    } else {
        top.revision = object;
        top.shown = top.bom_line;
        top.left_out = top.pieces = 1.0;
        top.is_known = 1;
        going_on = put_line(&run, line, &top, NULLTAG, 1.0) && walk(&run, line, &top);
        if (going_on && options->total) going_on = put_parts(&run, &row);
        free_parts();
    }
    if (!PNX_OK(BOM_close_window(window))) pnx_info("the BOM window lasts until the session ends");
    return going_on;
}
