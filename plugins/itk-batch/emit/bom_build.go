package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

func (w *writer) buildHeader(c *cFile) {
	c.text(`/* @_build.h - a structure as a whole: all of its lines, or none */

#include "@_lines.h"
#include "@_names.h"
#include "@_options.h"

/* Builds the structure, or finds out that it could be built, and writes a row
   for each of its lines. */
void @_build(@_structure_t *whole, @_options_t *options, @_names_t *names);
`)
}

// buildSource writes the module in the order of a structure: its parent, the
// BOM view, the components, the plan, the change, the rows.
func (w *writer) buildSource(c *cFile) {
	c.text(`/* @_build.c - a structure as a whole: all of its lines, or none

   What is there is compared with what the lines say, in memory; only then the
   window is changed. One structure is one mark point and one window. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_build.h"
#include "@_change.h"
#include "@_guard.h"
#include "@_item.h"
#include "@_match.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
#include "@_text.h"

/* What is planned for a component. */
enum { LEFT, UNCHANGED, CHANGED, ADDED };

/* A line of the structure, as it will be. */
typedef struct {
    tag_t bom_line;                         /* NULLTAG until it is added */
    tag_t item, revision;
    long owner;                             /* line of the file that asks for it; 0 for none */
    char *child_id, *find_no, *quantity, *uom;
} entry_t;

/* Where a structure stands; NULLTAG for what is not there yet. */
typedef struct {
    tag_t revision, item, view, bvr;
    logical precise;
} place_t;

static entry_t *entries = NULL;
static int n_entries = 0, n_places = 0;

static char *copy(const char *text)
{
    char *kept = malloc(strlen(text) + 1);

    if (kept == NULL) {
        @_error("out of memory for a text");
        return NULL;
    }
    strcpy(kept, text);
    return kept;
}

static void drop_entries(void)
{
    int i = 0;

    for (i = 0; i < n_entries; i++) {
        free(entries[i].child_id);
        free(entries[i].find_no);
        free(entries[i].quantity);
        free(entries[i].uom);
    }
    free(entries);
    entries = NULL;
    n_entries = n_places = 0;
}
`)
	w.unload(c)
	if w.creates() {
		c.text(existsC)
		c.text(createMissingC)
	}
	if w.plan.Uses("ITEM_find_revision") {
		c.text(findRevisionC)
	}
	c.text(viewTypeC)
	c.text(findBVRC)
	c.text(createBVRC, "precise", w.option("precise"))
	w.components(c)
	w.planning(c)
	w.changing(c)
	w.structureRows(c)
	w.building(c)
}

// option is the C expression for a choice that a flag turns round.
func (w *writer) option(name string) string {
	if _, ok := w.plan.Option(name); ok {
		return "options->" + name
	}
	return "!options->no_" + name
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
static int find_bvr(place_t *place, const char *name)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    done = $_OK(ITEM_rev_list_bom_view_revs(place->revision, &n, &bvrs));
    if (done && name == NULL && n > 1) {
        @_error("it has %d BOM views: say which with -view=", n);
        done = 0;
    }
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = $_OK(PS_ask_bom_view_of_bvr(bvrs[i], &place->view)) && (yes || has_type(place->view, name, &yes));
        if (done && yes) place->bvr = bvrs[i];
    }
    MEM_free(bvrs);
    if (!yes) place->view = NULLTAG;
    return done;
}

/* The BOM view of the item that an earlier revision had; NULLTAG for none. */
static int find_view(tag_t item, const char *name, tag_t *view)
{
    tag_t *views = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    *view = NULLTAG;
    done = $_OK(ITEM_list_bom_views(item, &n, &views));
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = yes || has_type(views[i], name, &yes);
        if (done && yes) *view = views[i];
    }
    MEM_free(views);
    return done;
}
`

const createBVRC = `
/* Makes something of a structure, in an object that is locked for it. */
typedef int make_t(place_t *place);

static int make_view(place_t *place)
{
    tag_t view = NULLTAG;
    int done = $_OK(PS_create_bom_view(NULLTAG, NULL, NULL, place->item, &view)) && view != NULLTAG
        && $_OK(AOM_save_with_extensions(view)) && $_OK(AOM_refresh(view, FALSE));

    place->view = view;
    return done;
}

static int make_bvr(place_t *place)
{
    tag_t bvr = NULLTAG;
    int done = $_OK(PS_create_bvr(place->view, NULL, NULL, place->precise, place->revision, &bvr)) && bvr != NULLTAG
        && $_OK(AOM_save_with_extensions(bvr)) && $_OK(AOM_refresh(bvr, FALSE));

    place->bvr = bvr;
    return done;
}

/* What holds the new object is saved as well; its lock goes on every path. */
static int make(tag_t holder, make_t *function, place_t *place)
{
    int locked = $_OK(AOM_refresh(holder, TRUE));
    int done = locked && function(place) && $_OK(AOM_save_with_extensions(holder));

    if (locked && !$_OK(AOM_refresh(holder, FALSE))) done = 0;
    return done;
}

/* A new view has the default type, which must be that of -view=. */
static int create_bvr(place_t *place, @_options_t *options)
{
    int yes = 1;

    if (!$_OK(ITEM_ask_item_of_rev(place->revision, &place->item)) || !find_view(place->item, options->view, &place->view)) return 0;
    if (place->view == NULLTAG) {
        if (!make(place->item, make_view, place)) return 0;
        if (options->view != NULL && !has_type(place->view, options->view, &yes)) return 0;
    }
    if (yes) return make(place->revision, make_bvr, place);
    @_error("it has no BOM view of the type %s, which is not the default one: it cannot be made", options->view);
    return 0;
}

/* A structure that is there stays as precise as it is. */
static int find_precision(place_t *place, @_options_t *options)
{
    place->precise = %{precise} ? TRUE : FALSE;
    if (place->bvr == NULLTAG) return 1;
    if (!$_OK(PS_ask_is_bvr_precise(place->bvr, &place->precise))) return 0;
    if (%{precise} && !place->precise) {
        @_error("its structure is imprecise, and a line of it cannot hold a revision");
        return 0;
    }
    return 1;
}
`

// components writes how what a line names is found.
func (w *writer) components(c *cFile) {
	in := w.plan.Spec.Input
	decimal := in.Decimal
	if decimal == "" {
		decimal = "."
	}
	if in.Has(spec.RoleQuantity) {
		c.text(readNumberC, "decimal", cChar(decimal[0]))
	}
	if in.Has(spec.RoleUOM) {
		c.text(checkUnitC)
	}
	find := `    if (!@_find_item(component->child_id, &component->item)) return 0;
`
	if w.creates() {
		find = `    if (!exists(component->child_id, &there)) return 0;
    if (there && !@_find_item(component->child_id, &component->item)) return 0;
    if (!there && options->nodryrun) {
        if (!create_item(component->child_id, names, &component->item, &revision)) return 0;
        component->is_new = 1;
    }
`
	}
	c.text(findComponentC, "find", expand(w, find), "there", map[bool]string{true: "    int there = 0;\n    tag_t revision = NULLTAG;\n"}[w.creates()],
		"unused", map[bool]string{false: "    (void)options;\n    (void)names;\n"}[w.creates()])
	quantity, unit, rev := "", "", ""
	if in.Has(spec.RoleQuantity) {
		quantity = "    if (!read_number(component)) return 0;\n"
	}
	if in.Has(spec.RoleUOM) {
		unit = "    if (!check_unit(component->uom)) return 0;\n"
	}
	if in.Has(spec.RoleChildRev) {
		rev = `    if (component->child_rev[0] != '\0' && component->item != NULLTAG
        && !find_revision(component->item, component->child_id, component->child_rev, &component->revision)) return 0;
`
	}
	c.text(takeComponentC, "quantity", quantity, "unit", unit, "rev", expand(w, rev))
}

const readNumberC = `
/* Digits and one decimal sign: anything else may be a date or thousands. */
static int read_number(@_component_t *component)
{
    const char *text = component->quantity;
    size_t whole = strspn(text, "0123456789"), part = 0;
    const char *rest = text + whole;

    memset(component->number, 0, sizeof component->number);
    component->is_fraction = 0;
    if (text[0] == '\0') return 1;
    if (rest[0] == %{decimal}) {
        part = strspn(rest + 1, "0123456789");
        rest += part + 1;
    }
    if (rest[0] != '\0' || whole + part == 0 || whole + part > 15) {
        @_error("\"%s\" is no quantity", text);
        return 0;
    }
    if (whole == 0) strcpy(component->number, "0");
    memcpy(component->number + strlen(component->number), text, whole);
    while (part > 0 && text[whole + part] == '0') part--;
    if (part == 0) return 1;
    strcat(component->number, ".");
    strncat(component->number, text + whole + 1, part);
    component->is_fraction = 1;
    return 1;
}
`

const checkUnitC = `
static int check_unit(const char *symbol)
{
    tag_t uom = NULLTAG;

    if (symbol[0] == '\0') return 1;
    if (!$_OK(UOM_find_by_symbol(symbol, &uom))) uom = NULLTAG;
    if (uom != NULLTAG) return 1;
    @_error("unit \"%s\" does not exist at this site", symbol);
    return 0;
}
`

const findComponentC = `
/* The item of a component, which an earlier line may have found already. */
static int find_component(@_structure_t *whole, @_component_t *component, @_options_t *options, @_names_t *names)
{
    int i = 0;
%{there}
%{unused}    for (i = 0; &whole->components[i] != component; i++) {
        if (!whole->components[i].is_found || strcmp(whole->components[i].child_id, component->child_id) != 0) continue;
        component->item = whole->components[i].item;
        return 1;
    }
%{find}    component->is_found = 1;
    return 1;
}
`

const takeComponentC = `
/* Finds what the line of a component names, and tests its values. */
static int take_component(@_structure_t *whole, @_component_t *component, logical precise, @_options_t *options, @_names_t *names)
{
    component->item = component->revision = NULLTAG;
    component->is_found = component->is_new = component->has_failed = 0;
    if (component->child_id[0] == '\0') {
        @_error("the line names no component");
        return 0;
    }
    if (strcmp(component->child_id, whole->parent_id) == 0) {
        @_error("%s would contain itself", component->child_id);
        return 0;
    }
%{quantity}%{unit}    if (!find_component(whole, component, options, names)) return 0;
%{rev}    if (!precise || component->item == NULLTAG || component->revision != NULLTAG) return 1;
    return $_OK(ITEM_ask_latest_rev(component->item, &component->revision)) && component->revision != NULLTAG;
}
`

// building writes the way from a structure to the revisions that take it.
func (w *writer) building(c *cFile) {
	again := ""
	if w.remembersParents() {
		again = `    if (whole->again) {
        @_error("lines of the same parent stand further up: sort the file by parent");
        refuse(whole, NULLTAG, options, $_FAILED, NULL);
        return;
    }
`
		if w.byLevel() {
			again = `    if (whole->again) {
        refuse(whole, NULLTAG, options, $_SKIPPED, "the structure of this parent stands further up in the file");
        return;
    }
`
		}
	}
	c.text(w.findParents(), "create", map[bool]string{true: expand(w, `    if (!exists(whole->parent_id, &there)) return 0;
    if (!there) return 1;
`)}[w.creates()], "there", map[bool]string{true: "    int there = 0;\n"}[w.creates()])
	missing := ""
	if w.creates() {
		missing = `    if (item == NULLTAG) {
        build_on(whole, NULLTAG, options, names);
        return;
    }
`
	}
	c.text(buildC, "again", expand(w, again), "missing", missing)
}

// findParents is the C function that finds the revisions that a structure may
// belong to; filters decide afterwards.
func (w *writer) findParents() string {
	body := `    if (!$_OK(ITEM_list_all_revs(*item, n, revisions))) return 0;
    return 1;
}
`
	one := ""
	switch w.plan.Spec.Select.Revision {
	case spec.RevisionGiven:
		one = "find_revision(*item, whole->parent_id, whole->parent_rev, &revision)"
	case spec.RevisionLatest:
		one = "$_OK(ITEM_ask_latest_rev(*item, &revision)) && revision != NULLTAG"
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
static int find_parents(@_structure_t *whole, tag_t *item, int *n, tag_t **revisions)
{
` + local + `%{there}
    if (whole->parent_id[0] == '\0') {
        @_error("the line above names no item");
        return 0;
    }
` + given + `%{create}    if (!@_find_item(whole->parent_id, item)) return 0;
` + body
}

const buildC = `
/* The revision as a parent: it is tested like any object. */
static int build_if_wanted(@_structure_t *whole, tag_t revision, @_options_t *options, @_names_t *names)
{
    int wanted = 0;

    if (!@_matches(revision, options, names, &wanted)) {
        refuse(whole, revision, options, $_FAILED, NULL);
        return 1;
    }
    if (wanted) build_on(whole, revision, options, names);
    return wanted;
}

void @_build(@_structure_t *whole, @_options_t *options, @_names_t *names)
{
    char text[96];
    tag_t item = NULLTAG;
    tag_t *revisions = NULL;
    int n = 0, i = 0, built = 0;

    @_forget_reason();
    if (whole->broken > 0) {
        sprintf(text, "left out: line %ld is wrong and may belong to the same parent", whole->broken);
        refuse(whole, NULLTAG, options, $_SKIPPED, text);
        return;
    }
%{again}    if (!find_parents(whole, &item, &n, &revisions)) {
        MEM_free(revisions);
        refuse(whole, NULLTAG, options, $_FAILED, NULL);
        return;
    }
%{missing}    for (i = 0; i < n && !@_gave_up(); i++) {
        if (build_if_wanted(whole, revisions[i], options, names)) built++;
        unload(revisions[i]);
    }
    MEM_free(revisions);
    if (built == 0 && n > 0) refuse(whole, NULLTAG, options, $_SKIPPED, "there is no such revision, or a filter does not fit");
    unload_components(whole);
    unload(item);
}
`
