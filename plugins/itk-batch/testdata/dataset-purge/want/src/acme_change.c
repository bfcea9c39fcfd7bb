/* acme_change.c - a change as a whole: all of it, or nothing */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/tctype.h>

#include "acme_change.h"
#include "acme_report.h"

int acme_begin_change(int *mark)
{
    *mark = 0;
    return ACME_OK(POM_place_markpoint(mark));
}

acme_change_t acme_end_change(int mark, int done)
{
    logical changed = FALSE;

    if (done) return ACME_OK(POM_forget_markpoint(mark)) ? ACME_KEPT : ACME_KEPT_BUT;
    if (!ACME_OK(POM_roll_to_markpoint(mark, &changed))) {
        acme_error("the change cannot be taken back: its state is unknown, and the run stops");
        acme_give_up();
        return ACME_TAKEN_BACK;
    }
    /* At some sites the mark is gone with that; nothing is open then. */
    if (POM_forget_markpoint(mark) != ITK_ok && EMH_clear_errors() != ITK_ok) {
        acme_info("the error stack could not be cleared");
    }
    return ACME_TAKEN_BACK;
}

/* Saving a dataset as any other object would make a new version of it. */
static int save(tag_t object)
{
    tag_t type = NULLTAG;
    logical is_dataset = FALSE;

    if (!ACME_OK(TCTYPE_ask_object_type(object, &type)) || !ACME_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset))) return 0;
    return is_dataset ? ACME_OK(AE_save_myself(object)) : ACME_OK(AOM_save_with_extensions(object));
}

acme_change_t acme_change(tag_t object, acme_set_t *set, void *values)
{
    acme_change_t change = ACME_TAKEN_BACK;
    int mark = 0, locked = 0, done = 0;

    if (!acme_begin_change(&mark)) return ACME_TAKEN_BACK;
    locked = ACME_OK(AOM_refresh(object, TRUE));
    done = locked && set(object, values) && save(object);
    change = acme_end_change(mark, done);
    /* The lock goes on every path: it would hold until the session ends. */
    if (locked && !ACME_OK(AOM_refresh(object, FALSE)) && change == ACME_KEPT) change = ACME_KEPT_BUT;
    return change;
}

acme_outcome_t acme_outcome_of(acme_change_t change, const char **why)
{
    static char text[640];

    *why = NULL;
    if (change == ACME_KEPT) return ACME_DONE;
    if (change == ACME_KEPT_BUT) {
        strcpy(text, "saved, but ");
        strncat(text, acme_reason(), sizeof text - strlen(text) - 1);
        *why = text;
    }
    return ACME_FAILED;
}
