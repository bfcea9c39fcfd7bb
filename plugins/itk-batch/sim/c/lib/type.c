/* Types, classes and attributes, and the tags that stand for them. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <tccore/tctype.h>
#include <stdlib.h>
#include <string.h>

tag_t sim_type_tag(sim_class *c)
{
    if (c->tag == NULLTAG) {
        c->tag = sim_new(sim_class_find("ImanType"));
        sim_set_string(c->tag, "type_name", c->name);
    }
    return c->tag;
}

static int class_arg(tag_t type, sim_class **c)
{
    sim_object *o;
    SIM_OBJECT(type, "ImanType", &o);
    *c = sim_class_find(sim_string(type, "type_name"));
    return ITK_ok;
}

/* found puts out the tag of a class, or what the site does when there is none. */
static int found(const char *what, const char *name, sim_class *c, tag_t *out)
{
    SIM_OUT(out);
    *out = NULLTAG;
    if (c == NULL) return sim_not_found(what, name);
    *out = sim_type_tag(c);
    return ITK_ok;
}

int TCTYPE_find_type(const char *type, const char *class_name, tag_t *type_tag)
{
    sim_class *c;
    SIM_CALL();
    SIM_ARG(sim_text_arg(type, "type"));
    c = sim_class_find(type);
    if (c != NULL && class_name != NULL && class_name[0] != '\0' && !sim_class_is(c, class_name)) c = NULL;
    return found("type", type, c, type_tag);
}

int TCTYPE_ask_object_type(tag_t object, tag_t *type)
{
    sim_object *o;
    sim_class *c;
    SIM_CALL();
    SIM_OBJECT(object, NULL, &o);
    c = sim_class_is(o->class, "WorkspaceObject") ? sim_class_find(sim_string(object, "object_type")) : NULL;
    return found("type", o->class->name, c != NULL ? c : o->class, type);
}

int TCTYPE_ask_name2(tag_t type, char **name)
{
    sim_class *c;
    SIM_CALL();
    SIM_ARG(class_arg(type, &c));
    return sim_out_text(c->name, name);
}

int TCTYPE_ask_display_name(tag_t type, char **name)
{
    sim_class *c;
    SIM_CALL();
    SIM_ARG(class_arg(type, &c));
    return sim_out_text(c->display, name);
}

int TCTYPE_is_type_of_as_str(tag_t type, const char *parent, logical *verdict)
{
    sim_class *c;
    SIM_CALL();
    SIM_OUT(verdict);
    SIM_ARG(class_arg(type, &c));
    SIM_ARG(sim_text_arg(parent, "parent"));
    *verdict = (logical)sim_class_is(c, parent);
    return ITK_ok;
}

int TCTYPE_extent(int *n, tag_t **types)
{
    int i, rc, count = sim_class_count();
    tag_t *tags;
    SIM_CALL();
    tags = sim_grow(NULL, (size_t)count * sizeof *tags);
    for (i = 0; i < count; i++) tags[i] = sim_type_tag(sim_class_at(i));
    rc = sim_out_tags(count, tags, n, types);
    free(tags);
    return rc;
}

int POM_class_id_of_class(const char *name, tag_t *class_id)
{
    sim_class *c;
    SIM_CALL();
    SIM_ARG(sim_text_arg(name, "name"));
    c = sim_class_find(name);
    return found("class", name, c != NULL && c->bare ? NULL : c, class_id);
}

int POM_class_of_instance(tag_t instance, tag_t *class_id)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(instance, NULL, &o);
    return found("class", o->class->name, o->class, class_id);
}

int POM_name_of_class(tag_t class_id, char **name)
{
    sim_class *c;
    SIM_CALL();
    SIM_ARG(class_arg(class_id, &c));
    return sim_out_text(c->name, name);
}

int POM_attr_exists(const char *attr, const char *class_name, logical *exists)
{
    sim_class *c;
    sim_attr *a;
    SIM_CALL();
    SIM_OUT(exists);
    SIM_ARG(sim_text_arg(attr, "attr"));
    SIM_ARG(sim_text_arg(class_name, "class_name"));
    c = sim_class_find(class_name);
    if (c == NULL || c->bare) return sim_error(515030, "there is no class \"%s\"", class_name);
    a = sim_attr_find(c, attr);
    *exists = (logical)(strcmp(attr, "puid") == 0 || (a != NULL && !a->runtime));
    return ITK_ok;
}

int ITK__convert_tag_to_uid(tag_t tag, char **uid)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(tag, NULL, &o);
    return sim_out_text(o->uid, uid);
}

int POM_tag_to_uid(tag_t tag, char **uid)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(tag, NULL, &o);
    return sim_out_text(o->uid, uid);
}

int ITK__convert_uid_to_tag(const char *uid, tag_t *tag)
{
    SIM_CALL();
    SIM_OUT(tag);
    SIM_ARG(sim_text_arg(uid, "uid"));
    *tag = sim_by_uid(uid);
    /* A harsh site makes a tag for a UID that is gone, and only the next call tells. */
    if (*tag != NULLTAG && sim_get(*tag)->deleted && !sim_harsh(SW_NOT_FOUND)) *tag = NULLTAG;
    return *tag == NULLTAG ? sim_not_found("object", uid) : ITK_ok;
}

int POM_is_loaded(tag_t instance, logical *verdict)
{
    sim_object *o = sim_get(instance);
    SIM_CALL();
    SIM_OUT(verdict);
    *verdict = (logical)(o != NULL && o->loaded);
    return ITK_ok;
}

int POM_load_instances_any_class(int n, tag_t *instances, int lock)
{
    sim_object *o;
    int i;
    SIM_CALL();
    if (lock != POM_no_lock) return sim_error(515031, "the simulator loads without lock only");
    for (i = 0; i < n; i++) SIM_OBJECT(instances[i], NULL, &o);
    return ITK_ok;
}
