/* Puts the site into the state that an earlier run of it left: the objects of
   the fixture get their later values, the ones made since are made again with
   their UIDs, the ones that are gone go. */
#include "fixture.h"
#include <stdlib.h>
#include <string.h>

static char *seen;                             /* by tag: the state holds the object */
static tag_t n_seen;

static tag_t object_of(const fx_line *line)
{
    tag_t t = sim_by_uid(fx_text(line, "uid", ""));
    if (t == NULLTAG) fx_bad(line, "there is no object with that UID");
    return t;
}

/* make makes an object that an earlier run made. The places between stand for
   what lived in that session only, so that UIDs made from the place stay free. */
static void make(const fx_line *line)
{
    const char *uid = fx_text(line, "uid", "");
    sim_class *c = sim_class_find(fx_value(line, 0));
    unsigned place = 0;
    tag_t t;
    if (c == NULL) fx_bad(line, "there is no class \"%s\"", fx_value(line, 0));
    if (sscanf(uid, "SIM%8uAAA", &place) == 1)
        while (sim_count() + 1 < place) sim_get(sim_new(sim_class_find("POM_object")))->deleted = SIM_GONE;
    t = sim_new(c);
    sprintf(sim_get(t)->uid, "%.14s", uid);
}

static void first(fx_line *line, fx_line *parent)
{
    tag_t t;
    if (parent != NULL) return;
    if (sim_by_uid(fx_text(line, "uid", "")) == NULLTAG) make(line);
    t = object_of(line);
    if (t >= n_seen) {
        seen = sim_grow(seen, (size_t)(2 * t));
        memset(seen + n_seen, 0, (size_t)(2 * t - n_seen));
        n_seen = 2 * t;
    }
    seen[t] = 1;
}

/* clear empties what the state may say anew. A password is in no state. */
static void clear(tag_t t)
{
    const sim_object *o = sim_get(t);
    int i;
    for (i = 0; i < o->n_values; i++)
        if (strcmp(o->values[i].attr->name, "password") != 0) sim_clear(t, o->values[i].attr->name);
}

static void set(const fx_line *line, tag_t t)
{
    const fx_pair *p = &line->pairs[0];
    const sim_attr *a = sim_attr_find(sim_get(t)->class, p->key);
    int i;
    for (i = 0; i < p->n; i++) {
        const char *text = p->list[i].text;
        if (a != NULL && a->type == SIM_TAG) sim_add_tag(t, p->key, strcmp(text, "uid:") == 0 ? NULLTAG : fx_reference(line, text));
        else if (!sim_set_text(t, p->key, text)) fx_bad(line, "%s=%s does not fit", p->key, text);
    }
}

static void second(fx_line *line, fx_line *parent)
{
    if (parent == NULL) clear(line->subject = object_of(line));
    else set(line, parent->subject);
}

/* list puts a made object where others look for it. */
static void list(tag_t t)
{
    if (sim_class_is(sim_get(t)->class, "Item")) sim_index_item(t);
    if (sim_class_is(sim_get(t)->class, "ImanRelation")) sim_relation_ends(t);
}

void sim_state_load(const char *path)
{
    char *text = fx_file(path);
    tag_t t, before = sim_count();
    fx_encode("utf-8");                        /* a state is in the site's encoding already */
    fx_read(text, path, first);
    fx_read(text, path, second);
    for (t = 1; t <= sim_count(); t++) {
        sim_object *o = sim_get(t);
        if (o->class->transient || strcmp(o->class->name, "ImanType") == 0) continue;
        if (t >= n_seen || !seen[t]) o->deleted = SIM_GONE;
        else if (t > before) list(t);
    }
    sim_unload_all();
}
