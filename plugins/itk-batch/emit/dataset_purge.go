package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetPurge removes the old versions of a dataset.
var datasetPurge = job{
	modules:  func(w *writer) { w.source("purge", w.purgeHeader, w.purgeSource) },
	includes: []string{"purge"},
	each:     "        @_purge(object, options);\n",
	does:     "removes all versions of datasets but the latest",
	results:  "| `versions_before` `versions_after` | how many versions there are; in a dry run how many there would be |\n",
	limits: "Only the latest version of a dataset is looked at, for its age too: an old version is always old. To keep two or more versions is not possible with the only call that is known. " +
		"Sites limit the number of versions themselves; that limit stays as it is. Whether the versions can be counted is known from the references `rev_chain_anchor` and `revisions`: look at one dataset first.",
	undo:  "**None.** A version that is purged is gone with its files, and no mark point brings it back.",
	again: "A second run skips datasets that have one version.",
}

func (w *writer) purgeHeader(c *cFile) {
	c.text(`/* @_purge.h - the versions of a dataset */

\ITK

#include "@_options.h"

/* Removes all versions but the latest, which the dataset is, or finds out that
   they could be removed, and ends its row. */
void @_purge(tag_t dataset, @_options_t *options);
`)
}

func (w *writer) purgeSource(c *cFile) {
	c.text(`/* @_purge.c - the versions of a dataset */

#include <stdio.h>
#include <stdlib.h>

\ITK

#include "@_change.h"
#include "@_guard.h"
#include "@_purge.h"
#include "@_report.h"
#include "@_result.h"

/* All versions hang on one anchor. */
static int count_versions(tag_t dataset, int *n)
{
    tag_t anchor = NULLTAG;
    tag_t *versions = NULL;

    if (!$_OK(AOM_ask_value_tag(dataset, "rev_chain_anchor", &anchor))) return 0;
    if (anchor == NULLTAG) {
        @_error("the versions of the dataset cannot be found");
        return 0;
    }
    if (!$_OK(AOM_ask_value_tags(anchor, "revisions", n, &versions))) return 0;
    MEM_free(versions);
    return 1;
}

static void set_count(int key, int n)
{
    char number[32];

    sprintf(number, "%d", n);
    @_set_key(key, number);
}

/* Purging cannot be taken back, so there is no mark point around it: the lock
   alone is given back on every path. */
static @_change_t purge(tag_t dataset, int *left)
{
    int purged = 0, counted = 0;

    if (!$_OK(AOM_refresh(dataset, TRUE))) return $_TAKEN_BACK;
    purged = $_OK(AE_purge_dataset_revs(dataset));
    counted = purged && count_versions(dataset, left);
    if (!$_OK(AOM_refresh(dataset, FALSE)) || !counted) return purged ? $_KEPT_BUT : $_TAKEN_BACK;
    return $_KEPT;
}

void @_purge(tag_t dataset, @_options_t *options)
{
    const char *why = NULL;
    @_outcome_t outcome = $_FAILED;
    @_change_t change = $_TAKEN_BACK;
    int before = 0, left = 1;

    if (!count_versions(dataset, &before)) {
        @_end_row(options, $_FAILED, NULL);
        return;
    }
    set_count($_KEY_VERSIONS_BEFORE, before);
    if (before < 2) {
        @_end_row(options, $_SKIPPED, "there is only one version");
        return;
    }
    outcome = @_guard(dataset, options, &why);
    if (outcome == $_DONE && options->nodryrun) {
        change = purge(dataset, &left);
        outcome = @_outcome_of(change, &why);
    }
    if (outcome == $_DONE) set_count($_KEY_VERSIONS_AFTER, left);
    @_end_row(options, outcome, why);
}
`)
}

// resolveDatasets writes the way from an item to the datasets of its latest
// revision, of all relations.
func (w *writer) resolveDatasets(c *cFile) {
	if w.plan.Spec.Input.Has(spec.RoleDatasetName) {
		c.text(`
/* Every dataset fits where the line names none. */
static int is_named(tag_t object, const char *name, int *yes)
{
    char *own = NULL;

    *yes = name[0] == '\0';
    if (*yes) return 1;
    if (!$_OK(AOM_ask_value_string(object, "object_name", &own))) return 0;
    *yes = own != NULL && strcmp(own, name) == 0;
    MEM_free(own);
    return 1;
}
`)
	}
	c.text(`
static int is_dataset(tag_t object, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}

/* The datasets of the item's latest revision, by any relation. */
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG, revision = NULLTAG;
    tag_t *objects = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    if (!find_item(line, item_id, &item)) return 0;
    done = $_OK(ITEM_ask_latest_rev(item, &revision)) && $_OK(GRM_list_secondary_objects_only(revision, NULLTAG, &n, &objects));
    for (i = 0; done && i < n; i++) {
        done = is_dataset(objects[i], &yes);
`)
	if w.plan.Spec.Input.Has(spec.RoleDatasetName) {
		c.text("        done = done && (!yes || is_named(objects[i], " + w.field(spec.RoleDatasetName) + ", &yes));\n")
	}
	c.text(`        if (done && yes) done = add(line, objects[i]);
    }
    MEM_free(objects);
    if (done && line->n == 0) @_error("line %ld: item %s has no such dataset", line->number, item_id);
    return done && line->n > 0;
}
`)
}
