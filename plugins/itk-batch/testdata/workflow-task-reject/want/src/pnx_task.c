/* pnx_task.c - what a task tells */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/tctype.h>

#include "pnx_report.h"
#include "pnx_task.h"

static int put(const char *text, pnx_text_t *cell)
{
    return text == NULL || pnx_puts(cell, text);
}

static int put_property(tag_t object, const char *property, pnx_text_t *cell)
{
    char *text = NULL;
    int done = PNX_OK(AOM_ask_value_string(object, property, &text)) && put(text, cell);

    MEM_free(text);
    return done;
}

static int put_process(tag_t task, pnx_text_t *cell)
{
    tag_t process = NULLTAG;

    if (!PNX_OK(EPM_ask_job(task, &process))) return 0;
    return process == NULLTAG || put_property(process, "object_name", cell);
}

static int put_task(tag_t task, pnx_text_t *cell)
{
    char *name = NULL;
    int done = PNX_OK(EPM_ask_name2(task, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}

static int put_task_type(tag_t task, pnx_text_t *cell)
{
    tag_t type = NULLTAG;
    char *name = NULL;
    int done = PNX_OK(TCTYPE_ask_object_type(task, &type)) && PNX_OK(TCTYPE_ask_name2(type, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}

static int put_state(tag_t task, pnx_text_t *cell)
{
    EPM_state_t state = EPM_unassigned;
    char *name = NULL;
    int done = PNX_OK(EPM_ask_state(task, &state)) && PNX_OK(EPM_ask_state_string2(state, &name)) && put(name, cell);

    MEM_free(name);
    return done;
}

/* A user, or a resource pool. */
static int put_responsible_party(tag_t task, pnx_text_t *cell)
{
    tag_t party = NULLTAG;

    if (!PNX_OK(EPM_ask_responsible_party(task, &party))) return 0;
    return party == NULLTAG || put_property(party, "object_string", cell);
}

/* The targets of a process hang on its root task. */
static int put_targets(tag_t task, pnx_text_t *cell)
{
    tag_t root = NULLTAG;
    tag_t *targets = NULL;
    int n = 0, i = 0, done = 0;

    if (!PNX_OK(EPM_ask_root_task(task, &root))) return 0;
    if (root == NULLTAG) return 1;
    done = PNX_OK(EPM_ask_attachments(root, EPM_target_attachment, &n, &targets));
    for (i = 0; done && i < n; i++) {
        done = (i == 0 || pnx_puts(cell, "; ")) && put_property(targets[i], "object_string", cell);
    }
    MEM_free(targets);
    return done;
}

int pnx_put_task(tag_t task, const char *what, pnx_text_t *cell)
{
    if (strcmp(what, "process") == 0) return put_process(task, cell);
    if (strcmp(what, "task") == 0) return put_task(task, cell);
    if (strcmp(what, "task_type") == 0) return put_task_type(task, cell);
    if (strcmp(what, "state") == 0) return put_state(task, cell);
    if (strcmp(what, "responsible_party") == 0) return put_responsible_party(task, cell);
    if (strcmp(what, "targets") == 0) return put_targets(task, cell);
    return 1;
}

int pnx_find_state(const char *name, EPM_state_t *state)
{
    static const struct {
        const char *name;
        EPM_state_t state;
    } states[] = {
        { "unassigned", EPM_unassigned }, { "pending", EPM_pending }, { "started", EPM_started }, { "completed", EPM_completed },
        { "skipped", EPM_skipped }, { "suspended", EPM_suspended }, { "aborted", EPM_aborted }
    };
    size_t i = 0;

    for (i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (strcmp(name, states[i].name) != 0) continue;
        *state = states[i].state;
        return 1;
    }
    return 0;
}
