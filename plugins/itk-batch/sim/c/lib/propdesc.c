/* PROPDESC_*: descriptors of properties, made when they are asked for. */
#include "sim.h"
#include <property/propdesc.h>
#include <tccore/tctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct { tag_t tag; const sim_attr *attr; } descriptor;

static descriptor *descriptors;
static int n_descriptors;

static tag_t tag_of(const sim_attr *a)
{
    int i;
    for (i = 0; i < n_descriptors; i++)
        if (descriptors[i].attr == a) return descriptors[i].tag;
    descriptors = sim_grow(descriptors, (size_t)(n_descriptors + 1) * sizeof *descriptors);
    descriptors[n_descriptors].attr = a;
    descriptors[n_descriptors].tag = sim_new(sim_class_find("PropertyDescriptor"));
    return descriptors[n_descriptors++].tag;
}

static int attr_arg(tag_t tag, const sim_attr **a)
{
    sim_object *o;
    int i;
    SIM_OBJECT(tag, "PropertyDescriptor", &o);
    for (i = 0; i < n_descriptors; i++)
        if (descriptors[i].tag == tag) *a = descriptors[i].attr;
    return ITK_ok;
}

int TCTYPE_ask_property_by_name(tag_t type, const char *prop, tag_t *out)
{
    static sim_attr related = {"relation", "relation", SIM_TAG, 1, 1, 0, 0, NULL};
    const sim_class *c, *relation;
    const sim_attr *a;
    sim_object *o;
    SIM_CALL();
    SIM_OUT(out);
    *out = NULLTAG;
    SIM_OBJECT(type, "ImanType", &o);
    SIM_ARG(sim_text_arg(prop, "prop"));
    c = sim_class_find(sim_string(type, "type_name"));
    relation = sim_class_find(prop);
    a = strcmp(c->name, "BOMLine") == 0 ? sim_line_attr(prop) : sim_attr_find(c, prop);
    if (a == NULL && relation != NULL && sim_class_is(relation, "ImanRelation") && sim_class_is(c, "WorkspaceObject"))
        a = &related;
    if (a == NULL) return sim_not_found("property", prop);
    *out = tag_of(a);
    return ITK_ok;
}

int PROPDESC_ask_value_type(tag_t tag, PROP_value_type_t *type, char **type_name)
{
    static const PROP_value_type_t types[] = {PROP_string, PROP_int, PROP_double, PROP_logical, PROP_date, PROP_typed_reference};
    static const char *const names[] = {"string", "int", "double", "logical", "date", "typed_reference"};
    const sim_attr *a = NULL;
    SIM_CALL();
    SIM_OUT(type);
    SIM_ARG(attr_arg(tag, &a));
    *type = types[a->type];
    return sim_out_text(names[a->type], type_name);
}

int PROPDESC_ask_max_num_elements(tag_t tag, int *n)
{
    const sim_attr *a = NULL;
    SIM_CALL();
    SIM_OUT(n);
    SIM_ARG(attr_arg(tag, &a));
    *n = a->array ? -1 : 1;
    return ITK_ok;
}

int PROPDESC_ask_name(tag_t tag, char **name)
{
    const sim_attr *a = NULL;
    SIM_CALL();
    SIM_ARG(attr_arg(tag, &a));
    return sim_out_text(a->name, name);
}

int PROPDESC_ask_display_name(tag_t tag, char **name)
{
    const sim_attr *a = NULL;
    SIM_CALL();
    SIM_ARG(attr_arg(tag, &a));
    return sim_out_text(a->display, name);
}
