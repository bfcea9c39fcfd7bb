package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// guards reports whether the state of an object is tested before a change. A
// task has other states, and its action looks at them itself.
func (w *writer) guards() bool { return !w.plan.Makes && w.plan.Spec.Pattern != spec.WorkflowTask }

// guardHeader declares the tests that come before every change.
func (w *writer) guardHeader(c *cFile) {
	c.text(`/* @_guard.h - whether an object may be changed */

\ITK

#include "@_options.h"
#include "@_result.h"

/* $_DONE when the session may change the object and its state allows it, or
   else what its row says, and why. */
@_outcome_t @_guard(tag_t object, @_options_t *options, const char **why);
`)
}

func (w *writer) guardSource(c *cFile) {
	safety := w.plan.Spec.Safety
	c.text(`/* @_guard.c - whether an object may be changed */

#include <stdlib.h>

\ITK

#include "@_guard.h"
#include "@_report.h"
`)
	if safety.Released == spec.GuardSkip {
		c.text(`
static int is_released(tag_t object, int *yes)
{
    tag_t *statuses = NULL;
    int n = 0;

    if (!$_OK(WSOM_ask_release_status_list(object, &n, &statuses))) return 0;
    MEM_free(statuses);
    *yes = n > 0;
    return 1;
}
`)
	}
	if safety.CheckedOut != "" {
		c.text(`
static int is_checked_out(tag_t object, int *yes)
{
    logical checked_out = FALSE;

    if (!$_OK(RES_is_checked_out(object, &checked_out))) return 0;
    *yes = checked_out ? 1 : 0;
    return 1;
}
`)
	}
	if safety.InProcess == spec.GuardSkip {
		c.text(`
static int is_in_process(tag_t object, int *yes)
{
    tag_t *jobs = NULL;
    int n = 0;

    if (!$_OK(EPM_ask_active_job_for_target(object, &n, &jobs))) return 0;
    MEM_free(jobs);
    *yes = n > 0;
    return 1;
}
`)
	}
	if w.plan.Privilege != "" {
		c.text(`
static int has_privilege(tag_t object, const char *privilege, int *yes)
{
    logical verdict = FALSE;

    if (!$_OK(AM_check_privilege(object, privilege, &verdict))) return 0;
    *yes = verdict ? 1 : 0;
    return 1;
}
`)
	}
	c.text(`
@_outcome_t @_guard(tag_t object, @_options_t *options, const char **why)
{
`)
	if safety.CheckedOut != "" || safety.Released == spec.GuardSkip || safety.InProcess == spec.GuardSkip || w.plan.Privilege != "" {
		c.text("    int yes = 0;\n\n")
	}
	c.text(`    *why = NULL;
`)
	if safety.CheckedOut != "" {
		w.guardTest(c, "is_checked_out(object, &yes)", "yes", "it is checked out", safety.CheckedOut == spec.GuardError)
	}
	if safety.Released == spec.GuardSkip {
		w.guardTest(c, "is_released(object, &yes)", "yes", "it has a release status", false)
	}
	if safety.InProcess == spec.GuardSkip {
		w.guardTest(c, "is_in_process(object, &yes)", "yes", "it is in a workflow process", false)
	}
	bypass := ""
	if safety.Bypass == spec.BypassOption {
		bypass = "    if (options->bypass) return $_DONE;\n"
	} else {
		c.text("    (void)options;\n")
	}
	c.text(bypass)
	if w.plan.Privilege != "" {
		why := "the session may not change it"
		if w.deletes() {
			why = "the session may not delete it"
		}
		w.guardTest(c, `has_privilege(object, "`+w.plan.Privilege+`", &yes)`, "!yes", why, true)
	}
	c.text("    return $_DONE;\n}\n")
}

func (w *writer) guardTest(c *cFile, call, condition, why string, failed bool) {
	c.text("    if (!" + call + ") return $_FAILED;\n    if (" + condition + ") {\n        *why = \"" + why + "\";\n")
	if failed {
		c.text("        @_error(\"%s\", *why);\n        return $_FAILED;\n    }\n")
		return
	}
	c.text("        return $_SKIPPED;\n    }\n")
}
