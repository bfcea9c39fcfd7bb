/**/ #include <stdio.h> /* comments where nobody expects them */
#include /* here */ <tccore/item.h> // and here
#include <base_utils/Mem.h>
#include <tc/emh.h>
/* a comment with "quotes" and 'c' and // inside */

int /* result */ site_id(tag_t /* the item */ item, char **id /* out */)
{
    int rc /* code */ = ITEM_ask_id2(item /* in */, /* out: */ id);
    // a comment that goes on \
       MEM_free(id);
    if (rc /*!=*/ == /* really */ ITK_ok) /* then */ { /* " */ printf("%s /* no comment */ // neither\n", *id); }
    return rc; /*/ not closed yet */
}
/* the last one is never closed
