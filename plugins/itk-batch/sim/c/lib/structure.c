/* PS_*: BOM views, BOM view revisions and where something is used. */
#include "structure.h"
#include <ps/ps.h>
#include <tccore/item.h>
#include <stdlib.h>
#include <string.h>

tag_t ps_item(tag_t child)
{
    return sim_class_is(sim_get(child)->class, "ItemRevision") ? sim_tag(child, "items_tag") : child;
}

static int released(tag_t rev)
{
    const sim_value *v = sim_attr_of(rev, "release_status_list");
    return v != NULL && v->n > 0;
}

/* The kinds of rules: latest-working (a working revision before a released
   one), released-working (the other way round), released, working, latest. */
tag_t ps_configured(tag_t rule, tag_t item)
{
    const sim_value *revs = sim_attr_of(item, "revision_list");
    const char *kind = rule != NULLTAG ? sim_string(rule, "rule_kind") : "latest-working";
    tag_t working = NULLTAG, frozen = NULLTAG, latest = NULLTAG;
    int i;
    for (i = 0; revs != NULL && i < revs->n; i++) {
        tag_t rev = revs->cells[i].tag;
        if (sim_get(rev)->deleted) continue;
        latest = rev;
        if (released(rev)) frozen = rev;
        else working = rev;
    }
    if (strcmp(kind, "released") == 0) return frozen;
    if (strcmp(kind, "working") == 0) return working;
    if (strcmp(kind, "latest") == 0) return latest;
    if (strcmp(kind, "released-working") == 0) return frozen != NULLTAG ? frozen : working;
    return working != NULLTAG ? working : frozen;
}

tag_t ps_bvr(tag_t rev, tag_t view_type)
{
    const sim_value *v = sim_attr_of(rev, "structure_revisions");
    int i;
    for (i = 0; v != NULL && i < v->n; i++)
        if (!sim_get(v->cells[i].tag)->deleted &&
            (view_type == NULLTAG || sim_tag(sim_tag(v->cells[i].tag, "bom_view"), "view_type") == view_type))
            return v->cells[i].tag;
    return NULLTAG;
}

tag_t ps_bom_view(tag_t item, tag_t view_type)
{
    const sim_value *v = sim_attr_of(item, "bom_view_tags");
    tag_t view;
    int i;
    if (view_type == NULLTAG) view_type = sim_find("PSViewType", "name", "view");
    for (i = 0; v != NULL && i < v->n; i++)
        if (!sim_get(v->cells[i].tag)->deleted && sim_tag(v->cells[i].tag, "view_type") == view_type) return v->cells[i].tag;
    view = sim_create(sim_class_find("PSBOMView"));
    sim_set_string(view, "object_name", sim_format("%s-%s", sim_string(item, "item_id"), sim_string(view_type, "name")));
    sim_set_tag(view, "parent_item", item);
    sim_set_tag(view, "view_type", view_type);
    sim_add_tag(item, "bom_view_tags", view);
    sim_get(view)->new_object = 0;
    return view;
}

tag_t ps_create_bvr(tag_t bom_view, tag_t rev, int precise)
{
    tag_t bvr = sim_create(sim_class_find("PSBOMViewRevision"));
    sim_set_string(bvr, "object_name", sim_format("%s/%s-%s", sim_string(sim_tag(rev, "items_tag"), "item_id"), sim_string(rev, "item_revision_id"),
                                                  sim_string(sim_tag(bom_view, "view_type"), "name")));
    sim_set_tag(bvr, "bom_view", bom_view);
    sim_set_text(bvr, "is_precise", precise ? "true" : "false");
    sim_add_tag(rev, "structure_revisions", bvr);
    sim_get(bvr)->new_object = 0;
    return bvr;
}

tag_t ps_uom(tag_t occurrence)
{
    tag_t own = sim_tag(occurrence, "occ_uom"), item = ps_item(sim_tag(occurrence, "child_item"));
    tag_t uom = own != NULLTAG ? own : sim_tag(item, "uom_tag");
    return uom != NULLTAG && strcmp(sim_string(uom, "symbol"), "each") != 0 ? uom : NULLTAG;
}

int ps_next_find_number(tag_t bvr)
{
    const sim_value *v = sim_attr_of(bvr, "occurrences");
    int i, most = 0;
    for (i = 0; v != NULL && i < v->n; i++)
        if (sim_number(v->cells[i].tag, "seq_no") > most) most = sim_number(v->cells[i].tag, "seq_no");
    return most + 10;
}

int ITEM_list_bom_views(tag_t item, int *n, tag_t **bom_views)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(item, "Item", &o);
    return sim_out_value(sim_attr_of(item, "bom_view_tags"), n, bom_views);
}

int ITEM_rev_list_bom_view_revs(tag_t rev, int *n, tag_t **bvrs)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(rev, "ItemRevision", &o);
    return sim_out_value(sim_attr_of(rev, "structure_revisions"), n, bvrs);
}

int PS_list_occurrences_of_bvr(tag_t bvr, int *n, tag_t **occurrences)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(bvr, "PSBOMViewRevision", &o);
    return sim_out_value(sim_attr_of(bvr, "occurrences"), n, occurrences);
}

int PS_ask_is_bvr_precise(tag_t bvr, logical *precise)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(precise);
    SIM_OBJECT(bvr, "PSBOMViewRevision", &o);
    *precise = (logical)sim_number(bvr, "is_precise");
    return ITK_ok;
}

static int tag_of(tag_t tag, const char *class_name, const char *attr, tag_t *out)
{
    sim_object *o;
    SIM_OUT(out);
    SIM_OBJECT(tag, class_name, &o);
    *out = sim_tag(tag, attr);
    return ITK_ok;
}

int PS_ask_bom_view_of_bvr(tag_t bvr, tag_t *view) { SIM_CALL(); return tag_of(bvr, "PSBOMViewRevision", "bom_view", view); }
int PS_ask_bom_view_type(tag_t view, tag_t *type) { SIM_CALL(); return tag_of(view, "PSBOMView", "view_type", type); }

int PS_ask_view_type_name(tag_t type, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(type, "PSViewType", &o);
    return sim_out_text(sim_string(type, "name"), name);
}

/* Making a view changes the item, and that of a revision the revision: both
   must be saved as well. */
int PS_create_bom_view(tag_t view_type, const char *name, const char *desc, tag_t item, tag_t *bom_view)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(bom_view);
    *bom_view = NULLTAG;
    (void)name;
    (void)desc;
    SIM_OBJECT(item, "Item", &o);
    if (view_type != NULLTAG) SIM_OBJECT(view_type, "PSViewType", &o);
    SIM_ARG(sim_may_lock(item));
    sim_changing(item);
    *bom_view = ps_bom_view(item, view_type);
    sim_get(*bom_view)->new_object = 1;
    return ITK_ok;
}

int PS_create_bvr(tag_t bom_view, const char *name, const char *desc, logical precise, tag_t rev, tag_t *bvr)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(bvr);
    *bvr = NULLTAG;
    (void)name;
    (void)desc;
    SIM_OBJECT(bom_view, "PSBOMView", &o);
    SIM_OBJECT(rev, "ItemRevision", &o);
    SIM_ARG(sim_may_lock(rev));
    if (ps_bvr(rev, sim_tag(bom_view, "view_type")) != NULLTAG) return sim_error(515260, "the revision has a BOM view revision");
    sim_changing(rev);
    *bvr = ps_create_bvr(bom_view, rev, precise);
    sim_get(*bvr)->new_object = 1;
    return ITK_ok;
}

typedef struct { int n, *levels; tag_t *parents; } usage;

static int uses(tag_t bvr, tag_t object)
{
    const sim_value *v = sim_attr_of(bvr, "occurrences");
    int i;
    for (i = 0; v != NULL && i < v->n; i++) {
        tag_t child = sim_tag(v->cells[i].tag, "child_item");
        if (!sim_get(v->cells[i].tag)->deleted && (child == object || (ps_item(object) == child))) return 1;
    }
    return 0;
}

/* climb adds the revisions that use the object, and what uses them, in the
   order in which they are met. */
static void climb(usage *u, tag_t object, int level, int depth, tag_t rule, int configured)
{
    tag_t *revs;
    int i, k, n;
    if (depth != PS_where_used_all_levels && level > depth) return;
    if (level > 64) return;
    n = sim_all("ItemRevision", &revs);
    for (i = 0; i < n; i++) {
        const sim_value *bvrs = sim_attr_of(revs[i], "structure_revisions");
        if (configured && ps_configured(rule, sim_tag(revs[i], "items_tag")) != revs[i]) continue;
        for (k = 0; bvrs != NULL && k < bvrs->n && !uses(bvrs->cells[k].tag, object); k++) ;
        if (bvrs == NULL || k == bvrs->n) continue;
        u->levels = sim_grow(u->levels, (size_t)(u->n + 1) * sizeof *u->levels);
        u->parents = sim_grow(u->parents, (size_t)(u->n + 1) * sizeof *u->parents);
        u->levels[u->n] = level;
        u->parents[u->n++] = revs[i];
        climb(u, revs[i], level + 1, depth, rule, configured);
    }
    free(revs);
}

static int where_used(tag_t object, int depth, tag_t rule, int configured, int *n, int **levels, tag_t **parents)
{
    usage u = {0, NULL, NULL};
    sim_object *o;
    int rc;
    SIM_OBJECT(object, "WorkspaceObject", &o);
    climb(&u, object, 1, depth, rule, configured);
    rc = sim_out_tags(u.n, u.parents, n, parents);
    if (rc == ITK_ok) rc = sim_out_ints(u.n, u.levels, levels);
    free(u.levels);
    free(u.parents);
    return rc;
}

int PS_where_used_all(tag_t object, int depth, int *n, int **levels, tag_t **parents)
{
    SIM_CALL();
    return where_used(object, depth, NULLTAG, 0, n, levels, parents);
}

int PS_where_used_configured(tag_t object, tag_t rev_rule, int depth, int *n, int **levels, tag_t **parents)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(rev_rule, "RevisionRule", &o);
    return where_used(object, depth, rev_rule, 1, n, levels, parents);
}
