package emit

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// propertyUpdate sets properties of an object, all of a line or none.
var propertyUpdate = job{
	modules: func(w *writer) {
		w.source("value", w.valueHeader, w.valueSource)
		w.source("update", w.updateHeader, w.updateSource)
	},
	checksProperties: true,
	lookups: func(w *writer, c *cFile) {
		for _, s := range w.plan.Settings {
			c.text("    (void)find_property(%{tag}, %{type}, %{property});\n",
				"tag", w.typeTag(s.Of), "type", w.typeName(s.Of), "property", cString(s.Property))
		}
	},
	includes: []string{"update"},
	each:     "        @_update(object, line, options);\n",
	does:     "sets properties of them",
	results:  "| `property` | the property that the row is about |\n| `old` | its value before, as it is stored |\n| `new` | the value that was asked for |\n",
	limits:   "Properties with several values are not set, and references only by the text that users see. Nothing but the named properties changes; datasets, forms and other revisions stay as they are.",
	undo:     "The result file holds the old value of each property: it can be made into an input file with the old values.",
	again:    "A second run skips what already has its new value.",
}

func (w *writer) updateHeader(c *cFile) {
	c.text(`/* @_update.h - sets the properties of an object */

\ITK

#include "@_options.h"

/* Sets what the line and the options say, or finds out that it could be set,
   and writes a row for each property. All of an object is set or nothing. */
void @_update(tag_t object, long line, @_options_t *options);
`)
}

func (w *writer) updateSource(c *cFile) {
	c.text(`/* @_update.c - sets the properties of an object

   To set another property, change the table below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
#include "@_update.h"
#include "@_value.h"

typedef enum { SELF, ITEM, REVISION } level_t;

/* How a new value is made. */
typedef enum { GIVEN, UPPER, LOWER, TRIMMED } transform_t;

/* What becomes of a setting. */
typedef enum { PENDING, UNCHANGED, LEFT, WRONG } state_t;

typedef struct {
    const char *property;
    level_t of;                             /* the object that has it */
    int displayed;                          /* the value is one that users see */
    transform_t transform;
} setting_t;

`)
	w.settingTable(c)
	c.text(updateStateC)
	if w.hasTransform() {
		c.text(transformC)
	}
	w.givenValue(c)
	w.prepare(c)
	w.updateLevels(c)
}

func (w *writer) longForm() bool { return w.plan.Spec.Input.Has(spec.RoleValue) }

func (w *writer) nSettings() int {
	if w.longForm() {
		return len(w.plan.Settings) + 1
	}
	return len(w.plan.Settings)
}

func (w *writer) settingTable(c *cFile) {
	n := itoa(w.nSettings())
	constant := "const "
	if w.longForm() {
		constant = ""
	}
	c.text("#define N_SETTINGS " + n + "\n\nstatic " + constant + "setting_t settings[N_SETTINGS] = {\n")
	for _, s := range w.plan.Settings {
		c.text("    { %{property}, %{of}, %{displayed}, %{transform} },\n", "property", cString(s.Property),
			"of", map[spec.Of]string{spec.OfItem: "ITEM", spec.OfRevision: "REVISION"}[s.Of]+when(s.Of == spec.OfSelf, "SELF"),
			"displayed", truth(s.By == spec.AsDisplay),
			"transform", map[spec.Transform]string{"": "GIVEN", spec.TransformUpper: "UPPER", spec.TransformLower: "LOWER", spec.TransformTrim: "TRIMMED"}[s.Transform])
	}
	if w.longForm() {
		c.text("    { \"\", SELF, 0, GIVEN },                 /* named by the line */\n")
	}
	c.text("};\n")
}

const updateStateC = `
static @_value_t values[N_SETTINGS];
static @_text_t old[N_SETTINGS], new_text[N_SETTINGS];
static state_t states[N_SETTINGS];
static const char *reasons[N_SETTINGS];
static @_text_t causes[N_SETTINGS];

static int fail(int i)
{
    states[i] = WRONG;
    @_empty(&causes[i]);
    (void)@_puts(&causes[i], @_reason());
    reasons[i] = @_string(&causes[i]);
    @_forget_reason();
    return 0;
}

static int leave(int i, state_t state, const char *why)
{
    states[i] = state;
    reasons[i] = why;
    return 1;
}
`

func (w *writer) hasTransform() bool {
	for _, s := range w.plan.Settings {
		if s.Transform != "" {
			return true
		}
	}
	return false
}

const transformC = `
/* Other letters than those of ASCII depend on the encoding of the site and
   stay as they are. */
static char converted(char letter, transform_t transform)
{
    if (transform == UPPER && letter >= 'a' && letter <= 'z') return (char)(letter - 'a' + 'A');
    if (transform == LOWER && letter >= 'A' && letter <= 'Z') return (char)(letter - 'A' + 'a');
    return letter;
}

static int transform_text(const char *from, transform_t transform, @_text_t *to)
{
    size_t begin = 0, end = strlen(from);
    char letter = 0;

    @_empty(to);
    if (transform == TRIMMED) {
        begin = strspn(from, " \t");
        while (end > begin && strchr(" \t", from[end - 1]) != NULL) end--;
    }
    for (; begin < end; begin++) {
        letter = converted(from[begin], transform);
        if (!@_put(to, &letter, 1)) return 0;
    }
    return 1;
}
`

// givenValue writes the function that finds the text of the new value.
func (w *writer) givenValue(c *cFile) {
	c.text("\n/* The new value as it was given; \"\" where there is none. */\nstatic const char *given_value(int i%{options})\n{\n    switch (i) {\n", "options", when(w.givesByOption(), expand(w, ", @_options_t *options")))
	for i, s := range w.plan.Settings {
		switch {
		case s.Option != "":
			c.text("    case "+itoa(i)+": return options->%{name};\n", "name", s.Option)
		case s.Column != "":
			c.text("    case " + itoa(i) + ": return @_field(" + w.fieldName(pattern.Value{Name: s.Column}) + ");\n")
		}
	}
	if w.longForm() {
		c.text("    case " + itoa(len(w.plan.Settings)) + ": return " + w.field(spec.RoleValue) + ";\n")
	}
	c.text("    default: return \"\";\n    }\n}\n")
}

// givesByOption reports whether an option gives a new value.
func (w *writer) givesByOption() bool {
	return slices.ContainsFunc(w.plan.Settings, func(s pattern.Setting) bool { return s.Option != "" })
}

// prepare writes the function that finds out what a setting changes.
func (w *writer) prepare(c *cFile) {
	c.text(`
/* Reads the old value and makes the new one. 0 when the setting is wrong. */
static int prepare(int i, tag_t object%{parameter})
{
    const setting_t *setting = &settings[i];
    const char *text = given_value(i%{options});
`, "options", when(w.givesByOption(), ", options"), "parameter", when(w.givesByOption(), expand(w, ", @_options_t *options")))
	if w.hasTransform() {
		c.text("    static @_text_t changed;\n")
	}
	c.text(`
    memset(&values[i], 0, sizeof values[i]);
    values[i].property = setting->property;
    values[i].displayed = setting->displayed;
    @_empty(&new_text[i]);
    (void)leave(i, PENDING, "");
    if (!@_read_value(object, &values[i], &old[i])) return fail(i);
`)
	if w.hasTransform() {
		c.text(`    if (setting->transform != GIVEN) {
        if (values[i].type != PROP_string || values[i].displayed) {
            @_error("%s is no text: it has no such form", setting->property);
            return fail(i);
        }
        if (!transform_text(%{from}, setting->transform, &changed)) return fail(i);
        text = @_string(&changed);
    }
`, "from", w.transformed())
	}
	w.emptyCell(c)
	c.text(`    if (!@_parse_value(text, &values[i], &new_text[i])) return fail(i);
    values[i].text = @_string(&new_text[i]);
    if (strcmp(@_string(&old[i]), values[i].text) == 0) return leave(i, UNCHANGED, "it has this value already");
    return 1;
}
`)
}

// transformed is the C expression for the text that is transformed: that of
// the column, if there is one.
func (w *writer) transformed() string {
	for _, s := range w.plan.Settings {
		if s.Transform != "" && s.Column != "" {
			return "text[0] == '\\0' ? " + w.plan.Prefix + "_string(&old[i]) : text"
		}
	}
	return w.plan.Prefix + "_string(&old[i])"
}

// emptyCell says what an empty cell means.
func (w *writer) emptyCell(c *cFile) {
	in := w.plan.Spec.Input
	if in == nil {
		return
	}
	switch in.Empty {
	case spec.EmptyKeep:
		c.text("    if (text[0] == '\\0') return leave(i, LEFT, \"the cell is empty: the old value stays\");\n")
	case spec.EmptyError:
		c.text("    if (text[0] == '\\0') {\n        @_error(\"the cell of %s is empty\", setting->property);\n        return fail(i);\n    }\n")
	}
}

// updateLevels writes the change of each object that has properties to set.
func (w *writer) updateLevels(c *cFile) {
	c.text(setLevelC, "options", when(w.givesByOption(), ", options"))
	levels := []spec.Of{}
	for _, of := range []spec.Of{spec.OfSelf, spec.OfItem, spec.OfRevision} {
		for _, s := range w.plan.Settings {
			if s.Of == of {
				levels = append(levels, of)
				break
			}
		}
	}
	if w.longForm() && (len(levels) == 0 || levels[0] != spec.OfSelf) {
		levels = append([]spec.Of{spec.OfSelf}, levels...)
	}
	c.text("\nvoid @_update(tag_t object, long line, @_options_t *options)\n{\n")
	reached := len(levels) > 0 && levels[len(levels)-1] != spec.OfSelf
	if reached {
		c.text("    tag_t target = NULLTAG;\n\n")
	}
	c.text("    (void)line;\n")
	if w.longForm() {
		c.text("    settings[N_SETTINGS - 1].property = " + w.field(spec.RolePropertyName) + ";\n")
	}
	for _, of := range levels {
		switch of {
		case spec.OfSelf:
			c.text("    update(object, SELF, options);\n")
		case spec.OfItem:
			c.text("    if (!$_OK(ITEM_ask_item_of_rev(object, &target))) target = NULLTAG;\n    update(target, ITEM, options);\n")
		case spec.OfRevision:
			c.text("    if (!$_OK(ITEM_ask_latest_rev(object, &target))) target = NULLTAG;\n    update(target, REVISION, options);\n")
		}
	}
	c.text("}\n")
}

const setLevelC = `
/* What is set on an object that is locked. */
static int set_pending(tag_t object, void *level)
{
    int i = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != *(level_t *)level || states[i] != PENDING) continue;
        if (!@_set_value(object, &values[i])) return 0;
    }
    return 1;
}

/* All settings of an object have the same end, but for those that change
   nothing. */
static void end_rows(level_t level, @_options_t *options, @_outcome_t outcome, const char *why)
{
    static const char *const of[] = { "", " of the item", " of the revision" };
    char property[128];
    int i = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != level) continue;
        sprintf(property, "%.64s%s", settings[i].property, of[level]);
        @_set_key($_KEY_PROPERTY, property);
        @_set_key($_KEY_OLD, @_string(&old[i]));
        @_set_key($_KEY_NEW, @_string(&new_text[i]));
        switch (states[i]) {
        case PENDING:
            @_end_row(options, outcome, why);
            break;
        case WRONG:
            @_end_row(options, $_FAILED, reasons[i]);
            break;
        default:
            @_end_row(options, $_SKIPPED, reasons[i]);
            break;
        }
    }
}

static void update(tag_t object, level_t level, @_options_t *options)
{
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int i = 0, pending = 0, wrong = 0;

    for (i = 0; i < N_SETTINGS; i++) {
        if (settings[i].of != level) continue;
        if (object == NULLTAG) (void)fail(i);
        else (void)prepare(i, object%{options});
        pending += states[i] == PENDING;
        wrong += states[i] == WRONG;
    }
    if (wrong > 0) {
        end_rows(level, options, $_SKIPPED, "another property of the line is wrong");
        return;
    }
    if (pending > 0) outcome = @_guard(object, options, &why);
    if (pending > 0 && outcome == $_DONE && options->nodryrun) {
        outcome = @_outcome_of(@_change(object, set_pending, &level), &why);
    }
    end_rows(level, options, outcome, why);
}
`
