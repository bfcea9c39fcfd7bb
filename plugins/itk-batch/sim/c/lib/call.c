/* What every ITK function does first: count, check the session, fail on demand. */
#include "sim.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int call; const char *function; int nth, code; const char *text; int crash; tag_t gone; int seen; } fault;

static fault *faults;
static int n_faults, n_calls, logged_in;
static const char *current = "start";
static FILE *trace;

int sim_calls(void) { return n_calls; }

const char *sim_current(void) { return current; }

void sim_session(int on) { logged_in = on ? 1 : -1; }

int sim_logged_in(void) { return logged_in == 1; }

void sim_fault_add(int call, const char *function, int nth, int code, const char *text, int crash)
{
    fault *f;
    faults = sim_grow(faults, (size_t)(n_faults + 1) * sizeof *faults);
    f = &faults[n_faults++];
    f->call = call;
    f->function = function;
    f->nth = nth;
    f->code = code;
    f->text = text;
    f->crash = crash;
    f->gone = NULLTAG;
    f->seen = 0;
}

/* From that call on the object does not exist: somebody else deleted it. */
void sim_gone_add(int call, const char *function, int nth, tag_t object)
{
    sim_fault_add(call, function, nth, ITK_ok, "", 0);
    faults[n_faults - 1].gone = object;
}

static void write_trace(const char *function)
{
    static int asked;
    if (!asked) {
        const char *path = getenv("KILN_SIM_TRACE");
        asked = 1;
        if (path != NULL) trace = fopen(path, "w");
    }
    if (trace != NULL) {
        fprintf(trace, "%s\n", function);
        fflush(trace);
    }
}

int sim_enter(const char *function, int flags)
{
    int i;

    current = function;
    if (flags & SIM_QUIET) return ITK_ok;
    n_calls++;
    write_trace(function);
    sim_writing(function);
    for (i = 0; i < n_faults; i++) {
        fault *f = &faults[i];
        if (f->function != NULL && strcmp(f->function, function) == 0) f->seen++;
        if (f->call != n_calls && (f->function == NULL || strcmp(f->function, function) != 0 || f->seen != f->nth)) continue;
        if (f->crash) {
            sim_marks_abandon();
            sim_state_end();
            sim_watch_end();
            _Exit(137);
        }
        if (f->gone != NULLTAG) {
            sim_get(f->gone)->deleted = SIM_GONE;
            continue;
        }
        return sim_error(f->code, "%s", f->text);
    }
    if (!(flags & SIM_ANYTIME) && logged_in != 1) {
        sim_watch("%s is called %s", function, logged_in == 0 ? "before login" : "after logout");
        return sim_error(515000, "%s: there is no session", function);
    }
    return ITK_ok;
}

int sim_object_arg(tag_t tag, const char *class_name, sim_object **object)
{
    *object = sim_get(tag);
    if (tag == NULLTAG) {
        sim_watch("%s is called with NULLTAG", current);
        return sim_error(ITK_invalid_nulltag, "%s: the tag is NULLTAG", current);
    }
    if (*object == NULL || ((*object)->deleted && (*object)->doomed < n_calls)) {
        if (*object == NULL || (*object)->deleted != SIM_GONE)
            sim_watch("%s is called with a tag of no object", current);
        return sim_error(515001, "%s: tag %u is no object", current, (unsigned)tag);
    }
    if (class_name != NULL && !sim_class_is((*object)->class, class_name)) {
        sim_watch("%s is called with a %s, not a %s", current, (*object)->class->name, class_name);
        return sim_error(515002, "%s: the object is a %s, not a %s", current, (*object)->class->name, class_name);
    }
    sim_load(tag);
    return ITK_ok;
}

int sim_text_arg(const char *text, const char *name)
{
    if (text != NULL) return ITK_ok;
    sim_watch("%s is called with NULL for %s", current, name);
    return sim_error(7002, "%s: %s is NULL", current, name);
}
