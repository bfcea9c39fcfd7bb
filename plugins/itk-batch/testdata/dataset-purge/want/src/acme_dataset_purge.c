/* acme_dataset_purge.c

   Purge UGMASTER: modified older-than 1 year

   A dry run unless -nodryrun: it finds everything, tests everything and changes
   nothing. In this order: -h, command line, log, login, names, result file,
   objects. Each object is changed as a whole or not at all.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or objects
   are left. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tccore/aom.h>
#include <tcinit/tcinit.h>

#include "acme_match.h"
#include "acme_names.h"
#include "acme_options.h"
#include "acme_purge.h"
#include "acme_report.h"
#include "acme_result.h"
#include "acme_select.h"

#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, changed;
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

/* Whether the run ends here, although there is more. */
static int stops(acme_options_t *options, totals_t *totals)
{
    if (!acme_gave_up() && (options->max == 0 || totals->changed < options->max)
        && (options->stop_after == 0 || acme_rows(ACME_FAILED) < options->stop_after)) return 0;
    totals->truncated = 1;
    return 1;
}

/* Begins the row of an object: tests whether it is wanted, and names it; 0 on
   failure. */
static int begin(tag_t object, long line, acme_options_t *options, acme_names_t *names, int *wanted)
{
    if (!acme_begin_row(line, object) || !acme_matches(object, options, names, wanted)) return 0;
    return !*wanted || acme_name_row(object);
}

static void treat(tag_t object, long line, acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    long before = acme_rows(ACME_DONE);
    int wanted = 0;

    totals->looked_at++;
    acme_forget_reason();
    if (!begin(object, line, options, names, &wanted)) {
        acme_end_row(options, ACME_FAILED, NULL);
    } else if (wanted) {
        acme_purge(object, options);
    }
    if (acme_rows(ACME_DONE) > before) totals->changed++;
    unload(object);
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        acme_info("%ld object%s, %ld row%s OK, %ld skipped, %ld error%s", totals->looked_at, acme_plural(totals->looked_at),
            acme_rows(ACME_DONE), acme_plural(acme_rows(ACME_DONE)), acme_rows(ACME_SKIPPED), acme_rows(ACME_FAILED), acme_plural(acme_rows(ACME_FAILED)));
    }
}

/* 0 when the selection failed, so that nothing was done. */
static int treat_all(acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0;

    if (!acme_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    acme_info("%d object%s to look at", n, acme_plural(n));
    for (i = 0; i < n && !stops(options, totals); i++) treat(found[i], 0L, options, names, totals);
    MEM_free(found);
    return 1;
}

static int change_all(acme_options_t *options)
{
    static acme_names_t names;
    totals_t totals;
    int done = 0;

    memset(&totals, 0, sizeof totals);
    if (!acme_find_names(options, &names)) return NOTHING_DONE;
    if (!acme_open_result(options)) {
        (void)acme_close_result();
        return NOTHING_DONE;
    }
    done = treat_all(options, &names, &totals);
    if (!acme_close_result() || !done) return done ? WITH_ERRORS : NOTHING_DONE;
    if (totals.truncated) acme_info("stopped before the end: there may be more");
    acme_info("%ld object%s looked at, %s: %ld row%s OK, %ld skipped, %ld error%s", totals.looked_at, acme_plural(totals.looked_at),
        options->nodryrun ? "write" : "dry run", acme_rows(ACME_DONE), acme_plural(acme_rows(ACME_DONE)), acme_rows(ACME_SKIPPED),
        acme_rows(ACME_FAILED), acme_plural(acme_rows(ACME_FAILED)));
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
    TC_write_syslog("%s\n", "acme_dataset_purge begins");
    code = change_all(options);
    TC_write_syslog("%s, exit code %d\n", "acme_dataset_purge ends", code);
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
        acme_info("acme_dataset_purge begins");
        log_options(argc, argv);
        code = run_session(&options);
        acme_info("acme_dataset_purge ends, exit code %d", code);
        if (!acme_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    return code;
}
