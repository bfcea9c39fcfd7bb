/* The watch report: what the program did wrong, one line each, in the file
   that KILN_SIM_WATCH names. Lines that begin with "info" are no complaints. */
#include "sim.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *report;
static int ended;
static clock_t began;                          /* processor time; the simulator's own work is part of it */

void sim_watch(const char *format, ...)
{
    va_list args;
    FILE *to = report != NULL ? report : stderr;
    va_start(args, format);
    vfprintf(to, format, args);
    va_end(args);
    fputc('\n', to);
    fflush(to);
}

static void objects_end(void)
{
    tag_t t;
    for (t = 1; t <= sim_count(); t++) {
        const sim_object *o = sim_get(t);
        if (o->deleted || o->class->transient) continue;
        if (o->lock && !o->attempted) sim_watch("lock on %s %s is never released", o->class->name, sim_object_string(t));
        if (sim_roll_failed()) continue;
        if (o->new_object) sim_watch("new %s %s is never saved", o->class->name, sim_object_string(t));
        else if (o->changed) sim_watch("change of %s %s is never saved", o->class->name, sim_object_string(t));
    }
}

static void tell_time(void)
{
    fprintf(report, "info milliseconds %ld\n", (long)((clock() - began) / (CLOCKS_PER_SEC / 1000)));
}

void sim_watch_end(void)
{
    if (ended) return;
    ended = 1;
    if (report != NULL) tell_time();
    sim_enquiry_end();
    sim_bom_end();
    sim_marks_end();
    objects_end();
    sim_mem_end();
    sim_state_end();
    if (sim_logged_in()) sim_watch("the program ends without ITK_exit_module");
    if (report == NULL) return;
    fprintf(report, "info calls %d\ninfo loaded %d\ninfo ids %d\n", sim_calls(), sim_loaded_most(), sim_ids());
    fflush(report);
}

static void crashed(int number)
{
    sim_watch("crash: signal %d in or after %s", number, sim_current());
    signal(number, SIG_DFL);
    raise(number);
}

void sim_watch_open(void)
{
    const char *path = getenv("KILN_SIM_WATCH");
    if (path != NULL) report = fopen(path, "w");
    atexit(sim_watch_end);
    began = clock();
    signal(SIGSEGV, crashed);
    signal(SIGABRT, crashed);
    signal(SIGFPE, crashed);
}
