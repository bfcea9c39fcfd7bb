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

static int is_started(tag_t task, int *yes)
{
    EPM_state_t state = EPM_unassigned;

    if (!PNX_OK(EPM_ask_state(task, &state))) return 0;
    *yes = state == EPM_started;
    return 1;
}

static pnx_outcome_t may_act(tag_t task, pnx_names_t *names, const char **why)
{
    tag_t party = NULLTAG;
    int yes = 0;

    if (!is_started(task, &yes)) return PNX_FAILED;
    if (!yes) {
        *why = "it is not started";
        return PNX_SKIPPED;
    }
    if (!PNX_OK(EPM_ask_responsible_party(task, &party))) return PNX_FAILED;
    if (party != names->assign_to) return PNX_DONE;
    *why = "the user has it already";
    return PNX_SKIPPED;
}

static pnx_change_t act(tag_t task, pnx_names_t *names)
{
    return PNX_OK(EPM_assign_responsible_party(task, names->assign_to)) ? PNX_KEPT : PNX_TAKEN_BACK;
}

void pnx_act(tag_t task, pnx_options_t *options, pnx_names_t *names)
{
    const char *why = NULL;
    pnx_outcome_t outcome = may_act(task, names, &why);

    if (outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(act(task, names), &why);
    pnx_end_row(options, outcome, why);
}
