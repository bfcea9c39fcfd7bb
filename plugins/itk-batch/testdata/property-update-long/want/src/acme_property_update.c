/* acme_property_update.c

   A dry run unless -nodryrun: it finds everything, tests everything and changes
   nothing. In this order: -h, command line, log, login, names, result file,
   objects. Each object is changed as a whole or not at all.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or objects
   are left. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pom/pom/pom.h>
#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tcinit/tcinit.h>

#include "acme_match.h"
#include "acme_names.h"
#include "acme_options.h"
#include "acme_report.h"
#include "acme_result.h"
#include "acme_select.h"
#include "acme_update.h"

#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, changed;
    int truncated;
} totals_t;

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
        acme_update(object, line, options);
    } else {
        acme_end_row(options, ACME_SKIPPED, "it is not of the type, or a filter does not fit");
    }
    if (acme_rows(ACME_DONE) > before) totals->changed++;
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        acme_info("%ld object%s, %ld row%s OK, %ld skipped, %ld error%s", totals->looked_at, acme_plural(totals->looked_at),
            acme_rows(ACME_DONE), acme_plural(acme_rows(ACME_DONE)), acme_rows(ACME_SKIPPED), acme_rows(ACME_FAILED), acme_plural(acme_rows(ACME_FAILED)));
    }
}

/* A line that leads to no object has a row as well. */
static void treat_line(int state, acme_line_t *line, acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    int i = 0;

    if (state < 0 || line->repeated || line->n == 0) {
        (void)acme_begin_row(line->number, NULLTAG);
    }
    if (state < 0) {
        acme_end_row(options, ACME_FAILED, NULL);
    } else if (line->repeated) {
        acme_end_row(options, ACME_SKIPPED, "the same as an earlier line");
    }
    if (state > 0 && !line->repeated && line->n == 0) {
        acme_end_row(options, ACME_SKIPPED, "there is no such revision");
    }
    for (i = 0; state > 0 && i < line->n && !stops(options, totals); i++) {
        treat(line->objects[i], line->number, options, names, totals);
    }
}

/* 0 when the input cannot be read, so that nothing was done. */
static int treat_all(acme_options_t *options, acme_names_t *names, totals_t *totals)
{
    acme_line_t line;
    int state = 1;

    memset(&line, 0, sizeof line);
    if (!acme_open_input(options)) {
        acme_close_input();
        return 0;
    }
    while (!acme_gave_up()) {
        acme_forget_reason();
        state = options->uid != NULL ? acme_single_line(options, &line) : acme_next_line(options, &line);
        if (state == 0 || stops(options, totals)) break;
        treat_line(state, &line, options, names, totals);
        if (options->uid != NULL) break;
    }
    free(line.objects);
    acme_close_input();
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
    if (!options->new_moddate && !ACME_OK(POM_set_env_info(POM_bypass_attr_update, FALSE, 0, 0.0, NULLTAG, NULL))) {
        (void)acme_close_result();
        return NOTHING_DONE;
    }
    if (options->bypass) {
        if (!ACME_OK(ITK_set_bypass(TRUE))) {
            acme_error("access rules cannot be switched off: that needs a dba");
            (void)acme_close_result();
            return NOTHING_DONE;
        }
        acme_info("access rules are switched off");
    }
    done = treat_all(options, &names, &totals);
    if (options->bypass && !ACME_OK(ITK_set_bypass(FALSE))) acme_info("access rules stay off until the session ends");
    if (!options->new_moddate && !ACME_OK(POM_set_env_info(POM_bypass_attr_update, TRUE, 0, 0.0, NULLTAG, NULL))) {
        acme_info("dates of changes are kept until the session ends");
    }
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
    TC_write_syslog("%s\n", "acme_property_update begins");
    code = change_all(options);
    TC_write_syslog("%s, exit code %d\n", "acme_property_update ends", code);
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
        acme_info("acme_property_update begins");
        log_options(argc, argv);
        code = run_session(&options);
        acme_info("acme_property_update ends, exit code %d", code);
        if (!acme_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    return code;
}
