package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// resolveLeft writes the way from the values of a line to objects that may be
// deleted already: a line without objects is no error then. A finder that gives
// an error code still is one, because it may be any failure.
func (w *writer) resolveLeft(c *cFile) {
	if w.single() == "uid" {
		c.text(`
static int resolve(@_line_t *line, const char *uid)
{
    tag_t object = NULLTAG;

    if (!$_OK(ITK__convert_uid_to_tag(uid, &object))) return 0;
    return object == NULLTAG || add(line, object);
}
`)
		return
	}
	c.text(findLeftC)
	s := w.plan.Spec.Select
	switch {
	case s.Kind == spec.KindItem:
		c.text(`
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG;

    return find_item(line, item_id, &item) && (item == NULLTAG || add(line, item));
}
`)
	case w.plan.Spec.Input.Has(spec.RoleRevID):
		c.text(resolveLeftC)
	case s.Revision == spec.RevisionLatest:
		c.text(`
/* The latest revision of the item. */
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    if (!find_item(line, item_id, &item)) return 0;
    if (item == NULLTAG) return 1;
    return $_OK(ITEM_ask_latest_rev(item, &revision)) && (revision == NULLTAG || add(line, revision));
}
`)
	default:
		c.text(resolveAllLeftC)
	}
}

const findLeftC = `
/* NULLTAG for an item that is not there, or not any more. */
static int find_item(@_line_t *line, const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0, done = 0;

    names[0] = "item_id";
    values[0] = item_id;
    done = $_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items));
    *item = done && n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (done && n > 1) @_error("line %ld: %d items have the ID %s", line->number, n, item_id);
    return done && n <= 1;
}
`

const resolveLeftC = `
static int resolve(@_line_t *line, const char *item_id, const char *rev_id)
{
    tag_t item = NULLTAG, revision = NULLTAG;

    if (!find_item(line, item_id, &item)) return 0;
    if (item == NULLTAG) return 1;
    if (!$_OK(ITEM_find_revision(item, rev_id, &revision))) return 0;
    return revision == NULLTAG || add(line, revision);
}
`

const resolveAllLeftC = `
/* All revisions of the item; which are wanted is tested afterwards. */
static int resolve(@_line_t *line, const char *item_id)
{
    tag_t item = NULLTAG;
    tag_t *revisions = NULL;
    int n = 0, i = 0, done = 0;

    if (!find_item(line, item_id, &item)) return 0;
    if (item == NULLTAG) return 1;
    done = $_OK(ITEM_list_all_revs(item, &n, &revisions));
    for (i = 0; done && i < n; i++) done = add(line, revisions[i]);
    MEM_free(revisions);
    return done;
}
`
