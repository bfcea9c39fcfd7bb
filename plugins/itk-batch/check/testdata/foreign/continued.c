/* Lines that go on: in a call, a text, a condition, and one name cut in two. */
#include <stdio.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tc/emh.h>

static const char *usage = "site_touch -u=user -p=password \
-g=group item ...\n\
  touches the items";

int site_touch(tag_t object)
{
    int rc = \
        AOM_refresh(object, \
                    TRUE);
    int rc2;

    if (rc != ITK_ok \
        || object == NULLTAG) {
        fputs(usage, stderr);
        return rc;
    }
    rc = AOM_set_value_string(object, "object_desc", "tou" "ched " /* by */ "site");
    if (rc == ITK_ok) rc = AOM_sa\
ve_with_extensions(object);
    rc2 = AOM_refresh(object, FALSE);
    return rc != ITK_ok ? rc : rc2;
}
