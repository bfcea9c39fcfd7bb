package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// changeOwnership gives an object to another user and group.
var changeOwnership = job{
	lookups: func(w *writer, c *cFile) {
		if !w.ownerByLine() {
			c.text("    if (mistakes == 0 && !check_owner(names->new_user, &names->new_group)) mistakes++;\n")
		}
	},
	finders: func(w *writer, c *cFile) {
		if !w.ownerByLine() {
			c.text(checkOwnerC, "user", ": correct -new_user=", "group", ": correct -new_user= or -new_group=")
		}
	},
	modules:  func(w *writer) { w.source("owner", w.ownerHeader, w.ownerSource) },
	includes: []string{"owner"},
	each:     "        @_give(object, options, names);\n",
	does:     "gives them to another user and group",
	results:  "| `old_user` `old_group` | who owned it |\n| `new_user` `new_group` | who was to own it |\n",
	limits:   "Home, Newstuff and mailbox folders stay with their user, and so do tasks and processes. What belongs to an object (revisions, forms, datasets, BOM views) changes hands only where the request says so; each such object has a row of its own.",
	undo:     "The result file holds the old owner of each object: it can be made into an input file that gives them back.",
	again:    "A second run skips what has its new owner already.",
}

func (w *writer) ownerHeader(c *cFile) {
	c.text(`/* @_owner.h - another owner for an object */

\ITK

#include "@_names.h"
#include "@_options.h"

/* Gives the object to the new owner, or finds out that it could be given, and
   ends its row. */
void @_give(tag_t object, @_options_t *options, @_names_t *names);
`)
}

func (w *writer) ownerSource(c *cFile) {
	c.text(`/* @_owner.c - another owner for an object */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_owner.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"

/* The owner that an object gets. */
typedef struct {
    tag_t user, group;
} owner_t;
`)
	find := "owner.user = names->new_user;\n    owner.group = names->new_group;\n    "
	found := ""
	if w.ownerByLine() {
		c.text(checkOwnerC, "user", "", "group", "")
		w.newOwner(c)
		find, found = "", "        || !find_owner(names, &owner)\n"
	}
	c.text(ownFoldersC)
	c.text(giveC, "find", find, "found", found)
}

// ownerByLine reports whether the lines of the input name owners.
func (w *writer) ownerByLine() bool {
	_, user := w.plan.ValueOf(spec.RoleUser, "")
	_, group := w.plan.ValueOf(spec.RoleGroup, "")
	return user || group
}

const checkOwnerC = `
/* Whether the user is an active member of the group. */
static int is_member(tag_t user, tag_t group, int *yes)
{
    tag_t *members = NULL;
    tag_t of = NULLTAG;
    logical inactive = FALSE;
    int n = 0, i = 0, done = 0;

    *yes = 0;
    done = $_OK(SA_find_groupmember_by_user(user, &n, &members));
    for (i = 0; done && !*yes && i < n; i++) {
        done = $_OK(SA_ask_groupmember_group(members[i], &of)) && $_OK(SA_ask_groupmember_inactive(members[i], &inactive));
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

    if (*group == NULLTAG && !$_OK(SA_ask_user_login_group(user, group))) return 0;
    if (!$_OK(SA_get_user_status(user, &status)) || !is_member(user, *group, &member)) return 0;
    if (status != 0) @_error("the new owner is an inactive user%{user}");
    else if (!member) @_error("the new owner is no active member of the group%{group}");
    return status == 0 && member;
}
`

// newOwner writes the function that finds the owner that a line names.
func (w *writer) newOwner(c *cFile) {
	user, byLine := w.plan.ValueOf(spec.RoleUser, "")
	group, groupByLine := w.plan.ValueOf(spec.RoleGroup, "")
	c.text(`
/* The owner that the line names. */
static int find_owner(@_names_t *names, owner_t *owner)
{
    const char *user = %{user}, *group = %{group};

    owner->user = names->new_user;
    owner->group = names->new_group;
`, "user", w.ownerText(byLine, w.fieldName(user)), "group", w.ownerText(groupByLine, w.fieldName(group)))
	c.text(`    if (user[0] != '\0' && !$_OK(SA_find_user2(user, &owner->user))) owner->user = NULLTAG;
    if (owner->user == NULLTAG) {
        @_error("there is no user \"%s\"", user);
        return 0;
    }
    if (group[0] != '\0' && (!$_OK(SA_find_group(group, &owner->group)) || owner->group == NULLTAG)) {
        @_error("there is no group \"%s\"", group);
        return 0;
    }
    return check_owner(owner->user, &owner->group);
}
`)
}

func (w *writer) ownerText(byLine bool, field string) string {
	if !byLine {
		return `""`
	}
	return w.plan.Prefix + "_field(" + field + ")"
}

const ownFoldersC = `
/* A user cannot log in well without these folders, so that they stay. */
static int is_own_folder(tag_t object, tag_t user, int *yes)
{
    static tag_t last = NULLTAG, home = NULLTAG, newstuff = NULLTAG, mailbox = NULLTAG;

    if (user != last) {
        last = NULLTAG;
        if (!$_OK(SA_ask_user_home_folder(user, &home)) || !$_OK(SA_ask_user_newstuff_folder(user, &newstuff))
            || !$_OK(SA_ask_user_mailbox(user, &mailbox))) return 0;
        last = user;
    }
    *yes = object == home || object == newstuff || object == mailbox;
    return 1;
}

static int is_task(tag_t object, int *yes)
{
    tag_t type = NULLTAG;
    logical task = FALSE, job = FALSE;

    if (!$_OK(TCTYPE_ask_object_type(object, &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, "EPMTask", &task))
        || !$_OK(TCTYPE_is_type_of_as_str(type, "EPMJob", &job))) return 0;
    *yes = task || job;
    return 1;
}
`

const giveC = `
static int name_owner(tag_t user, tag_t group, int user_key, int group_key)
{
    char *text = NULL;
    int done = $_OK(SA_ask_user_identifier2(user, &text));

    if (done) @_set_key(user_key, text);
    MEM_free(text);
    if (!done) return 0;
    text = NULL;
    done = $_OK(SA_ask_group_full_name(group, &text));
    if (done) @_set_key(group_key, text);
    MEM_free(text);
    return done;
}

static int set_owner(tag_t object, void *owner)
{
    owner_t *to = owner;

    return $_OK(AOM_set_ownership(object, to->user, to->group));
}

void @_give(tag_t object, @_options_t *options, @_names_t *names)
{
    owner_t owner;
    tag_t user = NULLTAG, group = NULLTAG;
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int own = 0, task = 0;

    %{find}if (!$_OK(AOM_ask_owner(object, &user)) || !$_OK(AOM_ask_group(object, &group))
        || !name_owner(user, group, $_KEY_OLD_USER, $_KEY_OLD_GROUP)
%{found}        || !name_owner(owner.user, owner.group, $_KEY_NEW_USER, $_KEY_NEW_GROUP)
        || !is_own_folder(object, user, &own) || !is_task(object, &task)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (user == owner.user && group == owner.group) {
        @_end_row(options, $_SKIPPED, "it has this owner already");
        return;
    }
    if (own || task) {
        @_end_row(options, $_SKIPPED, own ? "a user's own folder stays with the user" : "tasks and processes stay with their user");
        return;
    }
    outcome = @_guard(object, options, &why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(@_change(object, set_owner, &owner), &why);
    @_end_row(options, outcome, why);
}
`
