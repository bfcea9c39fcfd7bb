/* Walks a structure by recursion; one free comes too early. */
#include <stdio.h>
#include <bom/bom.h>
#include <bom/bom_attr.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

static int walk(tag_t line, int attribute, int depth)
{
    tag_t *children = NULL;
    char *name = NULL;
    int n = 0, i, rc;

    rc = BOM_line_ask_attribute_string(line, attribute, &name);
    if (rc == ITK_ok) printf("%*s%s\n", depth * 2, "", name);
    MEM_free(name);
    if (rc == ITK_ok) rc = BOM_line_ask_child_lines(line, &n, &children);
    MEM_free(children);
    for (i = 0; rc == ITK_ok && i < n; ++i)
        rc = walk(children[i], attribute, depth + 1);
    return rc;
}

int site_walk(tag_t item, tag_t rev)
{
    tag_t window = NULLTAG, top = NULLTAG;
    int attribute = 0, rc, rc2;

    rc = BOM_create_window(&window);
    if (rc != ITK_ok) return rc;
    rc = BOM_set_window_top_line(window, item, rev, NULLTAG, &top);
    if (rc == ITK_ok) rc = BOM_line_look_up_attribute("bl_line_name", &attribute);
    if (rc == ITK_ok) rc = walk(window, attribute, 0);
    rc2 = BOM_close_window(window);
    return rc != ITK_ok ? rc : rc2;
}
