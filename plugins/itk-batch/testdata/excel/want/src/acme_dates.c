/* acme_dates.c - ranges of dates, in the local time of this machine */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <tc/emh.h>

#include "acme_dates.h"

/* Dates go over as numbers: names of months depend on the language. */
static int to_date(time_t instant, date_t *date)
{
    struct tm *local = instant == (time_t)-1 ? NULL : localtime(&instant);

    if (local == NULL) return 0;
    date->year = (short)(local->tm_year + 1900);
    date->month = (unsigned char)local->tm_mon;         /* from 0, as in date_t */
    date->day = (unsigned char)local->tm_mday;
    date->hour = (unsigned char)local->tm_hour;
    date->minute = (unsigned char)local->tm_min;
    date->second = (unsigned char)local->tm_sec;
    return 1;
}

static int compare(date_t a, date_t b)
{
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    if (a.day != b.day) return a.day < b.day ? -1 : 1;
    if (a.hour != b.hour) return a.hour < b.hour ? -1 : 1;
    if (a.minute != b.minute) return a.minute < b.minute ? -1 : 1;
    if (a.second != b.second) return a.second < b.second ? -1 : 1;
    return 0;
}

static int begin(acme_range_t *range, time_t instant)
{
    date_t date;

    if (!to_date(instant, &date)) return 0;
    if (!range->has_from || compare(date, range->from) > 0) range->from = date;
    range->has_from = 1;
    return 1;
}

static int end(acme_range_t *range, time_t instant)
{
    date_t date;

    if (!to_date(instant, &date)) return 0;
    if (!range->has_until || compare(date, range->until) < 0) range->until = date;
    range->has_until = 1;
    return 1;
}

/* YYYY-MM-DD or YYYY-MM-DDTHH:MM; with_time tells which. */
static int read_day(const char *value, struct tm *day, int *with_time)
{
    static const char form[] = "dddd-dd-ddTdd:dd";
    size_t i = 0, n = strlen(value);
    struct tm check;

    if (n != 10 && n != 16) return 0;
    for (i = 0; i < n; i++) {
        if (form[i] == 'd' ? strchr("0123456789", value[i]) == NULL : value[i] != form[i]) return 0;
    }
    memset(day, 0, sizeof *day);
    day->tm_isdst = -1;                     /* summer time or not: mktime finds out */
    day->tm_year = atoi(value) - 1900;
    day->tm_mon = atoi(value + 5) - 1;
    day->tm_mday = atoi(value + 8);
    *with_time = n == 16;
    if (*with_time) {
        day->tm_hour = atoi(value + 11);
        day->tm_min = atoi(value + 14);
    }
    if (day->tm_hour > 23 || day->tm_min > 59) return 0;
    check = *day;                           /* 31 April would silently become 1 May */
    return mktime(&check) != (time_t)-1 && check.tm_mday == day->tm_mday && check.tm_mon == day->tm_mon;
}

int acme_narrow_range(acme_range_t *range, acme_date_form_t form, const char *value, time_t now)
{
    struct tm day;
    int with_time = 0;

    (void)now;
    if (!read_day(value, &day, &with_time)) return 0;
    if (form == ACME_AFTER) return begin(range, mktime(&day));
    if (form == ACME_BEFORE) {
        day.tm_sec = -1;
    } else {
        if (!with_time) {
            day.tm_hour = 23;
            day.tm_min = 59;
        }
        day.tm_sec = 59;
    }
    return end(range, mktime(&day));
}

const char *acme_date_help(acme_date_form_t form)
{
    if (form == ACME_WITHIN || form == ACME_OLDER_THAN) {
        return "must be a number and one of h, d, w, m, y, as in 24h";
    }
    if (form == ACME_PREVIOUS) return "must be a number and one of d, w, m, y, as in 1d";
    return "must be a day, YYYY-MM-DD or YYYY-MM-DDTHH:MM";
}
