/* TCTYPE_*: creating objects from create input, and what an item then gets. */
#include "sim.h"
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/tctype.h>
#include <stdlib.h>
#include <string.h>

/* sim_create_input returns the class that the create input is for; NULL for any other object. */
sim_class *sim_create_input(tag_t tag)
{
    const sim_object *o = sim_get(tag);
    if (o == NULL || strcmp(o->class->name, "CreateInput") != 0) return NULL;
    return sim_class_find(sim_string(tag, "input_type"));
}

static const char *value_of(tag_t input, const char *prop)
{
    const sim_value *names = sim_attr_of(input, "input_names"), *values = sim_attr_of(input, "input_values");
    int i;
    for (i = names != NULL ? names->n - 1 : -1; i >= 0; i--)
        if (strcmp(names->cells[i].s, prop) == 0) return values->cells[i].s;
    return NULL;
}

int sim_create_value(tag_t input, const char *prop, const char *text)
{
    sim_set_text(input, "input_names", prop);
    sim_set_text(input, "input_values", text);
    return ITK_ok;
}

int TCTYPE_construct_create_input(tag_t type, tag_t *create_input)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(create_input);
    *create_input = NULLTAG;
    SIM_OBJECT(type, "ImanType", &o);
    if (!sim_class_is(sim_class_find(sim_string(type, "type_name")), "WorkspaceObject"))
        return sim_error(515210, "nothing of the type %s can be created", sim_string(type, "type_name"));
    *create_input = sim_new(sim_class_find("CreateInput"));
    sim_set_string(*create_input, "input_type", sim_string(type, "type_name"));
    return ITK_ok;
}

/* A reference is given by the text of its tag, everything else by what users see. */
int TCTYPE_set_create_display_value(tag_t create_input, const char *prop, int n, const char **values)
{
    const sim_class *c = sim_create_input(create_input);
    const sim_attr *a;
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(create_input, "CreateInput", &o);
    SIM_ARG(sim_text_arg(prop, "prop"));
    if (n != 1) return sim_error(515211, "the simulator takes one value for \"%s\"", prop);
    SIM_ARG(sim_text_arg(values[0], "values"));
    a = sim_attr_find(c, prop);
    if (a == NULL && !(strcmp(prop, "revision") == 0 && sim_class_is(c, "Item")))
        return sim_error(515021, "there is no property \"%s\"", prop);
    return sim_create_value(create_input, prop, values[0]);
}

int AOM_tag_to_string(tag_t object, char **text)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, NULL, &o);
    return sim_out_text(sim_format("tag:%u", (unsigned)object), text);
}

static int ids;

void sim_consume_id(void)
{
    sim_written("a number of the site");
    ids++;
}

int sim_ids(void) { return ids; }

static const char *next_item_id(void)
{
    static int number = 1000;
    const char *id;
    sim_consume_id();
    do id = sim_format("%06d", ++number);
    while (sim_item(id, NULLTAG) != NULLTAG);
    return id;
}

/* fill sets what the input names; the ID and the nested revision are no attributes. */
static int fill(tag_t object, tag_t input)
{
    const sim_value *names = sim_attr_of(input, "input_names"), *values = sim_attr_of(input, "input_values");
    int i;
    for (i = 0; names != NULL && i < names->n; i++) {
        const char *name = names->cells[i].s, *text = values->cells[i].s;
        const sim_attr *a = sim_attr_find(sim_get(object)->class, name);
        if (strcmp(name, "revision") == 0 || strcmp(name, "item_id") == 0 || strcmp(name, "item_revision_id") == 0) continue;
        if (a == NULL) return sim_error(515021, "there is no property \"%s\"", name);
        sim_clear(object, name);
        if (a->type == SIM_TAG) {
            tag_t t = sim_find("UnitOfMeasure", "symbol", text);
            if (text[0] != '\0' && t == NULLTAG) return sim_error(515105, "there is no object \"%s\"", text);
            if (t != NULLTAG) sim_set_tag(object, name, t);
        } else if (text[0] != '\0' && !sim_set_text(object, name, text)) {
            return sim_error(515104, "\"%s\" does not fit \"%s\"", text, name);
        }
    }
    return ITK_ok;
}

tag_t sim_create_revision(tag_t item, const char *rev_id)
{
    const sim_class *c = sim_class_find(sim_string(item, "object_type"));
    tag_t rev;
    while (c != NULL && c->revision == NULL) c = c->parent;
    rev = sim_create(sim_class_find(c != NULL ? c->revision : "ItemRevision"));
    sim_set_string(rev, "item_revision_id", rev_id);
    sim_set_string(rev, "object_name", sim_string(item, "object_name"));
    sim_set_string(rev, "object_desc", sim_string(item, "object_desc"));
    sim_set_tag(rev, "items_tag", item);
    sim_set_int(rev, "sequence_id", 1);
    sim_add_tag(item, "revision_list", rev);
    return rev;
}

static int create_item(tag_t input, sim_class *c, tag_t *object)
{
    const char *id = value_of(input, "item_id"), *nested = value_of(input, "revision"), *rev_id = NULL;
    tag_t rev_input = NULLTAG, rev;

    if (nested != NULL) {
        unsigned tag = 0;
        if (sscanf(nested, "tag:%u", &tag) != 1 || sim_create_input(tag) == NULL)
            return sim_error(515212, "\"%s\" is no create input of a revision", nested);
        rev_input = tag;
        rev_id = value_of(rev_input, "item_revision_id");
    }
    if (id != NULL && id[0] != '\0' && sim_item(id, NULLTAG) != NULLTAG) return sim_error(515213, "the item %s exists", id);
    *object = sim_create(c->bare ? c->parent : c);
    sim_set_string(*object, "object_type", c->name);
    SIM_ARG(fill(*object, input));
    sim_set_string(*object, "item_id", id != NULL && id[0] != '\0' ? id : next_item_id());
    sim_index_item(*object);
    rev = sim_create_revision(*object, rev_id != NULL && rev_id[0] != '\0' ? rev_id : "A");
    return rev_input != NULLTAG ? fill(rev, rev_input) : ITK_ok;
}

int TCTYPE_create_object(tag_t create_input, tag_t *object)
{
    sim_class *c = sim_create_input(create_input);
    sim_object *o;
    int rc;
    SIM_CALL();
    SIM_OUT(object);
    *object = NULLTAG;
    SIM_OBJECT(create_input, "CreateInput", &o);
    if (value_of(create_input, "object_name") == NULL || value_of(create_input, "object_name")[0] == '\0')
        return sim_error(515214, "the name is missing");
    if (sim_class_is(c, "Item")) {
        rc = create_item(create_input, c, object);
    } else {
        *object = sim_create(c);
        rc = fill(*object, create_input);
    }
    if (rc != ITK_ok && *object != NULLTAG) {
        const sim_value *revs = sim_attr_of(*object, "revision_list");
        if (revs != NULL && revs->n > 0) sim_remove(revs->cells[0].tag);
        sim_remove(*object);
        *object = NULLTAG;
    }
    return rc;
}

void sim_save_revisions(tag_t item)
{
    const sim_value *revs = sim_attr_of(item, "revision_list");
    int i;
    for (i = 0; revs != NULL && i < revs->n; i++)
        if (sim_get(revs->cells[i].tag)->new_object) sim_save(revs->cells[i].tag);
}

int ITEM_set_unit_of_measure(tag_t item, tag_t uom)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(item, "Item", &o);
    if (uom != NULLTAG) SIM_OBJECT(uom, "UnitOfMeasure", &o);
    SIM_ARG(sim_begin_change(item));
    sim_clear(item, "uom_tag");
    if (uom != NULLTAG) sim_set_tag(item, "uom_tag", uom);
    return ITK_ok;
}

/* An item in pieces has no unit. */
int ITEM_ask_unit_of_measure(tag_t item, tag_t *uom)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(uom);
    SIM_OBJECT(item, "Item", &o);
    *uom = sim_tag(item, "uom_tag");
    return ITK_ok;
}
