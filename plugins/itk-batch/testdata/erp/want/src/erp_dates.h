/* erp_dates.h - ranges of dates, in the local time of this machine */
#ifndef ERP_DATES_H
#define ERP_DATES_H

#include <time.h>

#include <tc/emh.h>

/* Both ends belong to the range; an end that is not set is open. */
typedef struct {
    int has_from, has_until;
    date_t from, until;
} erp_range_t;

/* What the value of a date option means. */
typedef enum {
    ERP_AFTER,                              /* from the first second of a day */
    ERP_UNTIL,                              /* to the last second of a day */
    ERP_BEFORE,                             /* to the second before a day */
    ERP_WITHIN,                             /* 24h: back from now */
    ERP_PREVIOUS,                           /* 1d: yesterday; 0m: this month so far */
    ERP_OLDER_THAN                          /* 180d: that long ago or longer */
} erp_date_form_t;

/* Narrows the range by the value of an option; 0 when the value is none. */
int erp_narrow_range(erp_range_t *range, erp_date_form_t form, const char *value, time_t now);

/* How the value of such an option is written. */
const char *erp_date_help(erp_date_form_t form);

#endif
