/* Items, revisions, statuses, folders, projects: what stands around an object. */
#include "sim.h"
#include <epm/epm.h>
#include <epm/epm_task_template_itk.h>
#include <cfm/cfm.h>
#include <res/res_itk.h>
#include <sa/am.h>
#include <sa/user.h>
#include <tc/folder.h>
#include <tccore/item.h>
#include <tccore/project.h>
#include <tccore/releasestatus.h>
#include <tccore/uom.h>
#include <tccore/workspaceobject.h>
#include <pom/pom/pom.h>
#include <stdlib.h>
#include <string.h>

/* find_by looks an object up by a text that is its name. */
static int find_by(const char *what, const char *class_name, const char *attr, const char *text, tag_t *out)
{
    SIM_OUT(out);
    *out = NULLTAG;
    SIM_ARG(sim_text_arg(text, what));
    *out = sim_find(class_name, attr, text);
    return *out == NULLTAG ? sim_not_found(what, text) : ITK_ok;
}

int EPM_find_status_type(const char *name, tag_t *type) { SIM_CALL(); return find_by("status type", "TCReleaseStatusType", "name", name, type); }
int PROJ_find(const char *project_id, tag_t *project) { SIM_CALL(); return find_by("project", "TC_Project", "project_id", project_id, project); }
int CFM_find(const char *name, tag_t *rule) { SIM_CALL(); return find_by("revision rule", "RevisionRule", "object_name", name, rule); }
int UOM_find_by_symbol(const char *symbol, tag_t *uom) { SIM_CALL(); return find_by("unit", "UnitOfMeasure", "symbol", symbol, uom); }
int EPM_find_process_template(const char *name, tag_t *t) { SIM_CALL(); return find_by("process template", "EPMTaskTemplate", "object_name", name, t); }

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

/* out_value puts out the tags of an array attribute. */
static int out_value(const sim_value *v, int *n, tag_t **out)
{
    int i, rc, count = v != NULL ? v->n : 0;
    tag_t *tags = sim_grow(NULL, (size_t)count * sizeof *tags);
    for (i = 0; i < count; i++) tags[i] = v->cells[i].tag;
    rc = sim_out_tags(count, tags, n, out);
    free(tags);
    return rc;
}

int WSOM_ask_release_status_list(tag_t object, int *n, tag_t **statuses)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, "WorkspaceObject", &o);
    return out_value(sim_attr_of(object, "release_status_list"), n, statuses);
}

int RELSTAT_ask_release_status_type(tag_t status, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(status, "ReleaseStatus", &o);
    return sim_out_text(sim_string(status, "name"), name);
}

int ITEM_find_items_by_key_attributes(int n_keys, const char **names, const char **values, int *n, tag_t **items)
{
    tag_t t = NULLTAG, *found = NULL;
    int i, rc, out, count = 0;
    SIM_CALL();
    if (n_keys != 1 || strcmp(names[0], "item_id") != 0) return sim_error(515041, "the simulator knows the key item_id only");
    for (i = 0; i < n_keys; i++) SIM_ARG(sim_text_arg(values[i], "values"));
    while ((t = sim_item(values[0], t)) != NULLTAG) {
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = count > 0 ? ITK_ok : sim_not_found("item", values[0]);
    out = sim_out_tags(count, found, n, items);
    free(found);
    return rc != ITK_ok ? rc : out;
}

static int revisions(tag_t item, int *n, tag_t **revs)
{
    sim_object *o;
    sim_value v;
    SIM_OBJECT(item, "Item", &o);
    sim_property(item, "revision_list", &v);
    return out_value(&v, n, revs);
}

int ITEM_list_all_revs(tag_t item, int *n, tag_t **revs)
{
    SIM_CALL();
    return revisions(item, n, revs);
}

int ITEM_find_revision(tag_t item, const char *rev_id, tag_t *rev)
{
    sim_object *o;
    sim_value v;
    int i;
    SIM_CALL();
    SIM_OUT(rev);
    *rev = NULLTAG;
    SIM_OBJECT(item, "Item", &o);
    SIM_ARG(sim_text_arg(rev_id, "rev_id"));
    sim_property(item, "revision_list", &v);
    for (i = 0; i < v.n; i++)
        if (strcmp(sim_string(v.cells[i].tag, "item_revision_id"), rev_id) == 0) *rev = v.cells[i].tag;
    return *rev == NULLTAG ? sim_not_found("revision", rev_id) : ITK_ok;
}

int ITEM_ask_latest_rev(tag_t item, tag_t *rev)
{
    sim_object *o;
    sim_value v;
    SIM_CALL();
    SIM_OUT(rev);
    SIM_OBJECT(item, "Item", &o);
    sim_property(item, "revision_list", &v);
    *rev = v.n > 0 ? v.cells[v.n - 1].tag : NULLTAG;
    return ITK_ok;
}

int ITEM_ask_item_of_rev(tag_t rev, tag_t *item)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(item);
    SIM_OBJECT(rev, "ItemRevision", &o);
    *item = sim_tag(rev, "items_tag");
    return ITK_ok;
}

int WSOM_find2(const char *name, int *n, tag_t **objects)
{
    tag_t t, *found = NULL;
    int rc, count = 0;
    SIM_CALL();
    SIM_ARG(sim_text_arg(name, "name"));
    for (t = 1; t <= sim_count(); t++) {
        if (!sim_class_is(sim_get(t)->class, "WorkspaceObject") || !sim_like(sim_string(t, "object_name"), name, 0)) continue;
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = sim_out_tags(count, found, n, objects);
    free(found);
    return rc;
}

int FL_ask_references(tag_t folder, FL_sort_criteria_t order, int *n, tag_t **objects)
{
    sim_object *o;
    SIM_CALL();
    (void)order;
    SIM_OBJECT(folder, "Folder", &o);
    if (sim_denied("READ", folder)) return sim_error(515020, "the access to %s is denied", sim_object_string(folder));
    return out_value(sim_attr_of(folder, "contents"), n, objects);
}

int RES_is_checked_out(tag_t object, logical *checked_out)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(checked_out);
    SIM_OBJECT(object, "WorkspaceObject", &o);
    *checked_out = (logical)(sim_tag(object, "checked_out_user") != NULLTAG);
    return ITK_ok;
}

int AM_check_privilege(tag_t object, const char *privilege, logical *verdict)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(verdict);
    SIM_OBJECT(object, NULL, &o);
    SIM_ARG(sim_text_arg(privilege, "privilege"));
    *verdict = (logical)!sim_denied(privilege, object);
    return ITK_ok;
}

int POM_who_locked_instance(tag_t instance, char **user, date_t *when, char **node)
{
    sim_object *o;
    const char *at;
    SIM_CALL();
    SIM_OUT(when);
    SIM_OBJECT(instance, NULL, &o);
    *when = sim_date_to(o->locked_by != NULL ? sim_site.now : 0);
    if (o->locked_by == NULL) {
        SIM_ARG(sim_out_text("", user));
        return sim_out_text("", node);
    }
    at = strchr(o->locked_by, '@');
    SIM_ARG(sim_out_text(sim_format("%.*s", (int)(at != NULL ? at - o->locked_by : (long)strlen(o->locked_by)), o->locked_by), user));
    return sim_out_text(at != NULL ? at + 1 : "", node);
}
