package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// findParents is the C function that finds the revisions that a structure may
// belong to; filters decide afterwards.
func (w *writer) findParents() string {
	body := `    return $_OK(ITEM_list_all_revs(whole->item, n, revisions));
}
`
	one := ""
	switch w.plan.Spec.Select.Revision {
	case spec.RevisionGiven:
		one = "find_revision(whole->item, whole->parent_id, whole->parent_rev, &revision)"
	case spec.RevisionLatest:
		one = "$_OK(ITEM_ask_latest_rev(whole->item, &revision)) && revision != NULLTAG"
	}
	local := ""
	if one != "" {
		local = "    tag_t revision = NULLTAG;\n"
		body = `    if (!(` + one + `)) return 0;
    *revisions = MEM_alloc(sizeof revision);
    if (*revisions == NULL) {
        @_error("out of memory for a revision");
        return 0;
    }
    (*revisions)[0] = revision;
    *n = 1;
    return 1;
}
`
	}
	if w.creates() {
		local += "    int there = 0;\n"
	}
	if local != "" {
		local += "\n"
	}
	given := ""
	if w.plan.Spec.Select.Revision == spec.RevisionGiven {
		given = `    if (whole->parent_rev[0] == '\0') {
        @_error("no line names the revision of the parent");
        return 0;
    }
`
	}
	return `
/* The item of the parent and the revisions that may be meant; the caller frees
   them with MEM_free. */
static int find_parents(@_structure_t *whole, int *n, tag_t **revisions)
{
` + local + `    if (whole->parent_id[0] == '\0') {
        @_error("the line above names no item");
        return 0;
    }
` + given + `%{create}    if (!@_find_item(whole->parent_id, &whole->item)) return 0;
` + body
}

const createMissingC = `
/* Creates an item with its first revision, named after its ID. */
static int create_item(const char *item_id, @_names_t *names, tag_t *item, tag_t *revision)
{
    tag_t input = NULLTAG;

    return $_OK(TCTYPE_construct_create_input(names->new_type, &input))
        && $_OK(AOM_set_value_string(input, "item_id", item_id)) && $_OK(AOM_set_value_string(input, "object_name", item_id))
        && $_OK(TCTYPE_create_object(input, item)) && $_OK(AOM_save_with_extensions(*item))
        && $_OK(ITEM_ask_latest_rev(*item, revision)) && *revision != NULLTAG
        && $_OK(AOM_refresh(*item, FALSE)) && $_OK(AOM_refresh(*revision, FALSE));
}
`

const findRevisionC = `
static int find_revision(tag_t item, const char *item_id, const char *rev_id, tag_t *revision)
{
    if (!$_OK(ITEM_find_revision(item, rev_id, revision))) *revision = NULLTAG;
    if (*revision == NULLTAG) @_error("item %s has no revision %s", item_id, rev_id);
    return *revision != NULLTAG;
}
`

const findBVRC = `
/* The BOM view revision of the type of -view=, and its view; NULLTAG when
   there is none. */
static int find_bvr(@_structure_t *whole, const char *name)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    whole->bvr = NULLTAG;
    done = $_OK(ITEM_rev_list_bom_view_revs(whole->revision, &n, &bvrs));
    if (done && name == NULL && n > 1) {
        @_error("it has %d BOM views: say which with -view=", n);
        done = 0;
    }
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = $_OK(PS_ask_bom_view_of_bvr(bvrs[i], &whole->view)) && (yes || has_type(whole->view, name, &yes));
        if (done && yes) whole->bvr = bvrs[i];
    }
    MEM_free(bvrs);
    if (!yes) whole->view = NULLTAG;
    return done;
}

/* The BOM view of the item that an earlier revision had; NULLTAG for none. */
static int find_view(@_structure_t *whole, const char *name)
{
    tag_t *views = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    done = $_OK(ITEM_list_bom_views(whole->item, &n, &views));
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = yes || has_type(views[i], name, &yes);
        if (done && yes) whole->view = views[i];
    }
    MEM_free(views);
    return done;
}
`

const createBVRC = `
/* Makes something of a structure, in an object that is locked for it. */
typedef int make_t(@_structure_t *whole);

static int make_view(@_structure_t *whole)
{
    tag_t view = NULLTAG;
    int done = $_OK(PS_create_bom_view(NULLTAG, NULL, NULL, whole->item, &view)) && view != NULLTAG
        && $_OK(AOM_save_with_extensions(view)) && $_OK(AOM_refresh(view, FALSE));

    whole->view = view;
    return done;
}

static int make_bvr(@_structure_t *whole)
{
    tag_t bvr = NULLTAG;
    int done = $_OK(PS_create_bvr(whole->view, NULL, NULL, whole->precise, whole->revision, &bvr)) && bvr != NULLTAG
        && $_OK(AOM_save_with_extensions(bvr)) && $_OK(AOM_refresh(bvr, FALSE));

    whole->bvr = bvr;
    return done;
}

/* What holds the new object is saved as well; its lock goes on every path. */
static int make(tag_t holder, make_t *function, @_structure_t *whole)
{
    int locked = $_OK(AOM_refresh(holder, TRUE));
    int done = locked && function(whole) && $_OK(AOM_save_with_extensions(holder));

    if (locked && !$_OK(AOM_refresh(holder, FALSE))) done = 0;
    return done;
}

/* A new view has the default type, which must be that of -view=. */
static int create_bvr(@_structure_t *whole, @_options_t *options)
{
    int yes = 1;

    if (!find_view(whole, options->view)) return 0;
    if (whole->view == NULLTAG) {
        if (!make(whole->item, make_view, whole)) return 0;
        if (options->view != NULL && !has_type(whole->view, options->view, &yes)) return 0;
    }
    if (yes) return make(whole->revision, make_bvr, whole);
    @_error("it has no BOM view of the type %s, which is not the default one: it cannot be made", options->view);
    return 0;
}

/* A structure that is there stays as precise as it is. */
static int find_precision(@_structure_t *whole, @_options_t *options)
{
    whole->precise = %{precise} ? TRUE : FALSE;
    if (whole->bvr == NULLTAG) return 1;
    if (!$_OK(PS_ask_is_bvr_precise(whole->bvr, &whole->precise))) return 0;
    if (%{precise} && !whole->precise) {
        @_error("its structure is imprecise, and a line of it cannot hold a revision");
        return 0;
    }
    return 1;
}
`
