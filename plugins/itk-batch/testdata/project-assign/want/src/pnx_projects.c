/* pnx_projects.c - the projects of an object */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/project.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_projects.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

/* What is to be done with one project. */
typedef struct {
    tag_t project;
    const char *name;
    int removed;                            /* taken out, not assigned */
    int done;                               /* it is so already */
} step_t;

static step_t steps[2 * PNX_MAX_VALUES + 1];
static int n_steps = 0;

static void add_step(tag_t project, const char *name, int removed)
{
    step_t *step = &steps[n_steps++];

    step->project = project;
    step->name = name;
    step->removed = removed;
    step->done = 0;
}

static int list_steps(pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    n_steps = 0;
    for (i = 0; i < options->to_project.n; i++) add_step(names->to_project[i], options->to_project.item[i], 0);
    for (i = 0; i < options->from_project.n; i++) add_step(names->from_project[i], options->from_project.item[i], 1);
    if (n_steps == 0) pnx_error("the line names no project");
    return n_steps > 0;
}

/* Finds out which steps are done already. */
static int compare_projects(tag_t object)
{
    tag_t *projects = NULL;
    int n = 0, i = 0, k = 0, there = 0;

    if (!PNX_OK(AOM_ask_value_tags(object, "project_list", &n, &projects))) return 0;
    for (i = 0; i < n_steps; i++) {
        there = 0;
        for (k = 0; k < n; k++) there = there || projects[k] == steps[i].project;
        steps[i].done = there != steps[i].removed;
    }
    MEM_free(projects);
    return 1;
}

static int take_step(tag_t object, step_t *step)
{
    if (step->removed) return PNX_OK(PROJ_remove_objects(1, &step->project, 1, &object));
    return PNX_OK(PROJ_assign_objects(1, &step->project, 1, &object));
}

static pnx_change_t take_steps(tag_t object)
{
    int mark = 0, i = 0, done = 1;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    for (i = 0; done && i < n_steps; i++) {
        if (!steps[i].done) done = take_step(object, &steps[i]);
    }
    return pnx_end_change(mark, done);
}

static void end_rows(pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    int i = 0;

    for (i = 0; i < n_steps; i++) {
        pnx_set_key(PNX_KEY_PROJECT, steps[i].name);
        pnx_set_key(PNX_KEY_WHAT, steps[i].removed ? "removed" : "assigned");
        if (outcome == PNX_DONE && steps[i].done) {
            pnx_end_row(options, PNX_SKIPPED, steps[i].removed ? "it is not in the project" : "it is in the project already");
        } else {
            pnx_end_row(options, outcome, why);
        }
    }
}

void pnx_assign(tag_t object, pnx_options_t *options, pnx_names_t *names)
{
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int i = 0, left = 0;

    if (!list_steps(options, names)) {
        pnx_end_row(options, PNX_FAILED, NULL);
        return;
    }
    if (!compare_projects(object)) {
        end_rows(options, PNX_FAILED, NULL);
        return;
    }
    for (i = 0; i < n_steps; i++) left += !steps[i].done;
    if (left > 0) outcome = pnx_guard(object, options, &why);
    if (left > 0 && outcome == PNX_DONE && options->nodryrun) outcome = pnx_outcome_of(take_steps(object), &why);
    end_rows(options, outcome, why);
}
