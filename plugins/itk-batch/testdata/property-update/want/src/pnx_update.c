/* pnx_update.c - sets the properties of an object

   To set another property, change the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>

#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"
#include "pnx_update.h"
#include "pnx_value.h"

typedef enum { SELF, ITEM, REVISION } level_t;

/* How a new value is made. */
typedef enum { GIVEN, UPPER, LOWER, TRIMMED } transform_t;

/* What becomes of a setting. */
typedef enum { PENDING, UNCHANGED, LEFT, WRONG } state_t;

typedef struct {
    const char *property;
    level_t of;                             /* the object that has it */
    int displayed;                          /* the value is one that users see */
    transform_t transform;
} setting_t;

#define N_SETTINGS 1

static const setting_t settings[N_SETTINGS] = {
    { "object_desc", SELF, 0, GIVEN },
};

static pnx_value_t values[N_SETTINGS];
static pnx_text_t old[N_SETTINGS], new_text[N_SETTINGS];
static state_t states[N_SETTINGS];
static const char *reasons[N_SETTINGS];
static pnx_text_t causes[N_SETTINGS];

static int fail(int i)
{
    states[i] = WRONG;
    pnx_empty(&causes[i]);
    (void)pnx_puts(&causes[i], pnx_reason());
    reasons[i] = pnx_string(&causes[i]);
    pnx_forget_reason();
    return 0;
}

static int leave(int i, state_t state, const char *why)
{
    states[i] = state;
    reasons[i] = why;
    return 1;
}

/* The new value as it was given; "" where there is none. */
static const char *given_value(int i)
{
    switch (i) {
    case 0: return pnx_field(PNX_FIELD_TO_OBJECT_DESC);
    default: return "";
    }
}

/* Reads the old value and makes the new one. 0 when the setting is wrong. */
static int prepare(int i, tag_t object)
{
    const setting_t *setting = &settings[i];
    const char *text = given_value(i);

    memset(&values[i], 0, sizeof values[i]);
    values[i].property = setting->property;
    values[i].displayed = setting->displayed;
    pnx_empty(&new_text[i]);
    (void)leave(i, PENDING, "");
    if (!pnx_read_value(object, &values[i], &old[i])) return fail(i);
    if (text[0] == '\0') return leave(i, LEFT, "the cell is empty: the old value stays");
    if (!pnx_parse_value(text, &values[i], &new_text[i])) return fail(i);
    values[i].text = pnx_string(&new_text[i]);
    if (strcmp(pnx_string(&old[i]), values[i].text) == 0) return leave(i, UNCHANGED, "it has this value already");
    return 1;
}

/* What is set on an object that is locked. */
static int set_pending(tag_t object, void *level)
{
    int i = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != *(level_t *)level || states[i] != PENDING) continue;
        if (!pnx_set_value(object, &values[i])) return 0;
    }
    return 1;
}

/* All settings of an object have the same end, but for those that change
   nothing. */
static void end_rows(level_t level, pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    static const char *const of[] = { "", " of the item", " of the revision" };
    char property[128];
    int i = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != level) continue;
        sprintf(property, "%.64s%s", settings[i].property, of[level]);
        pnx_set_key(PNX_KEY_PROPERTY, property);
        pnx_set_key(PNX_KEY_OLD, pnx_string(&old[i]));
        pnx_set_key(PNX_KEY_NEW, pnx_string(&new_text[i]));
        switch (states[i]) {
        case PENDING:
            pnx_end_row(options, outcome, why);
            break;
        case WRONG:
            pnx_end_row(options, PNX_FAILED, reasons[i]);
            break;
        default:
            pnx_end_row(options, PNX_SKIPPED, reasons[i]);
            break;
        }
    }
}

static void update(tag_t object, level_t level, pnx_options_t *options)
{
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    int i = 0, pending = 0, wrong = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != level) continue;
        if (object == NULLTAG) (void)fail(i);
        else (void)prepare(i, object);
        pending += states[i] == PENDING;
        wrong += states[i] == WRONG;
    }
    if (wrong > 0) {
        end_rows(level, options, PNX_SKIPPED, "another property of the line is wrong");
        return;
    }
    if (pending > 0) outcome = pnx_guard(object, options, &why);
    if (pending > 0 && outcome == PNX_DONE && options->nodryrun) {
        outcome = pnx_outcome_of(pnx_change(object, set_pending, &level), &why);
    }
    end_rows(level, options, outcome, why);
}

void pnx_update(tag_t object, long line, pnx_options_t *options)
{
    (void)line;
    update(object, SELF, options);
}
