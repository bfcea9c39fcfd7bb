/* AOM_ask_*: reading properties, with access rules. */
#include "sim.h"
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/workspaceobject.h>
#include <tccore/item.h>
#include <stdlib.h>
#include <string.h>

/* read finds the property and refuses what may not or cannot be read. type is
   the wanted one, or -1 for any. */
static int read(tag_t tag, const char *prop, int type, sim_value *v)
{
    sim_object *o;
    SIM_OBJECT(tag, NULL, &o);
    SIM_ARG(sim_text_arg(prop, "prop"));
    if (sim_denied("READ", tag)) return sim_error(515020, "the access to %s is denied", sim_object_string(tag));
    if (!sim_property(tag, prop, v)) return sim_error(515021, "the class %s has no property \"%s\"", o->class->name, prop);
    if (v->attr->fails != 0) return sim_error(v->attr->fails, "the property \"%s\" cannot be computed", prop);
    if (type >= 0 && (int)v->attr->type != type) {
        sim_watch("%s reads \"%s\", which has another type", sim_current(), prop);
        return sim_error(515022, "the property \"%s\" has another type", prop);
    }
    return ITK_ok;
}

int AOM_ask_value_string(tag_t object, const char *prop, char **value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_STRING, &v));
    return sim_out_text(v.n > 0 ? v.cells[0].s : "", value);
}

int AOM_ask_value_strings(tag_t object, const char *prop, int *n, char ***values)
{
    sim_value v;
    char **texts;
    int i, rc;
    SIM_CALL();
    SIM_ARG(read(object, prop, SIM_STRING, &v));
    texts = sim_grow(NULL, (size_t)v.n * sizeof *texts);
    for (i = 0; i < v.n; i++) texts[i] = v.cells[i].s;
    rc = sim_out_strings(v.n, texts, n, values);
    free(texts);
    return rc;
}

int AOM_ask_value_int(tag_t object, const char *prop, int *value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_INT, &v));
    *value = v.n > 0 ? v.cells[0].i : 0;
    return ITK_ok;
}

int AOM_ask_value_double(tag_t object, const char *prop, double *value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_DOUBLE, &v));
    *value = v.n > 0 ? v.cells[0].d : 0;
    return ITK_ok;
}

int AOM_ask_value_logical(tag_t object, const char *prop, logical *value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_LOGICAL, &v));
    *value = (logical)(v.n > 0 ? v.cells[0].i : 0);
    return ITK_ok;
}

int AOM_ask_value_date(tag_t object, const char *prop, date_t *value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_DATE, &v));
    *value = sim_date_to(v.n > 0 ? v.cells[0].t : 0);
    return ITK_ok;
}

int AOM_ask_value_tag(tag_t object, const char *prop, tag_t *value)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(value);
    SIM_ARG(read(object, prop, SIM_TAG, &v));
    *value = v.n > 0 ? v.cells[0].tag : NULLTAG;
    return ITK_ok;
}

int AOM_ask_value_tags(tag_t object, const char *prop, int *n, tag_t **values)
{
    sim_value v;
    tag_t *tags;
    int i, rc;
    SIM_CALL();
    SIM_ARG(read(object, prop, SIM_TAG, &v));
    tags = sim_grow(NULL, (size_t)v.n * sizeof *tags);
    for (i = 0; i < v.n; i++) tags[i] = v.cells[i].tag;
    rc = sim_out_tags(v.n, tags, n, values);
    free(tags);
    return rc;
}

int AOM_ask_displayable_values(tag_t object, const char *prop, int *n, char ***values)
{
    sim_value v;
    char **texts, *none[1];
    int i, rc;
    SIM_CALL();
    SIM_ARG(read(object, prop, -1, &v));
    none[0] = sim_keep("");
    if (v.n == 0 && !sim_harsh(SW_EMPTY_DISPLAY)) return sim_out_texts(1, none, n, values);
    texts = sim_grow(NULL, (size_t)v.n * sizeof *texts);
    for (i = 0; i < v.n; i++) texts[i] = sim_display(&v, i);
    rc = sim_out_texts(v.n, texts, n, values);
    free(texts);
    return rc;
}

int AOM_UIF_ask_value(tag_t object, const char *prop, char **value)
{
    sim_value v;
    char *text = sim_keep("");
    int i;
    SIM_CALL();
    SIM_ARG(read(object, prop, -1, &v));
    for (i = 0; i < v.n; i++) text = sim_format("%s%s%s", text, i > 0 ? ", " : "", sim_display(&v, i));
    return sim_out_text(text, value);
}

int AOM_UIF_ask_name(tag_t object, const char *prop, char **display_name)
{
    sim_value v;
    SIM_CALL();
    SIM_ARG(read(object, prop, -1, &v));
    return sim_out_text(v.attr->display, display_name);
}

int AOM_ask_value_type(tag_t object, const char *prop, PROP_value_type_t *type, char **type_name)
{
    static const PROP_value_type_t types[] = {PROP_string, PROP_int, PROP_double, PROP_logical, PROP_date, PROP_typed_reference};
    static const char *const names[] = {"string", "int", "double", "logical", "date", "typed_reference"};
    sim_value v;
    SIM_CALL();
    SIM_OUT(type);
    SIM_ARG(read(object, prop, -1, &v));
    *type = types[v.attr->type];
    return sim_out_text(names[v.attr->type], type_name);
}

int AOM_ask_prop_names(tag_t object, int *n, char ***names)
{
    sim_object *o;
    sim_class *c;
    char **texts = NULL;
    int count = 0, i, rc;
    SIM_CALL();
    SIM_OBJECT(object, NULL, &o);
    for (c = o->class; c != NULL; c = c->parent)
        for (i = 0; i < c->n_attrs; i++) {
            texts = sim_grow(texts, (size_t)(count + 1) * sizeof *texts);
            texts[count++] = sim_keep(c->attrs[i].name);
        }
    rc = sim_out_texts(count, texts, n, names);
    free(texts);
    return rc;
}

/* text_of reads one stored text with the checks of read. */
static int text_of(tag_t object, const char *class_name, const char *prop, char **out)
{
    sim_object *o;
    sim_value v;
    SIM_OBJECT(object, class_name, &o);
    SIM_ARG(read(object, prop, SIM_STRING, &v));
    return sim_out_text(v.n > 0 ? v.cells[0].s : "", out);
}

int AOM_ask_name(tag_t object, char **name) { SIM_CALL(); return text_of(object, "WorkspaceObject", "object_name", name); }
int WSOM_ask_name2(tag_t object, char **name) { SIM_CALL(); return text_of(object, "WorkspaceObject", "object_name", name); }
int WSOM_ask_object_type2(tag_t object, char **type) { SIM_CALL(); return text_of(object, "WorkspaceObject", "object_type", type); }
int WSOM_ask_description2(tag_t object, char **desc) { SIM_CALL(); return text_of(object, "WorkspaceObject", "object_desc", desc); }
int ITEM_ask_id2(tag_t item, char **id) { SIM_CALL(); return text_of(item, "Item", "item_id", id); }
int ITEM_ask_name2(tag_t item, char **name) { SIM_CALL(); return text_of(item, "Item", "object_name", name); }
int ITEM_ask_type2(tag_t item, char **type) { SIM_CALL(); return text_of(item, "Item", "object_type", type); }
int ITEM_ask_rev_id2(tag_t rev, char **id) { SIM_CALL(); return text_of(rev, "ItemRevision", "item_revision_id", id); }
int ITEM_ask_rev_name2(tag_t rev, char **name) { SIM_CALL(); return text_of(rev, "ItemRevision", "object_name", name); }

int WSOM_ask_object_id_string(tag_t object, char **text)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(object, "WorkspaceObject", &o);
    return sim_out_text(sim_object_string(object), text);
}

static int tag_of(tag_t object, const char *prop, tag_t *out)
{
    sim_value v;
    SIM_OUT(out);
    SIM_ARG(read(object, prop, SIM_TAG, &v));
    *out = v.n > 0 ? v.cells[0].tag : NULLTAG;
    return ITK_ok;
}

int AOM_ask_owner(tag_t object, tag_t *user) { SIM_CALL(); return tag_of(object, "owning_user", user); }
int AOM_ask_group(tag_t object, tag_t *group) { SIM_CALL(); return tag_of(object, "owning_group", group); }
int AOM_ask_last_modifier(tag_t object, tag_t *user) { SIM_CALL(); return tag_of(object, "last_mod_user", user); }

int AOM_ask_creation_date(tag_t object, date_t *date)
{
    sim_value v;
    SIM_CALL();
    SIM_OUT(date);
    SIM_ARG(read(object, "creation_date", SIM_DATE, &v));
    *date = sim_date_to(v.n > 0 ? v.cells[0].t : 0);
    return ITK_ok;
}
