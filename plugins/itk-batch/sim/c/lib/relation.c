/* GRM_*: relations between objects. */
#include "sim.h"
#include <tccore/grm.h>
#include <stdlib.h>
#include <string.h>

int GRM_find_relation_type(const char *name, tag_t *type)
{
    sim_class *c;
    SIM_CALL();
    SIM_OUT(type);
    *type = NULLTAG;
    SIM_ARG(sim_text_arg(name, "name"));
    c = sim_class_find(name);
    if (c == NULL || !sim_class_is(c, "ImanRelation")) return sim_not_found("relation type", name);
    *type = sim_type_tag(c);
    return ITK_ok;
}

/* relations lists those of an object at one end; NULLTAG as type stands for any. */
static int relations(tag_t object, tag_t type, int end, int *n, tag_t **found)
{
    sim_object *o, *t;
    int i;
    *n = 0;
    *found = NULL;
    SIM_OBJECT(object, NULL, &o);
    if (type != NULLTAG) SIM_OBJECT(type, "ImanType", &t);
    *found = sim_grow(NULL, (size_t)o->n_relations[end] * sizeof **found);
    for (i = 0; i < o->n_relations[end]; i++) {
        tag_t r = o->relations[end][i];
        if (!sim_get(r)->deleted && (type == NULLTAG || sim_tag(r, "relation_type") == type)) (*found)[(*n)++] = r;
    }
    return ITK_ok;
}

static int related(tag_t object, tag_t type, int end, const char *other, int *n, tag_t **objects)
{
    tag_t *found;
    int i, rc, count;
    rc = relations(object, type, end, &count, &found);
    for (i = 0; i < count; i++) found[i] = sim_tag(found[i], other);
    if (rc == ITK_ok) rc = sim_out_tags(count, found, n, objects);
    free(found);
    return rc;
}

int GRM_list_secondary_objects_only(tag_t primary, tag_t type, int *n, tag_t **objects)
{
    SIM_CALL();
    return related(primary, type, 0, "secondary_object", n, objects);
}

int GRM_list_primary_objects_only(tag_t secondary, tag_t type, int *n, tag_t **objects)
{
    SIM_CALL();
    return related(secondary, type, 1, "primary_object", n, objects);
}

static int with_relations(tag_t object, tag_t type, int end, int *n, GRM_relation_t **out)
{
    tag_t *found;
    int i, count, rc = relations(object, type, end, &count, &found);
    SIM_OUT(n);
    SIM_OUT(out);
    *n = count;
    *out = NULL;
    if (rc == ITK_ok && (count > 0 || sim_harsh(SW_EMPTY_ARRAY))) *out = sim_alloc((size_t)count * sizeof **out);
    for (i = 0; rc == ITK_ok && i < count; i++) {
        (*out)[i].the_relation = found[i];
        (*out)[i].primary = sim_tag(found[i], "primary_object");
        (*out)[i].secondary = sim_tag(found[i], "secondary_object");
        (*out)[i].relation_type = sim_tag(found[i], "relation_type");
    }
    free(found);
    return rc;
}

int GRM_list_secondary_objects(tag_t primary, tag_t type, int *n, GRM_relation_t **out)
{
    SIM_CALL();
    return with_relations(primary, type, 0, n, out);
}

static tag_t find(tag_t primary, tag_t secondary, tag_t type)
{
    const sim_object *o = sim_get(primary);
    int i;
    for (i = 0; i < o->n_relations[0]; i++) {
        tag_t r = o->relations[0][i];
        if (!sim_get(r)->deleted && sim_tag(r, "relation_type") == type && sim_tag(r, "secondary_object") == secondary) return r;
    }
    return NULLTAG;
}

static int ends(tag_t primary, tag_t secondary, tag_t type, sim_class **c)
{
    sim_object *o;
    SIM_OBJECT(primary, NULL, &o);
    SIM_OBJECT(secondary, NULL, &o);
    SIM_OBJECT(type, "ImanType", &o);
    *c = sim_class_find(sim_string(type, "type_name"));
    return sim_class_is(*c, "ImanRelation") ? ITK_ok : sim_error(515200, "%s is no relation type", (*c)->name);
}

int GRM_find_relation(tag_t primary, tag_t secondary, tag_t type, tag_t *relation)
{
    sim_class *c;
    SIM_CALL();
    SIM_OUT(relation);
    *relation = NULLTAG;
    SIM_ARG(ends(primary, secondary, type, &c));
    *relation = find(primary, secondary, type);
    return *relation != NULLTAG ? ITK_ok : sim_not_found("relation", c->name);
}

/* allowed checks what the fixture says about the ends of a relation. */
static int allowed(tag_t object, const sim_class *relation, const char *wanted)
{
    const sim_class *c = sim_get(object)->class;
    if (wanted == NULL || sim_class_is(c, wanted)) return ITK_ok;
    return sim_error(515201, "a %s cannot stand there in a %s", c->name, relation->name);
}

int GRM_create_relation(tag_t primary, tag_t secondary, tag_t type, tag_t user_data, tag_t *relation)
{
    sim_class *c;
    SIM_CALL();
    SIM_OUT(relation);
    (void)user_data;
    *relation = NULLTAG;
    SIM_ARG(ends(primary, secondary, type, &c));
    SIM_ARG(allowed(primary, c, c->primary));
    SIM_ARG(allowed(secondary, c, c->secondary));
    if (find(primary, secondary, type) != NULLTAG && !sim_harsh(SW_RELATION_TWICE))
        return sim_error(515202, "the relation exists already");
    if (sim_denied("WRITE", primary) && !sim_site.bypass)
        return sim_error(515111, "the access to %s is denied: WRITE", sim_object_string(primary));
    if (sim_get(primary)->locked_by != NULL)
        return sim_error(515110, "%s is locked by %s", sim_object_string(primary), sim_get(primary)->locked_by);
    *relation = sim_create(c);
    sim_set_tag(*relation, "primary_object", primary);
    sim_set_tag(*relation, "secondary_object", secondary);
    sim_set_tag(*relation, "relation_type", type);
    sim_relation_ends(*relation);
    return ITK_ok;
}

int GRM_save_relation(tag_t relation)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(relation, "ImanRelation", &o);
    if (sim_get(sim_tag(relation, "secondary_object"))->new_object || sim_get(sim_tag(relation, "primary_object"))->new_object)
        return sim_error(515203, "an end of the relation is not saved");
    sim_save(relation);
    return ITK_ok;
}
