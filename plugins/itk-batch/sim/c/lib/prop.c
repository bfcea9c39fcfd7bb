/* Properties: stored attributes and those that are computed from others. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

static void put_text(sim_value *v, char *text)
{
    v->n = 1;
    v->cells = sim_grow(NULL, sizeof *v->cells);
    v->cells[0].s = text;
}

static void put_tag(sim_value *v, tag_t tag)
{
    v->cells = sim_grow(v->cells, (size_t)(v->n + 1) * sizeof *v->cells);
    v->cells[v->n++].tag = tag;
}

char *sim_object_string(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (o == NULL) return sim_keep("");
    if (sim_class_is(o->class, "ItemRevision")) {
        tag_t item = sim_tag(tag, "items_tag");
        return sim_format("%s/%s;1-%s", sim_string(item, "item_id"), sim_string(tag, "item_revision_id"), sim_string(tag, "object_name"));
    }
    if (sim_class_is(o->class, "Item"))
        return sim_format("%s-%s", sim_string(tag, "item_id"), sim_string(tag, "object_name"));
    if (sim_class_is(o->class, "POM_user"))
        return sim_format("%s (%s)", sim_string(tag, "user_name"), sim_string(tag, "user_id"));
    if (sim_class_is(o->class, "POM_group")) {
        tag_t parent = sim_tag(tag, "parent");
        if (parent == NULLTAG) return sim_keep(sim_string(tag, "name"));
        return sim_format("%s.%s", sim_string(tag, "name"), sim_object_string(parent));
    }
    if (sim_class_is(o->class, "ImanRelation"))
        return sim_format("%s > %s", sim_object_string(sim_tag(tag, "primary_object")), sim_object_string(sim_tag(tag, "secondary_object")));
    if (sim_class_is(o->class, "PSOccurrence")) return sim_object_string(sim_tag(tag, "child_item"));
    if (sim_class_is(o->class, "ImanFile")) return sim_keep(sim_string(tag, "original_file_name"));
    if (sim_class_is(o->class, "UnitOfMeasure")) return sim_keep(sim_string(tag, "symbol"));
    if (sim_class_is(o->class, "DatasetType")) return sim_keep(sim_string(tag, "datasettype_name"));
    if (sim_class_is(o->class, "ImanType")) return sim_keep(sim_string(tag, "type_name"));
    if (sim_class_is(o->class, "GroupMember")) return sim_object_string(sim_tag(tag, "the_user"));
    if (sim_class_is(o->class, "Signoff")) return sim_object_string(sim_tag(tag, "group_member"));
    return sim_keep(sim_string(tag, sim_class_is(o->class, "WorkspaceObject") ? "object_name" : "name"));
}

static void related(tag_t primary, const char *relation, sim_value *v)
{
    const sim_object *o = sim_get(primary);
    int i;
    for (i = 0; i < o->n_relations[0]; i++)
        if (sim_class_is(sim_get(o->relations[0][i])->class, relation))
            put_tag(v, sim_tag(o->relations[0][i], "secondary_object"));
}

static char *project_ids(tag_t tag)
{
    sim_value *list = sim_attr_of(tag, "project_list");
    char *text = sim_keep("");
    int i;
    for (i = 0; list != NULL && i < list->n; i++)
        text = sim_format("%s%s%s", text, i > 0 ? ", " : "", sim_string(list->cells[i].tag, "project_id"));
    return text;
}

static int computed(tag_t tag, const char *name, sim_value *v)
{
    sim_value *status = sim_attr_of(tag, "release_status_list");
    int i;
    if (strcmp(name, "object_string") == 0) put_text(v, sim_object_string(tag));
    else if (strcmp(name, "item_id") == 0) put_text(v, sim_keep(sim_string(sim_tag(tag, "items_tag"), "item_id")));
    else if (strcmp(name, "current_revision_id") == 0) put_text(v, sim_keep(sim_string(tag, "item_revision_id")));
    else if (strcmp(name, "checked_out") == 0) put_text(v, sim_keep(sim_tag(tag, "checked_out_user") != NULLTAG ? "Y" : ""));
    else if (strcmp(name, "project_ids") == 0) put_text(v, project_ids(tag));
    else if (strcmp(name, "last_release_status") == 0) {
        if (status != NULL && status->n > 0) put_tag(v, status->cells[status->n - 1].tag);
    } else if (strcmp(name, "release_statuses") == 0) {
        for (i = 0; status != NULL && i < status->n; i++) put_tag(v, status->cells[i].tag);
    } else return 0;
    return 1;
}

int sim_property(tag_t tag, const char *name, sim_value *value)
{
    static sim_attr relation = {"relation", "relation", SIM_TAG, 1, 1, 0, 0, NULL};
    sim_object *o = sim_get(tag);
    sim_attr *a = sim_attr_find(o->class, name);
    sim_value *stored = sim_attr_of(tag, name);
    sim_class *c;

    if (strcmp(o->class->name, "BOMLine") == 0) return sim_line_property(tag, name, value);
    memset(value, 0, sizeof *value);
    value->attr = a;
    if (stored != NULL) {
        *value = *stored;
        return 1;
    }
    if (a != NULL) {
        if (a->runtime) computed(tag, name, value);
        return 1;
    }
    c = sim_class_find(name);
    if (c == NULL || !sim_class_is(c, "ImanRelation") || !sim_class_is(o->class, "WorkspaceObject")) return 0;
    value->attr = &relation;
    related(tag, name, value);
    return 1;
}

char *sim_display(const sim_value *value, int index)
{
    const sim_cell *c = &value->cells[index];
    switch (value->attr->type) {
    case SIM_STRING: return c->s;
    case SIM_INT: return sim_format("%d", c->i);
    case SIM_DOUBLE: return sim_format("%g", c->d);
    case SIM_LOGICAL: return sim_keep(c->i ? "True" : "False");
    case SIM_DATE: return sim_date_text(c->t, "%d-%b-%Y %H:%M");
    default: return sim_object_string(c->tag);
    }
}
