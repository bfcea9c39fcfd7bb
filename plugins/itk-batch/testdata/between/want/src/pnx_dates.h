/* pnx_dates.h - ranges of dates, in the local time of this machine */
#ifndef PNX_DATES_H
#define PNX_DATES_H

#include <time.h>

#include <tc/emh.h>

/* Both ends belong to the range; an end that is not set is open. */
typedef struct {
    int has_from, has_until;
    date_t from, until;
} pnx_range_t;

/* What the value of a date option means. */
typedef enum {
    PNX_AFTER,                              /* from the first second of a day */
    PNX_UNTIL,                              /* to the last second of a day */
    PNX_BEFORE,                             /* to the second before a day */
    PNX_WITHIN,                             /* 24h: back from now */
    PNX_PREVIOUS,                           /* 1d: yesterday; 0m: this month so far */
    PNX_OLDER_THAN                          /* 180d: that long ago or longer */
} pnx_date_form_t;

/* Narrows the range by the value of an option; 0 when the value is none. */
int pnx_narrow_range(pnx_range_t *range, pnx_date_form_t form, const char *value, time_t now);

/* How the value of such an option is written. */
const char *pnx_date_help(pnx_date_form_t form);

#endif
