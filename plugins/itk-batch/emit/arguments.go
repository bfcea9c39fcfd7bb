package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// arguments writes the selection of objects that the command line names.
func (w *writer) arguments(c *cFile) {
	c.text(`/* @_select.c - finds the objects of the command line */

#include <stdlib.h>

\ITK

#include "@_report.h"
#include "@_select.h"
`)
	w.once(c)
	c.text(`
static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = MEM_realloc(*list, (size_t)(*n + 1) * sizeof **list);

    if (longer == NULL) {
        @_error("out of memory for %d object%s", *n + 1, @_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}

static int add_uid(const char *uid, int *n, tag_t **list)
{
    tag_t object = NULLTAG;

    if (!$_OK(ITK__convert_uid_to_tag(uid, &object))) object = NULLTAG;
    if (object == NULLTAG) @_error("no object has the UID %s: correct -uid=", uid);
    return object != NULLTAG && add(object, n, list);
}
`)
	_, items := w.plan.Option("item_id")
	if items {
		w.addItem(c)
	}
	c.text(`
int @_select(@_options_t *options, @_names_t *names, int *n, tag_t **found)
{
    int i = 0, done = 1;

    (void)names;
    *n = 0;
    *found = NULL;
`)
	if items {
		call := "add_item(options->item_id.item[i], n, found)"
		if w.plan.Spec.Select.Revision == spec.RevisionGiven {
			call = "add_item(options->item_id.item[i], options->rev_id.item[i], n, found)"
		}
		c.text("    for (i = 0; i < options->item_id.n; i++) {\n        if (!" + call + ") done = 0;\n    }\n")
	}
	c.text(`    for (i = 0; i < options->uid.n; i++) {
        if (!add_uid(options->uid.item[i], n, found)) done = 0;
    }
    return done && keep_once(n, *found);
}
`)
}

func (w *writer) addItem(c *cFile) {
	c.text(`
/* Item IDs are unique unless the site has further key attributes. */
static int find_item(const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!$_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) @_error("item %s does not exist: correct -item_id=", item_id);
    if (n > 1) @_error("%d items have the ID %s", n, item_id);
    return n == 1;
}
`)
	switch {
	case w.plan.Spec.Select.Kind == spec.KindItem:
		c.text(`
static int add_item(const char *item_id, int *n, tag_t **list)
{
    tag_t item = NULLTAG;

    return find_item(item_id, &item) && add(item, n, list);
}
`)
	case w.plan.Spec.Select.Revision == spec.RevisionGiven:
		c.text(`
static int add_item(const char *item_id, const char *rev_id, int *n, tag_t **list)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    if (!find_item(item_id, &item)) return 0;
    if (!$_OK(ITEM_find_revision(item, rev_id, &revision))) revision = NULLTAG;
    if (revision == NULLTAG) @_error("item %s has no revision %s: correct -rev_id=", item_id, rev_id);
    return revision != NULLTAG && add(revision, n, list);
}
`)
	default:
		c.text(`
/* All revisions; -revision= chooses among them. */
static int add_item(const char *item_id, int *n, tag_t **list)
{
    tag_t item = NULLTAG;
    tag_t *revisions = NULL;
    int n_revisions = 0, i = 0, done = 0;

    done = find_item(item_id, &item) && $_OK(ITEM_list_all_revs(item, &n_revisions, &revisions));
    for (i = 0; done && i < n_revisions; i++) done = add(revisions[i], n, list);
    MEM_free(revisions);
    return done;
}
`)
	}
}
