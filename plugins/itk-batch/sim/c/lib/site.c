/* What belongs to the site: its name, its clock, its switches, its denials. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

const date_t itk_null_date = {0, 0, 0, 0, 0, 0};
sim_site_t sim_site = {"simulated", "14.3", "en", 0, NULLTAG, NULLTAG};

/* The names of the switches, in the order of sim_switch. The setting "kind" is
   the reading that forgives more. */
static const char *const switch_names[SW_COUNT] = {
    "not-found",        /* kind: NULLTAG and ITK_ok; harsh: an error code */
    "empty-array",      /* kind: NULL; harsh: an array of length 0 that must be freed */
    "empty-text",       /* kind: ""; harsh: NULL */
    "empty-display",    /* kind: one empty text; harsh: no text */
    "cli-flag",         /* kind: a flag is a whole word; harsh: a prefix of one */
    "dataset-versions", /* enquiries see kind: the latest versions; harsh: all */
    "access",           /* denied objects in enquiries: kind: missing; harsh: there, reading fails */
    "query-entry",      /* an unknown entry: kind: an error; harsh: ignored */
    "date-cell",        /* dates in enquiries: kind: local time; harsh: GMT */
    "equal-case",       /* equal in enquiries: kind: exact; harsh: without regard to case */
    "release"           /* a failing delete of an enquiry: kind: deleted anyway; harsh: still there */
};
static int harsh[SW_COUNT];

int sim_harsh(sim_switch s) { return harsh[s]; }

int sim_set_switch(const char *name, int value)
{
    int i, found = 0;
    for (i = 0; i < SW_COUNT; i++)
        if (strcmp(name, "all") == 0 || strcmp(name, switch_names[i]) == 0) {
            harsh[i] = value;
            found = 1;
        }
    return found;
}

typedef struct { tag_t user, object; const char *privilege; } denial;
static denial *denials;
static int n_denials;

void sim_deny(tag_t user, const char *privilege, tag_t object)
{
    denials = sim_grow(denials, (size_t)(n_denials + 1) * sizeof *denials);
    denials[n_denials].user = user;
    denials[n_denials].object = object;
    denials[n_denials++].privilege = privilege;
}

int sim_denied(const char *privilege, tag_t object)
{
    int i;
    for (i = 0; i < n_denials; i++)
        if (denials[i].user == sim_site.user && denials[i].object == object &&
            strcmp(denials[i].privilege, privilege) == 0)
            return 1;
    return 0;
}

/* The clock of the program: linkitk sends calls of time here. */
time_t __real_time(time_t *out);
time_t __wrap_time(time_t *out);

time_t __wrap_time(time_t *out)
{
    date_t now = sim_date_to(sim_site.now);
    struct tm tm;
    time_t t;

    if (sim_site.now == 0) return __real_time(out);
    memset(&tm, 0, sizeof tm);
    tm.tm_year = now.year - 1900;
    tm.tm_mon = now.month;
    tm.tm_mday = now.day;
    tm.tm_hour = now.hour;
    tm.tm_min = now.minute;
    tm.tm_sec = now.second;
    tm.tm_isdst = -1;
    t = mktime(&tm);
    if (out != NULL) *out = t;
    return t;
}
