/* AOM_set_*, AOM_save_*: changing and saving objects. */
#include "sim.h"
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <stdlib.h>
#include <string.h>

/* lov_holds tells whether a list of values has the text. */
static int lov_holds(const char *lov, const char *text)
{
    const sim_value *v = sim_attr_of(sim_find("ListOfValues", "lov_name", lov), "lov_values");
    int i;
    for (i = 0; v != NULL && i < v->n; i++)
        if (strcmp(v->cells[i].s, text) == 0) return 1;
    return v == NULL;
}

static int fixed(const char *prop)
{
    static const char *const names[] = {"owning_user", "owning_group", "creation_date", "last_mod_date", "last_mod_user",
                                        "object_type", "release_status_list", "date_released", "project_list", "item_revision_id",
                                        "checked_out_user", "checked_out_date", "process_stage_list", "sequence_id"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], prop) == 0) return 1;
    return 0;
}

/* settable finds the attribute and refuses what cannot be set. */
static int settable(tag_t tag, const char *prop, int type, const sim_attr **attr)
{
    sim_object *o;
    SIM_OBJECT(tag, NULL, &o);
    SIM_ARG(sim_text_arg(prop, "prop"));
    if (sim_create_input(tag) != NULL) o = NULL;
    *attr = sim_attr_find(o != NULL ? o->class : sim_create_input(tag), prop);
    if (*attr == NULL) return sim_error(515021, "there is no property \"%s\"", prop);
    if (o != NULL && ((*attr)->runtime || fixed(prop))) return sim_error(515101, "the property \"%s\" cannot be set", prop);
    if (type >= 0 && (int)(*attr)->type != type) {
        sim_watch("%s sets \"%s\", which has another type", sim_current(), prop);
        return sim_error(515022, "the property \"%s\" has another type", prop);
    }
    return o != NULL ? sim_begin_change(tag) : ITK_ok;
}

/* set_text sets a property of any type but a reference from text. */
static int set_text(tag_t object, const char *prop, const sim_attr *a, const char *text)
{
    if (a->length > 0 && strlen(text) > (size_t)a->length)
        return sim_error(515102, "the value of \"%s\" is longer than %d", prop, a->length);
    if (a->lov != NULL && text[0] != '\0' && !lov_holds(a->lov, text))
        return sim_error(515103, "\"%s\" is no value of the list %s", text, a->lov);
    if (sim_create_input(object) != NULL) return sim_create_value(object, prop, text);
    sim_clear(object, prop);
    if (text[0] == '\0' && a->type != SIM_STRING) return ITK_ok;
    if (!sim_set_text(object, prop, text)) return sim_error(515104, "\"%s\" does not fit \"%s\"", text, prop);
    return ITK_ok;
}

int AOM_set_value_string(tag_t object, const char *prop, const char *value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(sim_text_arg(value, "value"));
    SIM_ARG(settable(object, prop, SIM_STRING, &a));
    return set_text(object, prop, a, value);
}

int AOM_set_value_int(tag_t object, const char *prop, int value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(settable(object, prop, SIM_INT, &a));
    return set_text(object, prop, a, sim_format("%d", value));
}

int AOM_set_value_double(tag_t object, const char *prop, double value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(settable(object, prop, SIM_DOUBLE, &a));
    return set_text(object, prop, a, sim_format("%.17g", value));
}

int AOM_set_value_logical(tag_t object, const char *prop, logical value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(settable(object, prop, SIM_LOGICAL, &a));
    return set_text(object, prop, a, value ? "true" : "false");
}

int AOM_set_value_date(tag_t object, const char *prop, date_t value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(settable(object, prop, SIM_DATE, &a));
    return set_text(object, prop, a, sim_date_text(sim_date_of(&value), "%Y-%m-%dT%H:%M:%S"));
}

/* set_reference sets a reference to the object that shows itself as the text. */
static int set_reference(tag_t object, const char *prop, const char *text)
{
    tag_t t;
    sim_clear(object, prop);
    if (text[0] == '\0') return ITK_ok;
    for (t = 1; t <= sim_count(); t++)
        if (!sim_get(t)->deleted && !sim_get(t)->class->transient && strcmp(sim_object_string(t), text) == 0) {
            sim_set_tag(object, prop, t);
            return ITK_ok;
        }
    return sim_error(515105, "there is no object \"%s\"", text);
}

int AOM_UIF_set_value(tag_t object, const char *prop, const char *value)
{
    const sim_attr *a;
    SIM_CALL();
    SIM_ARG(sim_text_arg(value, "value"));
    SIM_ARG(settable(object, prop, -1, &a));
    if (a->type == SIM_TAG) return set_reference(object, prop, value);
    if (a->type == SIM_LOGICAL && strcmp(value, "True") == 0) value = "true";
    if (a->type == SIM_LOGICAL && strcmp(value, "False") == 0) value = "false";
    return set_text(object, prop, a, value);
}

static int save(tag_t object)
{
    sim_object *o;
    SIM_OBJECT(object, NULL, &o);
    if (o->class->transient) return sim_error(515106, "a %s cannot be saved", o->class->name);
    if (o->changed && !o->new_object && o->lock != SIM_MODIFY) {
        sim_watch("%s of %s without a lock", sim_current(), sim_object_string(object));
        return sim_error(515100, "%s is not locked", sim_object_string(object));
    }
    if (sim_class_is(o->class, "Dataset") && o->changed && !o->new_object) sim_dataset_version(object);
    sim_save(object);
    if (sim_class_is(o->class, "Item")) sim_save_revisions(object);
    return ITK_ok;
}

int AOM_save_with_extensions(tag_t object) { SIM_CALL(); return save(object); }
int AOM_save_without_extensions(tag_t object) { SIM_CALL(); return save(object); }
int AOM_save(tag_t object) { SIM_CALL(); return save(object); }

/* The new owner is in the object's memory only, until it is saved, if the site says so. */
int AOM_set_ownership(tag_t object, tag_t user, tag_t group)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, "POM_application_object", &o);
    SIM_OBJECT(user, "POM_user", &o);
    SIM_OBJECT(group, "POM_group", &o);
    if (sim_denied("CHANGE_OWNER", object) && !sim_site.bypass)
        return sim_error(515111, "the access to %s is denied: CHANGE_OWNER", sim_object_string(object));
    if (sim_harsh(SW_OWNERSHIP)) {
        SIM_ARG(sim_begin_change(object));
    } else {
        SIM_ARG(sim_may_lock(object));
        sim_touch(object);
    }
    sim_set_tag(object, "owning_user", user);
    sim_set_tag(object, "owning_group", group);
    if (!sim_harsh(SW_OWNERSHIP)) sim_save(object);
    return ITK_ok;
}
