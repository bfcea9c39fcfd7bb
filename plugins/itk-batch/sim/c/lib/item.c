/* ITEM_*: items and their revisions. */
#include "sim.h"
#include <tccore/item.h>
#include <stdlib.h>
#include <string.h>

int ITEM_find_items_by_key_attributes(int n_keys, const char **names, const char **values, int *n, tag_t **items)
{
    tag_t t = NULLTAG, *found = NULL;
    int i, rc, out, count = 0;
    SIM_CALL();
    if (n_keys != 1 || strcmp(names[0], "item_id") != 0) return sim_error(515041, "the simulator knows the key item_id only");
    for (i = 0; i < n_keys; i++) SIM_ARG(sim_text_arg(values[i], "values"));
    while ((t = sim_item(values[0], t)) != NULLTAG) {
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = count > 0 ? ITK_ok : sim_not_found("item", values[0]);
    out = sim_out_tags(count, found, n, items);
    free(found);
    return rc != ITK_ok ? rc : out;
}

static int revisions(tag_t item, int *n, tag_t **revs)
{
    sim_object *o;
    sim_value v;
    SIM_OBJECT(item, "Item", &o);
    sim_property(item, "revision_list", &v);
    return sim_out_value(&v, n, revs);
}

int ITEM_list_all_revs(tag_t item, int *n, tag_t **revs)
{
    SIM_CALL();
    return revisions(item, n, revs);
}

int ITEM_find_revision(tag_t item, const char *rev_id, tag_t *rev)
{
    sim_object *o;
    sim_value v;
    int i;
    SIM_CALL();
    SIM_OUT(rev);
    *rev = NULLTAG;
    SIM_OBJECT(item, "Item", &o);
    SIM_ARG(sim_text_arg(rev_id, "rev_id"));
    sim_property(item, "revision_list", &v);
    for (i = 0; i < v.n; i++)
        if (strcmp(sim_string(v.cells[i].tag, "item_revision_id"), rev_id) == 0) *rev = v.cells[i].tag;
    return *rev == NULLTAG ? sim_not_found("revision", rev_id) : ITK_ok;
}

int ITEM_ask_latest_rev(tag_t item, tag_t *rev)
{
    sim_object *o;
    sim_value v;
    SIM_CALL();
    SIM_OUT(rev);
    SIM_OBJECT(item, "Item", &o);
    sim_property(item, "revision_list", &v);
    *rev = v.n > 0 ? v.cells[v.n - 1].tag : NULLTAG;
    return ITK_ok;
}

int ITEM_ask_item_of_rev(tag_t rev, tag_t *item)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(item);
    SIM_OBJECT(rev, "ItemRevision", &o);
    *item = sim_tag(rev, "items_tag");
    return ITK_ok;
}

