/* The class table. A type is a class; a bare type has no class of its own. */
#include "sim.h"
#include <string.h>

static sim_class **classes;
static int n_classes;

sim_class *sim_class_find(const char *name)
{
    int i;
    for (i = 0; i < n_classes; i++)
        if (strcmp(classes[i]->name, name) == 0) return classes[i];
    return NULL;
}

sim_class *sim_class_at(int index) { return classes[index]; }

int sim_class_count(void) { return n_classes; }

sim_class *sim_class_add(const char *name, sim_class *parent)
{
    sim_class *c = sim_class_find(name);
    if (c != NULL) return c;
    c = sim_grow(NULL, sizeof *c);
    memset(c, 0, sizeof *c);
    c->name = sim_keep(name);
    c->display = c->name;
    c->parent = parent;
    classes = sim_grow(classes, (size_t)(n_classes + 1) * sizeof *classes);
    classes[n_classes++] = c;
    return c;
}

int sim_class_is(const sim_class *c, const char *parent)
{
    for (; c != NULL; c = c->parent)
        if (strcmp(c->name, parent) == 0) return 1;
    return 0;
}

sim_attr *sim_attr_add(sim_class *c, const char *name, sim_type type, int array)
{
    sim_attr *a;
    int i;
    for (i = 0; i < c->n_attrs; i++)
        if (strcmp(c->attrs[i].name, name) == 0) return &c->attrs[i];
    c->attrs = sim_grow(c->attrs, (size_t)(c->n_attrs + 1) * sizeof *c->attrs);
    a = &c->attrs[c->n_attrs++];
    memset(a, 0, sizeof *a);
    a->name = sim_keep(name);
    a->display = a->name;
    a->type = type;
    a->array = array;
    return a;
}

sim_attr *sim_attr_find(const sim_class *c, const char *name)
{
    int i;
    for (; c != NULL; c = c->parent)
        for (i = 0; i < c->n_attrs; i++)
            if (strcmp(c->attrs[i].name, name) == 0) return &c->attrs[i];
    return NULL;
}
