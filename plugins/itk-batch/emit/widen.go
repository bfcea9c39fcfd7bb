package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// widens reports whether what belongs to an object is treated with it.
func (w *writer) widens() bool { return len(w.plan.Spec.Select.Include) > 0 }

func (w *writer) includes1(what spec.Include) bool {
	for _, i := range w.plan.Spec.Select.Include {
		if i == what {
			return true
		}
	}
	return false
}

func (w *writer) widenHeader(c *cFile) {
	c.text(`/* @_widen.h - what belongs to an object and is treated with it */

\ITK

/* Finds the object itself, which comes first, and what belongs to it, each
   once. The caller frees them with free; 0 on failure. */
int @_widen(tag_t object, int *n, tag_t **list);
`)
}

func (w *writer) widenSource(c *cFile) {
	c.text("/* @_widen.c - what belongs to an object and is treated with it */\n\n#include <stdlib.h>\n\n\\ITK\n\n#include \"@_report.h\"\n#include \"@_widen.h\"\n")
	c.text(addOnceC)
	c.text(`
static int is_type(tag_t object, const char *name, logical *yes)
{
    tag_t type = NULLTAG;

    *yes = FALSE;
    return $_OK(TCTYPE_ask_object_type(object, &type)) && $_OK(TCTYPE_is_type_of_as_str(type, name, yes));
}
`)
	if w.includes1(spec.IncludeItem) {
		c.text(`
static int add_item(tag_t object, int *n, tag_t **list)
{
    tag_t item = NULLTAG;
    logical fits = FALSE;

    if (!is_type(object, "ItemRevision", &fits)) return 0;
    return !fits || ($_OK(ITEM_ask_item_of_rev(object, &item)) && add(item, n, list));
}
`)
	}
	if w.includes1(spec.IncludeRevisions) {
		w.widenList(c, "add_revisions", "Item", "ITEM_list_all_revs(object, &n_found, &found)")
	}
	if w.includes1(spec.IncludeBOMViews) {
		w.widenList(c, "add_views", "Item", "ITEM_list_bom_views(object, &n_found, &found)")
		w.widenList(c, "add_view_revisions", "ItemRevision", "ITEM_rev_list_bom_view_revs(object, &n_found, &found)")
	}
	if w.includes1(spec.IncludeForms) || w.includes1(spec.IncludeDatasets) {
		w.widenRelated(c)
	}
	w.widenFunction(c)
}

const addOnceC = `
/* Adds an object unless it is there already. */
static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = NULL;
    int i = 0;

    for (i = 0; i < *n; i++) {
        if ((*list)[i] == object) return 1;
    }
    longer = realloc(*list, (size_t)(*n + 1) * sizeof **list);
    if (longer == NULL) {
        @_error("out of memory for %d object%s", *n + 1, @_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}
`

// widenList writes a function that adds what a call lists.
func (w *writer) widenList(c *cFile, name, kind, call string) {
	c.text(`
static int %{name}(tag_t object, int *n, tag_t **list)
{
    tag_t *found = NULL;
    logical fits = FALSE;
    int n_found = 0, i = 0, done = 1;

    if (!is_type(object, "%{kind}", &fits)) return 0;
    if (!fits) return 1;
    done = $_OK(`+call+`);
    for (i = 0; done && i < n_found; i++) done = add(found[i], n, list);
    MEM_free(found);
    return done;
}
`, "name", name, "kind", kind)
}

func (w *writer) widenRelated(c *cFile) {
	test := ""
	if w.includes1(spec.IncludeDatasets) {
		test = `        done = is_type(found[i], "Dataset", &fits);
        if (done && fits) done = add(found[i], n, list);
`
	}
	if w.includes1(spec.IncludeForms) {
		test += `        if (done) done = is_type(found[i], "Form", &fits) && (!fits || add(found[i], n, list));
`
	}
	c.text(`
/* What hangs on the object by any relation. */
static int add_related(tag_t object, int *n, tag_t **list)
{
    tag_t *found = NULL;
    logical fits = FALSE;
    int n_found = 0, i = 0, done = 0;

    done = $_OK(GRM_list_secondary_objects_only(object, NULLTAG, &n_found, &found));
    for (i = 0; done && i < n_found; i++) {
` + test + `    }
    MEM_free(found);
    return done;
}
`)
}

// widenFunction writes the function that puts the parts together: first items
// and revisions, then what hangs on all of them.
func (w *writer) widenFunction(c *cFile) {
	related := w.includes1(spec.IncludeForms) || w.includes1(spec.IncludeDatasets)
	c.text("\nint @_widen(tag_t object, int *n, tag_t **list)\n{\n")
	if related || w.includes1(spec.IncludeBOMViews) {
		c.text("    int i = 0, n_holders = 0, done = 0;\n")
	} else {
		c.text("    int done = 0;\n")
	}
	c.text("\n    *n = 0;\n    *list = NULL;\n    done = add(object, n, list);\n")
	if w.includes1(spec.IncludeItem) {
		c.text("    done = done && add_item(object, n, list);\n")
	}
	if w.includes1(spec.IncludeRevisions) {
		c.text("    done = done && add_revisions((*list)[*n - 1], n, list);\n")
	}
	if related || w.includes1(spec.IncludeBOMViews) {
		c.text("    n_holders = *n;\n    for (i = 0; done && i < n_holders; i++) {\n")
		if related {
			c.text("        done = add_related((*list)[i], n, list);\n")
		}
		if w.includes1(spec.IncludeBOMViews) {
			c.text("        done = done && add_views((*list)[i], n, list) && add_view_revisions((*list)[i], n, list);\n")
		}
		c.text("    }\n")
	}
	c.text(`    if (!done) {
        free(*list);
        *list = NULL;
        *n = 0;
    }
    return done;
}
`)
}
