package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// projectAssign assigns an object to projects and takes it out of others.
var projectAssign = job{
	modules:  func(w *writer) { w.source("projects", w.projectsHeader, w.projectsSource) },
	includes: []string{"projects"},
	each:     "        @_assign(object, options, names);\n",
	does:     "assigns them to projects",
	results:  "| `project` | the project that the row is about |\n| `what` | `assigned` or `removed` |\n",
	limits:   "It is a change of rights: who belongs to the project's team can see the objects, and others perhaps no longer. Rules of the site may carry a project on to revisions, datasets and components; the rows name only what the program did.",
	undo:     "The result file names each object and project: the pattern `project-assign` takes them out again.",
	again:    "A second run skips what is in the project already.",
	lookups: func(w *writer, c *cFile) {
		c.text(`    for (i = 0; i < options->to_project.n; i++) check_active(names->to_project[i], options->to_project.item[i], "-to_project=");
`)
	},
	finders: func(_ *writer, c *cFile) { c.text(checkActiveC) },
}

const checkActiveC = `
static void check_active(tag_t project, const char *name, const char *option)
{
    logical active = FALSE;

    if (project == NULLTAG) return;                     /* reported */
    if ($_OK(PROJ_is_project_active(project, &active)) && active) return;
    @_error("project \"%s\" is not active: correct %s", name, option);
    mistakes++;
}
`

func (w *writer) projectsHeader(c *cFile) {
	c.text(`/* @_projects.h - the projects of an object */

\ITK

#include "@_names.h"
#include "@_options.h"

/* Assigns the object, or finds out that it could be assigned, and writes a row
   for each project. */
void @_assign(tag_t object, @_options_t *options, @_names_t *names);
`)
}

func (w *writer) projectsSource(c *cFile) {
	c.text(`/* @_projects.c - the projects of an object */

#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_projects.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"

/* What is to be done with one project. */
typedef struct {
    tag_t project;
    const char *name;
    int removed;                            /* taken out, not assigned */
    int done;                               /* it is so already */
} step_t;

static step_t steps[2 * $_MAX_VALUES + 1];
static int n_steps = 0;

static void add_step(tag_t project, const char *name, int removed)
{
    step_t *step = &steps[n_steps++];

    step->project = project;
    step->name = name;
    step->removed = removed;
    step->done = 0;
}
`)
	w.projectSteps(c)
	remove := "0"
	if w.plan.Uses("PROJ_remove_objects") {
		remove = w.upper + "_OK(PROJ_remove_objects(1, &step->project, 1, &object))"
	}
	c.text(projectsC, "remove", remove)
}

// projectSteps writes the function that lists what is to be done.
func (w *writer) projectSteps(c *cFile) {
	v, byLine := w.plan.ValueOf(spec.RoleProject, "")
	if byLine {
		c.text(`
/* The project of the line, looked up when it is another than that before. */
static int add_line_project(void)
{
    static tag_t project = NULLTAG;
    static char last[256] = "";
    const char *name = @_field(%{field});
    logical active = FALSE;

    if (name[0] == '\0') return 1;
    if (strcmp(name, last) != 0) {
        last[0] = '\0';
        project = NULLTAG;
        if (!$_OK(PROJ_find(name, &project))) project = NULLTAG;
        if (project == NULLTAG) {
            @_error("project \"%s\" does not exist at this site", name);
            return 0;
        }
        if (!$_OK(PROJ_is_project_active(project, &active))) return 0;
        if (!active) {
            @_error("project \"%s\" is not active", name);
            return 0;
        }
        strncpy(last, name, sizeof last - 1);
    }
    add_step(project, name, 0);
    return 1;
}
`, "field", w.fieldName(v))
	}
	c.text(`
static int list_steps(@_options_t *options, @_names_t *names)
{
    int i = 0;

    n_steps = 0;
    for (i = 0; i < options->to_project.n; i++) add_step(names->to_project[i], options->to_project.item[i], 0);
`)
	if _, ok := w.plan.Option("from_project"); ok {
		c.text("    for (i = 0; i < options->from_project.n; i++) add_step(names->from_project[i], options->from_project.item[i], 1);\n")
	}
	if byLine {
		c.text("    if (!add_line_project()) return 0;\n")
	}
	c.text(`    if (n_steps == 0) @_error("the line names no project");
    return n_steps > 0;
}
`)
}

const projectsC = `
/* Finds out which steps are done already. */
static int compare_projects(tag_t object)
{
    tag_t *projects = NULL;
    int n = 0, i = 0, k = 0, there = 0;

    if (!$_OK(AOM_ask_value_tags(object, "project_list", &n, &projects))) return 0;
    for (i = 0; i < n_steps; i++) {
        there = 0;
        for (k = 0; k < n; k++) there = there || projects[k] == steps[i].project;
        steps[i].done = there != steps[i].removed;
    }
    MEM_free(projects);
    return 1;
}

static int take_step(tag_t object, step_t *step)
{
    if (step->removed) return %{remove};
    return $_OK(PROJ_assign_objects(1, &step->project, 1, &object));
}

static @_change_t take_steps(tag_t object)
{
    int mark = 0, i = 0, done = 1;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    for (i = 0; done && i < n_steps; i++) {
        if (!steps[i].done) done = take_step(object, &steps[i]);
    }
    return @_end_change(mark, done);
}

static void end_rows(@_options_t *options, @_outcome_t outcome, const char *why)
{
    int i = 0;

    for (i = 0; i < n_steps; i++) {
        @_set_key($_KEY_PROJECT, steps[i].name);
        @_set_key($_KEY_WHAT, steps[i].removed ? "removed" : "assigned");
        if (outcome == $_DONE && steps[i].done) {
            @_end_row(options, $_SKIPPED, steps[i].removed ? "it is not in the project" : "it is in the project already");
        } else {
            @_end_row(options, outcome, why);
        }
    }
}

void @_assign(tag_t object, @_options_t *options, @_names_t *names)
{
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int i = 0, left = 0;

    if (!list_steps(options, names)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (!compare_projects(object)) {
        end_rows(options, $_FAILED, NULL);
        return;
    }
    for (i = 0; i < n_steps; i++) left += !steps[i].done;
    if (left > 0) outcome = @_guard(object, options, &why);
    if (left > 0 && outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(take_steps(object), &why);
    end_rows(options, outcome, why);
}
`
