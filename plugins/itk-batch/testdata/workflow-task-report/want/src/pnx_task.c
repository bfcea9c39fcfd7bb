/* pnx_task.c - what a task tells */

#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <epm/epm.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>

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

/* A user, or a resource pool. */
static int put_responsible_party(tag_t task, pnx_text_t *cell)
{
    tag_t party = NULLTAG;

    if (!PNX_OK(EPM_ask_responsible_party(task, &party))) return 0;
    return party == NULLTAG || put_property(party, "object_string", cell);
}

int pnx_put_task(tag_t task, const char *what, pnx_text_t *cell)
{
    if (strcmp(what, "responsible_party") == 0) return put_responsible_party(task, cell);
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
