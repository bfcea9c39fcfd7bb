package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) matchHeader(c *cFile) {
	c.text(`/* @_match.h - tests an object for what the selection could not decide */

#include "@_names.h"
#include "@_options.h"

/* Sets yes to 1 if the object is wanted, else to 0. 0 when a call failed. */
int @_matches(tag_t object, @_options_t *options, @_names_t *names, int *yes);
`)
}

func (w *writer) matchSource(c *cFile) {
	c.text(`/* @_match.c - tests an object for what the selection could not decide

   Each test sets yes and returns 0 when a call failed. Texts are compared
   exactly: databases differ in whether they mind the case. */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_match.h"
`)
	if w.reaches() {
		c.text("#include \"@_reach.h\"\n")
	}
	c.text("#include \"@_report.h\"\n")
	if w.plan.FindsSignoffs() {
		c.text("#include \"@_signoff.h\"\n")
	}
	if w.plan.Tests(pattern.TestTaskState) {
		c.text("#include \"@_task.h\"\n")
	}
	w.typeTest(c)
	w.tests(c)
	if w.testsVersion() {
		kind := ""
		if w.plan.Spec.Select.Kind != spec.KindDataset {
			kind = `    if (!is_of_type(dataset, "Dataset", yes)) return 0;
    if (!*yes) {
        *yes = 1;
        return 1;
    }
`
		}
		c.text(`
/* Every version of a dataset is an object; the latest one is meant. */
static int is_latest_version(tag_t dataset, int *yes)
{
    tag_t latest = NULLTAG;

` + kind + `    if (!$_OK(AE_ask_dataset_latest_rev(dataset, &latest))) return 0;
    *yes = latest == dataset;
    return 1;
}
`)
	}
	w.latestTest(c)
	if w.plan.Spec.Select.Kind == spec.KindTask {
		w.stepTest(c)
	}
	for i, f := range w.plan.Filters {
		if tested(f) && f.Of != spec.OfSelf {
			w.reachedTest(c, i, f)
		}
	}
	w.matches(c)
}

// testsVersion reports whether an object may be an old version of a dataset,
// which nobody means. A report of objects of any kind lists what it finds.
func (w *writer) testsVersion() bool {
	kind := w.plan.Spec.Select.Kind
	return kind == spec.KindDataset || w.plan.Writes && kind == spec.KindObject
}

// tested reports whether the filter is tested on the object itself.
func tested(f pattern.Filter) bool {
	return f.Test != pattern.TestNot && f.Test != pattern.TestRows
}

// exactType reports whether subtypes are left out.
func (w *writer) exactType() bool { return !w.plan.Spec.Select.Subtypes }

// typeTest writes the test of the type, which any selection needs: the type
// may be no class of its own, and a query, a folder or a list holds anything.
func (w *writer) typeTest(c *cFile) {
	if w.exactType() {
		c.text(`
/* This type and no subtype. */
static int is_exactly(tag_t object, @_names_t *names, int *yes)
{
    tag_t type = NULLTAG;

    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    *yes = type == names->type;
    return 1;
}
`)
	}
	if w.exactType() && w.plan.Spec.Select.Kind != spec.KindTask && !w.plan.Tests(pattern.TestRelation) && (!w.testsVersion() || w.plan.Spec.Select.Kind == spec.KindDataset) {
		return
	}
	c.text(`
static int is_of_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical is_type = FALSE;

    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, name, &is_type))) return 0;
    *yes = is_type ? 1 : 0;
    return 1;
}
`)
}

// matches writes the function that runs all tests, the cheap ones first.
func (w *writer) matches(c *cFile) {
	tests := "is_of_type(object, " + w.typeName(spec.OfSelf) + ", yes)"
	if w.exactType() {
		tests = "is_exactly(object, names, yes)"
	}
	also := func(call string) {
		if call != "" {
			tests += "\n        && (!*yes || " + call + ")"
		}
	}
	for i, f := range w.plan.Filters {
		switch {
		case !tested(f):
		case f.Of != spec.OfSelf:
			also("test_f" + itoa(i) + "(object, options, names, yes)")
		default:
			also(w.testCall(f, "object"))
		}
	}
	if w.testsVersion() {
		also("is_latest_version(object, yes)")
	}
	for _, call := range w.taskCalls() {
		also(call)
	}
	also(w.latestCall())
	c.text(`
int @_matches(tag_t object, @_options_t *options, @_names_t *names, int *yes)
{
%{idle}    *yes = 1;
    return `+tests+`;
}
`, "idle", idle(tests, "options", "names"))
}

// idle are the statements that give parameters a use which a text does not name.
func idle(text string, parameters ...string) string {
	statements := ""
	for _, p := range parameters {
		statements += when(!mentions(text, p), "    (void)"+p+";\n")
	}
	return statements
}

// mentions reports whether a C text holds a word.
func mentions(text, word string) bool {
	for at := 0; ; at += len(word) {
		found := strings.Index(text[at:], word)
		if found < 0 {
			return false
		}
		at += found
		end := at + len(word)
		if (at == 0 || !isNameByte(text[at-1])) && (end == len(text) || !isNameByte(text[end])) {
			return true
		}
	}
}

// reachedTest tests the objects that are reached from the selected one: one
// that fits is enough.
func (w *writer) reachedTest(c *cFile, i int, f pattern.Filter) {
	call := w.testCall(f, "reached[k]")
	c.text(`
static int test_%{id}(tag_t object, @_options_t *options, @_names_t *names, int *yes)
{
    tag_t *reached = NULL;
    int n = 0, k = 0, done = 1;

%{idle}    if (!@_reach(object, $_%{level}%{way}, &n, &reached)) return 0;
    *yes = 0;
    for (k = 0; done && !*yes && k < n; k++) done = `+call+`;
    free(reached);
    return done;
}
`, "id", "f"+itoa(i), "idle", idle(call, "options", "names"), "level", level(f.Of), "way", w.ifFollows(", NULLTAG, NULL"))
}

// latestTest keeps one revision of each item.
func (w *writer) latestTest(c *cFile) {
	if w.plan.ChoosesRevision || w.plan.Latest == spec.RevisionLatest {
		c.text(`
static int is_latest(tag_t revision, int *yes)
{
    tag_t item = NULLTAG, latest = NULLTAG;

    if (!$_OK(ITEM_ask_item_of_rev(revision, &item))) return 0;
    if (!$_OK(ITEM_ask_latest_rev(item, &latest))) return 0;
    *yes = latest == revision;
    return 1;
}
`)
	}
	if w.plan.ChoosesRevision || w.plan.Latest == spec.RevisionLatestReleased || w.plan.Latest == spec.RevisionLatestWorking {
		w.newestTest(c)
	}
	if w.plan.ChoosesRevision {
		c.text(`
static int is_wanted_revision(tag_t revision, const char *which, int *yes)
{
    if (strcmp(which, "all") == 0) return 1;
    if (strcmp(which, "latest") == 0) return is_latest(revision, yes);
    return is_newest(revision, strcmp(which, "latest-released") == 0, yes);
}
`)
	}
}

func (w *writer) newestTest(c *cFile) {
	c.text(`
static int is_younger(date_t a, date_t b)
{
    if (a.year != b.year) return a.year > b.year;
    if (a.month != b.month) return a.month > b.month;
    if (a.day != b.day) return a.day > b.day;
    if (a.hour != b.hour) return a.hour > b.hour;
    if (a.minute != b.minute) return a.minute > b.minute;
    return a.second > b.second;
}

/* Whether it is the newest revision of its item with a release status, or
   without one; of two that were created in the same second the later one in
   the list is the newer. */
static int is_newest(tag_t revision, int released, int *yes)
{
    tag_t item = NULLTAG, newest = NULLTAG;
    tag_t *revisions = NULL, *statuses = NULL;
    date_t created, newest_created;
    int n = 0, n_statuses = 0, i = 0, done = 0;

    memset(&newest_created, 0, sizeof newest_created);
    done = $_OK(ITEM_ask_item_of_rev(revision, &item)) && $_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) {
        statuses = NULL;
        done = $_OK(WSOM_ask_release_status_list(revisions[i], &n_statuses, &statuses));
        MEM_free(statuses);
        if (!done || (n_statuses > 0) != released) continue;
        done = $_OK(AOM_ask_value_date(revisions[i], "creation_date", &created));
        if (done && (newest == NULLTAG || !is_younger(newest_created, created))) {
            newest = revisions[i];
            newest_created = created;
        }
    }
    MEM_free(revisions);
    *yes = newest == revision;
    return done;
}
`)
}

// latestCall is the call that tests the revision, or "".
func (w *writer) latestCall() string {
	switch {
	case w.plan.ChoosesRevision:
		return "is_wanted_revision(object, options->revision, yes)"
	case w.plan.Latest == spec.RevisionLatest:
		return "is_latest(object, yes)"
	case w.plan.Latest != "":
		return "is_newest(object, " + truth(w.plan.Latest == spec.RevisionLatestReleased) + ", yes)"
	}
	return ""
}
