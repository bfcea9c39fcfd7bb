/* BOM_*: windows and the lines in them. Both live in the session only. */
#include "sim.h"
#include "structure.h"
#include <bom/bom.h>
#include <stdlib.h>
#include <string.h>

int BOM_create_window(tag_t *window)
{
    SIM_CALL();
    SIM_OUT(window);
    *window = sim_new(sim_class_find("BOMWindow"));
    sim_set_int(*window, "w_pack", sim_harsh(SW_PACK));
    return ITK_ok;
}

int BOM_set_window_config_rule(tag_t window, tag_t rule)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(window, "BOMWindow", &o);
    SIM_OBJECT(rule, "RevisionRule", &o);
    sim_set_tag(window, "w_rule", rule);
    return ITK_ok;
}

int BOM_set_window_pack_all(tag_t window, logical pack)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(window, "BOMWindow", &o);
    sim_set_int(window, "w_pack", pack);
    return ITK_ok;
}

static tag_t new_line(tag_t window, tag_t parent, tag_t item, tag_t rev, tag_t occurrence)
{
    tag_t line = sim_new(sim_class_find("BOMLine"));
    sim_set_tag(line, "l_window", window);
    sim_set_tag(line, "bl_parent", parent);
    sim_set_tag(line, "bl_item", item);
    sim_set_tag(line, "bl_revision", rev);
    sim_set_tag(line, "l_occurrence", occurrence);
    sim_set_int(line, "bl_level_starting_0", parent != NULLTAG ? sim_number(parent, "bl_level_starting_0") + 1 : 0);
    sim_add_tag(window, "w_lines", line);
    return line;
}

int BOM_set_window_top_line(tag_t window, tag_t item, tag_t rev, tag_t bom_view, tag_t *top_line)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(top_line);
    *top_line = NULLTAG;
    SIM_OBJECT(window, "BOMWindow", &o);
    if (rev != NULLTAG) SIM_OBJECT(rev, "ItemRevision", &o);
    if (item == NULLTAG && rev == NULLTAG) SIM_OBJECT(item, "Item", &o);
    if (item == NULLTAG) item = sim_tag(rev, "items_tag");
    SIM_OBJECT(item, "Item", &o);
    if (bom_view != NULLTAG) {
        SIM_OBJECT(bom_view, "PSBOMView", &o);
        sim_set_tag(window, "w_view_type", sim_tag(bom_view, "view_type"));
    }
    if (rev == NULLTAG) rev = ps_configured(sim_tag(window, "w_rule"), item);
    *top_line = new_line(window, NULLTAG, item, rev, NULLTAG);
    return ITK_ok;
}

/* same_line finds a line of the list that packing puts together with the occurrence. */
static tag_t same_line(const sim_value *lines, tag_t occurrence)
{
    int i;
    for (i = 0; lines != NULL && i < lines->n; i++) {
        tag_t other = sim_tag(lines->cells[i].tag, "l_occurrence");
        if (sim_tag(other, "child_item") == sim_tag(occurrence, "child_item") &&
            sim_number(other, "seq_no") == sim_number(occurrence, "seq_no"))
            return lines->cells[i].tag;
    }
    return NULLTAG;
}

static void expand(tag_t line)
{
    tag_t window = sim_tag(line, "l_window"), rev = sim_tag(line, "bl_revision");
    const sim_value *list = rev != NULLTAG ? sim_attr_of(ps_bvr(rev, sim_tag(window, "w_view_type")), "occurrences") : NULL;
    int i;
    if (sim_number(line, "l_expanded")) return;
    sim_set_int(line, "l_expanded", 1);
    for (i = 0; list != NULL && i < list->n; i++) {
        tag_t occurrence = list->cells[i].tag, child = sim_tag(occurrence, "child_item"), item, child_rev, same;
        if (sim_get(occurrence)->deleted) continue;
        same = sim_number(window, "w_pack") ? same_line(sim_attr_of(line, "l_children"), occurrence) : NULLTAG;
        if (same != NULLTAG) {
            sim_set_int(same, "l_packed", sim_number(same, "l_packed") + 1);
            continue;
        }
        item = ps_item(child);
        child_rev = item != child ? child : ps_configured(sim_tag(window, "w_rule"), item);
        sim_add_tag(line, "l_children", new_line(window, line, item, child_rev, occurrence));
    }
}

int BOM_line_ask_child_lines(tag_t line, int *n, tag_t **lines)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(line, "BOMLine", &o);
    expand(line);
    return sim_out_value(sim_attr_of(line, "l_children"), n, lines);
}

/* The line attributes that have a number; those below the bar can be set. */
static const char *const numbered[] = {"bl_item_item_id", "bl_rev_item_revision_id", "bl_line_name", "bl_level_starting_0", "bl_revision",
                                       "bl_item", "bl_quantity", "bl_sequence_no", "bl_uom", "bl_ref_designator"};
enum { N_NUMBERED = sizeof numbered / sizeof numbered[0], FIRST_SETTABLE = 6, NUMBER_BASE = 7100 };

int BOM_line_look_up_attribute(const char *name, int *attribute)
{
    int i;
    SIM_CALL();
    SIM_OUT(attribute);
    SIM_ARG(sim_text_arg(name, "name"));
    for (i = 0; i < N_NUMBERED; i++)
        if (strcmp(numbered[i], name) == 0) {
            *attribute = NUMBER_BASE + i;
            return ITK_ok;
        }
    return sim_error(515240, "there is no line attribute \"%s\"", name);
}

/* changing_line refuses what may not be changed and notes what must be saved. */
static int changing_line(tag_t window, tag_t rev, tag_t bvr)
{
    SIM_ARG(sim_may_lock(rev));
    SIM_ARG(sim_may_lock(bvr));
    sim_changing(bvr);
    sim_add_tag(window, "w_dirty", bvr);
    return ITK_ok;
}

static int set_quantity(tag_t occurrence, const char *text)
{
    char *end;
    double quantity = strtod(text, &end);
    if (*end != '\0' || quantity < 0) return sim_error(515241, "\"%s\" is no quantity", text);
    if (text[0] != '\0' && quantity != (double)(long long)quantity && ps_uom(occurrence) == NULLTAG)
        return sim_error(515242, "the quantity %s needs a unit", text);
    sim_clear(occurrence, "qty_value");
    if (text[0] != '\0') sim_set_text(occurrence, "qty_value", text);
    return ITK_ok;
}

static int set_attribute(tag_t occurrence, int index, const char *text)
{
    char *end;
    tag_t uom;
    switch (index) {
    case FIRST_SETTABLE: return set_quantity(occurrence, text);
    case FIRST_SETTABLE + 1:
        sim_set_int(occurrence, "seq_no", (int)strtol(text, &end, 10));
        return *end == '\0' && text[0] != '\0' ? ITK_ok : sim_error(515243, "\"%s\" is no find number", text);
    case FIRST_SETTABLE + 2:
        uom = sim_find("UnitOfMeasure", "symbol", text);
        if (text[0] != '\0' && uom == NULLTAG) return sim_error(515244, "there is no unit \"%s\"", text);
        sim_clear(occurrence, "occ_uom");
        if (uom != NULLTAG) sim_set_tag(occurrence, "occ_uom", uom);
        return ITK_ok;
    default:
        sim_set_string(occurrence, "ref_designator", text);
        return ITK_ok;
    }
}

int BOM_line_set_attribute_string(tag_t line, int attribute, const char *value)
{
    tag_t occurrence, parent, rev, window;
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(line, "BOMLine", &o);
    SIM_ARG(sim_text_arg(value, "value"));
    if (attribute < NUMBER_BASE + FIRST_SETTABLE || attribute >= NUMBER_BASE + N_NUMBERED)
        return sim_error(515245, "the line attribute %d cannot be set", attribute);
    occurrence = sim_tag(line, "l_occurrence");
    parent = sim_tag(line, "bl_parent");
    window = sim_tag(line, "l_window");
    if (occurrence == NULLTAG) return sim_error(515246, "the top line has no %s", numbered[attribute - NUMBER_BASE]);
    rev = sim_tag(parent, "bl_revision");
    SIM_ARG(changing_line(window, rev, ps_bvr(rev, sim_tag(window, "w_view_type"))));
    if (!sim_get(occurrence)->new_object) sim_changing(occurrence);
    sim_add_tag(window, "w_dirty", occurrence);
    return set_attribute(occurrence, attribute - NUMBER_BASE, value);
}

/* above tells whether the item stands in the path of the line. */
static int above(tag_t line, tag_t item)
{
    for (; line != NULLTAG; line = sim_tag(line, "bl_parent"))
        if (sim_tag(line, "bl_item") == item) return 1;
    return 0;
}

/* contains tells whether the item stands anywhere below the other one. */
static int contains(tag_t item, tag_t other, int depth)
{
    const sim_value *revs = sim_attr_of(item, "revision_list"), *bvrs, *list;
    int i, k, m;
    for (i = 0; depth < 64 && revs != NULL && i < revs->n; i++) {
        bvrs = sim_attr_of(revs->cells[i].tag, "structure_revisions");
        for (k = 0; bvrs != NULL && k < bvrs->n; k++) {
            list = sim_attr_of(bvrs->cells[k].tag, "occurrences");
            for (m = 0; list != NULL && m < list->n; m++) {
                tag_t child = ps_item(sim_tag(list->cells[m].tag, "child_item"));
                if (child == other || contains(child, other, depth + 1)) return 1;
            }
        }
    }
    return 0;
}

int BOM_line_add(tag_t parent_line, tag_t item, tag_t rev, tag_t bom_view, tag_t *line)
{
    tag_t window, parent, bvr, occurrence;
    sim_object *o;
    SIM_CALL();
    SIM_OUT(line);
    *line = NULLTAG;
    (void)bom_view;
    SIM_OBJECT(parent_line, "BOMLine", &o);
    if (rev != NULLTAG) SIM_OBJECT(rev, "ItemRevision", &o);
    if (item == NULLTAG && rev != NULLTAG) item = sim_tag(rev, "items_tag");
    SIM_OBJECT(item, "Item", &o);
    if (above(parent_line, item) || contains(item, sim_tag(parent_line, "bl_item"), 0)) return sim_error(515247, "%s would contain itself", sim_object_string(item));
    window = sim_tag(parent_line, "l_window");
    parent = sim_tag(parent_line, "bl_revision");
    if (parent == NULLTAG) return sim_error(515248, "the line has no revision");
    bvr = ps_bvr(parent, sim_tag(window, "w_view_type"));
    if (bvr == NULLTAG) {
        if (sim_harsh(SW_ADD_WITHOUT_VIEW)) return sim_error(515249, "%s has no BOM view revision", sim_object_string(parent));
        SIM_ARG(sim_may_lock(parent));
        bvr = ps_create_bvr(ps_bom_view(sim_tag(parent, "items_tag"), sim_tag(window, "w_view_type")), parent, 0);
    }
    SIM_ARG(changing_line(window, parent, bvr));
    if (rev == NULLTAG) rev = ps_configured(sim_tag(window, "w_rule"), item);
    expand(parent_line);
    occurrence = sim_create(sim_class_find("PSOccurrence"));
    sim_set_tag(occurrence, "child_item", sim_number(bvr, "is_precise") && rev != NULLTAG ? rev : item);
    sim_set_int(occurrence, "seq_no", ps_next_find_number(bvr));
    sim_add_tag(bvr, "occurrences", occurrence);
    sim_add_tag(window, "w_dirty", occurrence);
    *line = new_line(window, parent_line, item, rev, occurrence);
    sim_add_tag(parent_line, "l_children", *line);
    return ITK_ok;
}

/* The line is gone at once, its occurrence when the window is saved. */
int BOM_line_cut(tag_t line)
{
    tag_t occurrence, parent, rev, window, bvr;
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(line, "BOMLine", &o);
    occurrence = sim_tag(line, "l_occurrence");
    parent = sim_tag(line, "bl_parent");
    window = sim_tag(line, "l_window");
    if (occurrence == NULLTAG) return sim_error(515250, "the top line cannot be cut");
    rev = sim_tag(parent, "bl_revision");
    bvr = ps_bvr(rev, sim_tag(window, "w_view_type"));
    SIM_ARG(changing_line(window, rev, bvr));
    sim_drop_tag(bvr, "occurrences", occurrence);
    sim_add_tag(window, "w_cut", occurrence);
    sim_drop_tag(parent, "l_children", line);
    sim_remove(line);
    return ITK_ok;
}

int BOM_save_window(tag_t window)
{
    const sim_value *dirty, *cut;
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OBJECT(window, "BOMWindow", &o);
    dirty = sim_attr_of(window, "w_dirty");
    for (i = 0; dirty != NULL && i < dirty->n; i++)
        if (sim_get(dirty->cells[i].tag)->changed || sim_get(dirty->cells[i].tag)->new_object) sim_save(dirty->cells[i].tag);
    cut = sim_attr_of(window, "w_cut");
    for (i = 0; cut != NULL && i < cut->n; i++) sim_remove(cut->cells[i].tag);
    sim_clear(window, "w_dirty");
    sim_clear(window, "w_cut");
    return ITK_ok;
}

/* close_window drops the lines, and what was changed in them and not saved. */
static void close_window(tag_t window)
{
    const sim_value *v;
    int i;
    if (sim_get(window) == NULL || sim_get(window)->deleted || !sim_class_is(sim_get(window)->class, "BOMWindow")) return;
    v = sim_attr_of(window, "w_dirty");
    for (i = 0; v != NULL && i < v->n; i++) {
        if (sim_get(v->cells[i].tag)->new_object) sim_remove(v->cells[i].tag);
        else sim_revert(v->cells[i].tag);
    }
    v = sim_attr_of(window, "w_lines");
    for (i = 0; v != NULL && i < v->n; i++) sim_remove(v->cells[i].tag);
    sim_remove(window);
}

static void note_attempt(tag_t window)
{
    if (sim_get(window) != NULL) sim_get(window)->attempted = 1;
}

int BOM_close_window(tag_t window)
{
    sim_object *o;
    SIM_GIVING_BACK(close_window(window), note_attempt(window));
    SIM_OBJECT(window, "BOMWindow", &o);
    close_window(window);
    return ITK_ok;
}

void sim_bom_end(void)
{
    tag_t *windows;
    int i, n = sim_all("BOMWindow", &windows);
    for (i = 0; i < n; i++) {
        if (!sim_get(windows[i])->attempted) sim_watch("a BOM window is never closed");
        close_window(windows[i]);
    }
    free(windows);
}
