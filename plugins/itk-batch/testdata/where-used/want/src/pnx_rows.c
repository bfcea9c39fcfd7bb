/* pnx_rows.c - where an object is used */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <ps/ps.h>
#include <tc/emh.h>
#include <tccore/item.h>
#include <tccore/workspaceobject.h>

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

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "relation") == 0) return pnx_puts(cell, row->relation);
    sprintf(number, "%d", row->level);
    return pnx_puts(cell, number);
}

/* What refers to the object by any relation or property. */
static int put_references(const run_t *run, long line)
{
    pnx_row_t row;
    tag_t *parents = NULL;
    int *levels = NULL;
    char **relations = NULL;
    int n = 0, i = 0, going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    if (!PNX_OK(WSOM_where_referenced(run->object, run->options->depth == 1 ? 1 : WSO_where_ref_any_depth, &n, &levels, &parents, &relations))) {
        pnx_error_at(run->object, "what refers to it cannot be listed");
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
            pnx_error("out of memory for %d parents", n_uses);
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

    if (run->names->rule == NULLTAG) return PNX_OK(PS_where_used_all(part, depth, n, levels, parents));
    return PNX_OK(PS_where_used_configured(part, run->names->rule, depth, n, levels, parents));
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

/* Precise structures refer to a revision: all of them are asked for. */
static int find_uses(const run_t *run)
{
    tag_t *revisions = NULL;
    int n = 0, i = 0, done = 0;

    done = PNX_OK(ITEM_list_all_revs(run->object, &n, &revisions));
    for (i = 0; done && i < n; i++) done = add_uses(run, revisions[i]);
    MEM_free(revisions);
    return done;
}

static int put_uses(const run_t *run, long line)
{
    pnx_row_t row;
    int i = 0, going_on = 1;

    memset(&row, 0, sizeof row);
    row.line = line;
    row.relation = "";
    n_uses = 0;
    if (!find_uses(run)) {
        pnx_error_at(run->object, "where it is used cannot be listed");
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

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    return options->references ? put_references(&run, line) : put_uses(&run, line);
}
