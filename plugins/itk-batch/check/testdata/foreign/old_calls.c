/* From the nineties: fixed arrays, old calls, strcpy. */
#include <stdio.h>
#include <string.h>
#include <tccore/item.h>
#include <tccore/workspaceobject.h>
#include <tc/emh.h>

int site_label(tag_t item, tag_t rev, char *label)
{
    char item_id[ITEM_id_size_c + 1] = "";
    char rev_id[ITEM_id_size_c + 1] = {'\0'};
    char both[64];
    int status;

    status = ITEM_ask_id(item, item_id);
    if (status != ITK_ok) return status;
    status = ITEM_ask_rev_id(item, rev_id);
    if (status != ITK_ok) return status;
    sprintf(both, "%s/%s", item_id, rev_id);
    strcpy(label, both);
    strcpy(both, label);
    (void)rev;
    return status;
}
