/* RELSTAT_*: release statuses on objects. */
#include "sim.h"
#include <tccore/releasestatus.h>
#include <tccore/workspaceobject.h>
#include <string.h>

int WSOM_ask_release_status_list(tag_t object, int *n, tag_t **statuses)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, "WorkspaceObject", &o);
    return sim_out_value(sim_attr_of(object, "release_status_list"), n, statuses);
}

int RELSTAT_ask_release_status_type(tag_t status, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(status, "ReleaseStatus", &o);
    return sim_out_text(sim_string(status, "name"), name);
}

int RELSTAT_create_release_status(const char *name, tag_t *status)
{
    SIM_CALL();
    SIM_OUT(status);
    SIM_ARG(sim_text_arg(name, "name"));
    *status = NULLTAG;
    if (sim_find("TCReleaseStatusType", "name", name) == NULLTAG) return sim_error(515180, "there is no release status \"%s\"", name);
    *status = sim_create(sim_class_find("ReleaseStatus"));
    sim_set_string(*status, "name", name);
    sim_set_string(*status, "object_name", name);
    sim_set_string(*status, "object_type", name);
    return ITK_ok;
}

static int may_get_status(tag_t object)
{
    const sim_object *o = sim_get(object);
    tag_t out = sim_tag(object, "checked_out_user");
    if (o->locked_by != NULL) return sim_error(515110, "%s is locked by %s", sim_object_string(object), o->locked_by);
    if (o->lock != SIM_UNLOCKED && sim_harsh(SW_STATUS_LOCK))
        return sim_error(515181, "%s is locked by this session", sim_object_string(object));
    if (out != NULLTAG) return sim_error(515113, "%s is checked out by %s", sim_object_string(object), sim_object_string(out));
    if (sim_denied("PROMOTE", object) || sim_denied("WRITE", object))
        return sim_error(515111, "the access to %s is denied: PROMOTE", sim_object_string(object));
    return ITK_ok;
}

/* The call saves what it changes. */
int RELSTAT_add_release_status(tag_t status, int n, tag_t *objects, logical retain_released_date)
{
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OBJECT(status, "ReleaseStatus", &o);
    for (i = 0; i < n; i++) {
        SIM_OBJECT(objects[i], "WorkspaceObject", &o);
        SIM_ARG(may_get_status(objects[i]));
    }
    sim_set_date(status, "date_released", sim_site.now);
    sim_save(status);
    for (i = 0; i < n; i++) {
        sim_add_tag(objects[i], "release_status_list", status);
        if (!retain_released_date || sim_date_attr(objects[i], "date_released") == 0)
            sim_set_date(objects[i], "date_released", sim_site.now);
        sim_save(objects[i]);
    }
    return ITK_ok;
}
