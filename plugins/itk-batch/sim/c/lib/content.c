/* Turns the lines of a fixture into objects: items, datasets, folders. */
#include "fixture.h"
#include <stdlib.h>
#include <string.h>

int fx_setup(fx_line *line, fx_line *parent);
int fx_more(fx_line *line, fx_line *parent);
int fx_more_late(const fx_line *line, const fx_line *parent);
tag_t fx_new(const fx_line *line, const char *class_name);

/* Lines whose references may stand further down wait for the end. */
typedef struct { fx_line line, parent; } late;
static late *waiting;
static int n_waiting;

static void wait_for_end(const fx_line *line, const fx_line *parent)
{
    waiting = sim_grow(waiting, (size_t)(n_waiting + 1) * sizeof *waiting);
    waiting[n_waiting].line = *line;
    if (parent != NULL) waiting[n_waiting].parent = *parent;
    n_waiting++;
}

tag_t fx_reference(const fx_line *line, const char *text)
{
    char *id = sim_keep(text), *rev = strchr(id, '/');
    sim_value *revs;
    tag_t item, t;
    int i;

    if (strncmp(text, "uid:", 4) == 0) {
        t = sim_by_uid(text + 4);
        if (t == NULLTAG) fx_bad(line, "there is no object with the UID \"%s\"", text + 4);
        return t;
    }
    item = sim_item(text, NULLTAG);
    if (item != NULLTAG) return item;
    if (rev != NULL) {
        *rev++ = '\0';
        revs = sim_attr_of(sim_item(id, NULLTAG), "revision_list");
        for (i = 0; revs != NULL && i < revs->n; i++)
            if (strcmp(sim_string(revs->cells[i].tag, "item_revision_id"), rev) == 0) return revs->cells[i].tag;
    }
    return fx_named(line, "WorkspaceObject", "object_name", text);
}

static tag_t user_of(const fx_line *line, const char *key, const char *missing)
{
    return fx_named(line, "POM_user", "user_id", fx_text(line, key, missing));
}

static void date(const fx_line *line, tag_t t, const char *key, const char *attr, sim_date missing)
{
    const char *text = fx_text(line, key, NULL);
    if (text == NULL) sim_set_date(t, attr, missing);
    else if (!sim_set_text(t, attr, text)) fx_bad(line, "%s=%s is no date", key, text);
}

static void statuses(const fx_line *line, tag_t t)
{
    const fx_pair *p = fx_pair_of(line, "status");
    int i;
    for (i = 0; p != NULL && i < p->n; i++) {
        tag_t status = sim_new(sim_class_find("ReleaseStatus"));
        sim_set_string(status, "name", p->list[i].text);
        sim_set_string(status, "object_name", p->list[i].text);
        sim_set_string(status, "object_type", p->list[i].text);
        sim_set_date(status, "date_released", p->list[i].at != NULL ? sim_date_parse(p->list[i].at) : sim_site.now);
        sim_add_tag(t, "release_status_list", status);
        sim_set_date(t, "date_released", sim_date_attr(status, "date_released"));
    }
    if (fx_pair_of(line, "released") != NULL) date(line, t, "released", "date_released", 0);
}

/* common sets what every workspace object has, from the line, else from the object above. */
static void common(const fx_line *line, tag_t t, const char *name, tag_t above)
{
    const fx_pair *p = fx_pair_of(line, "project"), *out = fx_pair_of(line, "checkedout");
    const char *group = fx_text(line, "group", NULL);
    tag_t owner = above != NULLTAG && fx_pair_of(line, "owner") == NULL ? sim_tag(above, "owning_user") : user_of(line, "owner", "infodba");
    sim_date created = above != NULLTAG ? sim_date_attr(above, "creation_date") : sim_site.now;
    int i;

    sim_set_string(t, "object_name", name);
    sim_set_string(t, "object_desc", fx_text(line, "desc", ""));
    sim_set_string(t, "object_type", sim_get(t)->class->name);
    sim_set_tag(t, "owning_user", owner);
    sim_set_tag(t, "owning_group", group != NULL ? fx_named(line, "POM_group", "name", group)
                : above != NULLTAG ? sim_tag(above, "owning_group") : sim_tag(owner, "default_group"));
    date(line, t, "created", "creation_date", created);
    date(line, t, "modified", "last_mod_date", sim_date_attr(t, "creation_date"));
    sim_set_tag(t, "last_mod_user", fx_pair_of(line, "modifier") != NULL ? user_of(line, "modifier", "") : owner);
    statuses(line, t);
    for (i = 0; p != NULL && i < p->n; i++)
        sim_add_tag(t, "project_list", fx_named(line, "TC_Project", "project_id", p->list[i].text));
    if (out != NULL) {
        tag_t reservation = sim_new(sim_class_find("ImanReservation"));
        sim_set_tag(t, "checked_out_user", fx_named(line, "POM_user", "user_id", out->list[0].text));
        sim_set_date(t, "checked_out_date", out->list[0].at != NULL ? sim_date_parse(out->list[0].at) : sim_site.now);
        sim_set_tag(reservation, "user_object", sim_tag(t, "checked_out_user"));
        sim_set_date(reservation, "date", sim_date_attr(t, "checked_out_date"));
        sim_relate(t, sim_class_find("IMAN_RES_checkout"), reservation);
    }
}

static sim_class *type_of(const fx_line *line, const char *name, const char *parent)
{
    sim_class *c = sim_class_find(name);
    if (c == NULL || !sim_class_is(c, parent)) fx_bad(line, "there is no type \"%s\" below %s", name, parent);
    return c;
}

static void on_item(fx_line *line)
{
    sim_class *c = type_of(line, fx_value(line, 1), "Item");
    tag_t t = fx_new(line, c->bare ? c->parent->name : c->name);
    line->subject = t;
    line->class = c;
    common(line, t, line->n_values > 2 ? fx_value(line, 2) : fx_value(line, 0), NULLTAG);
    sim_set_string(t, "object_type", c->name);
    sim_set_string(t, "item_id", fx_value(line, 0));
    sim_index_item(t);
    if (fx_pair_of(line, "uom") != NULL)
        sim_set_tag(t, "uom_tag", fx_named(line, "UnitOfMeasure", "symbol", fx_text(line, "uom", "")));
}

static void on_rev(fx_line *line, fx_line *parent)
{
    const char *type = parent->class->revision != NULL ? parent->class->revision : "ItemRevision";
    tag_t t = fx_new(line, type);
    line->subject = t;
    common(line, t, line->n_values > 1 ? fx_value(line, 1) : sim_string(parent->subject, "object_name"), parent->subject);
    sim_set_string(t, "item_revision_id", fx_value(line, 0));
    sim_set_tag(t, "items_tag", parent->subject);
    sim_add_tag(parent->subject, "revision_list", t);
    sim_set_int(t, "sequence_id", 1);
}

static void on_set(fx_line *line, fx_line *parent)
{
    int i, k;
    for (i = 0; i < line->n_pairs; i++)
        for (k = 0; k < line->pairs[i].n; k++)
            if (!sim_set_text(parent->subject, line->pairs[i].key, line->pairs[i].list[k].text))
                fx_bad(line, "%s=%s does not fit the class %s", line->pairs[i].key,
                       line->pairs[i].list[k].text, sim_get(parent->subject)->class->name);
}

static void on_dataset(fx_line *line, fx_line *parent)
{
    tag_t anchor = sim_new(sim_class_find("RevisionAnchor")), above = parent != NULL ? parent->subject : NULLTAG;
    tag_t type = fx_named(line, "DatasetType", "datasettype_name", fx_value(line, 0));
    int i, versions = atoi(fx_text(line, "versions", "1"));
    const char *relation = fx_text(line, "relation", "IMAN_specification");

    if (versions < 1) fx_bad(line, "versions= is no number above 0");
    for (i = 1; i <= versions; i++) {
        tag_t t = sim_new(sim_class_find("Dataset"));
        common(line, t, fx_value(line, 1), above);
        sim_set_string(t, "object_type", fx_value(line, 0));
        sim_set_tag(t, "dataset_type", type);
        sim_set_tag(t, "rev_chain_anchor", anchor);
        sim_set_int(t, "revision_number", i);
        sim_set_int(t, "active_seq", i == versions);
        sim_add_tag(anchor, "revisions", t);
        line->subject = t;
    }
    if (fx_pair_of(line, "uid") != NULL)
        sprintf(sim_get(line->subject)->uid, "%.14s", fx_text(line, "uid", ""));
    if (parent != NULL) {
        type_of(line, relation, "ImanRelation");
        sim_relate(above, sim_class_find(relation), line->subject);
    }
}

/* escaped: in the content of files a backslash stands before NUL and itself. */
static char *escaped(const char *text)
{
    char *out = sim_grow(NULL, 2 * strlen(text) + 1), *to = out;
    for (; *text != '\0'; text++) {
        if (*text == '\\') *to++ = '\\';
        *to++ = *text;
    }
    *to = '\0';
    return out;
}

static void on_file(fx_line *line, fx_line *parent)
{
    sim_value *versions = sim_attr_of(sim_tag(parent->subject, "rev_chain_anchor"), "revisions");
    tag_t f = fx_new(line, "ImanFile");
    int i;
    if (versions == NULL) fx_bad(line, "file stands below no dataset");
    sim_set_string(f, "original_file_name", fx_value(line, 1));
    sim_set_string(f, "content", escaped(fx_text(line, "text", "")));
    sim_set_int(f, "byte_size", (int)strlen(fx_text(line, "text", "")));
    sim_set_tag(f, "owning_user", sim_tag(parent->subject, "owning_user"));
    for (i = 0; i < versions->n; i++) {
        sim_set_text(versions->cells[i].tag, "ref_names", fx_value(line, 0));
        sim_add_tag(versions->cells[i].tag, "ref_list", f);
    }
}

static void on_object(fx_line *line, const char *class_name, const char *name)
{
    line->subject = fx_new(line, class_name);
    common(line, line->subject, name, NULLTAG);
    if (strcmp(class_name, "Folder") == 0 && fx_pair_of(line, "home") != NULL)
        sim_set_tag(user_of(line, "home", ""), "home_folder", line->subject);
}

static void apply_late(const fx_line *line, const fx_line *parent)
{
    const char *k = line->keyword;
    int i;
    if (fx_more_late(line, parent)) return;
    if (strcmp(k, "content") == 0) {
        for (i = 0; i < line->n_values; i++)
            sim_add_tag(parent->subject, "contents", fx_reference(line, fx_value(line, i)));
    } else if (strcmp(k, "relate") == 0) {
        type_of(line, fx_value(line, 1), "ImanRelation");
        sim_relate(fx_reference(line, fx_value(line, 0)), sim_class_find(fx_value(line, 1)),
                   fx_reference(line, fx_value(line, 2)));
    } else if (strcmp(k, "deny") == 0) {
        sim_deny(fx_named(line, "POM_user", "user_id", fx_value(line, 0)), fx_value(line, 1),
                 fx_reference(line, fx_value(line, 2)));
    } else if (strcmp(k, "gone") == 0) {
        sim_gone_add(atoi(fx_text(line, "call", "0")), fx_text(line, "function", NULL), atoi(fx_text(line, "nth", "1")),
                     fx_reference(line, fx_value(line, 0)));
    } else {
        const fx_pair *by = fx_pair_of(line, "by");
        if (by == NULL || by->list[0].at == NULL) fx_bad(line, "locked needs by=user@node");
        sim_get(fx_reference(line, fx_value(line, 0)))->locked_by = sim_format("%s@%s", by->list[0].text, by->list[0].at);
    }
}

void fx_apply(fx_line *line, fx_line *parent)
{
    const char *k = line->keyword;
    if (fx_setup(line, parent) || fx_more(line, parent)) return;
    if (strcmp(k, "item") == 0) on_item(line);
    else if (strcmp(k, "rev") == 0 && parent != NULL) on_rev(line, parent);
    else if (strcmp(k, "set") == 0 && parent != NULL) on_set(line, parent);
    else if (strcmp(k, "dataset") == 0) on_dataset(line, parent);
    else if (strcmp(k, "file") == 0 && parent != NULL) on_file(line, parent);
    else if (strcmp(k, "folder") == 0) on_object(line, "Folder", fx_value(line, 0));
    else if (strcmp(k, "object") == 0) on_object(line, fx_value(line, 0), fx_value(line, 1));
    else if (((strcmp(k, "content") == 0 || strcmp(k, "line") == 0 || strcmp(k, "target") == 0) && parent != NULL) ||
             strcmp(k, "relate") == 0 || strcmp(k, "classified") == 0 ||
             strcmp(k, "deny") == 0 || strcmp(k, "locked") == 0 || strcmp(k, "gone") == 0)
        wait_for_end(line, parent);
    else fx_bad(line, "\"%s\" is no keyword that stands here", k);
}

char *fx_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    size_t n = 0, got;
    if (f == NULL) {
        fprintf(stderr, "simulator: the fixture %s cannot be read\n", path);
        exit(90);
    }
    do {
        text = sim_grow(text, n + 65537);
        got = fread(text + n, 1, 65536, f);
        n += got;
    } while (got > 0);
    text[n] = '\0';
    fclose(f);
    return text;
}

void sim_fixture_load(const char *path)
{
    int i;
    fx_read(fx_file(path), path, fx_apply);
    for (i = 0; i < n_waiting; i++) apply_late(&waiting[i].line, &waiting[i].parent);
    n_waiting = 0;
    sim_unload_all();
    for (i = 0; i < sim_class_count(); i++) sim_type_tag(sim_class_at(i));
}
