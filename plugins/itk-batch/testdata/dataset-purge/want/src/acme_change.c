/* acme_change.c - a change as a whole: all of it, or nothing */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "acme_change.h"
#include "acme_report.h"

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
