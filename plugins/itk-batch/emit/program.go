package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// program writes the file with ITK_user_main.
func (w *writer) program() {
	w.sourceFile(w.plan.Program, func(c *cFile) {
		w.programTop(c)
		if w.unloads() {
			w.unload(c)
		}
		w.visit(c)
		if w.plan.Spec.Select.From == spec.FromInput {
			w.visitLines(c)
		} else {
			w.visitAll(c)
		}
		w.export(c)
		w.userMain(c)
	})
}

// writesRows reports whether the program writes a file of rows at all.
func (w *writer) writesRows() bool { return !w.plan.Spec.Output.CountOnly }

// hasCount reports whether the program can print the number in place of rows.
func (w *writer) hasCount() bool {
	_, ok := w.plan.Option("count")
	return ok
}

// unlessCount begins a condition that only holds when rows are written.
func (w *writer) unlessCount() string {
	if w.hasCount() {
		return "!options->count && "
	}
	return ""
}

// unloads reports whether an object may be given back after its row. What a
// session holds for itself, such as the user's folders, must stay.
func (w *writer) unloads() bool {
	switch w.plan.Spec.Select.Kind {
	case spec.KindItem, spec.KindRevision, spec.KindDataset, spec.KindTask:
		return true
	}
	return false
}

// unloadsItem reports whether the item of a revision, too, was loaded for the
// row: no other row needs it before it is loaded again.
func (w *writer) unloadsItem() bool {
	return w.plan.Spec.Select.Kind == spec.KindRevision && w.plan.Uses("ITEM_ask_item_of_rev")
}

// isRevision is the condition that the object is a revision: an enquiry and an
// item ID lead to nothing else, of other sources only the tests know.
func (w *writer) isRevision() string {
	s := w.plan.Spec
	if s.Select.From == spec.FromFilter || s.Input.Has(spec.RoleItemID) {
		return ""
	}
	return "wanted && "
}

func (w *writer) programTop(c *cFile) {
	c.text("/* %{program}.c\n\n", "program", w.plan.Program)
	if title := w.plan.Spec.Title; title != "" {
		c.text("   %{title}\n\n", "title", cComment(title))
	}
	c.text(`   Reads only: it takes no lock, changes nothing and never bypasses access
   rules. In this order: -h, command line, log, login, names, selection, rows.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or rows are
   missing. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

`)
	if w.writesRows() {
		c.text("#include \"@_columns.h\"\n")
	}
	c.text("#include \"@_match.h\"\n#include \"@_names.h\"\n#include \"@_options.h\"\n")
	if w.writesRows() {
		c.text("#include \"@_output.h\"\n")
	}
	c.text("#include \"@_report.h\"\n#include \"@_select.h\"\n")
	if w.writesRows() {
		c.text("#include \"@_text.h\"\n")
	}
	c.text(`
#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, rows;
    int truncated;
} totals_t;
`)
}

// unload gives objects back, so that a long run does not grow.
func (w *writer) unload(c *cFile) {
	c.text(`
/* A long run would hold every object that it has read. That one cannot be
   unloaded is no error of its row; it is said once. */
static void unload(tag_t object)
{
    static int warned = 0;

    if (AOM_unload(object) == ITK_ok) return;
    if (!warned) @_info("objects cannot be unloaded: the run needs more memory");
    warned = 1;
    if (EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
}
`)
}

// visit writes the function that looks at one object.
func (w *writer) visit(c *cFile) {
	c.text("\n/* Looks at one object; 0 when the run cannot go on. */\nstatic int visit(tag_t object, long line, @_options_t *options, @_names_t *names, totals_t *totals)\n{\n")
	if w.hasTable() && w.job.rows == nil {
		c.text("    static @_text_t cells[$_N_CELLS];\n")
	}
	if w.unloadsItem() {
		c.text("    tag_t item = NULLTAG;\n")
	}
	c.text(`    int wanted = 0, going_on = 1;

    totals->looked_at++;
    if (!@_matches(object, options, names, &wanted)) {
        wanted = 0;
        @_error_at(object, "could not be tested and is left out");
    }
`)
	switch {
	case w.hasCount():
		c.text("    if (wanted) {\n        totals->rows++;\n        if (!options->count) {\n" + w.job.each + "        }\n    }\n")
	case w.writesRows():
		c.text("    if (wanted) {\n" + w.job.each + "    }\n")
	default:
		c.text("    (void)line;\n    if (wanted) totals->rows++;\n")
	}
	if w.unloadsItem() {
		c.text("    /* Its item was loaded as well, and no other row waits for it. */\n")
		c.text("    if (" + w.isRevision() + "!$_OK(ITEM_ask_item_of_rev(object, &item))) item = NULLTAG;\n")
	}
	if w.unloads() {
		c.text("    unload(object);\n")
	}
	if w.unloadsItem() {
		c.text("    if (item != NULLTAG) unload(item);\n")
	}
	c.text(`    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        @_info("%ld object%s, %ld row%s", totals->looked_at, @_plural(totals->looked_at), totals->rows, @_plural(totals->rows));
    }
    return going_on;
}
`)
}

// stop is the condition on which a run leaves objects out.
func (w *writer) stop() string {
	max := "options->max > 0 && totals->rows == options->max"
	if w.plan.Spec.Pattern != spec.QueryExport {
		// An object may have many rows.
		max = "options->max > 0 && totals->rows >= options->max"
	}
	if _, ok := w.plan.Option("stop_after"); ok {
		return "(" + max + ") || (options->stop_after > 0 && @_errors() >= options->stop_after)"
	}
	return max
}

func (w *writer) visitAll(c *cFile) {
	c.text(`
/* 0 when the selection failed, so that nothing was done. */
static int visit_all(@_options_t *options, @_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0, going_on = 1;

    if (!@_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    @_info("%d object%s to look at", n, @_plural(n));
    for (i = 0; going_on && i < n; i++) {
        if (` + w.stop() + `) {
            totals->truncated = 1;
            break;
        }
        going_on = visit(found[i], 0L, options, names, totals);
    }
    MEM_free(found);
    return 1;
}
`)
}

// export writes the run between login and logout.
func (w *writer) export(c *cFile) {
	out := w.plan.Spec.Output
	c.text("\nstatic int export_all(@_options_t *options)\n{\n    static @_names_t names;\n    totals_t totals;\n")
	c.text("\n    memset(&totals, 0, sizeof totals);\n    if (!@_find_names(options, &names)) return NOTHING_DONE;\n")
	if w.writesRows() {
		c.text(`    if (` + w.unlessCount() + `!@_open_output(options)) return NOTHING_DONE;
    if (!visit_all(options, &names, &totals)) {
        @_drop_output();
        return NOTHING_DONE;
    }
`)
	} else {
		c.text("    if (!visit_all(options, &names, &totals)) return NOTHING_DONE;\n")
	}
	if out.EmptyExit != 0 {
		empty := "        return %{exit};\n"
		if w.writesRows() {
			empty = "        @_leave_no_output();\n" + empty
		}
		c.text("    if (totals.rows == 0 && @_errors() == 0) {\n        @_info(\"nothing was found\");\n"+empty+"    }\n", "exit", itoa(out.EmptyExit))
	}
	if w.writesRows() {
		c.text("    if (" + w.unlessCount() + "!@_finish_output(" + when(w.sorts(), "options") + ")) return WITH_ERRORS;\n")
	}
	c.text(`    if (totals.truncated) @_info("stopped before the end: there may be more");
    @_info("%ld object%s looked at, %ld row%s, %ld error%s", totals.looked_at, @_plural(totals.looked_at),
        totals.rows, @_plural(totals.rows), @_errors(), @_plural(@_errors()));
`)
	switch {
	case w.hasCount():
		c.text("    if (options->count) printf(\"%ld\\n\", totals.rows);\n")
	case !w.writesRows():
		c.text("    printf(\"%ld\\n\", totals.rows);\n")
	}
	c.text("    return @_errors() > 0 || totals.truncated ? WITH_ERRORS : ALL_GOOD;\n}\n")
}

// runFunction is the run between login and logout.
func (w *writer) runFunction() string {
	if w.plan.Writes {
		return "change_all"
	}
	return "export_all"
}

func (w *writer) userMain(c *cFile) {
	c.text(`
static int run_session(@_options_t *options)
{
    int code = NOTHING_DONE;

    if (!$_OK(ITK_initialize_text_services(ITK_BATCH_TEXT_MODE))) return NOTHING_DONE;
    /* Reads -u, -p or -pf, and -g itself: no password comes near this program. */
    if (!$_OK(ITK_auto_login())) {
        @_error("login failed: check -u=, -pf= and -g=");
        return NOTHING_DONE;
    }
    /* The login may take the locale of the environment; numbers keep their point. */
    setlocale(LC_NUMERIC, "C");
    TC_write_syslog("%s\n", "%{program} begins");
    code = %{run}(options);
    TC_write_syslog("%s, exit code %d\n", "%{program} ends", code);
    if (!$_OK(ITK_exit_module(TRUE)) && code == ALL_GOOD) code = WITH_ERRORS;
    return code;
}

/* A log that is read later tells how the program was called; a password stays
   out of it. */
static void log_options(int argc, char *argv[])
{
    int i = 0;

    for (i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-p=", 3) != 0) @_info("    %s", argv[i]);
    }
}

int ITK_user_main(int argc, char *argv[])
{
    static @_options_t options;
    int code = NOTHING_DONE;

    if (@_has_flag(argc, argv, "-h")) {
        @_usage(stdout);
        return ALL_GOOD;
    }
    if (!@_read_options(argc, argv, &options)) {
        fputs("-h shows all options\n", stderr);
    } else if (!@_open_log(options.log)) {
        fprintf(stderr, "%s cannot be written: correct -log=\n", options.log);
    } else {
        @_info("%{program} begins");
        log_options(argc, argv);
        code = run_session(&options);
        @_info("%{program} ends, exit code %d", code);
        if (!@_close_log() && code == ALL_GOOD) code = WITH_ERRORS;
    }
`, "program", w.plan.Program, "run", w.runFunction())
	if w.hasLists() {
		c.text("    @_free_options(&options);\n")
	}
	c.text("    return code;\n}\n")
}
