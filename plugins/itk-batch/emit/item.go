package emit

// itemHeader declares the way from IDs to items and revisions, for lines that
// name more than one.
func (w *writer) itemHeader(c *cFile) {
	c.text(`/* @_item.h - items and revisions by their IDs */

\ITK

/* Finds the one item with the ID; 0 on failure, which is reported. */
int @_find_item(const char *item_id, tag_t *item);
`)
	if w.findsRevisions() {
		c.text("\n/* Finds a revision of it. */\nint @_find_revision(const char *item_id, const char *rev_id, tag_t *revision);\n")
	}
}

func (w *writer) itemSource(c *cFile) {
	c.text(`/* @_item.c - items and revisions by their IDs */

#include <stdlib.h>

\ITK

#include "@_item.h"
#include "@_report.h"

/* Item IDs are unique unless the site has further key attributes. */
int @_find_item(const char *item_id, tag_t *item)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int n = 0;

    names[0] = "item_id";
    values[0] = item_id;
    if (!$_OK(ITEM_find_items_by_key_attributes(1, names, values, &n, &items))) n = 0;
    *item = n == 1 ? items[0] : NULLTAG;
    MEM_free(items);
    if (n == 0) @_error("item %s does not exist", item_id);
    if (n > 1) @_error("%d items have the ID %s", n, item_id);
    return n == 1;
}
`)
	if w.findsRevisions() {
		c.text(`
int @_find_revision(const char *item_id, const char *rev_id, tag_t *revision)
{
    tag_t item = NULLTAG;

    *revision = NULLTAG;
    if (!@_find_item(item_id, &item)) return 0;
    if (!$_OK(ITEM_find_revision(item, rev_id, revision))) *revision = NULLTAG;
    if (*revision == NULLTAG) @_error("item %s has no revision %s", item_id, rev_id);
    return *revision != NULLTAG;
}
`)
	}
}

// existsC tells whether there is an item with an ID.
const existsC = `
static int count_items(const char *item_id, int *n)
{
    const char *names[1], *values[1];
    tag_t *items = NULL;
    int code = ITK_ok;

    names[0] = "item_id";
    values[0] = item_id;
    code = ITEM_find_items_by_key_attributes(1, names, values, n, &items);
    MEM_free(items);
    return code;
}

/* Some sites answer "there is none" with an error code. A failure that is
   none comes once and not again. */
static int exists(const char *item_id, int *yes)
{
    int n = 0, code = count_items(item_id, &n);

    *yes = code == ITK_ok && n > 0;
    if (code == ITK_ok) return 1;
    if (count_items(item_id, &n) == ITK_ok) return $_OK(code);
    if (EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
    return 1;
}
`

// findsRevisions reports whether a line names a revision of a further item.
func (w *writer) findsRevisions() bool {
	return w.plan.Uses("ITEM_find_revision") && !w.plan.Groups
}
