/* SA_*: users and groups. */
#include "sim.h"
#include <sa/group.h>
#include <sa/groupmember.h>
#include <sa/person.h>
#include <sa/role.h>
#include <sa/user.h>
#include <stdlib.h>
#include <string.h>

int SA_find_user2(const char *user_id, tag_t *user)
{
    SIM_CALL();
    SIM_OUT(user);
    SIM_ARG(sim_text_arg(user_id, "user_id"));
    *user = sim_find("POM_user", "user_id", user_id);
    return *user == NULLTAG ? sim_not_found("user", user_id) : ITK_ok;
}

/* A group is found by its name, or by its full name "child.parent". */
int SA_find_group(const char *group, tag_t *group_tag)
{
    tag_t t;
    SIM_CALL();
    SIM_OUT(group_tag);
    SIM_ARG(sim_text_arg(group, "group"));
    *group_tag = sim_find("POM_group", "name", group);
    for (t = 1; *group_tag == NULLTAG && t <= sim_count(); t++)
        if (sim_class_is(sim_get(t)->class, "POM_group") && strcmp(sim_object_string(t), group) == 0) *group_tag = t;
    return *group_tag == NULLTAG ? sim_not_found("group", group) : ITK_ok;
}

int SA_extent_group(int *n, tag_t **groups)
{
    tag_t t, *found = NULL;
    int rc, count = 0;
    SIM_CALL();
    for (t = 1; t <= sim_count(); t++) {
        if (!sim_class_is(sim_get(t)->class, "POM_group")) continue;
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = sim_out_tags(count, found, n, groups);
    free(found);
    return rc;
}

int SA_ask_group_parent(tag_t group, tag_t *parent)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(parent);
    SIM_OBJECT(group, "POM_group", &o);
    *parent = sim_tag(group, "parent");
    return ITK_ok;
}

static int text(tag_t tag, const char *class_name, const char *attr, char **out)
{
    sim_object *o;
    SIM_OBJECT(tag, class_name, &o);
    return sim_out_text(sim_string(tag, attr), out);
}

int SA_ask_user_identifier2(tag_t user, char **id) { SIM_CALL(); return text(user, "POM_user", "user_id", id); }
int SA_ask_user_person_name2(tag_t user, char **name) { SIM_CALL(); return text(user, "POM_user", "user_name", name); }
int SA_ask_group_name2(tag_t group, char **name) { SIM_CALL(); return text(group, "POM_group", "name", name); }

int SA_ask_group_full_name(tag_t group, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(group, "POM_group", &o);
    return sim_out_text(sim_object_string(group), name);
}

int SA_get_user_status(tag_t user, int *status)
{
    sim_object *o;
    sim_value *v;
    SIM_CALL();
    SIM_OUT(status);
    SIM_OBJECT(user, "POM_user", &o);
    v = sim_attr_of(user, "status");
    *status = v != NULL ? v->cells[0].i : 0;
    return ITK_ok;
}

static int tag_of(tag_t tag, const char *class_name, const char *attr, tag_t *out)
{
    sim_object *o;
    SIM_OUT(out);
    SIM_OBJECT(tag, class_name, &o);
    *out = sim_tag(tag, attr);
    return ITK_ok;
}

int SA_ask_user_home_folder(tag_t user, tag_t *folder) { SIM_CALL(); return tag_of(user, "POM_user", "home_folder", folder); }
int SA_ask_user_newstuff_folder(tag_t user, tag_t *folder) { SIM_CALL(); return tag_of(user, "POM_user", "newstuff_folder", folder); }
int SA_ask_user_mailbox(tag_t user, tag_t *folder) { SIM_CALL(); return tag_of(user, "POM_user", "mailbox", folder); }
int SA_ask_user_login_group(tag_t user, tag_t *group) { SIM_CALL(); return tag_of(user, "POM_user", "default_group", group); }
int SA_ask_user_person(tag_t user, tag_t *person) { SIM_CALL(); return tag_of(user, "POM_user", "person", person); }
int SA_ask_person_email_address(tag_t person, char **email) { SIM_CALL(); return text(person, "Person", "email", email); }
int SA_ask_role_name2(tag_t role, char **name) { SIM_CALL(); return text(role, "Role", "role_name", name); }
int SA_ask_groupmember_user(tag_t member, tag_t *user) { SIM_CALL(); return tag_of(member, "GroupMember", "the_user", user); }
int SA_ask_groupmember_group(tag_t member, tag_t *group) { SIM_CALL(); return tag_of(member, "GroupMember", "the_group", group); }
int SA_ask_groupmember_role(tag_t member, tag_t *role) { SIM_CALL(); return tag_of(member, "GroupMember", "the_role", role); }

int SA_ask_groupmember_inactive(tag_t member, logical *inactive)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(inactive);
    SIM_OBJECT(member, "GroupMember", &o);
    *inactive = (logical)(sim_number(member, "status") != 0);
    return ITK_ok;
}

int SA_find_role2(const char *role, tag_t *role_tag)
{
    SIM_CALL();
    return sim_find_by("role", "Role", "role_name", role, role_tag);
}

int SA_find_groupmember_by_user(tag_t user, int *n, tag_t **members)
{
    sim_object *o;
    tag_t *all;
    int i, rc, count, found = 0;
    SIM_CALL();
    SIM_OBJECT(user, "POM_user", &o);
    count = sim_all("GroupMember", &all);
    for (i = 0; i < count; i++)
        if (sim_tag(all[i], "the_user") == user) all[found++] = all[i];
    rc = sim_out_tags(found, all, n, members);
    free(all);
    return rc;
}
