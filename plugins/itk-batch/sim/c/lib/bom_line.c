/* The properties of a BOM line: its own, and those of its item and revision. */
#include "structure.h"
#include <stdlib.h>
#include <string.h>

/* below finds an attribute of any class below the parent. */
static sim_attr *below(const char *parent, const char *name)
{
    sim_attr *a;
    int i;
    for (i = 0; i < sim_class_count(); i++)
        if (sim_class_is(sim_class_at(i), parent) && (a = sim_attr_find(sim_class_at(i), name)) != NULL) return a;
    return NULL;
}

sim_attr *sim_line_attr(const char *name)
{
    sim_attr *a = sim_attr_find(sim_class_find("BOMLine"), name);
    if (a != NULL) return a;
    if (strncmp(name, "bl_rev_", 7) == 0) return below("ItemRevision", name + 7);
    if (strncmp(name, "bl_item_", 8) == 0) return below("Item", name + 8);
    return NULL;
}

static char *quantity(tag_t occurrence)
{
    const sim_value *v = occurrence != NULLTAG ? sim_attr_of(occurrence, "qty_value") : NULL;
    return v == NULL || v->n == 0 ? sim_keep("") : sim_format("%g", v->cells[0].d);
}

static char *title(tag_t line)
{
    tag_t rev = sim_tag(line, "bl_revision"), item = sim_tag(line, "bl_item");
    return sim_object_string(rev != NULLTAG ? rev : item);
}

/* own computes the texts that belong to the line itself; NULL for others. */
static char *own(tag_t line, const char *name)
{
    tag_t occurrence = sim_tag(line, "l_occurrence"), parent = sim_tag(line, "bl_parent");
    if (strcmp(name, "bl_quantity") == 0) return quantity(occurrence);
    if (strcmp(name, "bl_sequence_no") == 0)
        return occurrence == NULLTAG ? sim_keep("") : sim_format("%d", sim_number(occurrence, "seq_no"));
    if (strcmp(name, "bl_uom") == 0) return occurrence == NULLTAG || ps_uom(occurrence) == NULLTAG ? sim_keep("") : sim_object_string(ps_uom(occurrence));
    if (strcmp(name, "bl_ref_designator") == 0) return sim_keep(occurrence == NULLTAG ? "" : sim_string(occurrence, "ref_designator"));
    if (strcmp(name, "bl_line_name") == 0 || strcmp(name, "bl_formatted_title") == 0 || strcmp(name, "bl_indented_title") == 0) return title(line);
    if (strcmp(name, "bl_formatted_parent_name") == 0) return parent == NULLTAG ? sim_keep("") : title(parent);
    if (strcmp(name, "bl_item_revision_id") == 0)
        return sim_keep(sim_tag(line, "bl_revision") == NULLTAG ? "" : sim_string(sim_tag(line, "bl_revision"), "item_revision_id"));
    if (strcmp(name, "bl_variant_condition") == 0) return sim_keep("");
    return NULL;
}

int sim_line_property(tag_t line, const char *name, sim_value *value)
{
    char *text = own(line, name);
    tag_t of = NULLTAG;
    memset(value, 0, sizeof *value);
    value->attr = sim_line_attr(name);
    if (value->attr == NULL) return 0;
    if (text != NULL) {
        value->n = 1;
        value->cells = sim_grow(NULL, sizeof *value->cells);
        value->cells[0].s = text;
        return 1;
    }
    if (strncmp(name, "bl_rev_", 7) == 0) of = sim_tag(line, "bl_revision");
    else if (strncmp(name, "bl_item_", 8) == 0) of = sim_tag(line, "bl_item");
    else {
        const sim_value *stored = sim_attr_of(line, name);
        if (stored != NULL && !(stored->attr->type == SIM_TAG && stored->n > 0 && stored->cells[0].tag == NULLTAG)) *value = *stored;
        return 1;
    }
    if (of == NULLTAG) return 1;
    return sim_property(of, strchr(name + 3, '_') + 1, value);
}
