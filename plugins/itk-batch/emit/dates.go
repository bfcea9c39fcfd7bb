package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/pattern"

// datesHeader declares ranges of dates. Only the forms that an option of the
// program has are written.
func (w *writer) datesHeader(c *cFile) {
	c.text(`/* @_dates.h - ranges of dates, in the local time of this machine */

#include <time.h>

\ITK

/* Both ends belong to the range; an end that is not set is open. */
typedef struct {
    int has_from, has_until;
    date_t from, until;
} @_range_t;

/* What the value of a date option means. */
typedef enum {
    $_AFTER,                                /* from the first second of a day */
    $_UNTIL,                                /* to the last second of a day */
    $_BEFORE,                               /* to the second before a day */
    $_WITHIN,                               /* 24h: back from now */
    $_PREVIOUS,                             /* 1d: yesterday; 0m: this month so far */
    $_OLDER_THAN                            /* 180d: that long ago or longer */
} @_date_form_t;

/* Narrows the range by the value of an option; 0 when the value is none. */
int @_narrow_range(@_range_t *range, @_date_form_t form, const char *value, time_t now);

/* How the value of such an option is written. */
const char *@_date_help(@_date_form_t form);
`)
	if w.plan.Tests(pattern.TestDate) {
		c.text("\nint @_in_range(const @_range_t *range, date_t date);\n")
	}
}

func (w *writer) datesSource(c *cFile) {
	c.text(toDateC)
	if w.plan.Tests(pattern.TestDate) {
		c.text(inRangeC)
	}
	c.text(beginC)
	if w.hasSpans() {
		w.spans(c)
	}
	c.text(`int @_narrow_range(@_range_t *range, @_date_form_t form, const char *value, time_t now)
{
    struct tm day;
    int with_time = 0;
`)
	if w.hasSpans() {
		c.text(`    long count = 0;
    char unit = '\0';

    if (form == $_WITHIN || form == $_PREVIOUS || form == $_OLDER_THAN) {
        if (!read_span(value, &count, &unit)) return 0;
        if (form == $_PREVIOUS) return narrow_previous(range, count, unit, now);
        if (form == $_WITHIN) return begin(range, back(now, count, unit));
        return end(range, back(now, count, unit));
    }
`)
	} else {
		c.text("\n    (void)now;\n")
	}
	c.text(dateHelpC)
}

const toDateC = `/* @_dates.c - ranges of dates, in the local time of this machine */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

\ITK

#include "@_dates.h"

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
`

const inRangeC = `
int @_in_range(const @_range_t *range, date_t date)
{
    return (!range->has_from || compare(date, range->from) >= 0)
        && (!range->has_until || compare(date, range->until) <= 0);
}
`

const beginC = `
static int begin(@_range_t *range, time_t instant)
{
    date_t date;

    if (!to_date(instant, &date)) return 0;
    if (!range->has_from || compare(date, range->from) > 0) range->from = date;
    range->has_from = 1;
    return 1;
}

static int end(@_range_t *range, time_t instant)
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

`

const dateHelpC = `    if (!read_day(value, &day, &with_time)) return 0;
    if (form == $_AFTER) return begin(range, mktime(&day));
    if (form == $_BEFORE) {
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

const char *@_date_help(@_date_form_t form)
{
    if (form == $_WITHIN || form == $_OLDER_THAN) {
        return "must be a number and one of h, d, w, m, y, as in 24h";
    }
    if (form == $_PREVIOUS) return "must be a number and one of d, w, m, y, as in 1d";
    return "must be a day, YYYY-MM-DD or YYYY-MM-DDTHH:MM";
}
`

// hasSpans reports whether an option takes a span of time.
func (w *writer) hasSpans() bool {
	for _, o := range w.plan.Options {
		if o.Form == pattern.FormDate && o.Date >= pattern.DateWithin {
			return true
		}
	}
	return false
}

func (w *writer) spans(c *cFile) {
	c.text(readSpanC)
}

const readSpanC = `/* 24h, 1d, 2w, 3m, 1y */
static int read_span(const char *value, long *count, char *unit)
{
    char *rest = NULL;

    *count = strtol(value, &rest, 10);
    if (rest == value || *count < 0 || *count > 999999 || strlen(rest) != 1) return 0;
    *unit = rest[0];
    return strchr("hdwmy", *unit) != NULL;
}

/* The moment n units before. Hours are hours; the other units keep the time of
   day across a change to summer time, and months end no later than they do. */
static time_t back(time_t now, long n, char unit)
{
    struct tm *local = localtime(&now);
    struct tm then, tried;
    time_t instant = 0;
    int day = 0, month = 0;

    if (local == NULL) return (time_t)-1;
    then = *local;
    if (unit == 'h') {
        then.tm_hour -= (int)n;
        return mktime(&then);
    }
    then.tm_isdst = -1;
    if (unit == 'd' || unit == 'w') {
        then.tm_mday -= (int)(unit == 'w' ? 7 * n : n);
        return mktime(&then);
    }
    day = then.tm_mday;
    then.tm_mday = 1;
    if (unit == 'm') then.tm_mon -= (int)n;
    if (unit == 'y') then.tm_year -= (int)n;
    if (mktime(&then) == (time_t)-1) return (time_t)-1;
    month = then.tm_mon;
    do {
        tried = then;
        tried.tm_mday = day--;
        tried.tm_isdst = -1;
        instant = mktime(&tried);
    } while (tried.tm_mon != month);        /* 31 February is 28 February */
    return instant;
}

/* The first second of the day, week (from Monday), month or year of now. */
static time_t start_of(time_t now, char unit)
{
    struct tm *local = localtime(&now);
    struct tm start;

    if (local == NULL) return (time_t)-1;
    start = *local;
    start.tm_hour = start.tm_min = start.tm_sec = 0;
    start.tm_isdst = -1;
    if (unit == 'w') start.tm_mday -= (start.tm_wday + 6) % 7;
    if (unit == 'm' || unit == 'y') start.tm_mday = 1;
    if (unit == 'y') start.tm_mon = 0;
    return mktime(&start);
}

/* Whole calendar units before the current one; 0 is the current one so far. */
static int narrow_previous(@_range_t *range, long count, char unit, time_t now)
{
    time_t start = start_of(now, unit);

    if (unit == 'h' || start == (time_t)-1) return 0;
    if (count == 0) return begin(range, start);
    return begin(range, back(start, count, unit)) && end(range, start - 1);
}

`
