/* Old style: parameters declared behind the bracket, braces at the end of the line. */
#include <stdio.h>
#include <tccore/item.h>
#include <tccore/aom_prop.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

static int print_one(out, rev)
    FILE *out;
    tag_t rev;
{
    char *name = NULL;
    int ifail;

    if ((ifail = AOM_ask_value_string(rev, "object_name", &name)) != ITK_ok)
        return ifail;
    (void) fprintf(out, "%s\n", name);
    MEM_free(name);
    return ITK_ok;
}

int print_all(out, item) FILE *out; tag_t item; {
    tag_t *revs = NULL;
    int n = 0, i, ifail = ITEM_list_all_revs(item, &n, &revs);

    for (i = 0; i <= n && ifail == ITK_ok; i++) {
        ifail = print_one(out, revs[i]);
    } /* for */
    if (revs) MEM_free(revs);
    return ifail;
}
