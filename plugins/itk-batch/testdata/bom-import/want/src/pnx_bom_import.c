/* pnx_bom_import.c

   Build structures of revisions: from a list

   A dry run unless -nodryrun: it finds everything, tests everything and changes
   nothing. In this order: -h, command line, log, login, names, result file,
   objects. Each object is changed as a whole or not at all.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or objects
   are left. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tcinit/tcinit.h>

#include "pnx_build.h"
#include "pnx_lines.h"
#include "pnx_names.h"
#include "pnx_options.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, changed;
    int truncated;
} totals_t;

/* Whether the run ends here, although there is more. */
static int stops(pnx_options_t *options, totals_t *totals)
{
    if (!pnx_gave_up() && (options->max == 0 || totals->changed < options->max)
        && (options->stop_after == 0 || pnx_rows(PNX_FAILED) < options->stop_after)) return 0;
    totals->truncated = 1;
    return 1;
}

static void treat_structure(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    long before = pnx_rows(PNX_DONE);

    if (whole->last < options->start) return;
    totals->looked_at++;
    pnx_build(whole, options, names);
    totals->changed += pnx_rows(PNX_DONE) - before;
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        pnx_info("%ld structures, %ld lines OK, %ld skipped, %ld errors", totals->looked_at,
            pnx_rows(PNX_DONE), pnx_rows(PNX_SKIPPED), pnx_rows(PNX_FAILED));
    }
}

/* A line that belongs to no structure has its row at once. One that is wrong
   may belong to any that is open, which is incomplete without it. */
static void take_line(int state, long line, pnx_options_t *options)
{
    int kept = state > 0 ? pnx_keep(line) : 0;

    if (kept == 1) return;
    if (kept == 0) pnx_break(line);
    if (line < options->start) return;
    (void)pnx_begin_row(line, NULLTAG);
    pnx_set_key(PNX_KEY_PARENT_ID, pnx_field(PNX_PARENT_ID));
    pnx_set_key(PNX_KEY_CHILD_ID, pnx_field(PNX_FIELD_CHILD_ID));
    pnx_end_row(options, PNX_FAILED, NULL);
}

/* 0 when the input cannot be read, so that nothing was done. */
static int treat_all(pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    pnx_structure_t *whole = NULL;
    long line = 0;
    int state = 1, stopped = 0;

    if (!pnx_open_input(options)) {
        pnx_close_input();
        return 0;
    }
    while (!stopped && state != 0) {
        pnx_forget_reason();
        /* What cannot be read ends the file: nobody knows what follows. */
        state = state < 0 ? 0 : pnx_next_line(&line);
        while (!stopped && (whole = pnx_complete(state)) != NULL) {
            treat_structure(whole, options, names, totals);
            pnx_drop(whole);
            stopped = stops(options, totals);
        }
        pnx_forget_reason();
        if (!stopped && state != 0) take_line(state, line, options);
        stopped = stopped || pnx_gave_up();
    }
    pnx_drop_all();
    pnx_close_input();
    return 1;
}

static int change_all(pnx_options_t *options)
{
    static pnx_names_t names;
    totals_t totals;
    int done = 0;

    memset(&totals, 0, sizeof totals);
    if (!pnx_find_names(options, &names)) return NOTHING_DONE;
    if (!pnx_open_result(options)) {
        (void)pnx_close_result();
        return NOTHING_DONE;
    }
    done = treat_all(options, &names, &totals);
    if (!pnx_close_result() || !done) return done ? WITH_ERRORS : NOTHING_DONE;
    if (totals.truncated) pnx_info("stopped before the end: there may be more");
    pnx_info("%ld object%s looked at, %s: %ld row%s OK, %ld skipped, %ld error%s", totals.looked_at, pnx_plural(totals.looked_at),
        options->nodryrun ? "write" : "dry run", pnx_rows(PNX_DONE), pnx_plural(pnx_rows(PNX_DONE)), pnx_rows(PNX_SKIPPED),
        pnx_rows(PNX_FAILED), pnx_plural(pnx_rows(PNX_FAILED)));
    return pnx_errors() > 0 || totals.truncated ? WITH_ERRORS : ALL_GOOD;
}

static int run_session(pnx_options_t *options)
{
    int code = NOTHING_DONE;

    if (!PNX_OK(ITK_initialize_text_services(ITK_BATCH_TEXT_MODE))) return NOTHING_DONE;
    /* Reads -u, -p or -pf, and -g itself: no password comes near this program. */
    if (!PNX_OK(ITK_auto_login())) {
        pnx_error("login failed: check -u=, -pf= and -g=");
        return NOTHING_DONE;
    }
    /* The login may take the locale of the environment; numbers keep their point. */
    setlocale(LC_NUMERIC, "C");
    TC_write_syslog("%s\n", "pnx_bom_import begins");
    code = change_all(options);
    TC_write_syslog("%s, exit code %d\n", "pnx_bom_import ends", code);
    if (!PNX_OK(ITK_exit_module(TRUE)) && code == ALL_GOOD) code = WITH_ERRORS;
    return code;
}

/* A log that is read later tells how the program was called; a password stays
   out of it. */
static void log_options(int argc, char *argv[])
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-p=", 3) != 0) pnx_info("    %s", argv[i]);
    }
}

int ITK_user_main(int argc, char *argv[])
{
    static pnx_options_t options;
    int code = NOTHING_DONE;

    if (pnx_has_flag(argc, argv, "-h")) {
        pnx_usage(stdout);
        return ALL_GOOD;
    }
    if (!pnx_read_options(argc, argv, &options)) {
        fputs("-h shows all options\n", stderr);
    } else if (!pnx_open_log(options.log)) {
        fprintf(stderr, "%s cannot be written: correct -log=\n", options.log);
    } else {
        pnx_info("pnx_bom_import begins");
        log_options(argc, argv);
        code = run_session(&options);
        pnx_info("pnx_bom_import ends, exit code %d", code);
        if (!pnx_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    return code;
}
