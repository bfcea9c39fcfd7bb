/* pnx_action.c - what is done to a task

   A process goes on with it, so there is no mark point around it: nothing of that
   could be taken back. */

#include <stdlib.h>

#include <epm/epm.h>
#include <tc/emh.h>

#include "pnx_action.h"
#include "pnx_change.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_signoff.h"

static int is_started(tag_t task, int *yes)
{
    EPM_state_t state = EPM_unassigned;

    if (!PNX_OK(EPM_ask_state(task, &state))) return 0;
    *yes = state == EPM_started;
    return 1;
}

/* Keeps of the user's sign-offs those that wait for a decision. */
static pnx_outcome_t may_act(int *n, tag_t *signoffs, const char **why)
{
    pnx_decision_t decision = PNX_UNDECIDED;
    int i = 0, waiting = 0, made = 0;

    for (i = 0; i < *n; i++) {
        if (!pnx_ask_decision(signoffs[i], &decision)) return PNX_FAILED;
        if (decision == PNX_UNDECIDED) signoffs[waiting++] = signoffs[i];
        if (decision == PNX_APPROVED) made++;
    }
    if (waiting > 0) {
        *n = waiting;
        return PNX_DONE;
    }
    *why = *n == 0 ? "no sign-off of it is the user's" : made == *n ? "it is approved already" : "its sign-off has another decision";
    return PNX_SKIPPED;
}

/* The first of several sign-offs may be the last one that the review needs. */
static pnx_change_t act(tag_t perform, int n, const tag_t *signoffs, pnx_options_t *options)
{
    int i = 0, started = 1;

    for (i = 0; i < n && started; i++) {
        if (!PNX_OK(EPM_set_task_decision3(perform, signoffs[i], EPM_approve_decision, options->comment == NULL ? "" : options->comment))) {
            return i == 0 ? PNX_TAKEN_BACK : PNX_KEPT_BUT;
        }
        if (i + 1 < n && !is_started(perform, &started)) return PNX_KEPT_BUT;
    }
    return PNX_KEPT;
}

void pnx_act(tag_t task, pnx_options_t *options, pnx_names_t *names)
{
    const char *why = NULL;
    tag_t perform = NULLTAG;
    tag_t *signoffs = NULL;
    int n = 0;
    pnx_outcome_t outcome = PNX_FAILED;

    if (pnx_find_signoffs(task, names->me, &perform, &n, &signoffs)) outcome = may_act(&n, signoffs, &why);
    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(act(perform, n, signoffs, options), &why);
    pnx_end_row(options, outcome, why);
    free(signoffs);
}
