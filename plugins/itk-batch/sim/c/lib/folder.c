/* FL_*: what lies in folders. */
#include "sim.h"
#include <tc/folder.h>
#include <string.h>

int FL_ask_references(tag_t folder, FL_sort_criteria_t order, int *n, tag_t **objects)
{
    sim_object *o;
    SIM_CALL();
    (void)order;
    SIM_OBJECT(folder, "Folder", &o);
    if (sim_denied("READ", folder)) return sim_error(515020, "the access to %s is denied", sim_object_string(folder));
    return sim_out_value(sim_attr_of(folder, "contents"), n, objects);
}

/* The folder is changed in memory; the caller locks and saves it. */
int FL_insert(tag_t folder, tag_t object, int position)
{
    sim_object *o;
    const sim_value *v;
    int i;
    SIM_CALL();
    (void)position;
    SIM_OBJECT(object, "WorkspaceObject", &o);
    SIM_OBJECT(folder, "Folder", &o);
    v = sim_attr_of(folder, "contents");
    for (i = 0; v != NULL && i < v->n; i++)
        if (v->cells[i].tag == object) return sim_error(515170, "%s is in the folder already", sim_object_string(object));
    SIM_ARG(sim_begin_change(folder));
    sim_add_tag(folder, "contents", object);
    return ITK_ok;
}

int FL_remove(tag_t folder, tag_t object)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, "WorkspaceObject", &o);
    SIM_OBJECT(folder, "Folder", &o);
    SIM_ARG(sim_begin_change(folder));
    sim_drop_tag(folder, "contents", object);
    return ITK_ok;
}
