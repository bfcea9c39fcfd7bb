/* One source for several releases and both systems. */
#include <stdio.h>
#if defined(TC_VERSION) && (TC_VERSION >= 1000)
#  include <tc/tc.h>
#  include <base_utils/Mem.h>
#else
#  include <itk/mem.h>
#endif
#include <tc/emh.h>
#include <tccore/item.h>
#include <tccore/aom.h>
#ifdef _WIN32
# define DLLEXPORT __declspec(dllexport)
#else
# define DLLEXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

DLLEXPORT int site_save(tag_t object)
{
#if TC_VERSION >= 1100
    int rc = AOM_save_with_extensions(object);
#elif TC_VERSION >= 900
    int rc = AOM_save(object);
#else
    int rc = ITK_ok;
    if (object == NULLTAG) {
        return 1;
#endif
#if TC_VERSION < 900
    }
#endif
    return rc;
}

#ifdef __cplusplus
}
#endif
