/* A workflow handler in the style of site code: errors through a macro, clean-up by goto. */
#include <stdlib.h>
#include <epm/epm.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <base_utils/Mem.h>

#define CHECK(call) if ((ifail = (call)) != ITK_ok) goto CLEANUP

int site_stamp(EPM_action_message_t msg)
{
    int ifail = ITK_ok, n = 0, i = 0;
    tag_t root = NULLTAG;
    tag_t *attachments = NULL;

    CHECK(EPM_ask_root_task(msg.task, &root));
    CHECK(EPM_ask_attachments(root, EPM_target_attachment, &n, &attachments));
    for (i = 0; i < n; i++) {
        CHECK(AOM_refresh(attachments[i], TRUE));
        CHECK(AOM_set_value_string(attachments[i], "object_desc", "stamped"));
        CHECK(AOM_save_with_extensions(attachments[i]));
        CHECK(AOM_refresh(attachments[i], FALSE));
    }

CLEANUP:
    MEM_free(attachments);
    return ifail;
}
