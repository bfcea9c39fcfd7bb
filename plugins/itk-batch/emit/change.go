package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// changeHeader declares the frame of every change.
func (w *writer) changeHeader(c *cFile) {
	set := ""
	if w.locks() {
		set = expand(w, "/* Sets what there is to set on an object; 0 on failure. */\ntypedef int @_set_t(tag_t object, void *values);\n\n")
	}
	c.text(`/* @_change.h - a change as a whole: all of it, or nothing */

\ITK

#include "@_result.h"

%{set}/* Ends the change of an object, and its row: what is done is kept, anything
   else is taken back to the mark. */
typedef enum {
    $_TAKEN_BACK,                           /* nothing has changed */
    $_KEPT,
    $_KEPT_BUT                              /* saved, and something failed after that */
} @_change_t;
`, "set", set)
	if w.plan.Marks() {
		c.text(`
/* Begins a change; 0 on failure. */
int @_begin_change(int *mark);

/* Keeps the change if it is done, or else takes it back. When it cannot be
   taken back, the state is unknown and the run ends. */
@_change_t @_end_change(int mark, int done);
`)
	}
	if w.locks() {
		c.text(`
/* Changes one object in a mark point: lock, set, save, unlock.%{remark} */
@_change_t @_change(tag_t object, @_set_t *set, void *values%{in_place});
`, "in_place", w.inPlace("int "), "remark", w.inPlaceRemark())
	}
	c.text(`
/* What the row of a change says; why may be NULL. */
@_outcome_t @_outcome_of(@_change_t change, const char **why);
`)
}

func (w *writer) changeSource(c *cFile) {
	c.text(`/* @_change.c - a change as a whole: all of it, or nothing */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_report.h"
`)
	if w.plan.Marks() {
		c.text(marksC)
	}
	if w.locks() {
		w.save(c)
		c.text(changeC, "in_place", w.inPlace("int "), "how", w.inPlace(""))
	}
	c.text(outcomeOfC)
}

// locks reports whether objects are locked, set and saved one by one.
func (w *writer) locks() bool {
	if w.plan.Spec.Pattern == spec.DatasetImport && !w.changesDatasets() {
		return false // a new dataset has its own way
	}
	return w.plan.Uses("AOM_refresh") && w.plan.Marks() && w.plan.Spec.Pattern != spec.Revise && !w.deletes() && !w.plan.Makes && !w.plan.Groups
}

// deletes reports whether objects are gone after the change.
func (w *writer) deletes() bool { return w.plan.Spec.Pattern == spec.DeleteObjects }

// inPlaceRemark says what the parameter in_place means.
func (w *writer) inPlaceRemark() string {
	if !w.savesInPlace() {
		return ""
	}
	return " A\n   dataset gets a new version, which keeps the old file, unless in_place"
}

// save writes the function that saves an object which was set. A file that
// goes into a dataset makes a new version of it, any other change does not.
func (w *writer) save(c *cFile) {
	switch {
	case w.savesInPlace():
		c.text(saveInPlaceC)
	case w.plan.Uses("AE_save_myself") && w.plan.Spec.Pattern != spec.DatasetImport:
		c.text(saveC, "save", w.saveCall())
	default:
		c.text("\nstatic int save(tag_t object)\n{\n    return $_OK(%{save}(object));\n}\n", "save", w.saveCall())
	}
}

// saveCall is the call that saves an object that was set.
func (w *writer) saveCall() string {
	if w.plan.Uses("AOM_save_without_extensions") {
		return "AOM_save_without_extensions"
	}
	return "AOM_save_with_extensions"
}

const marksC = `
int @_begin_change(int *mark)
{
    *mark = 0;
    return $_OK(POM_place_markpoint(mark));
}

@_change_t @_end_change(int mark, int done)
{
    logical changed = FALSE;

    if (done) return $_OK(POM_forget_markpoint(mark)) ? $_KEPT : $_KEPT_BUT;
    if (!$_OK(POM_roll_to_markpoint(mark, &changed))) {
        @_error("the change cannot be taken back: its state is unknown, and the run stops");
        @_give_up();
        return $_TAKEN_BACK;
    }
    /* At some sites the mark is gone with that; nothing is open then. */
    if (POM_forget_markpoint(mark) != ITK_ok && EMH_clear_errors() != ITK_ok) {
        @_info("the error stack could not be cleared");
    }
    return $_TAKEN_BACK;
}
`

const saveC = `
/* Saving a dataset as any other object would make a new version of it. */
static int save(tag_t object)
{
    tag_t type = NULLTAG;
    logical is_dataset = FALSE;

    if (!$_OK(TCTYPE_ask_object_type(object, &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset))) return 0;
    return is_dataset ? $_OK(AE_save_myself(object)) : $_OK(%{save}(object));
}
`

const saveInPlaceC = `
/* Saved as any other object a dataset gets a new version. */
static int save(tag_t dataset, int in_place)
{
    return in_place ? $_OK(AE_save_myself(dataset)) : $_OK(AOM_save_with_extensions(dataset));
}
`

const changeC = `
@_change_t @_change(tag_t object, @_set_t *set, void *values%{in_place})
{
    @_change_t change = $_TAKEN_BACK;
    int mark = 0, locked = 0, done = 0;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    locked = $_OK(AOM_refresh(object, TRUE));
    done = locked && set(object, values) && save(object%{how});
    change = @_end_change(mark, done);
    /* The lock goes on every path: it would hold until the session ends. */
    if (locked && !$_OK(AOM_refresh(object, FALSE)) && change == $_KEPT) change = $_KEPT_BUT;
    return change;
}
`

const outcomeOfC = `
@_outcome_t @_outcome_of(@_change_t change, const char **why)
{
    static char text[640];

    *why = NULL;
    if (change == $_KEPT) return $_DONE;
    if (change == $_KEPT_BUT) {
        strcpy(text, "saved, but ");
        strncat(text, @_reason(), sizeof text - strlen(text) - 1);
        *why = text;
    }
    return $_FAILED;
}
`
