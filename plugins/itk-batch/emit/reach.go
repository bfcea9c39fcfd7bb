package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// levels are the objects that the program reads from, beside the selected one.
func (w *writer) levels() []spec.Of {
	var used []spec.Of
	for _, of := range []spec.Of{spec.OfItem, spec.OfRevision, spec.OfRelated, spec.OfFile} {
		uses := w.plan.Reads(of)
		for _, f := range w.plan.Filters {
			uses = uses || f.Of == of
		}
		if uses {
			used = append(used, of)
		}
	}
	return used
}

// levelType writes the enumeration of the objects that are read from.
func (w *writer) levelType(c *cFile) {
	levels := append(w.levels(), w.ownLevels()...)
	if w.plan.Reads(spec.OfRun) {
		levels = append(levels, spec.OfRun)
	}
	c.text("typedef enum {\n")
	for i, of := range append([]spec.Of{spec.OfSelf}, levels...) {
		name := "    " + w.upper + "_" + level(of)
		if i < len(levels) {
			name += ","
		}
		c.text("%{name}%{pad}/* %{what} */\n", "name", name, "pad", pad(len(name), 44), "what", w.levelHelp(of))
	}
	c.text("} @_level_t;\n")
}

func pad(used, to int) string {
	spaces := "                                            "
	return spaces[:max(1, to-used)]
}

func (w *writer) levelHelp(of spec.Of) string {
	dataset := w.plan.Spec.Select.Kind == spec.KindDataset
	switch {
	case of == spec.OfSelf:
		return "the selected object"
	case of == spec.OfRun:
		return "what the program knows itself"
	case of == spec.OfItem && dataset:
		return "the items that the dataset hangs on, also through a revision"
	case of == spec.OfItem:
		return "the item of the revision"
	case of == spec.OfRevision && dataset:
		return "the revisions that the dataset hangs on"
	case of == spec.OfRevision:
		return "the latest revision of the item"
	case of == spec.OfRelated:
		return "what a relation leads to"
	case of == spec.OfParent:
		return "what it is used in"
	case of == spec.OfLine:
		return "the line of the structure"
	case of == spec.OfUser:
		return "the user"
	case of == spec.OfMember:
		return "the membership in a group"
	case of == spec.OfClass:
		return "the class that it is classified in"
	case of == spec.OfTask:
		return "the task"
	case of == spec.OfProcess:
		return "the process of the task"
	}
	return "files of datasets"
}

func (w *writer) reachHeader(c *cFile) {
	c.text(`/* @_reach.h - the way from a selected object to others */

\ITK

`)
	w.levelType(c)
	c.text(`
/* Finds the objects of that level.%{remark} The caller frees them with free; 0 on
   failure. */
int @_reach(tag_t object, @_level_t level%{way}, int *n, tag_t **reached);
`, "remark", when(w.followsRelations(), " Relation and type lead to related objects\n   and files; a type of NULL is any."),
		"way", w.ifFollows(", tag_t relation, const char *type"))
}

func (w *writer) reachSource(c *cFile) {
	c.text(addC)
	dataset := w.plan.Spec.Select.Kind == spec.KindDataset
	used := map[spec.Of]bool{}
	for _, of := range w.levels() {
		used[of] = true
	}
	if used[spec.OfRelated] || used[spec.OfFile] || dataset {
		c.text(`
static int is_type(tag_t object, const char *name, logical *yes)
{
    tag_t type = NULLTAG;

    return $_OK(TCTYPE_ask_object_type(object, &type)) && $_OK(TCTYPE_is_type_of_as_str(type, name, yes));
}
`)
	}
	if dataset && (used[spec.OfItem] || used[spec.OfRevision]) {
		w.owners(c, used[spec.OfItem])
	}
	if used[spec.OfRelated] || used[spec.OfFile] && w.filesByRelation() {
		w.related(c)
	}
	if used[spec.OfFile] {
		w.filesOf(c)
	}
	w.reach(c, used, dataset)
}

const addC = `/* @_reach.c - the way from a selected object to others */

#include <stdlib.h>

\ITK

#include "@_reach.h"
#include "@_report.h"

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

// owners writes the way from a dataset to what it hangs on.
func (w *writer) owners(c *cFile, items bool) {
	c.text(`
/* What the dataset hangs on by any relation, if it is of that type. */
static int add_owners(tag_t dataset, const char *type, int *n, tag_t **list)
{
    tag_t *owners = NULL;
    logical fits = FALSE;
    int n_owners = 0, i = 0, done = 0;

    done = $_OK(GRM_list_primary_objects_only(dataset, NULLTAG, &n_owners, &owners));
    for (i = 0; done && i < n_owners; i++) {
        fits = FALSE;
        done = is_type(owners[i], type, &fits) && (!fits || add(owners[i], n, list));
    }
    MEM_free(owners);
    return done;
}
`)
	if items {
		c.text(`
static int add_items(tag_t dataset, int *n, tag_t **list)
{
    tag_t *revisions = NULL;
    tag_t item = NULLTAG;
    int n_revisions = 0, i = 0, done = 0;

    done = add_owners(dataset, "Item", n, list) && add_owners(dataset, "ItemRevision", &n_revisions, &revisions);
    for (i = 0; done && i < n_revisions; i++) {
        done = $_OK(ITEM_ask_item_of_rev(revisions[i], &item)) && add(item, n, list);
    }
    free(revisions);
    return done;
}
`)
	}
}

func (w *writer) related(c *cFile) {
	c.text(`
static int add_related(tag_t object, tag_t relation, const char *type, int *n, tag_t **list)
{
    tag_t *related = NULL;
    logical fits = FALSE;
    int n_related = 0, i = 0, done = 0;

    done = $_OK(GRM_list_secondary_objects_only(object, relation, &n_related, &related));
    for (i = 0; done && i < n_related; i++) {
        fits = type == NULL;
        if (type != NULL) done = is_type(related[i], type, &fits);
        if (done && fits) done = add(related[i], n, list);
    }
    MEM_free(related);
    return done;
}
`)
}

// filesByRelation reports whether files belong to related datasets; without a
// relation they are those of the selected dataset.
func (w *writer) filesByRelation() bool {
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfFile && column.Relation != "" {
			return true
		}
	}
	return false
}

// ownFiles reports whether a column reads the files of the selected dataset.
func (w *writer) ownFiles() bool {
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfFile && column.Relation == "" {
			return true
		}
	}
	return false
}

func (w *writer) filesOf(c *cFile) {
	c.text(`
/* A dataset may also refer to what is no file, such as a form. */
static int add_files(tag_t dataset, int *n, tag_t **list)
{
    tag_t object = NULLTAG;
    AE_reference_type_t reference = AE_PART_OF;
    char *name = NULL;
    logical is_file = FALSE;
    int count = 0, i = 0, done = 0;

    done = $_OK(AE_ask_dataset_ref_count(dataset, &count));
    for (i = 0; done && i < count; i++) {
        name = NULL;
        object = NULLTAG;
        is_file = FALSE;
        done = $_OK(AE_find_dataset_named_ref2(dataset, i, &name, &reference, &object));
        MEM_free(name);
        if (done && object != NULLTAG) {
            done = is_type(object, "ImanFile", &is_file) && (!is_file || add(object, n, list));
        }
    }
    return done;
}
`)
	if w.filesByRelation() {
		c.text(`
static int add_related_files(tag_t object, tag_t relation, const char *type, int *n, tag_t **list)
{
    tag_t *datasets = NULL;
    logical is_dataset = FALSE;
    int n_datasets = 0, i = 0, done = 0;

    done = add_related(object, relation, type, &n_datasets, &datasets);
    for (i = 0; done && i < n_datasets; i++) {
        is_dataset = FALSE;
        done = is_type(datasets[i], "Dataset", &is_dataset) && (!is_dataset || add_files(datasets[i], n, list));
    }
    free(datasets);
    return done;
}
`)
	}
}

// followsRelations reports whether a relation is the way to some objects.
func (w *writer) followsRelations() bool {
	for _, of := range w.levels() {
		if of == spec.OfRelated || of == spec.OfFile && w.filesByRelation() {
			return true
		}
	}
	return false
}

// ifFollows is the text in programs that follow relations.
func (w *writer) ifFollows(text string) string {
	if w.followsRelations() {
		return text
	}
	return ""
}

// reach writes the function that chooses the way.
func (w *writer) reach(c *cFile, used map[spec.Of]bool, dataset bool) {
	c.text(`
int @_reach(tag_t object, @_level_t level%{way}, int *n, tag_t **reached)
{
`, "way", w.ifFollows(", tag_t relation, const char *type"))
	single := !dataset && (used[spec.OfItem] || used[spec.OfRevision])
	if single {
		c.text("    tag_t one = NULLTAG;\n")
	}
	c.text("    int done = 0;\n\n    *n = 0;\n    *reached = NULL;\n")
	c.text("    switch (level) {\n")
	way := func(of spec.Of, how string) {
		if used[of] {
			c.text("    case $_" + level(of) + ":\n        done = " + how + ";\n        break;\n")
		}
	}
	if dataset {
		way(spec.OfItem, "add_items(object, n, reached)")
		way(spec.OfRevision, `add_owners(object, "ItemRevision", n, reached)`)
	} else {
		way(spec.OfItem, "$_OK(ITEM_ask_item_of_rev(object, &one)) && add(one, n, reached)")
		way(spec.OfRevision, "$_OK(ITEM_ask_latest_rev(object, &one)) && add(one, n, reached)")
	}
	way(spec.OfRelated, "add_related(object, relation, type, n, reached)")
	switch {
	case w.filesByRelation() && w.ownFiles():
		way(spec.OfFile, "relation == NULLTAG ? add_files(object, n, reached) : add_related_files(object, relation, type, n, reached)")
	case w.filesByRelation():
		way(spec.OfFile, "add_related_files(object, relation, type, n, reached)")
	default:
		way(spec.OfFile, "add_files(object, n, reached)")
	}
	c.text(`    default:
        done = add(object, n, reached);
        break;
    }
    if (!done) {
        free(*reached);
        *reached = NULL;
        *n = 0;
    }
    return done;
}
`)
}
