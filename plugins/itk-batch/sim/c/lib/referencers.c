/* Who refers to an object. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <tccore/workspaceobject.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int n; tag_t *tags; const char **attrs; } finding;

static void note(finding *f, tag_t tag, const char *attr)
{
    f->tags = sim_grow(f->tags, (size_t)(f->n + 1) * sizeof *f->tags);
    f->attrs = sim_grow(f->attrs, (size_t)(f->n + 1) * sizeof *f->attrs);
    f->tags[f->n] = tag;
    f->attrs[f->n++] = attr;
}

static int holds(const sim_value *v, tag_t wanted)
{
    int k;
    if (v->attr->runtime) return 0;            /* nothing is stored there at a site */
    for (k = 0; v->attr->type == SIM_TAG && k < v->n; k++)
        if (v->cells[k].tag == wanted) return 1;
    return 0;
}

static void find(tag_t wanted, finding *f)
{
    tag_t t;
    int i;
    memset(f, 0, sizeof *f);
    for (t = 1; t <= sim_count(); t++) {
        sim_object *o = sim_get(t);
        for (i = 0; !o->deleted && !o->class->transient && t != wanted && i < o->n_values; i++)
            if (holds(&o->values[i], wanted)) {
                note(f, t, o->values[i].attr->name);
                break;
            }
    }
}

int sim_referencers(tag_t tag, tag_t **tags)
{
    finding f;
    find(tag, &f);
    free(f.attrs);
    *tags = f.tags;
    return f.n;
}

/* ones puts out an array in which every element is 1. */
static int ones(int n, int **out)
{
    int i;
    SIM_OUT(out);
    *out = NULL;
    if (n == 0 && !sim_harsh(SW_EMPTY_ARRAY)) return ITK_ok;
    *out = sim_alloc((size_t)n * sizeof **out);
    for (i = 0; i < n; i++) (*out)[i] = 1;
    return ITK_ok;
}

int POM_referencers_of_instance(tag_t instance, int levels, int where, int *n_inst, tag_t **instances, int **inst_levels,
                                int **inst_where, int *n_classes, tag_t **classes, int **class_levels, int **class_where)
{
    sim_object *o;
    finding f;
    int rc;
    SIM_CALL();
    SIM_OBJECT(instance, NULL, &o);
    if (levels != 1) return sim_error(515090, "the simulator follows one level of references");
    if (where != POM_in_ds_and_db) return sim_error(515091, "where is %d", where);
    find(instance, &f);
    rc = sim_out_tags(f.n, f.tags, n_inst, instances);
    if (rc == ITK_ok) rc = ones(f.n, inst_levels);
    if (rc == ITK_ok) rc = ones(f.n, inst_where);
    if (rc == ITK_ok) rc = sim_out_tags(0, NULL, n_classes, classes);
    if (rc == ITK_ok) rc = ones(0, class_levels);
    if (rc == ITK_ok) rc = ones(0, class_where);
    free(f.tags);
    free(f.attrs);
    return rc;
}

/* Relations stand for the object at their other end, folders for themselves. */
int WSOM_where_referenced(tag_t object, int depth, int *n, int **levels, tag_t **referencers, char ***relations)
{
    sim_object *o;
    finding all, f;
    char **names;
    int i, rc, count;
    SIM_CALL();
    SIM_OBJECT(object, "WorkspaceObject", &o);
    if (depth != 1 && depth != WSO_where_ref_any_depth) return sim_error(515092, "depth is %d", depth);
    find(object, &all);
    memset(&f, 0, sizeof f);
    for (i = 0; i < all.n; i++) {
        const sim_class *c = sim_get(all.tags[i])->class;
        if (sim_class_is(c, "ImanRelation")) {
            if (sim_tag(all.tags[i], "secondary_object") == object) note(&f, sim_tag(all.tags[i], "primary_object"), c->name);
        } else if (sim_class_is(c, "WorkspaceObject") && !sim_class_is(c, "ItemRevision")) {
            note(&f, all.tags[i], all.attrs[i]);
        }
    }
    names = sim_grow(NULL, (size_t)f.n * sizeof *names);
    for (i = 0; i < f.n; i++) names[i] = sim_keep(f.attrs[i]);
    rc = sim_out_tags(f.n, f.tags, n, referencers);
    if (rc == ITK_ok) rc = ones(f.n, levels);
    if (rc == ITK_ok) rc = sim_out_texts(f.n, names, &count, relations);
    free(names);
    free(all.tags);
    free(all.attrs);
    free(f.tags);
    free(f.attrs);
    return rc;
}
