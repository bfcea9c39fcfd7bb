/* PROJ_*: objects in projects. */
#include "sim.h"
#include <tccore/project.h>
#include <string.h>

int PROJ_is_project_active(tag_t project, logical *active)
{
    sim_object *o;
    sim_value *v;
    SIM_CALL();
    SIM_OUT(active);
    SIM_OBJECT(project, "TC_Project", &o);
    v = sim_attr_of(project, "is_active");
    *active = (logical)(v != NULL && v->cells[0].i);
    return ITK_ok;
}

static int holds(const sim_value *v, tag_t tag)
{
    int i;
    for (i = 0; v != NULL && i < v->n; i++)
        if (v->cells[i].tag == tag) return 1;
    return 0;
}

static int arguments(int n_projects, const tag_t *projects, int n_objects, const tag_t *objects)
{
    sim_object *o;
    int i;
    for (i = 0; i < n_projects; i++) {
        SIM_OBJECT(projects[i], "TC_Project", &o);
        if (!sim_number(projects[i], "is_active")) return sim_error(515190, "the project %s is not active", sim_string(projects[i], "project_id"));
        if (!holds(sim_attr_of(projects[i], "project_team"), sim_site.user) && strcmp(sim_string(sim_site.group, "name"), "dba") != 0)
            return sim_error(515191, "you are no privileged member of the project %s", sim_string(projects[i], "project_id"));
    }
    for (i = 0; i < n_objects; i++) {
        SIM_OBJECT(objects[i], "WorkspaceObject", &o);
        if (sim_denied("ASSIGN_TO_PROJECT", objects[i]) && !sim_site.bypass)
            return sim_error(515111, "the access to %s is denied: ASSIGN_TO_PROJECT", sim_object_string(objects[i]));
        if (o->locked_by != NULL) return sim_error(515110, "%s is locked by %s", sim_object_string(objects[i]), o->locked_by);
    }
    return ITK_ok;
}

/* Both calls save what they change. */
int PROJ_assign_objects(int n_projects, tag_t *projects, int n_objects, tag_t *objects)
{
    int i, k;
    SIM_CALL();
    SIM_ARG(arguments(n_projects, projects, n_objects, objects));
    for (i = 0; i < n_objects; i++) {
        for (k = 0; k < n_projects; k++)
            if (!holds(sim_attr_of(objects[i], "project_list"), projects[k])) sim_add_tag(objects[i], "project_list", projects[k]);
        sim_get(objects[i])->loaded = 1;
    }
    return ITK_ok;
}

int PROJ_remove_objects(int n_projects, tag_t *projects, int n_objects, tag_t *objects)
{
    int i, k;
    SIM_CALL();
    SIM_ARG(arguments(n_projects, projects, n_objects, objects));
    for (i = 0; i < n_objects; i++)
        for (k = 0; k < n_projects; k++) sim_drop_tag(objects[i], "project_list", projects[k]);
    return ITK_ok;
}
