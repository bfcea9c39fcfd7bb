/* pnx_change_ownership.c

   Hand over the objects of jsmith

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
#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tcinit/tcinit.h>

#include "pnx_match.h"
#include "pnx_names.h"
#include "pnx_options.h"
#include "pnx_owner.h"
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

/* Begins the row of an object: tests whether it is wanted, and names it; 0 on
   failure. */
static int begin(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, int *wanted)
{
    if (!pnx_begin_row(line, object) || !pnx_matches(object, options, names, wanted)) return 0;
    return !*wanted || pnx_name_row(object);
}

static void treat(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    long before = pnx_rows(PNX_DONE);
    int wanted = 0;

    totals->looked_at++;
    pnx_forget_reason();
    if (!begin(object, line, options, names, &wanted)) {
        pnx_end_row(options, PNX_FAILED, NULL);
    } else if (wanted) {
        pnx_give(object, options, names);
    }
    if (pnx_rows(PNX_DONE) > before) totals->changed++;
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        pnx_info("%ld object%s, %ld row%s OK, %ld skipped, %ld error%s", totals->looked_at, pnx_plural(totals->looked_at),
            pnx_rows(PNX_DONE), pnx_plural(pnx_rows(PNX_DONE)), pnx_rows(PNX_SKIPPED), pnx_rows(PNX_FAILED), pnx_plural(pnx_rows(PNX_FAILED)));
    }
}

/* 0 when the selection failed, so that nothing was done. */
static int treat_all(pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0;

    if (!pnx_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    pnx_info("%d object%s to look at", n, pnx_plural(n));
    for (i = 0; i < n && !stops(options, totals); i++) treat(found[i], 0L, options, names, totals);
    MEM_free(found);
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
    if (options->keep_moddate && !PNX_OK(POM_set_env_info(POM_bypass_attr_update, FALSE, 0, 0.0, NULLTAG, NULL))) {
        (void)pnx_close_result();
        return NOTHING_DONE;
    }
    if (options->bypass) {
        if (!PNX_OK(ITK_set_bypass(TRUE))) {
            pnx_error("access rules cannot be switched off: that needs a dba");
            (void)pnx_close_result();
            return NOTHING_DONE;
        }
        pnx_info("access rules are switched off");
    }
    done = treat_all(options, &names, &totals);
    if (options->bypass && !PNX_OK(ITK_set_bypass(FALSE))) pnx_info("access rules stay off until the session ends");
    if (options->keep_moddate && !PNX_OK(POM_set_env_info(POM_bypass_attr_update, TRUE, 0, 0.0, NULLTAG, NULL))) {
        pnx_info("dates of changes are kept until the session ends");
    }
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
    TC_write_syslog("%s\n", "pnx_change_ownership begins");
    code = change_all(options);
    TC_write_syslog("%s, exit code %d\n", "pnx_change_ownership ends", code);
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
        pnx_info("pnx_change_ownership begins");
        log_options(argc, argv);
        code = run_session(&options);
        pnx_info("pnx_change_ownership ends, exit code %d", code);
        if (!pnx_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    pnx_free_options(&options);
    return code;
}
