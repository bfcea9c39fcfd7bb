/* pnx_dataset_import.c

   Import files to revisions: from a list

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
#include <tccore/aom.h>
#include <tccore/item.h>
#include <tcinit/tcinit.h>

#include "pnx_import.h"
#include "pnx_match.h"
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
static int begin(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, int *wanted, tag_t *item)
{
    if (!pnx_begin_row(line, object) || !pnx_matches(object, options, names, wanted)) return 0;
    return !*wanted || (pnx_name_row(object) && PNX_OK(ITEM_ask_item_of_rev(object, item)));
}

static void treat(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    long before = pnx_rows(PNX_DONE);
    int wanted = 0;
    tag_t item = NULLTAG;

    totals->looked_at++;
    pnx_forget_reason();
    if (!begin(object, line, options, names, &wanted, &item)) {
        pnx_end_row(options, PNX_FAILED, NULL);
    } else if (wanted) {
        pnx_import(object, options);
    } else {
        pnx_end_row(options, PNX_SKIPPED, "it is not of the type, or a filter does not fit");
    }
    if (pnx_rows(PNX_DONE) > before) totals->changed++;
    unload(object);
    if (item != NULLTAG) unload(item);
    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        pnx_info("%ld object%s, %ld row%s OK, %ld skipped, %ld error%s", totals->looked_at, pnx_plural(totals->looked_at),
            pnx_rows(PNX_DONE), pnx_plural(pnx_rows(PNX_DONE)), pnx_rows(PNX_SKIPPED), pnx_rows(PNX_FAILED), pnx_plural(pnx_rows(PNX_FAILED)));
    }
}

/* A line that leads to no object has a row as well. */
static void treat_line(int state, pnx_line_t *line, pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    int i = 0;

    if (state < 0 || line->repeated || line->n == 0) {
        (void)pnx_begin_row(line->number, NULLTAG);
        pnx_set_key(PNX_KEY_ITEM_ID, pnx_field(PNX_ITEM_ID));
        pnx_set_key(PNX_KEY_REV_ID, pnx_field(PNX_REV_ID));
        pnx_set_key(PNX_KEY_FILE, pnx_field(PNX_FIELD_FILE));
    }
    if (state < 0) {
        pnx_end_row(options, PNX_FAILED, NULL);
    } else if (line->repeated) {
        pnx_end_row(options, PNX_SKIPPED, "the same as an earlier line");
    }
    if (state > 0 && !line->repeated && line->n == 0) {
        pnx_end_row(options, PNX_SKIPPED, "there is no such revision");
    }
    for (i = 0; state > 0 && i < line->n && !stops(options, totals); i++) {
        treat(line->objects[i], line->number, options, names, totals);
    }
}

/* 0 when the input cannot be read, so that nothing was done. */
static int treat_all(pnx_options_t *options, pnx_names_t *names, totals_t *totals)
{
    pnx_line_t line;
    int state = 1;

    memset(&line, 0, sizeof line);
    if (!pnx_open_input(options)) {
        pnx_close_input();
        return 0;
    }
    while (!pnx_gave_up()) {
        pnx_forget_reason();
        state = options->item_id != NULL ? pnx_single_line(options, &line) : pnx_next_line(options, &line);
        if (state == 0 || stops(options, totals)) break;
        treat_line(state, &line, options, names, totals);
        if (options->item_id != NULL) break;
    }
    free(line.objects);
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
    TC_write_syslog("%s\n", "pnx_dataset_import begins");
    code = change_all(options);
    TC_write_syslog("%s, exit code %d\n", "pnx_dataset_import ends", code);
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
        pnx_info("pnx_dataset_import begins");
        log_options(argc, argv);
        code = run_session(&options);
        pnx_info("pnx_dataset_import ends, exit code %d", code);
        if (!pnx_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
    return code;
}
