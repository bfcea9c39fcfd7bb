package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) textTests(c *cFile) {
	like := false
	for _, f := range w.plan.Filters {
		like = like || f.Op == spec.OpLike
	}
	if like {
		c.text(isLikeC)
	} else {
		c.text(isOneOfC)
	}
	if w.plan.Tests(pattern.TestText, pattern.TestItemID, pattern.TestProperty) {
		c.text(`
static int has_text(tag_t object, const char *property, @_list_t *values, int like, int wanted, int *yes)
{
    char *text = NULL;

    if (!$_OK(AOM_ask_value_string(object, property, &text))) return 0;
    *yes = is_one_of(text, values, like) == wanted;
    MEM_free(text);
    return 1;
}
`)
	}
	if w.plan.Tests(pattern.TestItemID) {
		c.text(`
static int has_item_id(tag_t revision, @_list_t *values, int like, int wanted, int *yes)
{
    tag_t item = NULLTAG;

    return $_OK(ITEM_ask_item_of_rev(revision, &item))
        && has_text(item, "item_id", values, like, wanted, yes);
}
`)
	}
	if w.plan.Tests(pattern.TestProperty) {
		c.text(hasPropertyC)
	}
}

const isLikeC = `
/* Whether the text is as the pattern, in which * stands for any text. */
static int is_like(const char *text, const char *pattern)
{
    const char *star = NULL, *after = NULL;

    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            after = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++after;
        } else {
            return 0;
        }
    }
    while (*pattern == '*') pattern++;
    return *pattern == '\0';
}

static int is_one_of(const char *text, @_list_t *values, int like)
{
    int i = 0;

    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (like ? is_like(text, values->item[i]) : strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}
`

const isOneOfC = `
static int is_one_of(const char *text, @_list_t *values, int like)
{
    int i = 0;

    (void)like;
    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}
`
