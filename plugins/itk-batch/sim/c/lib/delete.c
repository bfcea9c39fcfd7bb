/* Deleting: an object goes with its own parts, and only when nothing else
   refers to any of them. */
#include "sim.h"
#include <tccore/aom.h>
#include <tccore/item.h>
#include <stdlib.h>
#include <string.h>

typedef struct { tag_t *tags; int n; } set;

static int in(const set *s, tag_t tag)
{
    int i;
    for (i = 0; i < s->n; i++)
        if (s->tags[i] == tag) return 1;
    return 0;
}

static void add(set *s, tag_t tag)
{
    if (tag == NULLTAG || sim_get(tag)->deleted || in(s, tag)) return;
    s->tags = sim_grow(s->tags, (size_t)(s->n + 1) * sizeof *s->tags);
    s->tags[s->n++] = tag;
}

static void add_values(set *s, tag_t tag, const char *attr)
{
    const sim_value *v = sim_attr_of(tag, attr);
    int i;
    for (i = 0; v != NULL && i < v->n; i++) add(s, v->cells[i].tag);
}

static void add_relations(set *s, tag_t tag)
{
    const sim_object *o = sim_get(tag);
    int i;
    for (i = 0; i < o->n_relations[0]; i++) {
        tag_t r = o->relations[0][i];
        if (sim_get(r)->deleted) continue;
        add(s, r);
        if (sim_class_is(sim_get(r)->class, "IMAN_master_form") || sim_class_is(sim_get(r)->class, "IMAN_master_form_rev"))
            add(s, sim_tag(r, "secondary_object"));
    }
}

/* own_parts adds what goes with each object of the set, until nothing is new. */
static void own_parts(set *s)
{
    static const char *const attrs[] = {"revision_list", "bom_view_tags", "structure_revisions", "occurrences",
                                        "rev_chain_anchor", "revisions", "ref_list", "member_folders"};
    int i;
    size_t k;
    for (i = 0; i < s->n; i++) {
        for (k = 0; k < sizeof attrs / sizeof attrs[0]; k++) add_values(s, s->tags[i], attrs[k]);
        add_relations(s, s->tags[i]);
    }
}

/* is_list tells an entry in a list of its owner, which is taken out on the way. */
static int is_list(tag_t owner, tag_t tag)
{
    if (sim_class_is(sim_get(tag)->class, "ItemRevision") && sim_class_is(sim_get(owner)->class, "Item")) return 1;
    return sim_class_is(sim_get(tag)->class, "PSBOMViewRevision") && sim_class_is(sim_get(owner)->class, "ItemRevision");
}

static int unreferenced(const set *s)
{
    int i, k, n;
    for (i = 0; i < s->n; i++) {
        tag_t *by, bad = NULLTAG;
        n = sim_referencers(s->tags[i], &by);
        for (k = 0; k < n && bad == NULLTAG; k++)
            if (!in(s, by[k]) && !is_list(by[k], s->tags[i])) bad = by[k];
        free(by);
        if (bad != NULLTAG)
            return sim_error(515160, "%s is referenced by %s %s", sim_object_string(s->tags[i]), sim_get(bad)->class->name, sim_object_string(bad));
    }
    return ITK_ok;
}

void sim_remove(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (!o->class->transient) sim_written("a deletion");
    sim_touch(tag);
    o->deleted = SIM_DELETED;
    o->lock = SIM_UNLOCKED;
    o->new_object = o->changed = 0;
}

static int delete(tag_t tag, const char *class_name)
{
    set s = {NULL, 0};
    sim_object *o;
    int i, rc;
    SIM_OBJECT(tag, class_name, &o);
    if (!o->new_object && o->lock != SIM_DELETE) {
        sim_watch("%s of %s without the lock for deletion", sim_current(), sim_object_string(tag));
        return sim_error(515100, "%s is not locked", sim_object_string(tag));
    }
    add(&s, tag);
    own_parts(&s);
    rc = unreferenced(&s);
    if (rc == ITK_ok && sim_class_is(o->class, "ItemRevision")) sim_drop_tag(sim_tag(tag, "items_tag"), "revision_list", tag);
    for (i = 0; rc == ITK_ok && i < s.n; i++) sim_remove(s.tags[i]);
    free(s.tags);
    return rc;
}

int AOM_delete(tag_t object) { SIM_CALL(); return delete(object, NULL); }
int ITEM_delete_item(tag_t item) { SIM_CALL(); return delete(item, "Item"); }

int ITEM_delete_rev(tag_t rev)
{
    sim_object *o;
    const sim_value *revs;
    SIM_CALL();
    SIM_OBJECT(rev, "ItemRevision", &o);
    revs = sim_attr_of(sim_tag(rev, "items_tag"), "revision_list");
    if (revs != NULL && revs->n == 1) return sim_error(515161, "%s is the only revision", sim_object_string(rev));
    return delete(rev, "ItemRevision");
}
