/* pnx_bom_export.c

   Structure of revisions: 000123/A

   Reads only: it takes no lock, changes nothing and never bypasses access
   rules. In this order: -h, command line, log, login, names, selection, rows.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or rows are
   missing. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tccore/aom.h>
#include <tcinit/tcinit.h>

#include "pnx_columns.h"
#include "pnx_match.h"
#include "pnx_names.h"
#include "pnx_options.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_select.h"
#include "pnx_text.h"

#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, rows;
    int truncated;
} totals_t;

/* A long run would hold every object that it has read. That one cannot be
   unloaded is no error of its row; it is said once. */
static void unload(tag_t object)
{
    static int warned = 0;

    if (AOM_unload(object) == ITK_ok) return;
    if (!warned) pnx_info("objects cannot be unloaded: the run needs more memory");
    warned = 1;
    if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

/* Looks at one object; 0 when the run cannot go on. */
static int visit(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    int wanted = 0, going_on = 1;

    totals->looked_at++;
    if (!pnx_matches(object, options, names, &wanted)) {
        wanted = 0;
        pnx_error_at(object, "could not be tested and is left out");
    }
    if (wanted) {
            going_on = pnx_write_rows(object, line, options, names, &totals->rows, &totals->truncated);
    }
    unload(object);
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        pnx_info("%ld object%s, %ld row%s", totals->looked_at, pnx_plural(totals->looked_at), totals->rows, pnx_plural(totals->rows));
    }
    return going_on;
}

/* 0 when the selection failed, so that nothing was done. */
static int visit_all(pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0, going_on = 1;

    if (!pnx_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    pnx_info("%d object%s to look at", n, pnx_plural(n));
    for (i = 0; going_on && i < n; i++) {
        if (options->max > 0 && totals->rows >= options->max) {
            totals->truncated = 1;
            break;
        }
        going_on = visit(found[i], 0L, options, names, totals);
    }
    MEM_free(found);
    return 1;
}

static int export_all(pnx_options_t *options)
{
    static pnx_names_t names;
    totals_t totals;

    memset(&totals, 0, sizeof totals);
    if (!pnx_find_names(options, &names)) return NOTHING_DONE;
    if (!pnx_open_output(options)) return NOTHING_DONE;
    if (!visit_all(options, &names, &totals)) {
        pnx_drop_output();
        return NOTHING_DONE;
    }
    if (!pnx_finish_output()) return WITH_ERRORS;
    if (totals.truncated) pnx_info("stopped before the end: there may be more");
    pnx_info("%ld object%s looked at, %ld row%s, %ld error%s", totals.looked_at, pnx_plural(totals.looked_at),
        totals.rows, pnx_plural(totals.rows), pnx_errors(), pnx_plural(pnx_errors()));
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
    TC_write_syslog("%s\n", "pnx_bom_export begins");
    code = export_all(options);
    TC_write_syslog("%s, exit code %d\n", "pnx_bom_export ends", code);
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
        pnx_info("pnx_bom_export begins");
        log_options(argc, argv);
        code = run_session(&options);
        pnx_info("pnx_bom_export ends, exit code %d", code);
        if (!pnx_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    pnx_free_options(&options);
    return code;
}
