/* What belongs to the site: its name, its clock, its switches, its denials. */
#include "sim.h"
#include <stdlib.h>
#include <string.h>

const date_t itk_null_date = {0, 0, 0, 0, 0, 0};
sim_site_t sim_site = {"simulated", "14.3", "en", 0, NULLTAG, NULLTAG, 0, 0, 0, 0};

/* The switches, in the order of sim_switch: where public knowledge leaves open
   what a site does. "kind" is the reading that forgives more. The grade says
   what the readings rest on: H two public sources, M one, L general knowledge;
   the better proven reading is named first when they differ. */
static const struct { const char *name, *grade; } switches[SW_COUNT] = {
    {"not-found", "H"},         /* kind: NULLTAG and ITK_ok; harsh (M): an error code */
    {"empty-array", "M"},       /* kind: NULL; harsh (L): an array of length 0 that must be freed */
    {"empty-text", "M"},        /* kind: ""; harsh (L): NULL */
    {"empty-display", "L"},     /* kind: one empty text; harsh: no text */
    {"cli-flag", "L"},          /* kind: a flag is a whole word; harsh: a prefix of one */
    {"dataset-versions", "L"},  /* enquiries see kind: the latest versions; harsh (M): all */
    {"access", "L"},            /* denied objects in enquiries: kind: missing; harsh: there, reading fails */
    {"query-entry", "L"},       /* an unknown entry: kind: an error; harsh: ignored */
    {"date-cell", "L"},         /* dates in enquiries: kind: local time; harsh (M): GMT */
    {"equal-case", "L"},        /* equal in enquiries: kind: exact; harsh: without regard to case */
    {"release", "L"},           /* a failing unlock, close, forget or delete: kind: given back anyway; harsh: still held */
    {"ownership", "M"},         /* AOM_set_ownership: kind: works unlocked and saves; harsh (H): needs lock and save */
    {"status-lock", "H"},       /* adding a status to an object that the caller locked: kind: works; harsh (L): fails */
    {"relation-twice", "L"},    /* a relation that exists: kind: an error; harsh: a second one */
    {"save-unlocks", "H"},      /* saving: kind: keeps the lock; harsh (L): gives it back */
    {"roll-back", "M"},         /* a mark that was rolled back: kind: is gone; harsh (L): must be forgotten as well */
    {"rolled-back-tags", "L"},  /* tags of rolled back objects: kind: invalid; harsh: invalid after the next call */
    {"export-existing", "L"},   /* exporting to an existing file: kind: an error; harsh: overwrites */
    {"add-without-view", "L"},  /* adding a line below a revision without BOM view: kind: makes one; harsh: an error */
    {"pack", "L"},              /* a new BOM window: kind: shows equal lines one by one; harsh: packs them */
    {"locale", "L"}             /* a login: kind: leaves the locale; harsh: takes one with a decimal comma */
};
static int harsh[SW_COUNT];

int sim_harsh(sim_switch s) { return harsh[s]; }

int sim_set_switch(const char *name, int value)
{
    int i, found = 0;
    for (i = 0; i < SW_COUNT; i++)
        if (strcmp(name, "all") == 0 || strcmp(name, switches[i].name) == 0) {
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
