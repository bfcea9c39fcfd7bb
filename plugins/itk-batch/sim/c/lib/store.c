/* The object store. A tag is the index of an object plus one. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

static sim_object **objects;
static tag_t n_objects;
static int n_loaded, most_loaded;

tag_t sim_count(void) { return n_objects; }

int sim_loaded_most(void) { return most_loaded; }

tag_t sim_new(sim_class *c)
{
    sim_object *o = sim_grow(NULL, sizeof *o);
    memset(o, 0, sizeof *o);
    o->class = c;
    if ((n_objects & (n_objects - 1)) == 0)
        objects = sim_grow(objects, (n_objects > 0 ? 2 * (size_t)n_objects : 1) * sizeof *objects);
    objects[n_objects++] = o;
    if ((c->n_instances & (c->n_instances - 1)) == 0)
        c->instances = sim_grow(c->instances, (c->n_instances > 0 ? 2 * (size_t)c->n_instances : 1) * sizeof *c->instances);
    c->instances[c->n_instances++] = n_objects;
    sprintf(o->uid, "SIM%08uAAA", (unsigned)(n_objects % 100000000u));
    sim_created(n_objects);
    return n_objects;
}

sim_object *sim_get(tag_t tag)
{
    if (tag == NULLTAG || tag > n_objects) return NULL;
    return objects[tag - 1];
}

tag_t sim_by_uid(const char *uid)
{
    unsigned made = 0;
    tag_t t;
    /* Most UIDs are made from the tag. */
    if (sscanf(uid, "SIM%8uAAA", &made) == 1 && made > 0 && made <= n_objects && strcmp(objects[made - 1]->uid, uid) == 0)
        return made;
    for (t = 1; t <= n_objects; t++)
        if (strcmp(objects[t - 1]->uid, uid) == 0) return t;
    return NULLTAG;
}

sim_value *sim_attr_of(tag_t tag, const char *attr)
{
    sim_object *o = sim_get(tag);
    int i;
    for (i = 0; o != NULL && i < o->n_values; i++)
        if (strcmp(o->values[i].attr->name, attr) == 0) return &o->values[i];
    return NULL;
}

/* slot returns the place for a value; NULL when the class lacks the attribute. */
static sim_value *slot(tag_t tag, const char *attr)
{
    sim_value *v = sim_attr_of(tag, attr);
    sim_object *o = sim_get(tag);
    sim_attr *a;
    if (v != NULL) return v;
    a = o != NULL ? sim_attr_find(o->class, attr) : NULL;
    if (a == NULL) return NULL;
    o->values = sim_grow(o->values, (size_t)(o->n_values + 1) * sizeof *o->values);
    v = &o->values[o->n_values++];
    memset(v, 0, sizeof *v);
    v->attr = a;
    return v;
}

static sim_cell *cell(tag_t tag, const char *attr, int append)
{
    sim_value *v;
    sim_touch(tag);
    v = slot(tag, attr);
    if (v == NULL) {
        sim_object *o = sim_get(tag);
        fprintf(stderr, "simulator: class %s has no attribute %s\n", o != NULL ? o->class->name : "?", attr);
        exit(90);
    }
    if (!append) v->n = 0;
    v->cells = sim_grow(v->cells, (size_t)(v->n + 1) * sizeof *v->cells);
    return &v->cells[v->n++];
}

void sim_set_string(tag_t tag, const char *attr, const char *text) { cell(tag, attr, 0)->s = sim_keep(text); }

void sim_set_int(tag_t tag, const char *attr, int value) { cell(tag, attr, 0)->i = value; }

void sim_set_date(tag_t tag, const char *attr, sim_date value) { cell(tag, attr, 0)->t = value; }

void sim_set_tag(tag_t tag, const char *attr, tag_t value) { cell(tag, attr, 0)->tag = value; }

void sim_add_tag(tag_t tag, const char *attr, tag_t value) { cell(tag, attr, 1)->tag = value; }

void sim_clear(tag_t tag, const char *attr)
{
    sim_value *v;
    sim_touch(tag);
    v = sim_attr_of(tag, attr);
    if (v != NULL) v->n = 0;
}

void sim_copy_value(tag_t tag, const sim_value *from)
{
    sim_value *to;
    sim_touch(tag);
    to = slot(tag, from->attr->name);
    if (to == NULL) return;
    to->cells = sim_grow(to->cells, (size_t)from->n * sizeof *to->cells);
    if (from->n > 0) memcpy(to->cells, from->cells, (size_t)from->n * sizeof *to->cells);
    to->n = from->n;
}

void sim_drop_tag(tag_t tag, const char *attr, tag_t value)
{
    sim_value *v;
    int i, k;
    sim_touch(tag);
    v = sim_attr_of(tag, attr);
    for (i = k = 0; v != NULL && i < v->n; i++)
        if (v->cells[i].tag != value) v->cells[k++] = v->cells[i];
    if (v != NULL) v->n = k;
}

int sim_set_text(tag_t tag, const char *attr, const char *text)
{
    sim_value *v;
    sim_cell *c;
    sim_date d;
    char *end;

    sim_touch(tag);
    v = slot(tag, attr);
    if (v == NULL) return 0;
    if (v->attr->type == SIM_TAG) return 0;
    c = cell(tag, attr, v->attr->array);
    switch (v->attr->type) {
    case SIM_STRING:
        c->s = sim_keep(text);
        return 1;
    case SIM_INT:
        c->i = (int)strtol(text, &end, 10);
        return *end == '\0';
    case SIM_DOUBLE:
        c->d = strtod(text, &end);
        return *end == '\0';
    case SIM_LOGICAL:
        c->i = strcmp(text, "true") == 0;
        return c->i || strcmp(text, "false") == 0;
    default:
        d = text[0] != '\0' ? sim_date_parse(text) : 0;
        c->t = d < 0 ? 0 : d;
        return d >= 0;
    }
}

const char *sim_string(tag_t tag, const char *attr)
{
    sim_value *v = sim_attr_of(tag, attr);
    return v != NULL && v->n > 0 && v->attr->type == SIM_STRING ? v->cells[0].s : "";
}

tag_t sim_tag(tag_t tag, const char *attr)
{
    sim_value *v = sim_attr_of(tag, attr);
    return v != NULL && v->n > 0 && v->attr->type == SIM_TAG ? v->cells[0].tag : NULLTAG;
}

sim_date sim_date_attr(tag_t tag, const char *attr)
{
    sim_value *v = sim_attr_of(tag, attr);
    return v != NULL && v->n > 0 && v->attr->type == SIM_DATE ? v->cells[0].t : 0;
}

int sim_number(tag_t tag, const char *attr)
{
    sim_value *v = sim_attr_of(tag, attr);
    return v != NULL && v->n > 0 && (v->attr->type == SIM_INT || v->attr->type == SIM_LOGICAL) ? v->cells[0].i : 0;
}

tag_t sim_find(const char *class_name, const char *attr, const char *text)
{
    tag_t first = NULLTAG;
    int i, k;
    for (i = 0; i < sim_class_count(); i++) {
        const sim_class *c = sim_class_at(i);
        if (!sim_class_is(c, class_name)) continue;
        for (k = 0; k < c->n_instances && (first == NULLTAG || c->instances[k] < first); k++)
            if (!sim_get(c->instances[k])->deleted && strcmp(sim_string(c->instances[k], attr), text) == 0) first = c->instances[k];
    }
    return first;
}

static int by_tag(const void *a, const void *b)
{
    tag_t x = *(const tag_t *)a, y = *(const tag_t *)b;
    return x < y ? -1 : x > y;
}

int sim_all(const char *class_name, tag_t **tags)
{
    int i, k, n = 0;
    *tags = NULL;
    for (i = 0; i < sim_class_count(); i++) {
        const sim_class *c = sim_class_at(i);
        if (!sim_class_is(c, class_name) || c->n_instances == 0) continue;
        *tags = sim_grow(*tags, (size_t)(n + c->n_instances) * sizeof **tags);
        for (k = 0; k < c->n_instances; k++)
            if (!sim_get(c->instances[k])->deleted) (*tags)[n++] = c->instances[k];
    }
    if (n > 0) qsort(*tags, (size_t)n, sizeof **tags, by_tag);
    return n;
}

void sim_free_values(sim_value *values, int n)
{
    int i;
    for (i = 0; i < n; i++) free(values[i].cells);
    free(values);
}

sim_value *sim_copy_values(const sim_value *values, int n)
{
    sim_value *copy = sim_grow(NULL, (size_t)n * sizeof *copy);
    int i;
    for (i = 0; i < n; i++) {
        copy[i] = values[i];
        copy[i].cells = sim_grow(NULL, (size_t)values[i].n * sizeof *copy[i].cells);
        if (values[i].n > 0) memcpy(copy[i].cells, values[i].cells, (size_t)values[i].n * sizeof *copy[i].cells);
    }
    return copy;
}

void sim_load(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (o == NULL || o->loaded || o->class->transient) return;
    o->loaded = 1;
    if (++n_loaded > most_loaded) most_loaded = n_loaded;
}

/* sim_unload_all: the session begins with nothing loaded. */
void sim_unload_all(void)
{
    tag_t t;
    for (t = 1; t <= n_objects; t++) objects[t - 1]->loaded = 0;
    n_loaded = most_loaded = 0;
}

static int unload(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (o->changed) return sim_error(515014, "object %s has unsaved changes", o->uid);
    if (o->lock) return sim_error(515015, "object %s is locked", o->uid);
    if (o->loaded) n_loaded--;
    o->loaded = 0;
    return ITK_ok;
}

#include <pom/pom/pom.h>
#include <tccore/aom.h>

int AOM_unload(tag_t object)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, NULL, &o);
    return unload(object);
}

int POM_unload_instances(int n, tag_t *instances)
{
    sim_object *o;
    int i, rc = ITK_ok;
    SIM_CALL();
    for (i = 0; i < n && rc == ITK_ok; i++) {
        SIM_OBJECT(instances[i], NULL, &o);
        rc = unload(instances[i]);
    }
    return rc;
}
