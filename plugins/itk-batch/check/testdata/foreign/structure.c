/* Walks a structure; the window stays open and the lines are freed by free. */
#include <stdio.h>
#include <stdlib.h>
#include <bom/bom.h>
#include <tc/emh.h>

int walk(tag_t rev)
{
    tag_t window = NULLTAG, top = NULLTAG;
    tag_t *children = NULL;
    int n = 0, rc = ITK_ok;

    rc = BOM_create_window(&window);
    if (rc == ITK_ok) rc = BOM_set_window_top_line(window, NULLTAG, rev, NULLTAG, &top);
    if (rc == ITK_ok) rc = BOM_line_ask_child_lines(top, &n, &children);
    if (rc == ITK_ok) printf("%d lines\n", n);
    free(children);
    return rc;
}
