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
#include "pnx_text.h"

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
        free(entries[i].child_id);
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
static int find_bvr(place_t *place, const char *name)
{
    tag_t *bvrs = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    done = PNX_OK(ITEM_rev_list_bom_view_revs(place->revision, &n, &bvrs));
    if (done && name == NULL && n > 1) {
        pnx_error("it has %d BOM views: say which with -view=", n);
        done = 0;
    }
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = PNX_OK(PS_ask_bom_view_of_bvr(bvrs[i], &place->view)) && (yes || has_type(place->view, name, &yes));
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
    done = PNX_OK(ITEM_list_bom_views(item, &n, &views));
    for (i = 0; done && !yes && i < n; i++) {
        yes = name == NULL;
        done = yes || has_type(views[i], name, &yes);
        if (done && yes) *view = views[i];
    }
    MEM_free(views);
    return done;
}

/* Makes something of a structure, in an object that is locked for it. */
typedef int make_t(place_t *place);

static int make_view(place_t *place)
{
    tag_t view = NULLTAG;
    int done = PNX_OK(PS_create_bom_view(NULLTAG, NULL, NULL, place->item, &view)) && view != NULLTAG
        && PNX_OK(AOM_save_with_extensions(view)) && PNX_OK(AOM_refresh(view, FALSE));

    place->view = view;
    return done;
}

static int make_bvr(place_t *place)
{
    tag_t bvr = NULLTAG;
    int done = PNX_OK(PS_create_bvr(place->view, NULL, NULL, place->precise, place->revision, &bvr)) && bvr != NULLTAG
        && PNX_OK(AOM_save_with_extensions(bvr)) && PNX_OK(AOM_refresh(bvr, FALSE));

    place->bvr = bvr;
    return done;
}

/* What holds the new object is saved as well; its lock goes on every path. */
static int make(tag_t holder, make_t *function, place_t *place)
{
    int locked = PNX_OK(AOM_refresh(holder, TRUE));
    int done = locked && function(place) && PNX_OK(AOM_save_with_extensions(holder));

    if (locked && !PNX_OK(AOM_refresh(holder, FALSE))) done = 0;
    return done;
}

/* A new view has the default type, which must be that of -view=. */
static int create_bvr(place_t *place, pnx_options_t *options)
{
    int yes = 1;

    if (!PNX_OK(ITEM_ask_item_of_rev(place->revision, &place->item)) || !find_view(place->item, options->view, &place->view)) return 0;
    if (place->view == NULLTAG) {
        if (!make(place->item, make_view, place)) return 0;
        if (options->view != NULL && !has_type(place->view, options->view, &yes)) return 0;
    }
    if (yes) return make(place->revision, make_bvr, place);
    pnx_error("it has no BOM view of the type %s, which is not the default one: it cannot be made", options->view);
    return 0;
}

/* A structure that is there stays as precise as it is. */
static int find_precision(place_t *place, pnx_options_t *options)
{
    place->precise = options->precise ? TRUE : FALSE;
    if (place->bvr == NULLTAG) return 1;
    if (!PNX_OK(PS_ask_is_bvr_precise(place->bvr, &place->precise))) return 0;
    if (options->precise && !place->precise) {
        pnx_error("its structure is imprecise, and a line of it cannot hold a revision");
        return 0;
    }
    return 1;
}

/* Digits and one decimal sign: anything else may be a date or thousands. */
static int read_number(pnx_component_t *component)
{
    const char *text = component->quantity;
    size_t whole = strspn(text, "0123456789"), part = 0;
    const char *rest = text + whole;

    memset(component->number, 0, sizeof component->number);
    component->is_fraction = 0;
    if (text[0] == '\0') return 1;
    if (rest[0] == '.') {
        part = strspn(rest + 1, "0123456789");
        rest += part + 1;
    }
    if (rest[0] != '\0' || whole + part == 0 || whole + part > 15) {
        pnx_error("\"%s\" is no quantity", text);
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
static int find_component(pnx_structure_t *whole, pnx_component_t *component, pnx_options_t *options, pnx_names_t *names)
{
    int i = 0;

    (void)options;
    (void)names;
    for (i = 0; &whole->components[i] != component; i++) {
        if (!whole->components[i].is_found || strcmp(whole->components[i].child_id, component->child_id) != 0) continue;
        component->item = whole->components[i].item;
        return 1;
    }
    if (!pnx_find_item(component->child_id, &component->item)) return 0;
    component->is_found = 1;
    return 1;
}

/* Finds what the line of a component names, and tests its values. */
static int take_component(pnx_structure_t *whole, pnx_component_t *component, logical precise, pnx_options_t *options, pnx_names_t *names)
{
    component->item = component->revision = NULLTAG;
    component->is_found = component->is_new = component->has_failed = 0;
    if (component->child_id[0] == '\0') {
        pnx_error("the line names no component");
        return 0;
    }
    if (strcmp(component->child_id, whole->parent_id) == 0) {
        pnx_error("%s would contain itself", component->child_id);
        return 0;
    }
    if (!read_number(component)) return 0;
    if (!check_unit(component->uom)) return 0;
    if (!find_component(whole, component, options, names)) return 0;
    if (!precise || component->item == NULLTAG || component->revision != NULLTAG) return 1;
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

static int read_displayed(tag_t object, const char *property, pnx_text_t *text)
{
    char **values = NULL;
    int n = 0, done = 0;

    pnx_empty(text);
    if (!PNX_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    done = n == 0 || values[0] == NULL || pnx_puts(text, values[0]);
    MEM_free(values);
    return done;
}

static int read_copy(tag_t bom_line, const char *property, char **kept)
{
    static pnx_text_t text;
    int done = read_displayed(bom_line, property, &text) && (*kept = copy(pnx_string(&text))) != NULL;

    pnx_free_text(&text);
    return done;
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
static int find_entry(const pnx_component_t *component, logical precise)
{
    int i = 0, n = 0, found = -1;

    (void)precise;
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

/* A line without a quantity counts as one. */
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
    entry->child_id = copy(component->child_id);
    entry->find_no = copy(component->find_no);
    entry->quantity = copy(component->number);
    entry->uom = copy(component->uom);
    return entry->child_id != NULL && entry->find_no != NULL && entry->quantity != NULL && entry->uom != NULL;
}

/* Keeps the old text for the row, and the new one, if there is one, for what
   follows. */
static int change_text(char **there, const char *text, char **old)
{
    free(*old);
    *old = *there;
    *there = copy(text == NULL ? *old : text);
    return *there != NULL;
}

static int plan_change(pnx_component_t *component, int e)
{
    entry_t *entry = &entries[e];

    component->entry = e;
    entry->owner = component->line;
    component->sets_quantity = component->number[0] != '\0' && !same_quantity(entry->quantity, component->number);
    component->sets_uom = component->uom[0] != '\0' && strcmp(unit_of(entry->uom), unit_of(component->uom)) != 0;
    component->what = component->sets_quantity || component->sets_uom ? CHANGED : UNCHANGED;
    return change_text(&entry->quantity, component->sets_quantity ? component->number : NULL, &component->old_quantity)
        && change_text(&entry->uom, component->sets_uom ? component->uom : NULL, &component->old_uom);
}

static int plan_component(pnx_component_t *component, logical precise)
{
    int e = find_entry(component, precise);

    component->what = LEFT;
    component->sets_quantity = component->sets_uom = 0;
    if (e < -1) return 0;
    if (e >= 0 && entries[e].owner != 0) {
        pnx_error("the same component as in line %ld", entries[e].owner);
        return 0;
    }
    if (component->is_fraction && !has_unit(component, e < 0 ? "" : entries[e].uom)) return 0;
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

static int take_all(pnx_structure_t *whole, logical precise, pnx_options_t *options, pnx_names_t *names)
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (take_component(whole, &whole->components[i], precise, options, names)) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}

static int plan_all(pnx_structure_t *whole, logical precise)
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (plan_component(&whole->components[i], precise)) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}

/* The unit comes before the quantity: a fraction is refused without one. */
static int write_component(tag_t top, const pnx_component_t *component, logical precise, pnx_names_t *names)
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

static int write_all(tag_t window, tag_t top, pnx_structure_t *whole, logical precise, pnx_names_t *names)
{
    int i = 0, done = 1;

    for (i = 0; done && i < whole->n; i++) {
        if (whole->components[i].what < CHANGED) continue;
        done = write_component(top, &whole->components[i], precise, names);
        if (!done) fail(&whole->components[i]);
    }
    return done && PNX_OK(BOM_save_window(window));
}

/* Compares, and writes unless this is a dry run. */
static int work_in(tag_t window, pnx_structure_t *whole, const place_t *place, pnx_options_t *options, pnx_names_t *names)
{
    tag_t top = NULLTAG;

    if (names->rule != NULLTAG && !PNX_OK(BOM_set_window_config_rule(window, names->rule))) return 0;
    if (!PNX_OK(BOM_set_window_pack_all(window, FALSE))) return 0;
    if (!PNX_OK(BOM_set_window_top_line(window, NULLTAG, place->revision, place->view, &top))) return 0;
    if (top == NULLTAG) pnx_error("its structure cannot be opened");
    return top != NULLTAG && read_entries(top) && plan_all(whole, place->precise)
        && (!options->nodryrun || !has_changes(whole) || write_all(window, top, whole, place->precise, names));
}

/* Does all that the structure needs; what the window did not save is gone with
   it. 0 on failure; is_open says that the window could not be closed. */
static int carry_out(pnx_structure_t *whole, place_t *place, pnx_options_t *options, pnx_names_t *names, int *is_open)
{
    tag_t window = NULLTAG;
    int done = 0;

    if (!find_precision(place, options) || !take_all(whole, place->precise, options, names)) return 0;
    if (place->bvr == NULLTAG && !options->nodryrun) return plan_all(whole, place->precise);
    if (place->bvr == NULLTAG && !create_bvr(place, options)) return 0;
    if (!PNX_OK(BOM_create_window(&window))) return 0;
    done = work_in(window, whole, place, options, names);
    *is_open = !PNX_OK(BOM_close_window(window));
    return done;
}

static pnx_change_t change_structure(pnx_structure_t *whole, place_t *place, pnx_options_t *options, pnx_names_t *names)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    int mark = 0, done = 0, is_open = 0;

    if (!options->nodryrun) {
        done = carry_out(whole, place, options, names, &is_open);
        return done && !is_open ? PNX_KEPT : PNX_TAKEN_BACK;
    }
    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = carry_out(whole, place, options, names, &is_open);
    change = pnx_end_change(mark, done);
    return change == PNX_KEPT && is_open ? PNX_KEPT_BUT : change;
}

/* Begins the row of a component, or of a line that is removed. 0 when the
   revision cannot be named, which is reported. */
static int begin_row(const pnx_structure_t *whole, tag_t revision, long line, const char *child_id)
{
    int named = 0;

    pnx_forget_reason();
    named = pnx_begin_row(line, revision);
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

static void end_row(const pnx_structure_t *whole, const pnx_component_t *component, tag_t revision, pnx_options_t *options,
    pnx_outcome_t outcome, const char *why)
{
    static const char *const words[] = { "", "unchanged", "changed", "added" };
    int named = begin_row(whole, revision, component->line, component->child_id);

    pnx_set_key(PNX_KEY_FIND_NO, component->find_no);
    pnx_set_key(PNX_KEY_OLD_QTY, component->old_quantity);
    pnx_set_key(PNX_KEY_NEW_QTY, component->sets_quantity ? component->number : component->old_quantity);
    pnx_set_key(PNX_KEY_OLD_UOM, component->old_uom);
    pnx_set_key(PNX_KEY_NEW_UOM, component->sets_uom ? component->uom : component->old_uom);
    if (outcome != PNX_FAILED) pnx_set_key(PNX_KEY_WHAT, words[component->what]);
    if (!named) outcome = outcome_unnamed(options, outcome, &why);
    pnx_end_row(options, outcome, why);
}

/* Nothing of what was planned for it comes true. */
static void leave(pnx_component_t *component)
{
    component->what = LEFT;
    component->sets_quantity = component->sets_uom = 0;
}

/* The same row for all lines; why is the reason so far if it is NULL. */
static void refuse(pnx_structure_t *whole, tag_t revision, pnx_options_t *options, pnx_outcome_t outcome, const char *why)
{
    char *kept = NULL;
    int i = 0, given_up = pnx_gave_up();

    if (why == NULL) why = kept = copy(pnx_reason());
    for (i = 0; i < whole->n && pnx_gave_up() == given_up; i++) {
        leave(&whole->components[i]);
        end_row(whole, &whole->components[i], revision, options, outcome, why);
    }
    free(kept);
}

/* One line that fails takes the others of its parent with it. */
static void end_failed(pnx_structure_t *whole, long failed, tag_t revision, pnx_options_t *options)
{
    char text[96];
    const pnx_component_t *component = NULL;
    int i = 0, given_up = pnx_gave_up();

    sprintf(text, "%s: line %ld of this parent failed", options->nodryrun ? "taken back" : "left out", failed);
    for (i = 0; i < whole->n && pnx_gave_up() == given_up; i++) {
        component = &whole->components[i];
        leave(&whole->components[i]);
        end_row(whole, component, revision, options, component->has_failed ? PNX_FAILED : PNX_SKIPPED, component->has_failed ? component->why : text);
    }
}

static void end_rows(pnx_structure_t *whole, tag_t revision, pnx_options_t *options, pnx_change_t change)
{
    const char *why = NULL;
    pnx_outcome_t outcome = pnx_outcome_of(change, &why);
    int i = 0;

    for (i = 0; i < whole->n && !whole->components[i].has_failed; i++) continue;
    if (i < whole->n) {
        end_failed(whole, whole->components[i].line, revision, options);
        return;
    }
    if (change == PNX_TAKEN_BACK) {
        refuse(whole, revision, options, outcome, NULL);
        return;
    }
    for (i = 0; i < whole->n && !pnx_gave_up(); i++) {
        if (outcome == PNX_FAILED || whole->components[i].what >= CHANGED) {
            end_row(whole, &whole->components[i], revision, options, outcome, why);
        } else {
            end_row(whole, &whole->components[i], revision, options, PNX_SKIPPED,
                whole->components[i].what == LEFT ? "the same as an earlier line" : "the line is there already");
        }
    }
}

static int name_revision(pnx_structure_t *whole, tag_t revision)
{
    char *text = NULL;
    int done = PNX_OK(AOM_ask_value_string(revision, "item_revision_id", &text));

    free(whole->rev_id);
    whole->rev_id = copy(done && text != NULL ? text : "");
    MEM_free(text);
    return done && whole->rev_id != NULL;
}

/* Whether revision and BOM view may be changed. */
static pnx_outcome_t guard(const place_t *place, pnx_options_t *options, const char **why)
{
    static char text[160];
    pnx_outcome_t outcome = pnx_guard(place->revision, options, why);

    if (outcome != PNX_DONE || place->bvr == NULLTAG) return outcome;
    outcome = pnx_guard(place->bvr, options, why);
    if (outcome == PNX_DONE || *why == NULL) return outcome;
    strcpy(text, "its BOM view: ");
    strncat(text, *why, sizeof text - strlen(text) - 1);
    *why = text;
    return outcome;
}

/* The lines of a structure stay in memory with it. */
static void unload_place(const place_t *place)
{
    tag_t *occurrences = NULL;
    int n = 0, i = 0;

    if (place->bvr == NULLTAG) return;
    if (PS_list_occurrences_of_bvr(place->bvr, &n, &occurrences) != ITK_ok) {
        n = 0;
        if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
    }
    for (i = 0; i < n; i++) unload(occurrences[i]);
    MEM_free(occurrences);
    unload(place->bvr);
    unload(place->view);
}

/* Builds on a revision; NULLTAG is a parent that is made first. */
static void build_on(pnx_structure_t *whole, tag_t revision, pnx_options_t *options, pnx_names_t *names)
{
    place_t place;
    const char *why = NULL;
    pnx_outcome_t outcome = PNX_DONE;
    pnx_change_t change = PNX_TAKEN_BACK;
    int i = 0;

    memset(&place, 0, sizeof place);
    place.revision = revision;
    if (revision != NULLTAG) {
        outcome = name_revision(whole, revision) && find_bvr(&place, options->view) ? guard(&place, options, &why) : PNX_FAILED;
    }
    if (outcome != PNX_DONE) {
        refuse(whole, revision, options, outcome, why);
        return;
    }
    for (i = 0; i < whole->n; i++) whole->components[i].has_failed = 0;
    change = change_structure(whole, &place, options, names);
    end_rows(whole, change == PNX_TAKEN_BACK && options->nodryrun ? revision : place.revision, options, change);
    drop_entries();
    if (change != PNX_TAKEN_BACK) unload_place(&place);
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
static int find_parents(pnx_structure_t *whole, tag_t *item, int *n, tag_t **revisions)
{
    if (whole->parent_id[0] == '\0') {
        pnx_error("the line above names no item");
        return 0;
    }
    if (!pnx_find_item(whole->parent_id, item)) return 0;
    if (!PNX_OK(ITEM_list_all_revs(*item, n, revisions))) return 0;
    return 1;
}

/* The revision as a parent: it is tested like any object. */
static int build_if_wanted(pnx_structure_t *whole, tag_t revision, pnx_options_t *options, pnx_names_t *names)
{
    int wanted = 0;

    if (!pnx_matches(revision, options, names, &wanted)) {
        refuse(whole, revision, options, PNX_FAILED, NULL);
        return 1;
    }
    if (wanted) build_on(whole, revision, options, names);
    return wanted;
}

void pnx_build(pnx_structure_t *whole, pnx_options_t *options, pnx_names_t *names)
{
    char text[96];
    tag_t item = NULLTAG;
    tag_t *revisions = NULL;
    int n = 0, i = 0, built = 0;

    pnx_forget_reason();
    if (whole->broken > 0) {
        sprintf(text, "left out: line %ld is wrong and may belong to the same parent", whole->broken);
        refuse(whole, NULLTAG, options, PNX_SKIPPED, text);
        return;
    }
    if (!find_parents(whole, &item, &n, &revisions)) {
        MEM_free(revisions);
        refuse(whole, NULLTAG, options, PNX_FAILED, NULL);
        return;
    }
    for (i = 0; i < n && !pnx_gave_up(); i++) {
        if (build_if_wanted(whole, revisions[i], options, names)) built++;
        unload(revisions[i]);
    }
    MEM_free(revisions);
    if (built == 0 && n > 0) refuse(whole, NULLTAG, options, PNX_SKIPPED, "there is no such revision, or a filter does not fit");
    unload_components(whole);
    unload(item);
}
