package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

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

// entryTexts are the texts that are kept of a line of the structure.
func (w *writer) entryTexts() []string {
	texts := []string{"find_no", "quantity", "uom"}
	if w.creates() || w.plan.Spec.Action.Existing == spec.ExistingReplace {
		texts = append(texts, "child_id")
	}
	return texts
}

// siteC are the parameters, siteArguments the arguments, by which functions get
// at the site: only those that create items need it for a component.
const (
	siteC         = ", @_options_t *options, @_names_t *names"
	siteArguments = ", options, names"
)

// buildSource writes the module in the order of a structure: its parent, the
// BOM view, the components, the plan, the change, the rows.
func (w *writer) buildSource(c *cFile) {
	free := ""
	for _, text := range w.entryTexts() {
		free += "        free(entries[i]." + text + ");\n"
	}
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

/* What is planned for a component. */
enum { LEFT, UNCHANGED, CHANGED, ADDED };

/* A line of the structure, as it will be. */
typedef struct {
    tag_t bom_line;                         /* NULLTAG until it is added */
    tag_t item, revision;
    long owner;                             /* line of the file that asks for it; 0 for none */
    char %{texts};
} entry_t;

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
%{free}    }
    free(entries);
    entries = NULL;
    n_entries = n_places = 0;
}
`, "texts", "*"+strings.Join(w.entryTexts(), ", *"), "free", free)
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

// components writes how what a line names is found.
func (w *writer) components(c *cFile) {
	in := w.plan.Spec.Input
	decimal := in.Decimal
	if decimal == "" {
		decimal = "."
	}
	if in.Has(spec.RoleQuantity) {
		c.text(readNumberC)
	}
	if in.Has(spec.RoleUOM) {
		c.text(checkUnitC)
	}
	there, site, arguments, unknown := "", "", "", ""
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
		there, site, arguments, unknown = "    int there = 0;\n    tag_t revision = NULLTAG;\n", expand(w, siteC), siteArguments, "is_new = component->"
	}
	c.text(findComponentC, "find", expand(w, find), "there", there, "site", site)
	quantity, unit, rev := "", "", ""
	if in.Has(spec.RoleQuantity) {
		quantity = `    if (component->quantity[0] != '\0' && !read_number(component->quantity, ` + cChar(decimal[0]) + `, component->number)) {
        @_error("\"%s\" is no quantity", component->quantity);
        return 0;
    }
`
	}
	if in.Has(spec.RoleUOM) {
		unit = "    if (!check_unit(component->uom)) return 0;\n"
	}
	if in.Has(spec.RoleChildRev) {
		rev = `    if (component->child_rev[0] != '\0' && component->item != NULLTAG
        && !find_revision(component->item, component->child_id, component->child_rev, &component->revision)) return 0;
`
	}
	c.text(takeComponentC, "site", site, "arguments", arguments, "unknown", unknown, "quantity", expand(w, quantity), "unit", unit, "rev", expand(w, rev))
}

const readNumberC = `
/* Digits and a decimal sign become a number with a point and without zeros that
   say nothing. 0 for other texts: they may be dates or thousands. */
static int read_number(const char *text, char decimal, char *number)
{
    const char *digits = text + strspn(text, "0");
    size_t whole = strspn(digits, "0123456789"), part = 0;
    const char *rest = digits + whole;

    if (rest[0] == decimal) part = strspn(++rest, "0123456789");
    if (rest[part] != '\0' || whole + part > 15 || (digits == text && whole + part == 0)) return 0;
    while (part > 0 && rest[part - 1] == '0') part--;
    sprintf(number, "%s%.*s%s%.*s", whole == 0 ? "0" : "", (int)whole, digits, part == 0 ? "" : ".", (int)part, rest);
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
static int find_component(const @_structure_t *whole, @_component_t *component%{site})
{
    const @_component_t *earlier = NULL;
%{there}
    for (earlier = whole->components; earlier != component; earlier++) {
        if (!earlier->is_found || strcmp(earlier->child_id, component->child_id) != 0) continue;
        component->item = earlier->item;
        return 1;
    }
%{find}    component->is_found = 1;
    return 1;
}
`

const takeComponentC = `
/* Finds what the line of a component names, and tests its values. */
static int take_component(const @_structure_t *whole, @_component_t *component%{site})
{
    component->item = component->revision = NULLTAG;
    component->%{unknown}is_found = 0;
    if (component->child_id[0] == '\0') {
        @_error("the line names no component");
        return 0;
    }
    if (strcmp(component->child_id, whole->parent_id) == 0) {
        @_error("%s would contain itself", component->child_id);
        return 0;
    }
%{quantity}%{unit}    if (!find_component(whole, component%{arguments})) return 0;
%{rev}    if (!whole->precise || component->item == NULLTAG || component->revision != NULLTAG) return 1;
    return $_OK(ITEM_ask_latest_rev(component->item, &component->revision)) && component->revision != NULLTAG;
}
`

// building writes the way from a structure to the revisions that take it.
func (w *writer) building(c *cFile) {
	again := ""
	if w.remembersParents() {
		again = `    if (whole->again) {
        @_error("lines of the same parent stand further up: sort the file by parent");
        refuse(whole, options, $_FAILED, NULL);
        return;
    }
`
		if w.byLevel() {
			again = `    if (whole->again) {
        refuse(whole, options, $_SKIPPED, "the structure of this parent stands further up in the file");
        return;
    }
`
		}
	}
	c.text(w.findParents(), "create", when(w.creates(), expand(w, `    if (!exists(whole->parent_id, &there)) return 0;
    if (!there) return 1;
`)))
	missing := ""
	if w.creates() {
		missing = `    if (whole->item == NULLTAG) {
        build_on(whole, options, names);
        return;
    }
`
	}
	c.text(buildC, "again", expand(w, again), "missing", missing)
}

const buildC = `
/* The revision as a parent: it is tested like any object. */
static int build_if_wanted(@_structure_t *whole, @_options_t *options, @_names_t *names)
{
    int wanted = 0;

    forget_plan(whole);
    if (!@_matches(whole->revision, options, names, &wanted)) {
        refuse(whole, options, $_FAILED, NULL);
        return 1;
    }
    if (wanted) build_on(whole, options, names);
    return wanted;
}

void @_build(@_structure_t *whole, @_options_t *options, @_names_t *names)
{
    char text[96];
    tag_t *revisions = NULL;
    int n = 0, i = 0, built = 0;

    @_forget_reason();
    if (whole->broken > 0) {
        sprintf(text, "left out: line %ld is wrong and may belong to the same parent", whole->broken);
        refuse(whole, options, $_SKIPPED, text);
        return;
    }
%{again}    if (!find_parents(whole, &n, &revisions)) {
        MEM_free(revisions);
        refuse(whole, options, $_FAILED, NULL);
        return;
    }
%{missing}    for (i = 0; i < n && !@_gave_up(); i++) {
        whole->revision = revisions[i];
        if (build_if_wanted(whole, options, names)) built++;
        unload(revisions[i]);
    }
    MEM_free(revisions);
    whole->revision = NULLTAG;
    if (built == 0 && n > 0) refuse(whole, options, $_SKIPPED, "there is no such revision, or a filter does not fit");
    unload_components(whole);
    unload(whole->item);
}
`
