/* pnx_change.c - a change as a whole: all of it, or nothing */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom.h>

#include "pnx_change.h"
#include "pnx_report.h"

int pnx_begin_change(int *mark)
{
    *mark = 0;
    return PNX_OK(POM_place_markpoint(mark));
}

pnx_change_t pnx_end_change(int mark, int done)
{
    logical changed = FALSE;

    if (done) return PNX_OK(POM_forget_markpoint(mark)) ? PNX_KEPT : PNX_KEPT_BUT;
    if (!PNX_OK(POM_roll_to_markpoint(mark, &changed))) {
        pnx_error("the change cannot be taken back: its state is unknown, and the run stops");
        pnx_give_up();
        return PNX_TAKEN_BACK;
    }
    /* At some sites the mark is gone with that; nothing is open then. */
    if (POM_forget_markpoint(mark) != ITK_ok && EMH_clear_errors() != ITK_ok) {
        pnx_info("the error stack could not be cleared");
    }
    return PNX_TAKEN_BACK;
}

static int save(tag_t object)
{
    return PNX_OK(AOM_save_with_extensions(object));
}

pnx_change_t pnx_change(tag_t object, pnx_set_t *set, void *values)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    int mark = 0, locked = 0, done = 0;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    locked = PNX_OK(AOM_refresh(object, TRUE));
    done = locked && set(object, values) && save(object);
    change = pnx_end_change(mark, done);
    /* The lock goes on every path: it would hold until the session ends. */
    if (locked && !PNX_OK(AOM_refresh(object, FALSE)) && change == PNX_KEPT) change = PNX_KEPT_BUT;
    return change;
}

pnx_outcome_t pnx_outcome_of(pnx_change_t change, const char **why)
{
    static char text[640];

    *why = NULL;
    if (change == PNX_KEPT) return PNX_DONE;
    if (change == PNX_KEPT_BUT) {
        strcpy(text, "saved, but ");
        strncat(text, pnx_reason(), sizeof text - strlen(text) - 1);
        *why = text;
    }
    return PNX_FAILED;
}
