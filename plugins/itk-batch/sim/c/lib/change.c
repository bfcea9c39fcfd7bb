/* Locks, saving, refreshing: what stands between an object in memory and the
   one in the database. */
#include "sim.h"
#include <tccore/aom.h>
#include <string.h>

static void drop_saved(sim_object *o)
{
    sim_free_values(o->saved, o->n_saved);
    o->saved = NULL;
    o->n_saved = 0;
    o->changed = 0;
}

int sim_may_lock(tag_t tag)
{
    const sim_object *o = sim_get(tag);
    const sim_value *status = sim_attr_of(tag, "release_status_list");
    tag_t out = sim_tag(tag, "checked_out_user");

    if (o->locked_by != NULL) return sim_error(515110, "%s is locked by %s", sim_object_string(tag), o->locked_by);
    if (sim_site.bypass) return ITK_ok;
    if (sim_denied("WRITE", tag)) return sim_error(515111, "the access to %s is denied: WRITE", sim_object_string(tag));
    if (status != NULL && status->n > 0) return sim_error(515112, "%s is released", sim_object_string(tag));
    if (out != NULLTAG && out != sim_site.user) return sim_error(515113, "%s is checked out by %s", sim_object_string(tag), sim_object_string(out));
    return ITK_ok;
}

void sim_changing(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (!o->class->transient) sim_written("a change");
    sim_touch(tag);
    if (!o->changed) {
        o->saved = sim_copy_values(o->values, o->n_values);
        o->n_saved = o->n_values;
    }
    o->changed = 1;
}

int sim_begin_change(tag_t tag)
{
    const sim_object *o = sim_get(tag);
    if (!o->new_object && !o->class->transient && o->lock != SIM_MODIFY) {
        sim_watch("%s changes %s without a lock", sim_current(), sim_object_string(tag));
        return sim_error(515100, "%s is not locked", sim_object_string(tag));
    }
    sim_changing(tag);
    return ITK_ok;
}

void sim_save(tag_t tag)
{
    sim_object *o = sim_get(tag);
    sim_touch(tag);
    drop_saved(o);
    o->new_object = 0;
    if (sim_harsh(SW_SAVE_UNLOCKS)) o->lock = SIM_UNLOCKED;
    if (sim_site.keep_dates || sim_attr_find(o->class, "last_mod_date") == NULL) return;
    sim_set_date(tag, "last_mod_date", sim_site.now);
    sim_set_tag(tag, "last_mod_user", sim_site.user);
}

void sim_revert(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (!o->changed || o->new_object) return;
    sim_touch(tag);
    sim_free_values(o->values, o->n_values);
    o->values = sim_copy_values(o->saved, o->n_saved);
    o->n_values = o->n_saved;
    drop_saved(o);
}

void sim_unlock(tag_t tag)
{
    sim_object *o = sim_get(tag);
    if (o == NULL) return;
    sim_revert(tag);
    o->lock = SIM_UNLOCKED;
}

tag_t sim_create(sim_class *c)
{
    tag_t t = sim_new(c);
    if (!c->transient) sim_written("a new object");
    sim_get(t)->new_object = 1;
    sim_load(t);
    if (sim_attr_find(c, "owning_user") == NULL) return t;
    sim_set_tag(t, "owning_user", sim_site.user);
    sim_set_tag(t, "owning_group", sim_site.group);
    sim_set_date(t, "creation_date", sim_site.now);
    sim_set_date(t, "last_mod_date", sim_site.now);
    sim_set_tag(t, "last_mod_user", sim_site.user);
    if (sim_attr_find(c, "object_type") != NULL) sim_set_string(t, "object_type", c->name);
    return t;
}

/* lock takes a lock, and reads the object anew as every lock does. */
static int lock(tag_t tag, sim_lock kind)
{
    sim_object *o;
    SIM_OBJECT(tag, NULL, &o);
    sim_written("a lock");
    if (o->new_object) return sim_error(515114, "%s is not saved", sim_object_string(tag));
    SIM_ARG(sim_may_lock(tag));
    if (kind == SIM_DELETE && sim_denied("DELETE", tag) && !sim_site.bypass)
        return sim_error(515111, "the access to %s is denied: DELETE", sim_object_string(tag));
    if (o->lock == SIM_MODIFY) sim_revert(tag);
    o->lock = kind;
    o->attempted = 0;
    return ITK_ok;
}

static void note_attempt(tag_t tag)
{
    if (sim_get(tag) != NULL) sim_get(tag)->attempted = 1;
}

static int release(tag_t tag)
{
    sim_object *o;
    SIM_OBJECT(tag, NULL, &o);
    sim_unlock(tag);
    return ITK_ok;
}

int AOM_refresh(tag_t object, logical with_lock)
{
    if (with_lock) {
        SIM_CALL();
        return lock(object, SIM_MODIFY);
    }
    SIM_GIVING_BACK(sim_unlock(object), note_attempt(object));
    return release(object);
}

int AOM_unlock(tag_t object)
{
    SIM_GIVING_BACK(sim_unlock(object), note_attempt(object));
    return release(object);
}

int AOM_lock(tag_t object) { SIM_CALL(); return lock(object, SIM_MODIFY); }
int AOM_lock_for_delete(tag_t object) { SIM_CALL(); return lock(object, SIM_DELETE); }
