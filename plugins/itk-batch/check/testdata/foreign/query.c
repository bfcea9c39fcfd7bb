/* A query, its values in a table; what it finds stays loaded. */
#include <stdio.h>
#include <stdlib.h>
#include <qry/qry.h>
#include <pom/pom/pom.h>
#include <tccore/aom_prop.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

int site_query(int argc, char *argv[])
{
    char *entries[] = { "Item ID", "Type" }, *values[2] = { NULL, "Item" };
    tag_t query = NULLTAG, *found = NULL;
    int n = 0, i, rc;

    values[0] = argc > 1 ? argv[1] : "*";
    rc = QRY_find2("Item...", &query);
    if (rc != ITK_ok || !query) return EXIT_FAILURE;
    rc = QRY_execute(query, 2, entries, values, &n, &found);
    for (i = 0; i < n; i++) {
        char *text = NULL;
        if (AOM_ask_value_string(found[i], "item_id", &text) != ITK_ok)
            continue;
        puts(text);
        MEM_free(text);
    }
    MEM_free(found);
    return rc == ITK_ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
