/* The area of structures: BOM views, windows, lines, where used. */
#include <base_utils/Mem.h>
#include <bom/bom.h>
#include <cfm/cfm.h>
#include <ps/ps.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <stdio.h>
#include <string.h>
#include "probe.h"

static void show_line(tag_t line, int depth)
{
    static const char *const names[] = {"bl_level_starting_0", "bl_item_item_id", "bl_rev_item_revision_id", "bl_rev_object_name",
                                        "bl_sequence_no", "bl_quantity", "bl_uom", "bl_rev_release_status_list", "bl_rev_pnx_material"};
    tag_t *children = NULL;
    char **values = NULL;
    size_t i;
    int n = 0;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!OK(AOM_ask_displayable_values(line, names[i], &n, &values))) continue;
        printf("%s%s", i > 0 ? "|" : "", n > 0 && values[0] != NULL ? values[0] : "-");
        MEM_free(values);
    }
    printf("\n");
    if (depth == 0 || !OK(BOM_line_ask_child_lines(line, &n, &children))) return;
    for (i = 0; i < (size_t)n; i++) show_line(children[i], depth - 1);
    MEM_free(children);
}

static void show_structure(const char *id, const char *rev, const char *rule_name, logical pack)
{
    tag_t window = NULLTAG, rule = NULLTAG, top = NULLTAG;
    printf("-- %s/%s by %s\n", id, rev, rule_name);
    OK(CFM_find(rule_name, &rule));
    OK(BOM_create_window(&window));
    if (rule != NULLTAG) OK(BOM_set_window_config_rule(window, rule));
    OK(BOM_set_window_pack_all(window, pack));
    OK(BOM_set_window_top_line(window, NULLTAG, rev_of(id, rev), NULLTAG, &top));
    show_line(top, 9);
    OK(BOM_close_window(window));
}

static void views(void)
{
    tag_t rev = rev_of("000123", "B"), *list = NULL, view = NULLTAG, type = NULLTAG, bvr = NULLTAG;
    logical precise = TRUE;
    char *name = NULL;
    int n = 0;
    printf("-- views\n");
    OK(ITEM_rev_list_bom_view_revs(rev, &n, &list));
    OK(PS_ask_is_bvr_precise(list[0], &precise));
    OK(PS_ask_bom_view_of_bvr(list[0], &view));
    OK(PS_ask_bom_view_type(view, &type));
    if (OK(PS_ask_view_type_name(type, &name))) show("view type", name);
    printf("views %d precise %d\n", n, precise);
    MEM_free(list);
    OK(ITEM_list_bom_views(item_of("000128"), &n, &list));
    printf("views %d\n", n);
    MEM_free(list);
    OK(AOM_refresh(item_of("000128"), TRUE));
    OK(PS_create_bom_view(NULLTAG, NULL, NULL, item_of("000128"), &view));
    OK(AOM_save_with_extensions(view));
    OK(AOM_save_with_extensions(item_of("000128")));
    OK(AOM_refresh(item_of("000128"), FALSE));
    OK(AOM_refresh(rev_of("000128", "A"), TRUE));
    OK(PS_create_bvr(view, NULL, NULL, FALSE, rev_of("000128", "A"), &bvr));
    OK(AOM_save_with_extensions(bvr));
    OK(AOM_save_with_extensions(rev_of("000128", "A")));
    OK(AOM_refresh(rev_of("000128", "A"), FALSE));
    OK(PS_create_bvr(view, NULL, NULL, FALSE, rev_of("000128", "A"), &bvr));
}

static void change(void)
{
    tag_t window = NULLTAG, top = NULLTAG, line = NULLTAG, *lines = NULL;
    int n = 0, quantity = 0, find = 0, id = 0;
    printf("-- change\n");
    OK(BOM_create_window(&window));
    OK(BOM_set_window_top_line(window, NULLTAG, rev_of("000128", "A"), NULLTAG, &top));
    OK(BOM_line_look_up_attribute("bl_quantity", &quantity));
    OK(BOM_line_look_up_attribute("bl_sequence_no", &find));
    OK(BOM_line_look_up_attribute("bl_no_such", &id));
    OK(BOM_line_look_up_attribute("bl_item_item_id", &id));
    OK(BOM_line_add(top, item_of("000124"), NULLTAG, NULLTAG, &line));
    OK(BOM_line_set_attribute_string(line, quantity, "2"));
    OK(BOM_line_set_attribute_string(line, quantity, "2,5"));
    OK(BOM_line_set_attribute_string(line, quantity, "2.5"));
    OK(BOM_line_set_attribute_string(line, find, "10"));
    OK(BOM_line_set_attribute_string(line, id, "x"));
    OK(BOM_line_set_attribute_string(top, quantity, "1"));
    OK(BOM_line_add(top, item_of("000128"), NULLTAG, NULLTAG, &line));
    OK(BOM_save_window(window));
    OK(BOM_line_add(top, item_of("000125"), NULLTAG, NULLTAG, &line));
    OK(BOM_line_ask_child_lines(top, &n, &lines));
    printf("lines %d\n", n);
    OK(BOM_line_cut(top));
    OK(BOM_line_cut(lines[0]));
    MEM_free(lines);
    OK(BOM_line_ask_child_lines(top, &n, &lines));
    printf("lines %d after a cut\n", n);
    MEM_free(lines);
    OK(BOM_close_window(window));
    show_structure("000128", "A", "Latest Working", FALSE);
    OK(BOM_create_window(&window));
    OK(BOM_set_window_top_line(window, NULLTAG, rev_of("000123", "A"), NULLTAG, &top));
    OK(BOM_line_add(top, item_of("000124"), NULLTAG, NULLTAG, &line));
    OK(BOM_close_window(window));
    OK(BOM_create_window(&window));
    OK(BOM_set_window_top_line(window, NULLTAG, rev_of("000125", "A"), NULLTAG, &top));
    OK(BOM_line_add(top, item_of("000124"), NULLTAG, NULLTAG, &line));
    lines = NULL;
    OK(BOM_line_ask_child_lines(line, &n, &lines));
    MEM_free(lines);
}

static void used(const char *what, int rc, int n, int *levels, tag_t *parents)
{
    int i;
    printf("%s: %d, %d\n", what, rc, n);
    for (i = 0; i < n; i++) {
        printf("%d ", levels[i]);
        show_object("in", parents[i]);
    }
    MEM_free(levels);
    MEM_free(parents);
}

static void where_used(void)
{
    tag_t rule = NULLTAG, *parents = NULL;
    int n = 0, *levels = NULL, rc;
    rc = PS_where_used_all(item_of("000124"), 1, &n, &levels, &parents);
    used("screw", rc, n, levels, parents);
    rc = PS_where_used_all(rev_of("000123", "A"), PS_where_used_all_levels, &n, &levels, &parents);
    used("bracket A", rc, n, levels, parents);
    rc = PS_where_used_all(item_of("DOC-1"), PS_where_used_all_levels, &n, &levels, &parents);
    used("handbook", rc, n, levels, parents);
    OK(CFM_find("Released only", &rule));
    rc = PS_where_used_configured(item_of("000124"), rule, 1, &n, &levels, &parents);
    used("screw, released", rc, n, levels, parents);
}

void structure_area(void)
{
    show_structure("000123", "B", "Latest Working", FALSE);
    show_structure("000123", "B", "Released only", TRUE);
    show_structure("000130", "A", "Any Status; Working", FALSE);
    views();
    where_used();
    change();
}
