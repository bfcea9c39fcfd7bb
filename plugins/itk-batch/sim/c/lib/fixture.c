/* Turns the lines of a fixture into classes and objects: the site's set-up. */
#include "fixture.h"
#include <stdlib.h>
#include <string.h>

tag_t fx_named(const fx_line *line, const char *class_name, const char *attr, const char *text)
{
    tag_t t = sim_find(class_name, attr, text);
    if (t == NULLTAG) fx_bad(line, "there is no %s \"%s\" above", class_name, text);
    return t;
}

tag_t fx_new(const fx_line *line, const char *class_name)
{
    sim_class *c = sim_class_find(class_name);
    tag_t t;
    if (c == NULL) fx_bad(line, "there is no class \"%s\"", class_name);
    t = sim_new(c);
    if (fx_pair_of(line, "uid") != NULL) sprintf(sim_get(t)->uid, "%.14s", fx_text(line, "uid", ""));
    return t;
}

static void on_site(fx_line *line)
{
    const char *zone = fx_text(line, "zone", "UTC"), *now = fx_text(line, "now", "");
    sim_site.name = fx_value(line, 0);
    fx_encode(fx_text(line, "encoding", "utf-8"));
    sim_site.version = fx_text(line, "version", "14.3");
    sim_site.language = fx_text(line, "language", "en");
    /* POSIX counts zones westwards, so the sign turns. */
    if (zone[0] == '+' || zone[0] == '-')
        zone = sim_format("<%s>%c%s", zone, zone[0] == '+' ? '-' : '+', zone + 1);
    setenv("TZ", zone, 1);
    tzset();
    if (now[0] != '\0') sim_site.now = sim_date_parse(now);
    if (sim_site.now < 0) fx_bad(line, "now= is no date");
}

static void on_class(fx_line *line)
{
    const char *name = fx_value(line, 0);
    sim_class *parent = NULL;
    if (line->n_values > 2 && strcmp(fx_value(line, 1), "<") == 0) {
        parent = sim_class_find(fx_value(line, 2));
        if (parent == NULL) fx_bad(line, "there is no class \"%s\" above", fx_value(line, 2));
    }
    line->class = sim_class_add(name, parent);
    line->class->bare = fx_flag(line, "bare");
    line->class->transient = fx_flag(line, "transient");
    line->class->display = fx_text(line, "display", line->class->name);
    line->class->revision = fx_text(line, "revision", NULL);
    if (line->class->revision != NULL && sim_class_find(line->class->revision) == NULL)
        sim_class_add(line->class->revision, sim_class_find("ItemRevision"));
}

static void on_property(fx_line *line, fx_line *parent)
{
    static const char *const types[] = {"string", "int", "double", "logical", "date", "tag"};
    const char *type = fx_value(line, 1);
    sim_attr *a;
    int i;
    if (parent == NULL || parent->class == NULL) fx_bad(line, "property stands below no type");
    for (i = 0; i < 6 && strcmp(types[i], type) != 0; i++) ;
    if (i == 6) fx_bad(line, "there is no property type \"%s\"", type);
    a = sim_attr_add(parent->class, fx_value(line, 0), (sim_type)i, fx_flag(line, "array"));
    a->runtime = fx_flag(line, "runtime") || fx_flag(line, "compound");
    a->fails = atoi(fx_text(line, "fails", "0"));
    a->length = atoi(fx_text(line, "length", "0"));
    a->lov = fx_text(line, "lov", NULL);
    a->display = fx_text(line, "display", a->name);
}

/* folder_of makes one of the folders that every user has. */
static void folder_of(tag_t user, const char *name, const char *type, const char *attr)
{
    tag_t t = sim_new(sim_class_find("Folder"));
    sim_set_string(t, "object_name", name);
    sim_set_string(t, "object_type", type);
    sim_set_tag(t, "owning_user", user);
    if (sim_tag(user, "default_group") != NULLTAG) sim_set_tag(t, "owning_group", sim_tag(user, "default_group"));
    sim_set_date(t, "creation_date", sim_site.now);
    sim_set_tag(user, attr, t);
}

static void on_user(fx_line *line)
{
    const char *group = fx_text(line, "default", ""), *login = fx_text(line, "login", "");
    const fx_pair *mail = fx_pair_of(line, "email");
    tag_t t = fx_new(line, "User"), person;
    line->subject = t;
    sim_set_string(t, "user_id", fx_value(line, 0));
    sim_set_string(t, "user_name", line->n_values > 1 ? fx_value(line, 1) : fx_value(line, 0));
    sim_set_string(t, "password", fx_text(line, "password", ""));
    if (mail != NULL) sim_set_string(t, "email", mail->list[0].at == NULL ? mail->list[0].text : sim_format("%s@%s", mail->list[0].text, mail->list[0].at));
    sim_set_int(t, "status", fx_flag(line, "inactive"));
    sim_set_string(t, "status_text", fx_flag(line, "inactive") ? "inactive" : "active");
    if (group[0] != '\0') sim_set_tag(t, "default_group", fx_named(line, "POM_group", "name", group));
    if (login[0] != '\0') sim_set_text(t, "last_login_time", login);
    person = sim_new(sim_class_find("Person"));
    sim_set_string(person, "user_name", sim_string(t, "user_name"));
    sim_set_string(person, "email", sim_string(t, "email"));
    sim_set_tag(t, "person", person);
    folder_of(t, "Home", "Fnd0HomeFolder", "home_folder");
    folder_of(t, "Newstuff", "Newstuff Folder", "newstuff_folder");
    folder_of(t, "Mailbox", "Mail Folder", "mailbox");
}

static void on_member(fx_line *line, fx_line *parent)
{
    char *group = sim_keep(fx_value(line, 0)), *role = strrchr(group, '/');
    tag_t t = fx_new(line, "GroupMember");
    if (role != NULL) *role++ = '\0';
    sim_set_tag(t, "the_user", parent->subject);
    sim_set_tag(t, "the_group", fx_named(line, "POM_group", "name", group));
    sim_set_int(t, "status", fx_flag(line, "inactive"));
    if (role != NULL) {
        tag_t r = sim_find("Role", "role_name", role);
        if (r == NULLTAG) {
            r = sim_new(sim_class_find("Role"));
            sim_set_string(r, "role_name", role);
        }
        sim_set_tag(t, "the_role", r);
    }
}

static void on_query(fx_line *line)
{
    const char *class_name = fx_text(line, "class", "WorkspaceObject");
    if (sim_class_find(class_name) == NULL) fx_bad(line, "there is no class \"%s\"", class_name);
    line->subject = fx_new(line, "ImanQuery");
    sim_set_string(line->subject, "object_name", fx_value(line, 0));
    sim_set_string(line->subject, "query_class", class_name);
}

static void on_entry(fx_line *line, fx_line *parent)
{
    sim_set_text(parent->subject, "entry_names", fx_value(line, 0));
    sim_set_text(parent->subject, "entry_attributes", fx_text(line, "attribute", ""));
    sim_set_text(parent->subject, "entry_operations", fx_text(line, "op", "like"));
    sim_set_text(parent->subject, "entry_values", fx_text(line, "default", ""));
}

static void on_datasettype(fx_line *line)
{
    const char *tool = fx_text(line, "tool", NULL);
    line->subject = fx_new(line, "DatasetType");
    sim_set_string(line->subject, "datasettype_name", fx_value(line, 0));
    if (sim_class_find(fx_value(line, 0)) == NULL)
        sim_class_add(fx_value(line, 0), sim_class_find("Dataset"))->bare = 1;
    if (tool != NULL) {
        tag_t t = sim_find("Tool", "object_name", tool);
        if (t == NULLTAG) {
            t = sim_new(sim_class_find("Tool"));
            sim_set_string(t, "object_name", tool);
        }
        sim_set_tag(line->subject, "default_tool", t);
    }
}

static void on_project(fx_line *line)
{
    const fx_pair *members = fx_pair_of(line, "members");
    tag_t t = fx_new(line, "TC_Project");
    int i;
    sim_set_string(t, "project_id", fx_value(line, 0));
    sim_set_string(t, "object_name", line->n_values > 1 ? fx_value(line, 1) : fx_value(line, 0));
    sim_set_text(t, "is_active", fx_flag(line, "inactive") ? "false" : "true");
    for (i = 0; members != NULL && i < members->n; i++)
        sim_add_tag(t, "project_team", fx_named(line, "POM_user", "user_id", members->list[i].text));
}

static void on_lov(fx_line *line)
{
    int i;
    line->subject = fx_new(line, "ListOfValues");
    sim_set_string(line->subject, "lov_name", fx_value(line, 0));
    for (i = 1; i < line->n_values; i++) sim_set_text(line->subject, "lov_values", fx_value(line, i));
}

static void on_relation(fx_line *line)
{
    sim_class *c = sim_class_add(fx_value(line, 0), sim_class_find("ImanRelation"));
    c->primary = fx_text(line, "primary", NULL);
    c->secondary = fx_text(line, "secondary", NULL);
}

static void on_names(fx_line *line, const char *class_name, const char *attr)
{
    int i;
    for (i = 0; i < line->n_values; i++) sim_set_string(fx_new(line, class_name), attr, fx_value(line, i));
}

static void on_rule(fx_line *line)
{
    line->subject = fx_new(line, "RevisionRule");
    sim_set_string(line->subject, "object_name", fx_value(line, 0));
    sim_set_string(line->subject, "rule_kind", fx_text(line, "kind", "latest-working"));
}

static void on_group(fx_line *line)
{
    const char *parent = fx_text(line, "parent", "");
    line->subject = fx_new(line, "Group");
    sim_set_string(line->subject, "name", fx_value(line, 0));
    if (parent[0] != '\0') sim_set_tag(line->subject, "parent", fx_named(line, "POM_group", "name", parent));
}

static void on_fail(fx_line *line)
{
    const char *function = fx_text(line, "function", NULL);
    int call = atoi(fx_text(line, "call", "0"));
    if (function == NULL && call == 0) fx_bad(line, "%s needs call= or function=", line->keyword);
    sim_fault_add(call, function, atoi(fx_text(line, "nth", "1")), atoi(fx_text(line, "code", "515999")),
                  fx_text(line, "text", "simulated failure"), strcmp(line->keyword, "crash") == 0);
}

static void on_switch(fx_line *line)
{
    const char *setting = fx_value(line, 1);
    if (strcmp(setting, "kind") != 0 && strcmp(setting, "harsh") != 0)
        fx_bad(line, "a switch is kind or harsh, not \"%s\"", setting);
    if (!sim_set_switch(fx_value(line, 0), strcmp(setting, "harsh") == 0))
        fx_bad(line, "there is no switch \"%s\"", fx_value(line, 0));
}

/* fx_setup handles the keywords of the site's set-up; 0 when it is none. */
int fx_setup(fx_line *line, fx_line *parent)
{
    const char *k = line->keyword;
    if (strcmp(k, "site") == 0) on_site(line);
    else if (strcmp(k, "class") == 0 || strcmp(k, "type") == 0) on_class(line);
    else if (strcmp(k, "property") == 0) on_property(line, parent);
    else if (strcmp(k, "group") == 0) on_group(line);
    else if (strcmp(k, "user") == 0) on_user(line);
    else if (strcmp(k, "member") == 0 && parent != NULL) on_member(line, parent);
    else if (strcmp(k, "status") == 0) on_names(line, "TCReleaseStatusType", "name");
    else if (strcmp(k, "uom") == 0) on_names(line, "UnitOfMeasure", "symbol");
    else if (strcmp(k, "viewtype") == 0) on_names(line, "PSViewType", "name");
    else if (strcmp(k, "rule") == 0) on_rule(line);
    else if (strcmp(k, "template") == 0) sim_set_string(line->subject = fx_new(line, "EPMTaskTemplate"), "object_name", fx_value(line, 0));
    else if (strcmp(k, "relation") == 0) on_relation(line);
    else if (strcmp(k, "lov") == 0) on_lov(line);
    else if (strcmp(k, "full") == 0) sim_site.full = 1;
    else if (strcmp(k, "readonly") == 0) sim_site.readonly = 1;
    else if (strcmp(k, "datasettype") == 0) on_datasettype(line);
    else if (strcmp(k, "reference") == 0 && parent != NULL) sim_set_text(parent->subject, "reference_names", fx_value(line, 0));
    else if (strcmp(k, "query") == 0) on_query(line);
    else if (strcmp(k, "entry") == 0 && parent != NULL) on_entry(line, parent);
    else if (strcmp(k, "project") == 0) on_project(line);
    else if (strcmp(k, "fail") == 0 || strcmp(k, "crash") == 0) on_fail(line);
    else if (strcmp(k, "switch") == 0) on_switch(line);
    else return 0;
    return 1;
}
