/* acme_query_export.c

   Export of Drawing Revision: group is Konstruktion, released, released 2024-02-01 to 2024-02-15

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
#include <tccore/item.h>
#include <tcinit/tcinit.h>

#include "acme_columns.h"
#include "acme_match.h"
#include "acme_names.h"
#include "acme_options.h"
#include "acme_output.h"
#include "acme_report.h"
#include "acme_select.h"
#include "acme_text.h"

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
    if (!warned) acme_info("objects cannot be unloaded: the run needs more memory");
    warned = 1;
    if (EMH_clear_errors() != ITK_ok) acme_info("the error stack could not be cleared");
}

/* Looks at one object; 0 when the run cannot go on. */
static int visit(tag_t object, long line, acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    static acme_text_t cells[ACME_N_CELLS];
    tag_t item = NULLTAG;
    int wanted = 0, going_on = 1;

    totals->looked_at++;
    if (!acme_matches(object, options, names, &wanted)) {
        wanted = 0;
        acme_error_at(object, "could not be tested and is left out");
    }
    if (wanted) {
        totals->rows++;
        if (!options->count) {
            acme_read_row(object, line, options, names, cells);
            going_on = acme_write_row(options, cells);
        }
    }
    /* Its item was loaded as well, and no other row waits for it. */
    if (!ACME_OK(ITEM_ask_item_of_rev(object, &item))) item = NULLTAG;
    unload(object);
    if (item != NULLTAG) unload(item);
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        acme_info("%ld object%s, %ld row%s", totals->looked_at, acme_plural(totals->looked_at), totals->rows, acme_plural(totals->rows));
    }
    return going_on;
}

/* 0 when the selection failed, so that nothing was done. */
static int visit_all(acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0, going_on = 1;

    if (!acme_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    acme_info("%d object%s to look at", n, acme_plural(n));
    for (i = 0; going_on && i < n; i++) {
        if (options->max > 0 && totals->rows == options->max) {
            totals->truncated = 1;
            break;
        }
        going_on = visit(found[i], 0L, options, names, totals);
    }
    MEM_free(found);
    return 1;
}

static int export_all(acme_options_t *options)
{
    static acme_names_t names;
    totals_t totals;

    memset(&totals, 0, sizeof totals);
    if (!acme_find_names(options, &names)) return NOTHING_DONE;
    if (!options->count && !acme_open_output(options)) return NOTHING_DONE;
    if (!visit_all(options, &names, &totals)) {
        acme_drop_output();
        return NOTHING_DONE;
    }
    if (!options->count && !acme_finish_output()) return WITH_ERRORS;
    if (totals.truncated) acme_info("stopped before the end: there may be more");
    acme_info("%ld object%s looked at, %ld row%s, %ld error%s", totals.looked_at, acme_plural(totals.looked_at),
        totals.rows, acme_plural(totals.rows), acme_errors(), acme_plural(acme_errors()));
    if (options->count) printf("%ld\n", totals.rows);
    return acme_errors() > 0 || totals.truncated ? WITH_ERRORS : ALL_GOOD;
}

static int run_session(acme_options_t *options)
{
    int code = NOTHING_DONE;

    if (!ACME_OK(ITK_initialize_text_services(ITK_BATCH_TEXT_MODE))) return NOTHING_DONE;
    /* Reads -u, -p or -pf, and -g itself: no password comes near this program. */
    if (!ACME_OK(ITK_auto_login())) {
        acme_error("login failed: check -u=, -pf= and -g=");
        return NOTHING_DONE;
    }
    /* The login may take the locale of the environment; numbers keep their point. */
    setlocale(LC_NUMERIC, "C");
    TC_write_syslog("%s\n", "acme_query_export begins");
    code = export_all(options);
    TC_write_syslog("%s, exit code %d\n", "acme_query_export ends", code);
    if (!ACME_OK(ITK_exit_module(TRUE)) && code == ALL_GOOD) code = WITH_ERRORS;
    return code;
}

/* A log that is read later tells how the program was called; a password stays
   out of it. */
static void log_options(int argc, char *argv[])
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-p=", 3) != 0) acme_info("    %s", argv[i]);
    }
}

int ITK_user_main(int argc, char *argv[])
{
    static acme_options_t options;
    int code = NOTHING_DONE;

    if (acme_has_flag(argc, argv, "-h")) {
        acme_usage(stdout);
        return ALL_GOOD;
    }
    if (!acme_read_options(argc, argv, &options)) {
        fputs("-h shows all options\n", stderr);
    } else if (!acme_open_log(options.log)) {
        fprintf(stderr, "%s cannot be written: correct -log=\n", options.log);
    } else {
        acme_info("acme_query_export begins");
        log_options(argc, argv);
        code = run_session(&options);
        acme_info("acme_query_export ends, exit code %d", code);
        if (!acme_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    acme_free_options(&options);
    return code;
}
