/* pnx_build.c - a structure as a whole: all of its lines, or none

   What is there is compared with what the lines say, in memory; only then the
   window is changed. One structure is one mark point and one window. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <bom/bom.h>
#include <ps/ps.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/item.h>
#include <tccore/uom.h>

#include "pnx_build.h"
#include "pnx_change.h"
#include "pnx_guard.h"
#include "pnx_item.h"
#include "pnx_match.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"

/* What is planned for a component. */
enum { LEFT, UNCHANGED, CHANGED, ADDED };

/* A line of the structure, as it will be. */
typedef struct {
    tag_t bom_line;                         /* NULLTAG until it is added */
    tag_t item, revision;
    long owner;                             /* line of the file that asks for it; 0 for none */
    char *find_no, *quantity, *uom;
} entry_t;

static entry_t *entries = NULL;
static int n_entries = 0, n_places = 0;

static char *copy(const char *text)
{
    char *kept = malloc(strlen(text) + 1);

    if (kept == NULL) {
        pnx_error("out of memory for a text");
        return NULL;
    }
    strcpy(kept, text);
    return kept;
}

static void drop_entries(void)
{
    int i = 0;

    for (i = 0; i < n_entries; i++) {
        free(entries[i].find_no);
        free(entries[i].quantity);
        free(entries[i].uom);
    }
    free(entries);
    entries = NULL;
    n_entries = n_places = 0;
}

/* A long run would hold every object that it has read. That one cannot be
   unloaded is no error of its row; it is said once. */
static void unload(tag_t object)
{
    static int warned = 0;

    if (AOM_unload(object) == ITK_ok) return;
    if (!warned) pnx_info("objects cannot be unloaded: the run needs more memory");
    warned = 1;
    if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

/* Whether the BOM view has the type of -view=. */
static int has_type(tag_t view, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    char *type_name = NULL;

    *yes = 0;
    if (!PNX_OK(PS_ask_bom_view_type(view, &type)) || !PNX_OK(PS_ask_view_type_name(type, &type_name))) return 0;
    *yes = type_name != NULL && strcmp(type_name, name) == 0;
    MEM_free(type_name);
    return 1;
}

/* The BOM view revision of the type of -view=, and its view; NULLTAG when
   there is none. */
static int find_bvr(pnx_structure_t *whole, const char *name)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    whole->bvr = NULLTAG;
    done = PNX_OK(ITEM_rev_list_bom_view_revs(whole->revision, &n, &bvrs));
    if (done && name == NULL && n > 1) {
        pnx_error("it has %d BOM views: say which with -view=", n);
        done = 0;
    }
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = PNX_OK(PS_ask_bom_view_of_bvr(bvrs[i], &whole->view)) && (yes || has_type(whole->view, name, &yes));
        if (done && yes) whole->bvr = bvrs[i];
    }
    MEM_free(bvrs);
    if (!yes) whole->view = NULLTAG;
    return done;
}

/* The BOM view of the item that an earlier revision had; NULLTAG for none. */
static int find_view(pnx_structure_t *whole, const char *name)
{
    tag_t *views = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    done = PNX_OK(ITEM_list_bom_views(whole->item, &n, &views));
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = yes || has_type(views[i], name, &yes);
        if (done && yes) whole->view = views[i];
    }
    MEM_free(views);
    return done;
}

/* Makes something of a structure, in an object that is locked for it. */
typedef int make_t(pnx_structure_t *whole);

static int make_view(pnx_structure_t *whole)
{
    tag_t view = NULLTAG;
    int done = PNX_OK(PS_create_bom_view(NULLTAG, NULL, NULL, whole->item, &view)) && view != NULLTAG
        && PNX_OK(AOM_save_with_extensions(view)) && PNX_OK(AOM_refresh(view, FALSE));

    whole->view = view;
    return done;
}

static int make_bvr(pnx_structure_t *whole)
{
    tag_t bvr = NULLTAG;
    int done = PNX_OK(PS_create_bvr(whole->view, NULL, NULL, whole->precise, whole->revision, &bvr)) && bvr != NULLTAG
        && PNX_OK(AOM_save_with_extensions(bvr)) && PNX_OK(AOM_refresh(bvr, FALSE));

    whole->bvr = bvr;
    return done;
}

/* What holds the new object is saved as well; its lock goes on every path. */
static int make(tag_t holder, make_t *function, pnx_structure_t *whole)
{
    int locked = PNX_OK(AOM_refresh(holder, TRUE));
    int done = locked && function(whole) && PNX_OK(AOM_save_with_extensions(holder));

    if (locked && !PNX_OK(AOM_refresh(holder, FALSE))) done = 0;
    return done;
}

/* A new view has the default type, which must be that of -view=. */
static int create_bvr(pnx_structure_t *whole, pnx_options_t *options)
{
    int yes = 1;

    if (!find_view(whole, options->view)) return 0;
    if (whole->view == NULLTAG) {
        if (!make(whole->item, make_view, whole)) return 0;
        if (options->view != NULL && !has_type(whole->view, options->view, &yes)) return 0;
    }
    if (yes) return make(whole->revision, make_bvr, whole);
    pnx_error("it has no BOM view of the type %s, which is not the default one: it cannot be made", options->view);
    return 0;
}

/* A structure that is there stays as precise as it is. */
static int find_precision(pnx_structure_t *whole, pnx_options_t *options)
{
    whole->precise = options->precise ? TRUE : FALSE;
    if (whole->bvr == NULLTAG) return 1;
    if (!PNX_OK(PS_ask_is_bvr_precise(whole->bvr, &whole->precise))) return 0;
    if (options->precise && !whole->precise) {
        pnx_error("its structure is imprecise, and a line of it cannot hold a revision");
        return 0;
    }
    return 1;
}

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

static int check_unit(const char *symbol)
{
    tag_t uom = NULLTAG;

    if (symbol[0] == '\0') return 1;
    if (!PNX_OK(UOM_find_by_symbol(symbol, &uom))) uom = NULLTAG;
    if (uom != NULLTAG) return 1;
    pnx_error("unit \"%s\" does not exist at this site", symbol);
    return 0;
}

/* The item of a component, which an earlier line may have found already. */
static int find_component(const pnx_structure_t *whole, pnx_component_t *component)
{
    const pnx_component_t *earlier = NULL;

    for (earlier = whole->components; earlier != component; earlier++) {
        if (!earlier->is_found || strcmp(earlier->child_id, component->child_id) != 0) continue;
        component->item = earlier->item;
        return 1;
    }
    if (!pnx_find_item(component->child_id, &component->item)) return 0;
    component->is_found = 1;
    return 1;
}

/* Finds what the line of a component names, and tests its values. */
static int take_component(const pnx_structure_t *whole, pnx_component_t *component)
{
    component->item = component->revision = NULLTAG;
    component->is_found = 0;
    if (component->child_id[0] == '\0') {
        pnx_error("the line names no component");
        return 0;
    }
    if (strcmp(component->child_id, whole->parent_id) == 0) {
        pnx_error("%s would contain itself", component->child_id);
        return 0;
    }
    if (component->quantity[0] != '\0' && !read_number(component->quantity, '.', component->number)) {
        pnx_error("\"%s\" is no quantity", component->quantity);
        return 0;
    }
    if (!check_unit(component->uom)) return 0;
    if (!find_component(whole, component)) return 0;
    if (!whole->precise || component->item == NULLTAG || component->revision != NULLTAG) return 1;
    return PNX_OK(ITEM_ask_latest_rev(component->item, &component->revision)) && component->revision != NULLTAG;
}

/* Makes room for one more line of the structure. */
static entry_t *add_entry(void)
{
    entry_t *more = entries;

    if (n_entries == n_places) {
        more = realloc(more, (size_t)(2 * n_places + 64) * sizeof *more);
        if (more == NULL) {
            pnx_error("out of memory for %d lines", n_entries + 1);
            return NULL;
        }
        entries = more;
        n_places = 2 * n_places + 64;
    }
    memset(&more[n_entries], 0, sizeof *more);
    return &more[n_entries++];
}

static int read_copy(tag_t bom_line, const char *property, char **kept)
{
    char **values = NULL;
    int n = 0;

    if (!PNX_OK(AOM_ask_displayable_values(bom_line, property, &n, &values))) return 0;
    *kept = copy(n == 0 || values[0] == NULL ? "" : values[0]);
    MEM_free(values);
    return *kept != NULL;
}

static int read_entry(tag_t bom_line)
{
    entry_t *entry = add_entry();

    if (entry == NULL) return 0;
    entry->bom_line = bom_line;
    return PNX_OK(AOM_ask_value_tag(bom_line, "bl_item", &entry->item)) && PNX_OK(AOM_ask_value_tag(bom_line, "bl_revision", &entry->revision))
        && read_copy(bom_line, "bl_sequence_no", &entry->find_no) && read_copy(bom_line, "bl_quantity", &entry->quantity)
        && read_copy(bom_line, "bl_uom", &entry->uom);
}

static int read_entries(tag_t top)
{
    tag_t *lines = NULL;
    int n = 0, i = 0, done = 0;

    done = PNX_OK(BOM_line_ask_child_lines(top, &n, &lines));
    for (i = 0; done && i < n; i++) done = read_entry(lines[i]);
    MEM_free(lines);
    return done;
}

/* Find numbers are texts, but 0010 is 10. */
static int same_find_no(const char *a, const char *b)
{
    if (strspn(a, "0123456789") == strlen(a) && strspn(b, "0123456789") == strlen(b)) {
        while (a[0] == '0' && a[1] != '\0') a++;
        while (b[0] == '0' && b[1] != '\0') b++;
    }
    return strcmp(a, b) == 0;
}

/* The line that the component means; -1 for none, -2 when that cannot be said,
   which is reported. */
static int find_entry(const pnx_component_t *component)
{
    int i = 0, n = 0, found = -1;

    for (i = 0; i < n_entries; i++) {
        if (entries[i].item != component->item) continue;
        if (component->find_no[0] != '\0' && !same_find_no(entries[i].find_no, component->find_no)) continue;
        found = i;
        n++;
    }
    if (n > 1) {
        pnx_error("%d lines there have this component: give find numbers", n);
        return -2;
    }
    return found;
}

/* "each" is what has no unit. */
static const char *unit_of(const char *symbol)
{
    return strcmp(symbol, "each") == 0 ? "" : symbol;
}

/* A part of a piece would be a mistake: 2.5 screws. */
static int has_unit(const pnx_component_t *component, const char *there)
{
    tag_t uom = NULLTAG;

    if (unit_of(component->uom)[0] != '\0') return 1;
    if (component->uom[0] == '\0') {
        if (unit_of(there)[0] != '\0') return 1;
        if (component->item != NULLTAG && !PNX_OK(ITEM_ask_unit_of_measure(component->item, &uom))) return 0;
    }
    if (uom == NULLTAG) pnx_error("the quantity %s needs a unit", component->quantity);
    return uom != NULLTAG;
}

/* A line without a quantity counts as one; large ones are shown with an exponent. */
static int same_quantity(const char *there, const char *number)
{
    char text[64] = "";
    char *end = NULL;
    double a = 0.0, b = strtod(number, NULL);

    if (there[0] == '\0') return b == 1.0;
    strncat(text, there, sizeof text - 1);
    if (strchr(text, ',') != NULL) *strchr(text, ',') = '.';
    a = strtod(text, &end);
    return end != text && *end == '\0' && a - b < 1e-9 && b - a < 1e-9;
}

static int plan_addition(pnx_component_t *component)
{
    entry_t *entry = add_entry();

    if (entry == NULL) return 0;
    component->what = ADDED;
    component->entry = n_entries - 1;
    component->sets_quantity = component->number[0] != '\0';
    component->sets_uom = component->uom[0] != '\0';
    entry->item = component->item;
    entry->revision = component->revision;
    entry->owner = component->line;
    entry->find_no = copy(component->find_no);
    return entry->find_no != NULL;
}

static int plan_change(pnx_component_t *component, int e)
{
    entry_t *entry = &entries[e];

    component->entry = e;
    entry->owner = component->line;
    component->sets_quantity = component->number[0] != '\0' && !same_quantity(entry->quantity, component->number);
    component->sets_uom = component->uom[0] != '\0' && strcmp(unit_of(entry->uom), unit_of(component->uom)) != 0;
    component->what = component->sets_quantity || component->sets_uom ? CHANGED : UNCHANGED;
    component->old_quantity = entry->quantity;
    component->old_uom = entry->uom;
    entry->quantity = entry->uom = NULL;
    return 1;
}

/* Nothing is known yet of what becomes of the lines. */
static void forget_plan(pnx_structure_t *whole)
{
    pnx_component_t *component = NULL;
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        component = &whole->components[i];
        component->what = LEFT;
        component->has_failed = component->sets_quantity = component->sets_uom = 0;
        free(component->old_quantity);
        free(component->old_uom);
        component->old_quantity = component->old_uom = NULL;
    }
}

static int plan_component(pnx_component_t *component)
{
    int e = find_entry(component);

    if (e < -1) return 0;
    if (e >= 0 && entries[e].owner != 0) {
        pnx_error("the same component as in line %ld", entries[e].owner);
        return 0;
    }
    if (strchr(component->number, '.') != NULL && !has_unit(component, e < 0 ? "" : entries[e].uom)) return 0;
    if (e >= 0) return plan_change(component, e);
    return plan_addition(component);
}

/* Keeps why a line fails, and with it all lines of its parent. */
static void fail(pnx_component_t *component)
{
    component->has_failed = 1;
    free(component->why);
    component->why = copy(pnx_reason());
    pnx_forget_reason();
}

static int take_all(pnx_structure_t *whole)
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (take_component(whole, &whole->components[i])) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}

static int plan_all(pnx_structure_t *whole)
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (plan_component(&whole->components[i])) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}

/* The unit comes before the quantity: a fraction is refused without one. */
static int write_component(tag_t top, logical precise, const pnx_component_t *component, pnx_names_t *names)
{
    entry_t *entry = &entries[component->entry];

    if (component->what == ADDED) {
        if (!PNX_OK(BOM_line_add(top, component->item, precise ? component->revision : NULLTAG, NULLTAG, &entry->bom_line))) return 0;
        if (entry->bom_line == NULLTAG) return 0;
    }
    if (component->what == ADDED && component->find_no[0] != '\0'
        && !PNX_OK(BOM_line_set_attribute_string(entry->bom_line, names->find_no, component->find_no))) return 0;
    if (component->sets_uom
        && !PNX_OK(BOM_line_set_attribute_string(entry->bom_line, names->uom, component->uom))) return 0;
    if (component->sets_quantity
        && !PNX_OK(BOM_line_set_attribute_string(entry->bom_line, names->quantity, component->number))) return 0;
    return 1;
}

static int has_changes(const pnx_structure_t *whole)
{
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        if (whole->components[i].what >= CHANGED) return 1;
    }
    return 0;
}

static int write_all(tag_t window, tag_t top, pnx_structure_t *whole, pnx_names_t *names)
{
    int i = 0, done = 1;

    for (i = 0; done && i < whole->n; i++) {
        if (whole->components[i].what < CHANGED) continue;
        done = write_component(top, whole->precise, &whole->components[i], names);
        if (!done) fail(&whole->components[i]);
    }
    return done && PNX_OK(BOM_save_window(window));
}

/* Compares, and writes unless this is a dry run. */
static int work_in(tag_t window, pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    tag_t top = NULLTAG;

    if (names->rule != NULLTAG && !PNX_OK(BOM_set_window_config_rule(window, names->rule))) return 0;
    if (!PNX_OK(BOM_set_window_pack_all(window, FALSE))) return 0;
    if (!PNX_OK(BOM_set_window_top_line(window, NULLTAG, whole->revision, whole->view, &top))) return 0;
    if (top == NULLTAG) pnx_error("its structure cannot be opened");
    return top != NULLTAG && read_entries(top) && plan_all(whole)
        && (!options->nodryrun || !has_changes(whole) || write_all(window, top, whole, names));
}

/* Does all that the structure needs; what the window did not save is gone with
   it. 0 on failure; is_open says that the window could not be closed. */
static int carry_out(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names, int *is_open)
{
    tag_t window = NULLTAG;
    int done = 0;

    if (!find_precision(whole, options) || !take_all(whole)) return 0;
    if (whole->bvr == NULLTAG && !options->nodryrun) return plan_all(whole);
    if (whole->bvr == NULLTAG && !create_bvr(whole, options)) return 0;
    if (!PNX_OK(BOM_create_window(&window))) return 0;
    done = work_in(window, whole, options, names);
    *is_open = !PNX_OK(BOM_close_window(window));
    return done;
}

static pnx_change_t change_structure(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    int mark = 0, done = 0, is_open = 0;

    if (!options->nodryrun) {
        done = carry_out(whole, options, names, &is_open);
        return done && !is_open ? PNX_KEPT : PNX_TAKEN_BACK;
    }
    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = carry_out(whole, options, names, &is_open);
    change = pnx_end_change(mark, done);
    return change == PNX_KEPT && is_open ? PNX_KEPT_BUT : change;
}

/* Begins the row of a component, or of a line that is removed. 0 when the
   revision cannot be named, which is reported. */
static int begin_row(const pnx_structure_t *whole, long line, const char *child_id)
{
    int named = 0;

    pnx_forget_reason();
    named = pnx_begin_row(line, whole->revision);
    pnx_set_key(PNX_KEY_PARENT_ID, whole->parent_id);
    pnx_set_key(PNX_KEY_PARENT_REV, whole->rev_id == NULL ? whole->parent_rev : whole->rev_id);
    pnx_set_key(PNX_KEY_CHILD_ID, child_id);
    return named;
}

/* What is done cannot be without a row that says so. */
static pnx_outcome_t outcome_unnamed(pnx_options_t *options, pnx_outcome_t outcome, const char **why)
{
    if (outcome == PNX_FAILED) return outcome;
    return pnx_outcome_of(options->nodryrun && outcome == PNX_DONE ? PNX_KEPT_BUT : PNX_TAKEN_BACK, why);
}

static void end_row(const pnx_structure_t *whole, const pnx_component_t *component, pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    static const char *const words[] = { "", "unchanged", "changed", "added" };
    int named = begin_row(whole, component->line, component->child_id);

    pnx_set_key(PNX_KEY_FIND_NO, component->find_no);
    pnx_set_key(PNX_KEY_OLD_QTY, component->old_quantity);
    pnx_set_key(PNX_KEY_NEW_QTY, component->sets_quantity ? component->number : component->old_quantity);
    pnx_set_key(PNX_KEY_OLD_UOM, component->old_uom);
    pnx_set_key(PNX_KEY_NEW_UOM, component->sets_uom ? component->uom : component->old_uom);
    if (outcome != PNX_FAILED) pnx_set_key(PNX_KEY_WHAT, words[component->what]);
    if (!named) outcome = outcome_unnamed(options, outcome, &why);
    pnx_end_row(options, outcome, why);
}

/* Nothing of what was planned comes true: lines that failed say so, the others
   have the same row. NULL is the reason so far. */
static void refuse(pnx_structure_t *whole, pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    pnx_component_t *component = NULL;
    char *kept = NULL;
    int i = 0, given_up = pnx_gave_up();

    if (why == NULL) why = kept = copy(pnx_reason());
    for (i = 0; i < whole->n && pnx_gave_up() == given_up; i++) {
        component = &whole->components[i];
        component->what = LEFT;
        component->sets_quantity = component->sets_uom = 0;
        if (component->has_failed) end_row(whole, component, options, PNX_FAILED, component->why);
        else end_row(whole, component, options, outcome, why);
    }
    free(kept);
}

/* One line that fails takes the others of its parent with it. */
static void end_rows(pnx_structure_t *whole, pnx_options_t *options, pnx_change_t change)
{
    char text[96];
    const char *why = NULL;
    pnx_outcome_t outcome = pnx_outcome_of(change, &why);
    const pnx_component_t *component = NULL;
    int i = 0;

    for (i = 0; i < whole->n && !whole->components[i].has_failed; i++) continue;
    if (i < whole->n) {
        sprintf(text, "%s: line %ld of this parent failed", options->nodryrun ? "taken back" : "left out", whole->components[i].line);
        refuse(whole, options, PNX_SKIPPED, text);
        return;
    }
    if (change == PNX_TAKEN_BACK) {
        refuse(whole, options, outcome, NULL);
        return;
    }
    for (i = 0; i < whole->n && !pnx_gave_up(); i++) {
        component = &whole->components[i];
        if (outcome == PNX_FAILED || component->what >= CHANGED) {
            end_row(whole, component, options, outcome, why);
        } else {
            end_row(whole, component, options, PNX_SKIPPED, component->what == LEFT ? "the same as an earlier line" : "the line is there already");
        }
    }
}

static int name_revision(pnx_structure_t *whole)
{
    char *text = NULL;
    int done = PNX_OK(AOM_ask_value_string(whole->revision, "item_revision_id", &text));

    free(whole->rev_id);
    whole->rev_id = copy(done && text != NULL ? text : "");
    MEM_free(text);
    return done && whole->rev_id != NULL;
}

/* Whether revision and BOM view may be changed. */
static pnx_outcome_t guard(const pnx_structure_t *whole, pnx_options_t *options, const char **why)
{
    static char text[160];
    pnx_outcome_t outcome = pnx_guard(whole->revision, options, why);

    if (outcome != PNX_DONE || whole->bvr == NULLTAG) return outcome;
    outcome = pnx_guard(whole->bvr, options, why);
    if (outcome == PNX_DONE || *why == NULL) return outcome;
    strcpy(text, "its BOM view: ");
    strncat(text, *why, sizeof text - strlen(text) - 1);
    *why = text;
    return outcome;
}

/* The lines of a structure stay in memory with it. */
static void unload_structure(const pnx_structure_t *whole)
{
    tag_t *occurrences = NULL;
    int n = 0, i = 0;

    if (whole->bvr == NULLTAG) return;
    if (PS_list_occurrences_of_bvr(whole->bvr, &n, &occurrences) != ITK_ok) {
        n = 0;
        if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
    }
    for (i = 0; i < n; i++) unload(occurrences[i]);
    MEM_free(occurrences);
    unload(whole->bvr);
    unload(whole->view);
}

/* Builds on the revision; NULLTAG is a parent that is made first. */
static void build_on(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    pnx_change_t change = PNX_TAKEN_BACK;

    if (whole->revision != NULLTAG) {
        outcome = name_revision(whole) && find_bvr(whole, options->view) ? guard(whole, options, &why) : PNX_FAILED;
    }
    if (outcome != PNX_DONE) {
        refuse(whole, options, outcome, why);
        return;
    }
    change = change_structure(whole, options, names);
    end_rows(whole, options, change);
    drop_entries();
    if (change != PNX_TAKEN_BACK) unload_structure(whole);
}

static void unload_components(pnx_structure_t *whole)
{
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        if (!whole->components[i].is_found) continue;
        if (whole->components[i].revision != NULLTAG) unload(whole->components[i].revision);
        if (whole->components[i].item != NULLTAG) unload(whole->components[i].item);
    }
}

/* The item of the parent and the revisions that may be meant; the caller frees
   them with MEM_free. */
static int find_parents(pnx_structure_t *whole, int *n, tag_t **revisions)
{
    if (whole->parent_id[0] == '\0') {
        pnx_error("the line above names no item");
        return 0;
    }
    if (!pnx_find_item(whole->parent_id, &whole->item)) return 0;
    return PNX_OK(ITEM_list_all_revs(whole->item, n, revisions));
}

/* The revision as a parent: it is tested like any object. */
static int build_if_wanted(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    int wanted = 0;

    forget_plan(whole);
    if (!pnx_matches(whole->revision, options, names, &wanted)) {
        refuse(whole, options, PNX_FAILED, NULL);
        return 1;
    }
    if (wanted) build_on(whole, options, names);
    return wanted;
}

void pnx_build(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    char text[96];
    tag_t *revisions = NULL;
    int n = 0, i = 0, built = 0;

    pnx_forget_reason();
    if (whole->broken > 0) {
        sprintf(text, "left out: line %ld is wrong and may belong to the same parent", whole->broken);
        refuse(whole, options, PNX_SKIPPED, text);
        return;
    }
    if (!find_parents(whole, &n, &revisions)) {
        MEM_free(revisions);
        refuse(whole, options, PNX_FAILED, NULL);
        return;
    }
    for (i = 0; i < n && !pnx_gave_up(); i++) {
        whole->revision = revisions[i];
        if (build_if_wanted(whole, options, names)) built++;
        unload(revisions[i]);
    }
    MEM_free(revisions);
    whole->revision = NULLTAG;
    if (built == 0 && n > 0) refuse(whole, options, PNX_SKIPPED, "there is no such revision, or a filter does not fit");
    unload_components(whole);
    unload(whole->item);
}
