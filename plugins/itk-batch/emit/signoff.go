package emit

func (w *writer) signoffHeader(c *cFile) {
	c.text(`/* @_signoff.h - the sign-offs of a user in a review */

\ITK

typedef enum { $_UNDECIDED, $_APPROVED, $_REJECTED } @_decision_t;

/* Finds the sign-offs of the user, and the part of the review in which they are
   made; none for a task that is no review, or whose reviewers do not decide now.
   The caller frees them with free. 0 on failure. */
int @_find_signoffs(tag_t task, tag_t user, tag_t *perform, int *n, tag_t **signoffs);

/* 0 on failure. */
int @_ask_decision(tag_t signoff, @_decision_t *decision);
`)
}

func (w *writer) signoffSource(c *cFile) {
	c.text(`/* @_signoff.c - the sign-offs of a user in a review */

#include <stdlib.h>

\ITK

#include "@_report.h"
#include "@_signoff.h"

static int is_type(tag_t object, const char *name, logical *yes)
{
    tag_t type = NULLTAG;

    return $_OK(TCTYPE_ask_object_type(object, &type)) && $_OK(TCTYPE_is_type_of_as_str(type, name, yes));
}

/* A decision is made in this part of a review, never in the review itself. */
static int find_perform(tag_t task, tag_t *perform)
{
    tag_t *parts = NULL;
    logical fits = FALSE;
    EPM_state_t state = EPM_unassigned;
    int n = 0, i = 0, done = 0;

    *perform = NULLTAG;
    done = $_OK(EPM_ask_sub_tasks(task, &n, &parts));
    for (i = 0; done && *perform == NULLTAG && i < n; i++) {
        fits = FALSE;
        done = is_type(parts[i], "EPMPerformSignoffTask", &fits);
        if (done && fits) *perform = parts[i];
    }
    MEM_free(parts);
    if (!done || *perform == NULLTAG) return done;
    if (!$_OK(EPM_ask_state(*perform, &state))) return 0;
    if (state != EPM_started) *perform = NULLTAG;
    return 1;
}

/* A resource pool may also be asked to sign; that is no sign-off of the user. */
static int is_of_user(tag_t signoff, tag_t user, int *yes)
{
    tag_t member = NULLTAG, of = NULLTAG;
    SIGNOFF_TYPE_t kind;
    logical is_member = FALSE;

    *yes = 0;
    if (!$_OK(EPM_ask_signoff_member(signoff, &member, &kind))) return 0;
    if (member == NULLTAG) return 1;
    if (!is_type(member, "GroupMember", &is_member)) return 0;
    if (!is_member) return 1;
    if (!$_OK(SA_ask_groupmember_user(member, &of))) return 0;
    *yes = of == user;
    return 1;
}

int @_find_signoffs(tag_t task, tag_t user, tag_t *perform, int *n, tag_t **signoffs)
{
    tag_t *all = NULL;
    int n_all = 0, i = 0, yes = 0, done = 0;

    *n = 0;
    *signoffs = NULL;
    if (!find_perform(task, perform)) return 0;
    if (*perform == NULLTAG) return 1;
    if (!$_OK(EPM_ask_attachments(*perform, EPM_signoff_attachment, &n_all, &all))) return 0;
    *signoffs = malloc((size_t)(n_all + 1) * sizeof **signoffs);
    done = *signoffs != NULL;
    if (!done) @_error("out of memory for %d sign-offs", n_all);
    for (i = 0; done && i < n_all; i++) {
        done = is_of_user(all[i], user, &yes);
        if (done && yes) (*signoffs)[(*n)++] = all[i];
    }
    MEM_free(all);
    if (!done) *n = 0;
    return done;
}

int @_ask_decision(tag_t signoff, @_decision_t *decision)
{
    EPM_signoff_decision_t made;
    char *comment = NULL;
    date_t date;

    if (!$_OK(EPM_ask_signoff_decision(signoff, &made, &comment, &date))) return 0;
    MEM_free(comment);
    *decision = made == EPM_no_decision ? $_UNDECIDED : made == EPM_approve_decision ? $_APPROVED : $_REJECTED;
    return 1;
}
`)
}
