package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// itemCreate creates an item from a line.
var itemCreate = job{
	modules: func(w *writer) {
		if len(w.plan.Settings) > 0 {
			w.source("value", w.valueHeader, w.valueSource)
		}
		w.source("create", w.createHeader, w.createSource)
	},
	lookups: func(w *writer, c *cFile) {
		for _, s := range w.plan.Settings {
			c.text("    (void)find_property(%{tag}, %{type}, %{property});\n",
				"tag", w.typeTag(s.Of), "type", w.typeName(s.Of), "property", cString(s.Property))
		}
		if w.looksUp(pattern.LookupProject) {
			c.text("    if (options->project != NULL) check_active(names->project, options->project, \"-project=\");\n")
		}
		if v, ok := w.plan.ValueOf(spec.RoleUOM, ""); ok {
			w.checkName(c, "unit", "UOM_find_by_symbol", v.Name)
		}
		if w.plan.Folder != "" {
			c.text("    names->%{folder} = find_folder(options->%{folder});\n", "folder", w.plan.Folder)
		}
	},
	finders: func(w *writer, c *cFile) {
		if w.looksUp(pattern.LookupProject) {
			c.text(checkActiveC)
		}
		if w.plan.Folder != "" {
			c.text(findFolderC)
		}
	},
	includes: []string{"create"},
	each:     "    @_create(line->number, options, names);\n",
	does:     "creates items",
	results:  "| `item_id` `rev_id` | IDs of the item and its first revision, as Teamcenter has them |\n| `type` | type of the item |\n",
	limits:   "It creates an item with its first revision. Dates, owners and further revisions of an old system cannot be set this way.",
	undo:     "**None by the program.** The result file holds the UID of each item, so that a person can delete it.",
	again:    "A second run skips the IDs that exist. A line without an ID is created again: write the IDs of the result file back into the input first.",
}

const findFolderC = `
/* The one folder of that name. */
static tag_t find_folder(const char *name)
{
    tag_t *found = NULL;
    tag_t type = NULLTAG, folder = NULLTAG;
    logical fits = FALSE;
    int n = 0, i = 0, folders = 0;

    if (!$_OK(WSOM_find2(name, &n, &found))) n = 0;
    for (i = 0; i < n; i++) {
        fits = FALSE;
        if (!$_OK(TCTYPE_ask_object_type(found[i], &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, "Folder", &fits))) break;
        if (!fits) continue;
        folder = found[i];
        folders++;
    }
    MEM_free(found);
    if (folders == 1) return folder;
    @_error("%d folders are called \"%s\": correct -folder=", folders, name);
    mistakes++;
    return NULLTAG;
}
`

func (w *writer) createHeader(c *cFile) {
	c.text(`/* @_create.h - an item from a line of the input */

#include "@_names.h"
#include "@_options.h"

/* Creates the item of the line that was read, or finds out that it could be
   created, and writes its row. */
void @_create(long line, @_options_t *options, @_names_t *names);
`)
}

func (w *writer) createSource(c *cFile) {
	c.text(`/* @_create.c - an item from a line of the input */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_create.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
`)
	if len(w.plan.Settings) > 0 {
		c.text("#include \"@_value.h\"\n")
	}
	c.text(`
/* What a line says. */
typedef struct {
    const char *item_id, *name, *type, *description, *rev_id, *uom;
    tag_t type_tag, uom_tag;
} line_t;
`)
	c.text(existsC)
	w.takeLine(c)
	w.createInput(c)
	w.finishItem(c)
	existing := `        @_end_row(options, $_SKIPPED, "there is such an item already");
`
	if w.plan.Spec.Action.Existing == spec.ExistingError {
		existing = `        @_error("there is such an item already");
        @_end_row(options, $_FAILED, NULL);
`
	}
	auto := ""
	if !w.plan.Spec.Action.AutoID {
		auto = `    if (line.item_id[0] == '\0') {
        @_error("the line names no item ID");
        @_end_row(options, $_FAILED, NULL);
        return;
    }
`
	}
	c.text(createC, "existing", expand(w, existing), "auto", expand(w, auto), "finish", when(w.finishes(), "finish(item, revision, line) && "), "folder", w.folderStep(), "project", w.projectStep(),
		"options", when(w.plan.Uses("AOM_tag_to_string"), "options, "), "parameter", when(w.plan.Uses("AOM_tag_to_string"), expand(w, "@_options_t *options, ")),
		"idle", when(w.folderStep()+w.projectStep() == "", "    (void)names;\n"))
}

func (w *writer) takeLine(c *cFile) {
	itemID, rev := `""`, `""`
	if w.plan.Spec.Input.Has(spec.RoleItemID) {
		itemID = expand(w, "@_field($_ITEM_ID)")
	}
	if w.plan.Spec.Input.Has(spec.RoleRevID) {
		rev = expand(w, "@_field($_REV_ID)")
	}
	typeText := "options->type"
	if v, ok := w.plan.ValueOf(spec.RoleType, ""); ok {
		typeText = expand(w, "@_field_or("+w.fieldName(v)+", options->type)")
	}
	c.text(`
/* The names of the line, looked up. */
static int take_line(@_options_t *options, line_t *line)
{
    logical fits = FALSE;

    line->item_id = %{item};
    line->rev_id = %{rev};
    line->name = %{name};
    line->description = %{description};
    line->uom = %{uom};
    line->type = %{type};
    line->type_tag = line->uom_tag = NULLTAG;
    @_set_key($_KEY_ITEM_ID, line->item_id);
    @_set_key($_KEY_REV_ID, line->rev_id);
    @_set_key($_KEY_TYPE, line->type);
    if (line->name[0] == '\0') {
        @_error("the line gives no name");
        return 0;
    }
    if (!$_OK(TCTYPE_find_type(line->type, NULL, &line->type_tag)) || line->type_tag == NULLTAG) {
        @_error("type \"%s\" does not exist at this site", line->type);
        return 0;
    }
    if (!$_OK(TCTYPE_is_type_of_as_str(line->type_tag, "Item", &fits))) return 0;
    if (!fits) @_error("type \"%s\" is no Item", line->type);
`, "item", itemID, "rev", rev, "name", w.field(spec.RoleName), "description", w.field(spec.RoleDescription), "uom", w.field(spec.RoleUOM), "type", typeText)
	if w.plan.Uses("UOM_find_by_symbol") {
		c.text(`    if (fits && line->uom[0] != '\0' && (!$_OK(UOM_find_by_symbol(line->uom, &line->uom_tag)) || line->uom_tag == NULLTAG)) {
        @_error("unit \"%s\" does not exist at this site", line->uom);
        return 0;
    }
`)
	}
	c.text("    return fits ? 1 : 0;\n}\n")
}

// createInput writes what the item is created with.
func (w *writer) createInput(c *cFile) {
	c.text(`
static int put(tag_t input, const char *property, const char *value)
{
    return value[0] == '\0' || $_OK(AOM_set_value_string(input, property, value));
}
`)
	rev := ""
	if w.plan.Uses("AOM_tag_to_string") {
		c.text(`
/* The ID of the first revision goes through an input of its own, which the
   item's refers to by a text. */
static int put_revision(tag_t input, const line_t *line, @_options_t *options)
{
    char name[160];
    char *text = NULL;
    const char *values[1];
    tag_t type = NULLTAG, revision = NULLTAG;
    int done = 0;

    if (line->rev_id[0] == '\0') return 1;
    sprintf(name, "%.140s Revision", line->type);
    if (!$_OK(TCTYPE_find_type(options->revision_type == NULL ? name : options->revision_type, NULL, &type)) || type == NULLTAG) {
        @_error("type \"%s\" does not exist at this site: correct -revision_type=", options->revision_type == NULL ? name : options->revision_type);
        return 0;
    }
    done = $_OK(TCTYPE_construct_create_input(type, &revision)) && put(revision, "item_revision_id", line->rev_id)
        && $_OK(AOM_tag_to_string(revision, &text));
    values[0] = text;
    done = done && text != NULL && $_OK(TCTYPE_set_create_display_value(input, "revision", 1, values));
    MEM_free(text);
    return done;
}
`)
		rev = " && put_revision(input, line, options)"
	}
	c.text(`
static int create_item(const line_t *line, %{options}tag_t *item)
{
    tag_t input = NULLTAG;

    return $_OK(TCTYPE_construct_create_input(line->type_tag, &input))
        && put(input, "item_id", line->item_id) && put(input, "object_name", line->name)
        && put(input, "object_desc", line->description)`+rev+`
        && $_OK(TCTYPE_create_object(input, item)) && $_OK(AOM_save_with_extensions(*item));
}
`, "options", when(rev != "", expand(w, "@_options_t *options, ")))
}

// finishItem writes what is set on the item after it is there.
func (w *writer) finishItem(c *cFile) {
	if w.finishes() || w.plan.Folder != "" {
		c.text(`
/* Saves an object that is locked, and gives the lock back on every path. */
static int save_and_unlock(tag_t object, int done)
{
    done = done && $_OK(AOM_save_with_extensions(object));
    return $_OK(AOM_refresh(object, FALSE)) && done;
}
`)
	}
	if len(w.plan.Settings) > 0 {
		w.setProperties(c)
	}
	if w.finishes() {
		w.finish(c)
	}
	if w.plan.Folder != "" {
		c.text(`
static int put_into_folder(tag_t folder, tag_t item)
{
    if (!$_OK(AOM_refresh(folder, TRUE))) return 0;
    return save_and_unlock(folder, $_OK(FL_insert(folder, item, 999)));
}
`)
	}
}

// finishes reports whether there is something to set on an item that is there.
func (w *writer) finishes() bool {
	return w.plan.Uses("ITEM_set_unit_of_measure") || len(w.plan.Settings) > 0
}

func (w *writer) finish(c *cFile) {
	c.text(`
/* Units and properties, which are set when the item is there. */
static int finish(tag_t item, tag_t revision, const line_t *line)
{
    int done = 1;

`)
	unit, ofItem, ofRevision := w.plan.Uses("ITEM_set_unit_of_measure"), false, false
	for _, s := range w.plan.Settings {
		ofItem, ofRevision = ofItem || s.Of != spec.OfRevision, ofRevision || s.Of == spec.OfRevision
	}
	c.text(when(!unit, "    (void)line;\n") + when(!ofRevision, "    (void)revision;\n") + when(!unit && !ofItem, "    (void)item;\n"))
	if unit {
		c.text(`    if (line->uom_tag != NULLTAG) {
        if (!$_OK(AOM_refresh(item, TRUE))) return 0;
        done = save_and_unlock(item, $_OK(ITEM_set_unit_of_measure(item, line->uom_tag)));
    }
`)
	}
	for _, s := range w.plan.Settings {
		target := "item"
		if s.Of == spec.OfRevision {
			target = "revision"
		}
		c.text("    done = done && set_property("+target+", %{property}, @_field(%{field}));\n",
			"property", cString(s.Property), "field", w.upper+"_FIELD_"+upperName(s.Column)[4:])
	}
	c.text("    return done;\n}\n")
}

func (w *writer) setProperties(c *cFile) {
	c.text(`
static int set_property(tag_t object, const char *property, const char *text)
{
    static @_text_t old, form;
    @_value_t value;

    if (text[0] == '\0') return 1;
    memset(&value, 0, sizeof value);
    value.property = property;
    if (!@_read_value(object, &value, &old) || !@_parse_value(text, &value, &form)) return 0;
    value.text = @_string(&form);
    if (!$_OK(AOM_refresh(object, TRUE))) return 0;
    return save_and_unlock(object, @_set_value(object, &value));
}
`)
}

func (w *writer) folderStep() string {
	if w.plan.Folder == "" {
		return ""
	}
	return "\n        && put_into_folder(names->folder, item)"
}

func (w *writer) projectStep() string {
	if !w.plan.Uses("PROJ_assign_objects") {
		return ""
	}
	return expand(w, "\n        && $_OK(PROJ_assign_objects(1, &names->project, 1, &item))")
}

const createC = `
static int name_item(long line, tag_t item, tag_t revision, const line_t *from)
{
    char *item_id = NULL, *rev_id = NULL;
    int done = @_begin_row(line, item) && $_OK(ITEM_ask_id2(item, &item_id)) && $_OK(ITEM_ask_rev_id2(revision, &rev_id));

    @_set_key($_KEY_ITEM_ID, done ? item_id : from->item_id);
    @_set_key($_KEY_REV_ID, done ? rev_id : from->rev_id);
    @_set_key($_KEY_TYPE, from->type);
    MEM_free(item_id);
    MEM_free(rev_id);
    return done;
}

static @_change_t create(long number, const line_t *line, %{parameter}@_names_t *names)
{
    tag_t item = NULLTAG, revision = NULLTAG;
    int mark = 0, done = 0;

%{idle}    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    done = create_item(line, %{options}&item) && $_OK(ITEM_ask_latest_rev(item, &revision))
        && $_OK(AOM_refresh(item, FALSE)) && $_OK(AOM_refresh(revision, FALSE))
        && %{finish}name_item(number, item, revision, line)%{folder}%{project};
    return @_end_change(mark, done);
}

void @_create(long number, @_options_t *options, @_names_t *names)
{
    line_t line;
    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    int there = 0;

    (void)@_begin_row(number, NULLTAG);
    if (!take_line(options, &line)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
%{auto}    if (line.item_id[0] != '\0' && !exists(line.item_id, &there)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    if (there) {
%{existing}        return;
    }
    if (options->nodryrun) outcome = @_outcome_of(create(number, &line, %{options}names), &why);
    @_end_row(options, outcome, why);
}
`
