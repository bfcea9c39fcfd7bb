/* pnx_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <sa/group.h>
#include <sa/groupmember.h>
#include <sa/user.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "pnx_names.h"
#include "pnx_report.h"

static int mistakes = 0;

static void missing(const char *kind, const char *name, const char *option)
{
    pnx_error("%s \"%s\" does not exist at this site: correct %s", kind, name, option);
    mistakes++;
}

static tag_t find_type(const char *name, const char *option)
{
    tag_t type = NULLTAG;

    if (!PNX_OK(TCTYPE_find_type(name, NULL, &type))) type = NULLTAG;
    if (type == NULLTAG) missing("type", name, option);
    return type;
}

static void check_kind(tag_t type, const char *name, const char *kind)
{
    logical fits = FALSE;

    if (type == NULLTAG) return;
    if (!PNX_OK(TCTYPE_is_type_of_as_str(type, kind, &fits)) || !fits) {
        pnx_error("type \"%s\" is no %s: correct -type=", name, kind);
        mistakes++;
    }
}

/* A type may be a class of its own in the database; any other is told apart
   by the attribute object_type of the class of its kind. A failure is an
   answer here, so it is cleared and not reported. */
static void find_class(pnx_options_t *options, pnx_names_t *names)
{
    tag_t id = NULLTAG;
    int code = POM_class_id_of_class(options->type, &id);

    names->own_class = code == ITK_ok && id != NULLTAG;
    names->class_name = names->own_class ? options->type : "WorkspaceObject";
    if (code != ITK_ok && EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

static tag_t find_user(const char *name, const char *option)
{
    tag_t user = NULLTAG;
    char *own = NULL;

    if (strcmp(name, "@me") == 0) {
        if (!PNX_OK(POM_get_user(&own, &user))) user = NULLTAG;
        MEM_free(own);
    } else if (!PNX_OK(SA_find_user2(name, &user))) {
        user = NULLTAG;
    }
    if (user == NULLTAG) missing("user", name, option);
    return user;
}

static tag_t find_group(const char *name, const char *option)
{
    tag_t group = NULLTAG;
    char *own = NULL;

    if (strcmp(name, "@me") == 0) {
        if (!PNX_OK(POM_ask_group(&own, &group))) group = NULLTAG;
        MEM_free(own);
    } else if (!PNX_OK(SA_find_group(name, &group))) {
        group = NULLTAG;
    }
    if (group == NULLTAG) missing("group", name, option);
    return group;
}

/* Whether the user is an active member of the group. */
static int is_member(tag_t user, tag_t group, int *yes)
{
    tag_t *members = NULL;
    tag_t of = NULLTAG;
    logical inactive = FALSE;
    int n = 0, i = 0, done = 0;

    *yes = 0;
    done = PNX_OK(SA_find_groupmember_by_user(user, &n, &members));
    for (i = 0; done && !*yes && i < n; i++) {
        done = PNX_OK(SA_ask_groupmember_group(members[i], &of)) && PNX_OK(SA_ask_groupmember_inactive(members[i], &inactive));
        *yes = done && of == group && !inactive;
    }
    MEM_free(members);
    return done;
}

/* An owner must be active, and a member of the group; of the default one where
   none is given. */
static int check_owner(tag_t user, tag_t *group)
{
    int status = 0, member = 0;

    if (*group == NULLTAG && !PNX_OK(SA_ask_user_login_group(user, group))) return 0;
    if (!PNX_OK(SA_get_user_status(user, &status)) || !is_member(user, *group, &member)) return 0;
    if (status != 0) pnx_error("the new owner is an inactive user: correct -new_user=");
    else if (!member) pnx_error("the new owner is no active member of the group: correct -new_user= or -new_group=");
    return status == 0 && member;
}

int pnx_find_names(pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    memset(names, 0, sizeof *names);
    names->type = find_type(options->type, "-type=");
    check_kind(names->type, options->type, "WorkspaceObject");
    find_class(options, names);
    for (i = 0; i < options->owner.n; i++) {
        names->owner[i] = find_user(options->owner.item[i], "-owner=");
    }
    if (options->new_user != NULL) names->new_user = find_user(options->new_user, "-new_user=");
    if (options->new_group != NULL) names->new_group = find_group(options->new_group, "-new_group=");
    if (mistakes == 0 && !check_owner(names->new_user, &names->new_group)) mistakes++;
    return mistakes == 0;
}
