package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// deleteObjects deletes what nothing refers to.
var deleteObjects = job{
	modules:  func(w *writer) { w.source("delete", w.deleteHeader, w.deleteSource) },
	includes: []string{"delete"},
	each:     "        gone = @_delete(object, options);\n",
	does:     "deletes those that nothing refers to",
	results:  "| `name` | name of the object, for items and revisions |\n| `referencers` | how many other objects refer to it, or to a revision of an item; its own parts do not count |\n| `what` | what is deleted |\n",
	limits:   "References that the session may not read are not seen; run it as a user who may read everything. Forms and other parts go with their object by the rules of the site; when something refers to one of them, Teamcenter refuses the deletion and the row says `ERROR`.",
	undo:     "**None.** Before an object goes, the log holds its name and UID and those of its revisions.",
	again:    "A second run skips what is not there any more; at a site whose finders call that an error, the row says `ERROR`.",
}

func (w *writer) deleteHeader(c *cFile) {
	c.text(`/* @_delete.h - deleting what nothing refers to */

\ITK

#include "@_options.h"

/* Whether the command line names objects one by one, and how many at most; 0
   if it does not, which is reported. */
int @_is_limited(@_options_t *options);

/* Deletes the object, or finds out that it could be deleted, and ends its row.
   1 when it is gone. */
int @_delete(tag_t object, @_options_t *options);
`)
}

func (w *writer) deleteSource(c *cFile) {
	c.text(deleteTopC)
	ignores := "options->ignore_folders"
	if w.plan.Spec.Action.RemoveFromFolders {
		ignores = "!options->count_folders"
	}
	c.text(deleteReferencesC, "ignores", ignores)
	call, what, uses, names := "AOM_delete", "(void)object;\n    (void)n_going;\n    strcpy(text, \"dataset\")", "", "1"
	switch w.plan.Spec.Select.Kind {
	case spec.KindItem:
		c.text(itemPartsC)
		call, what = "ITEM_delete_item", `sprintf(text, "item with %d revision%s", n_going - 1, n_going == 2 ? "" : "s")`
		uses = "\n            && (i == 0 || count_uses(parts->item[i], parts, references))"
	case spec.KindRevision:
		c.text(revisionPartsC)
		call, what = "ITEM_delete_rev", "(void)n_going;\n    strcpy(text, \"revision\")"
		uses = "\n            && count_uses(parts->item[i], parts, references)"
	default:
		c.text(datasetPartsC)
	}
	if uses != "" {
		c.text(countUsesC)
		c.text(setNameC)
		names = expand(w, "name(object, \"object_type\", $_KEY_TYPE) && name(object, \"object_name\", $_KEY_NAME)")
	}
	c.text(deleteC, "uses", uses, "names", names, "what", what, "call", call)
	w.limited(c)
}

// limited writes the test of what the command line may have changed: a query
// that finds everything, and a run without end.
func (w *writer) limited(c *cFile) {
	query := ""
	if w.plan.Spec.Select.From == spec.FromQuery {
		query = expand(w, `    for (i = 0; i < options->values.n; i++) {
        if (options->values.item[i][0] != '\0' && strpbrk(options->values.item[i], "*?%_") == NULL) continue;
        @_error("-values=: \"%s\" names no single object, and nothing is deleted that nobody has named", options->values.item[i]);
        return 0;
    }
    if (options->values.n == 0) {
        @_error("-values= is empty: the query would find everything");
        return 0;
    }
`)
	}
	locals := ""
	if query != "" {
		locals = "    int i = 0;\n\n"
	}
	c.text("\nint @_is_limited(@_options_t *options)\n{\n" + locals + query + `    if (options->max > 0) return 1;
    @_error("-max=0: nothing is deleted without a limit");
    return 0;
}
`)
}

const deleteTopC = `/* @_delete.c - deleting what nothing refers to

   There is no way back, so what goes is written to the log before it goes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_delete.h"
#include "@_guard.h"
#include "@_report.h"
#include "@_result.h"

typedef struct {
    int n;
    tag_t *item;
} list_t;

static int add(list_t *list, tag_t object)
{
    tag_t *longer = realloc(list->item, (size_t)(list->n + 1) * sizeof *longer);

    if (longer == NULL) {
        @_error("out of memory for %d object%s", list->n + 1, @_plural(list->n + 1));
        return 0;
    }
    longer[list->n++] = object;
    list->item = longer;
    return 1;
}

static int has(const list_t *list, tag_t object)
{
    int i = 0;

    for (i = 0; i < list->n; i++) {
        if (list->item[i] == object) return 1;
    }
    return 0;
}
`

const addAllC = `
static int add_all(list_t *list, int n, const tag_t *found)
{
    int i = 0, done = 1;

    for (i = 0; done && i < n; i++) done = add(list, found[i]);
    return done;
}
`

const itemPartsC = addAllC + `
/* The item and its revisions, which go, and behind them its structures, whose
   references are its own. */
static int find_parts(tag_t object, list_t *parts, int *n_going)
{
    tag_t *found = NULL;
    int n = 0, i = 0, done = 0;

    done = add(parts, object) && $_OK(ITEM_list_all_revs(object, &n, &found)) && add_all(parts, n, found);
    MEM_free(found);
    *n_going = parts->n;
    found = NULL;
    done = done && $_OK(ITEM_list_bom_views(object, &n, &found)) && add_all(parts, n, found);
    MEM_free(found);
    for (i = 1; done && i < *n_going; i++) {
        found = NULL;
        done = $_OK(ITEM_rev_list_bom_view_revs(parts->item[i], &n, &found)) && add_all(parts, n, found);
        MEM_free(found);
    }
    return done;
}
`

const revisionPartsC = addAllC + `
/* The revision, which goes, and behind it its item and its structures, whose
   references are its own. */
static int find_parts(tag_t object, list_t *parts, int *n_going)
{
    tag_t *found = NULL;
    tag_t item = NULLTAG;
    int n = 0, done = 0;

    *n_going = 1;
    done = add(parts, object) && $_OK(ITEM_ask_item_of_rev(object, &item)) && add(parts, item)
        && $_OK(ITEM_rev_list_bom_view_revs(object, &n, &found)) && add_all(parts, n, found);
    MEM_free(found);
    return done;
}
`

const datasetPartsC = `
static int find_parts(tag_t object, list_t *parts, int *n_going)
{
    *n_going = 1;
    return add(parts, object);
}
`

const deleteReferencesC = `
static int is_folder(tag_t object, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    *yes = 0;
    if (!$_OK(TCTYPE_ask_object_type(object, &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, "Folder", &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}

/* Counts what refers to the object and is none of the parts. The folders that
   do not count are kept, each with the object behind it. */
static int count_references(tag_t object, @_options_t *options, const list_t *parts, list_t *folders, int *count)
{
    tag_t *found = NULL;
    int *levels = NULL;
    char **relations = NULL;
    int n = 0, i = 0, folder = 0, done = 0;

    done = $_OK(WSOM_where_referenced(object, 1, &n, &levels, &found, &relations));
    for (i = 0; done && i < n; i++) {
        if (has(parts, found[i])) continue;
        done = is_folder(found[i], &folder);
        if (done && folder && %{ignores}) {
            done = add(folders, found[i]) && add(folders, object);
        } else {
            (*count)++;
        }
    }
    MEM_free(levels);
    MEM_free(found);
    MEM_free(relations);
    return done;
}
`

const countUsesC = `
/* Counts the structures of others that the revision is built into. */
static int count_uses(tag_t revision, const list_t *parts, int *count)
{
    tag_t *parents = NULL;
    int *levels = NULL;
    int n = 0, i = 0, done = 0;

    done = $_OK(PS_where_used_all(revision, 1, &n, &levels, &parents));
    for (i = 0; done && i < n; i++) {
        if (!has(parts, parents[i])) (*count)++;
    }
    MEM_free(levels);
    MEM_free(parents);
    return done;
}
`

const setNameC = `
static int name(tag_t object, const char *property, int key)
{
    char *text = NULL;
    int done = $_OK(AOM_ask_value_string(object, property, &text));

    if (done) @_set_key(key, text);
    MEM_free(text);
    return done;
}
`

const deleteC = `
/* Each part that goes is looked at by itself: an item may be free while one of
   its revisions is not. */
static int look(@_options_t *options, const list_t *parts, int n_going, list_t *folders, int *references)
{
    int i = 0, done = 1;

    for (i = 0; done && i < n_going; i++) {
        done = count_references(parts->item[i], options, parts, folders, references)%{uses};
    }
    return done;
}

static int describe(tag_t object, int n_going, const list_t *folders, int references)
{
    char text[96], number[32];

    %{what};
    if (folders->n > 0) sprintf(text + strlen(text), ", out of %d folder%s", folders->n / 2, folders->n == 2 ? "" : "s");
    sprintf(number, "%d", references);
    @_set_key($_KEY_REFERENCERS, number);
    @_set_key($_KEY_WHAT, text);
    return %{names};
}

static @_outcome_t may_go(const list_t *parts, int n_going, int references, @_options_t *options, const char **why)
{
    static char text[160];
    @_outcome_t outcome = $_DONE;
    int i = 0;

    for (i = 0; outcome == $_DONE && i < n_going; i++) outcome = @_guard(parts->item[i], options, why);
    if (outcome != $_DONE && i > 1 && *why != NULL) {
        strcpy(text, "a revision of it: ");
        strncat(text, *why, sizeof text - strlen(text) - 1);
        *why = text;
    }
    if (outcome == $_DONE && references > 0) {
        *why = "something refers to it";
        return $_SKIPPED;
    }
    return outcome;
}

/* What goes, with its UID, in the log. */
static int record(const list_t *parts, int n_going)
{
    char *text = NULL, *uid = NULL;
    int i = 0, done = 1;

    for (i = 0; done && i < n_going; i++) {
        text = NULL;
        uid = NULL;
        done = $_OK(AOM_ask_value_string(parts->item[i], "object_string", &text)) && $_OK(ITK__convert_tag_to_uid(parts->item[i], &uid));
        if (done) @_info("deletes %s, UID %s", text, uid);
        MEM_free(text);
        MEM_free(uid);
    }
    return done;
}

static int take_out(tag_t folder, tag_t object)
{
    int locked = $_OK(AOM_refresh(folder, TRUE));
    int done = locked && $_OK(FL_remove(folder, object)) && $_OK(AOM_save_with_extensions(folder));

    if (locked && !$_OK(AOM_refresh(folder, FALSE))) done = 0;
    return done;
}

static @_change_t delete_all(tag_t object, const list_t *folders)
{
    @_change_t change = $_TAKEN_BACK;
    int mark = 0, i = 0, locked = 0, done = 1;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    for (i = 0; done && i + 1 < folders->n; i += 2) done = take_out(folders->item[i], folders->item[i + 1]);
    locked = done && $_OK(AOM_lock_for_delete(object));
    done = locked && $_OK(%{call}(object));
    change = @_end_change(mark, done);
    if (locked && !done && !$_OK(AOM_refresh(object, FALSE))) @_info("the lock stays until the session ends");
    return change;
}

int @_delete(tag_t object, @_options_t *options)
{
    list_t parts, folders;
    @_change_t change = $_TAKEN_BACK;
    const char *why = NULL;
    @_outcome_t outcome = $_FAILED;
    int n_going = 0, references = 0;

    memset(&parts, 0, sizeof parts);
    memset(&folders, 0, sizeof folders);
    if (find_parts(object, &parts, &n_going) && look(options, &parts, n_going, &folders, &references)
        && describe(object, n_going, &folders, references)) {
        outcome = may_go(&parts, n_going, references, options, &why);
    }
    if (outcome == $_DONE && options->nodryrun) {
        if (record(&parts, n_going)) change = delete_all(object, &folders);
        outcome = @_outcome_of(change, &why);
    }
    @_end_row(options, outcome, why);
    free(parts.item);
    free(folders.item);
    return change != $_TAKEN_BACK;
}
`
