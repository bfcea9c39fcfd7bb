/* pnx_reach.c - the way from a selected object to others */

#include <stdlib.h>

#include <ae/dataset.h>
#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/grm.h>
#include <tccore/item.h>
#include <tccore/tctype.h>

#include "pnx_reach.h"
#include "pnx_report.h"

/* Adds an object unless it is there already. */
static int add(tag_t object, int *n, tag_t **list)
{
    tag_t *longer = NULL;
    int i = 0;

    for (i = 0; i < *n; i++) {
        if ((*list)[i] == object) return 1;
    }
    longer = realloc(*list, (size_t)(*n + 1) * sizeof **list);
    if (longer == NULL) {
        pnx_error("out of memory for %d object%s", *n + 1, pnx_plural(*n + 1));
        return 0;
    }
    longer[(*n)++] = object;
    *list = longer;
    return 1;
}

static int is_type(tag_t object, const char *name, logical *yes)
{
    tag_t type = NULLTAG;

    return PNX_OK(TCTYPE_ask_object_type(object, &type)) && PNX_OK(TCTYPE_is_type_of_as_str(type, name, yes));
}

/* What the dataset hangs on by any relation, if it is of that type. */
static int add_owners(tag_t dataset, const char *type, int *n, tag_t **list)
{
    tag_t *owners = NULL;
    logical fits = FALSE;
    int n_owners = 0, i = 0, done = 0;

    done = PNX_OK(GRM_list_primary_objects_only(dataset, NULLTAG, &n_owners, &owners));
    for (i = 0; done && i < n_owners; i++) {
        fits = FALSE;
        done = is_type(owners[i], type, &fits) && (!fits || add(owners[i], n, list));
    }
    MEM_free(owners);
    return done;
}

static int add_items(tag_t dataset, int *n, tag_t **list)
{
    tag_t *revisions = NULL;
    tag_t item = NULLTAG;
    int n_revisions = 0, i = 0, done = 0;

    done = add_owners(dataset, "Item", n, list) && add_owners(dataset, "ItemRevision", &n_revisions, &revisions);
    for (i = 0; done && i < n_revisions; i++) {
        done = PNX_OK(ITEM_ask_item_of_rev(revisions[i], &item)) && add(item, n, list);
    }
    free(revisions);
    return done;
}

/* A dataset may also refer to what is no file, such as a form. */
static int add_files(tag_t dataset, int *n, tag_t **list)
{
    tag_t object = NULLTAG;
    AE_reference_type_t reference = AE_PART_OF;
    char *name = NULL;
    logical is_file = FALSE;
    int count = 0, i = 0, done = 0;

    done = PNX_OK(AE_ask_dataset_ref_count(dataset, &count));
    for (i = 0; done && i < count; i++) {
        name = NULL;
        object = NULLTAG;
        is_file = FALSE;
        done = PNX_OK(AE_find_dataset_named_ref2(dataset, i, &name, &reference, &object));
        MEM_free(name);
        if (done && object != NULLTAG) {
            done = is_type(object, "ImanFile", &is_file) && (!is_file || add(object, n, list));
        }
    }
    return done;
}

int pnx_reach(tag_t object, pnx_level_t level, int *n, tag_t **reached)
{
    int done = 0;

    *n = 0;
    *reached = NULL;
    switch (level) {
    case PNX_ITEM:
        done = add_items(object, n, reached);
        break;
    case PNX_FILE:
        done = add_files(object, n, reached);
        break;
    default:
        done = add(object, n, reached);
        break;
    }
    if (!done) {
        free(*reached);
        *reached = NULL;
        *n = 0;
    }
    return done;
}
