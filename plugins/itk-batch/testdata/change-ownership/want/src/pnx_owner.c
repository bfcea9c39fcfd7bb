/* pnx_owner.c - another owner for an object */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <sa/group.h>
#include <sa/user.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/tctype.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_owner.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

/* The owner that an object gets. */
typedef struct {
    tag_t user, group;
} owner_t;

/* A user cannot log in well without these folders, so that they stay. */
static int is_own_folder(tag_t object, tag_t user, int *yes)
{
    static tag_t last = NULLTAG, home = NULLTAG, newstuff = NULLTAG, mailbox = NULLTAG;

    if (user != last) {
        last = NULLTAG;
        if (!PNX_OK(SA_ask_user_home_folder(user, &home)) || !PNX_OK(SA_ask_user_newstuff_folder(user, &newstuff))
            || !PNX_OK(SA_ask_user_mailbox(user, &mailbox))) return 0;
        last = user;
    }
    *yes = object == home || object == newstuff || object == mailbox;
    return 1;
}

static int is_task(tag_t object, int *yes)
{
    tag_t type = NULLTAG;
    logical task = FALSE, job = FALSE;

    if (!PNX_OK(TCTYPE_ask_object_type(object, &type)) || !PNX_OK(TCTYPE_is_type_of_as_str(type, "EPMTask", &task))
        || !PNX_OK(TCTYPE_is_type_of_as_str(type, "EPMJob", &job))) return 0;
    *yes = task || job;
    return 1;
}

static int name_owner(tag_t user, tag_t group, int user_key, int group_key)
{
    char *text = NULL;
    int done = PNX_OK(SA_ask_user_identifier2(user, &text));

    if (done) pnx_set_key(user_key, text);
    MEM_free(text);
    if (!done) return 0;
    text = NULL;
    done = PNX_OK(SA_ask_group_full_name(group, &text));
    if (done) pnx_set_key(group_key, text);
    MEM_free(text);
    return done;
}

static int set_owner(tag_t object, void *owner)
{
    owner_t *to = owner;

    return PNX_OK(AOM_set_ownership(object, to->user, to->group));
}

void pnx_give(tag_t object, pnx_options_t *options, pnx_names_t *names)
{
    owner_t owner;
    tag_t user = NULLTAG, group = NULLTAG;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int own = 0, task = 0;

    owner.user = names->new_user;
    owner.group = names->new_group;
    if (!PNX_OK(AOM_ask_owner(object, &user)) || !PNX_OK(AOM_ask_group(object, &group))
        || !name_owner(user, group, PNX_KEY_OLD_USER, PNX_KEY_OLD_GROUP)
        || !name_owner(owner.user, owner.group, PNX_KEY_NEW_USER, PNX_KEY_NEW_GROUP)
        || !is_own_folder(object, user, &own) || !is_task(object, &task)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (user == owner.user && group == owner.group) {
        pnx_end_row(options, PNX_SKIPPED, "it has this owner already");
        return;
    }
    if (own || task) {
        pnx_end_row(options, PNX_SKIPPED, own ? "a user's own folder stays with the user" : "tasks and processes stay with their user");
        return;
    }
    outcome = pnx_guard(object, options, &why);
    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(pnx_change(object, set_owner, &owner), &why);
    pnx_end_row(options, outcome, why);
}
