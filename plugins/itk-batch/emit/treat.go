package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// changeProgram writes the file with ITK_user_main of a program that changes
// objects.
func (w *writer) changeProgram() {
	w.sourceFile(w.plan.Program, func(c *cFile) {
		w.changeTop(c)
		if w.unloads() && !w.plan.Makes && !w.plan.Groups {
			w.unload(c)
		}
		w.stops(c)
		if !w.plan.Makes && !w.plan.Groups {
			w.treat(c)
		}
		switch {
		case w.plan.Groups:
			w.changeGroups(c)
		case w.plan.Spec.Select.From == spec.FromInput:
			w.changeLines(c)
		default:
			w.changeFound(c)
		}
		w.changeAll(c)
		w.userMain(c)
	})
}

func (w *writer) changeTop(c *cFile) {
	c.text("/* %{program}.c\n\n", "program", w.plan.Program)
	if title := w.plan.Spec.Title; title != "" {
		c.text("   %{title}\n\n", "title", cComment(title))
	}
	c.text(`   A dry run unless -nodryrun: it finds everything, tests everything and changes
   nothing. In this order: -h, command line, log, login, names, result file,
   objects. Each object is changed as a whole or not at all.

   Exit code: 0 all good; 1 nothing was done; 2 there were errors, or objects
   are left. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

`)
	includes := append([]string{"names", "options", "report", "result", "select"}, w.job.includes...)
	if !w.plan.Makes && !w.plan.Groups {
		includes = append(includes, "match")
	}
	if w.widens() {
		includes = append(includes, "widen")
	}
	for _, name := range sorted(includes) {
		c.text("#include \"@_" + name + ".h\"\n")
	}
	c.text(`
#define ALL_GOOD     0
#define NOTHING_DONE 1
#define WITH_ERRORS  2

typedef struct {
    long looked_at, changed;
    int truncated;
} totals_t;
`)
}

func sorted(names []string) []string {
	var out []string
	for _, name := range names {
		out = insert(out, name)
	}
	return out
}

// stops writes the test whether the run ends before the next object.
func (w *writer) stops(c *cFile) {
	c.text(`
/* Whether the run ends here, although there is more. */
static int stops(@_options_t *options, totals_t *totals)
{
    if (!@_gave_up() && (options->max == 0 || totals->changed < options->max)
        && (options->stop_after == 0 || @_rows($_FAILED) < options->stop_after)) return 0;
    totals->truncated = 1;
    return 1;
}
`)
}

// treat writes the function that tests one object and changes it.
func (w *writer) treat(c *cFile) {
	if w.widens() {
		c.text(treatAllOfC, "each", expand(w, w.job.each), "names", when(mentions(w.job.each, "names"), expand(w, ", @_names_t *names")))
	}
	parameter, argument := "", ""
	if w.unloadsItem() {
		parameter, argument = ", tag_t *item", ", &item"
	}
	c.text(`
/* Begins the row of an object: tests whether it is wanted, and names it; 0 on
   failure. */
static int begin(tag_t object, long line, @_options_t *options, @_names_t *names, int *wanted%{item})
{
    if (!@_begin_row(line, object) || !@_matches(object, options, names, wanted)) return 0;
    return !*wanted || `+w.naming()+`;
}

static void treat(tag_t object, long line, @_options_t *options, @_names_t *names, totals_t *totals)
{
    long before = @_rows($_DONE);
    int wanted = 0;
`, "item", parameter)
	if w.deletes() {
		c.text("    int gone = 0;\n")
	}
	if w.unloadsItem() {
		c.text("    tag_t item = NULLTAG;\n")
	}
	c.text(`
    totals->looked_at++;
    @_forget_reason();
    if (!begin(object, line, options, names, &wanted%{item})) {
        @_end_row(options, $_FAILED, NULL);
    } else if (wanted) {
`+w.eachObject(), "item", argument)
	if w.plan.Spec.Select.From == spec.FromInput || w.plan.Spec.Select.From == spec.FromArguments {
		c.text(`    } else {
        @_end_row(options, $_SKIPPED, "it is not of the type, or a filter does not fit");
`)
	}
	c.text("    }\n    if (@_rows($_DONE) > before) totals->changed++;\n")
	if w.unloads() {
		if w.deletes() {
			c.text("    if (!gone) ")
		} else {
			c.text("    ")
		}
		c.text("unload(object);\n")
	}
	if w.unloadsItem() {
		c.text("    if (item != NULLTAG) unload(item);\n")
	}
	c.text(`    if (options->progress > 0 && totals->looked_at % options->progress == 0) {
        @_info("%ld object%s, %ld row%s OK, %ld skipped, %ld error%s", totals->looked_at, @_plural(totals->looked_at),
            @_rows($_DONE), @_plural(@_rows($_DONE)), @_rows($_SKIPPED), @_rows($_FAILED), @_plural(@_rows($_FAILED)));
    }
}
`)
}

// eachObject is the statement that treats an object that is wanted.
func (w *writer) eachObject() string {
	if w.widens() {
		return "        treat_all_of(object, line, options" + when(mentions(w.job.each, "names"), ", names") + ");\n"
	}
	return w.job.each
}

const treatAllOfC = `
/* The object, and what belongs to it: each has a row of its own. */
static void treat_all_of(tag_t first, long line, @_options_t *options%{names})
{
    tag_t *belonging = NULL;
    tag_t object = NULLTAG;
    int n = 0, i = 0;

    if (!@_widen(first, &n, &belonging)) @_end_row(options, $_FAILED, NULL);
    for (i = 0; i < n && !@_gave_up(); i++) {
        object = belonging[i];
        if (i > 0) {
            @_forget_reason();
            if (!@_begin_row(line, object) || !@_name_row(object)) {
                @_end_row(options, $_FAILED, NULL);
                continue;
            }
        }
%{each}    }
    free(belonging);
}
`

// naming is the C condition that the object could be named. The item of a
// revision is found now: what fails after the change would leave its row wrong.
func (w *writer) naming() string {
	if w.unloadsItem() {
		return "(@_name_row(object) && $_OK(ITEM_ask_item_of_rev(object, item)))"
	}
	return "@_name_row(object)"
}

// changeFound writes the loop over objects that are found at once.
func (w *writer) changeFound(c *cFile) {
	c.text(`
/* 0 when the selection failed, so that nothing was done. */
static int treat_all(@_options_t *options, @_names_t *names, totals_t *totals)
{
    tag_t *found = NULL;
    int n = 0, i = 0;

    if (!@_select(options, names, &n, &found)) {
        MEM_free(found);
        return 0;
    }
    @_info("%d object%s to look at", n, @_plural(n));
    for (i = 0; i < n && !stops(options, totals); i++) treat(found[i], 0L, options, names, totals);
    MEM_free(found);
    return 1;
}
`)
}

// changeAll writes the run between login and logout.
func (w *writer) changeAll(c *cFile) {
	c.text("\nstatic int change_all(@_options_t *options)\n{\n    static @_names_t names;\n    totals_t totals;\n    int done = 0;\n")
	c.text(`
    memset(&totals, 0, sizeof totals);
`)
	if w.deletes() {
		c.text("    if (!@_is_limited(options)) return NOTHING_DONE;\n")
	}
	c.text(`    if (!@_find_names(options, &names)) return NOTHING_DONE;
    if (!@_open_result(options)) {
        (void)@_close_result();
        return NOTHING_DONE;
    }
`)
	if keep := w.keepsModified(); keep != "" {
		c.text(`    if (` + keep + ` && !$_OK(POM_set_env_info(POM_bypass_attr_update, FALSE, 0, 0.0, NULLTAG, NULL))) {
        (void)@_close_result();
        return NOTHING_DONE;
    }
`)
	}
	if w.plan.Spec.Safety.Bypass == spec.BypassOption {
		c.text(`    if (options->bypass) {
        if (!$_OK(ITK_set_bypass(TRUE))) {
            @_error("access rules cannot be switched off: that needs a dba");
            (void)@_close_result();
            return NOTHING_DONE;
        }
        @_info("access rules are switched off");
    }
`)
	}
	c.text("    done = treat_all(options, &names, &totals);\n")
	if w.job.finish != nil {
		c.text(w.job.finish(w))
	}
	if w.plan.Spec.Safety.Bypass == spec.BypassOption {
		c.text("    if (options->bypass && !$_OK(ITK_set_bypass(FALSE))) @_info(\"access rules stay off until the session ends\");\n")
	}
	if keep := w.keepsModified(); keep != "" {
		c.text(`    if (` + keep + ` && !$_OK(POM_set_env_info(POM_bypass_attr_update, TRUE, 0, 0.0, NULLTAG, NULL))) {
        @_info("dates of changes are kept until the session ends");
    }
`)
	}
	c.text(`    if (!@_close_result() || !done) return done ? WITH_ERRORS : NOTHING_DONE;
    if (totals.truncated) @_info("stopped before the end: there may be more");
    @_info("%ld object%s looked at, %s: %ld row%s OK, %ld skipped, %ld error%s", totals.looked_at, @_plural(totals.looked_at),
        options->nodryrun ? "write" : "dry run", @_rows($_DONE), @_plural(@_rows($_DONE)), @_rows($_SKIPPED),
        @_rows($_FAILED), @_plural(@_rows($_FAILED)));
    return @_errors() > 0 || totals.truncated ? WITH_ERRORS : ALL_GOOD;
}
`)
}

// keepsModified is the condition on which the date of the last change stays.
func (w *writer) keepsModified() string {
	if _, ok := w.plan.Option("keep_moddate"); ok {
		return "options->keep_moddate"
	}
	if _, ok := w.plan.Option("new_moddate"); ok {
		return "!options->new_moddate"
	}
	return ""
}
