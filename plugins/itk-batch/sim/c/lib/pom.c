/* POM_*: instances and attributes below the objects, and what switches the session. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <tcinit/tcinit.h>
#include <stdlib.h>
#include <string.h>

static const sim_attr **attributes;
static int n_attributes;

/* An attribute has a tag of its own: one of a descriptor. */
int POM_attr_id_of_attr(const char *attr, const char *class_name, tag_t *attr_id)
{
    const sim_class *c;
    const sim_attr *a;
    SIM_CALL();
    SIM_OUT(attr_id);
    *attr_id = NULLTAG;
    SIM_ARG(sim_text_arg(attr, "attr"));
    SIM_ARG(sim_text_arg(class_name, "class_name"));
    c = sim_class_find(class_name);
    a = c != NULL && !c->bare ? sim_attr_find(c, attr) : NULL;
    if (a == NULL || a->runtime) return sim_error(515062, "the class %s has no attribute \"%s\"", class_name, attr);
    *attr_id = sim_new(sim_class_find("POM_attribute"));
    attributes = sim_grow(attributes, (size_t)(n_attributes + 1) * sizeof *attributes);
    attributes[n_attributes] = a;
    sim_set_int(*attr_id, "attr_number", n_attributes++);
    return ITK_ok;
}

int POM_remove_from_attr(int n, tag_t *instances, tag_t attr, int start, int count)
{
    sim_object *o;
    sim_value *v;
    int i, k;
    SIM_CALL();
    SIM_OBJECT(attr, "POM_attribute", &o);
    for (i = 0; i < n; i++) {
        SIM_OBJECT(instances[i], NULL, &o);
        SIM_ARG(sim_begin_change(instances[i]));
        v = sim_attr_of(instances[i], attributes[sim_number(attr, "attr_number")]->name);
        if (v == NULL || start < 0 || count < 0 || start + count > v->n)
            return sim_error(515152, "the attribute has no entries %d to %d", start, start + count - 1);
        for (k = start; k + count < v->n; k++) v->cells[k] = v->cells[k + count];
        v->n -= count;
    }
    return ITK_ok;
}

static void unlock_all(int n, const tag_t *instances)
{
    int i;
    for (i = 0; i < n; i++) sim_unlock(instances[i]);
}

static void note_all(int n, const tag_t *instances)
{
    int i;
    for (i = 0; i < n; i++)
        if (sim_get(instances[i]) != NULL) sim_get(instances[i])->attempted = 1;
}

int POM_refresh_instances_any_class(int n, tag_t *instances, int lock)
{
    sim_object *o;
    int i;
    if (lock == POM_no_lock) {
        SIM_GIVING_BACK(unlock_all(n, instances), note_all(n, instances));
        unlock_all(n, instances);
        return ITK_ok;
    }
    SIM_CALL();
    if (lock != POM_modify_lock) return sim_error(515153, "the simulator takes the modify lock only");
    for (i = 0; i < n; i++) {
        SIM_OBJECT(instances[i], NULL, &o);
        SIM_ARG(sim_may_lock(instances[i]));
        sim_revert(instances[i]);
        o->lock = SIM_MODIFY;
        o->attempted = 0;
    }
    return ITK_ok;
}

/* discard TRUE gives the lock back as well. */
int POM_save_instances(int n, tag_t *instances, logical discard)
{
    sim_object *o;
    int i;
    SIM_CALL();
    for (i = 0; i < n; i++) {
        SIM_OBJECT(instances[i], NULL, &o);
        if (!o->new_object && o->lock != SIM_MODIFY) {
            sim_watch("POM_save_instances of %s without a lock", sim_object_string(instances[i]));
            return sim_error(515100, "%s is not locked", sim_object_string(instances[i]));
        }
        sim_save(instances[i]);
        if (discard) o->lock = SIM_UNLOCKED;
    }
    return ITK_ok;
}

int POM_set_env_info(int code, logical l, int i, double d, tag_t t, const char *s)
{
    SIM_CALL();
    (void)i;
    (void)d;
    (void)t;
    (void)s;
    if (code == POM_bypass_access_check) return sim_set_bypass(l);
    if (code != POM_bypass_attr_update) return sim_error(515154, "there is no switch %d", code);
    sim_site.keep_dates = !l;
    return ITK_ok;
}

int sim_set_bypass(int on)
{
    if (on && strcmp(sim_string(sim_site.group, "name"), "dba") != 0) return sim_error(515155, "only the group dba may set the bypass");
    sim_site.bypass = on;
    return ITK_ok;
}

int ITK_set_bypass(logical on) { SIM_CALL(); return sim_set_bypass(on); }

int ITK_ask_bypass(logical *on)
{
    SIM_CALL();
    SIM_OUT(on);
    *on = (logical)sim_site.bypass;
    return ITK_ok;
}
