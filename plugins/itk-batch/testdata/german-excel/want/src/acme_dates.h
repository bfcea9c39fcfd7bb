/* acme_dates.h - ranges of dates, in the local time of this machine */
#ifndef ACME_DATES_H
#define ACME_DATES_H

#include <time.h>

#include <tc/emh.h>

/* Both ends belong to the range; an end that is not set is open. */
typedef struct {
    int has_from, has_until;
    date_t from, until;
} acme_range_t;

/* What the value of a date option means. */
typedef enum {
    ACME_AFTER,                             /* from the first second of a day */
    ACME_UNTIL,                             /* to the last second of a day */
    ACME_BEFORE,                            /* to the second before a day */
    ACME_WITHIN,                            /* 24h: back from now */
    ACME_PREVIOUS,                          /* 1d: yesterday; 0m: this month so far */
    ACME_OLDER_THAN                         /* 180d: that long ago or longer */
} acme_date_form_t;

/* Narrows the range by the value of an option; 0 when the value is none. */
int acme_narrow_range(acme_range_t *range, acme_date_form_t form, const char *value, time_t now);

/* How the value of such an option is written. */
const char *acme_date_help(acme_date_form_t form);

#endif
