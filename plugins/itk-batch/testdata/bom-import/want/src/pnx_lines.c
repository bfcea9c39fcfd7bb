/* pnx_lines.c - structures, as the lines of the input give them

   The lines of a parent stand together: only one structure is open. */

#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "pnx_lines.h"
#include "pnx_report.h"
#include "pnx_select.h"

#define MAX_OPEN 1

static pnx_structure_t open_structures[MAX_OPEN];
static int n_open = 0;

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
        pnx_error("out of memory for a structure");
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
static pnx_component_t *next_component(pnx_structure_t *structure)
{
    pnx_component_t *more = structure->components;

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
static int add_component(pnx_structure_t *structure, long line)
{
    pnx_component_t *component = next_component(structure);
    const char *child = pnx_field(PNX_FIELD_CHILD_ID);
    const char *rev = "";
    const char *find_no = pnx_field(PNX_FIELD_FIND_NO);
    const char *quantity = pnx_field(PNX_FIELD_QUANTITY);
    const char *uom = pnx_field(PNX_FIELD_UOM);
    char *texts = NULL;

    if (component != NULL) texts = malloc(strlen(child) + strlen(rev) + strlen(find_no) + strlen(quantity) + strlen(uom) + 5);
    if (texts == NULL) {
        pnx_error("out of memory for a line");
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

pnx_structure_t *pnx_complete(int state)
{
    const char *id = "", *rev = "";

    if (n_open == 0 || state < 0) return NULL;
    if (state > 0) {
        if (!pnx_is_whole()) return NULL;
        id = pnx_field(PNX_PARENT_ID);
        rev = "";
        if (id[0] == '\0' || (strcmp(id, open_structures[0].parent_id) == 0 && strcmp(rev, open_structures[0].parent_rev) == 0)) return NULL;
    }
    return &open_structures[--n_open];
}

int pnx_keep(long line)
{
    const char *id = pnx_field(PNX_PARENT_ID);

    if (!pnx_is_whole()) {
        pnx_error("the line has more columns than the first one: put a value that holds the delimiter in quotation marks");
        return 0;
    }
    if (id[0] == '\0') {
        pnx_error("the line names no parent");
        return 0;
    }
    return (n_open > 0 || open_structure(id, "", line)) && add_component(&open_structures[0], line);
}

void pnx_break(long line)
{
    int i = 0;

    for (i = 0; i < n_open; i++) {
        if (open_structures[i].broken == 0) open_structures[i].broken = line;
        open_structures[i].last = line;
    }
}

void pnx_drop(pnx_structure_t *structure)
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

void pnx_drop_all(void)
{
    while (n_open > 0) pnx_drop(&open_structures[--n_open]);
}
