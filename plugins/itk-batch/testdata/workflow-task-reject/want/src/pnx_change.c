/* pnx_change.c - a change as a whole: all of it, or nothing */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "pnx_change.h"
#include "pnx_report.h"

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
