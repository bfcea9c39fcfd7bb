/* pnx_find.c - datasets by the name of a file */

#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <base_utils/Mem.h>
#include <pom/enq/enq.h>
#include <sa/tcfile.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/tctype.h>

#include "pnx_find.h"
#include "pnx_report.h"

#define ENQUIRY "pnx_dataset_import"

static int is_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    *yes = 0;
    if (!PNX_OK(TCTYPE_ask_object_type(object, &type)) || !PNX_OK(TCTYPE_is_type_of_as_str(type, name, &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}

/* A dataset may also refer to what is no file, such as a form. */
int pnx_is_file(tag_t object, const char *name, int *yes)
{
    char *own = NULL;

    if (!is_type(object, "ImanFile", yes)) return 0;
    if (!*yes) return 1;
    if (!PNX_OK(IMF_ask_original_file_name2(object, &own))) return 0;
    *yes = own != NULL && strcmp(own, name) == 0;
    MEM_free(own);
    return 1;
}

int pnx_holds(tag_t dataset, const char *reference, const char *name, int *yes)
{
    AE_reference_type_t type = AE_PART_OF;
    tag_t object = NULLTAG;
    char *own = NULL;
    int n = 0, i = 0, done = 0;

    *yes = 0;
    done = PNX_OK(AE_ask_dataset_ref_count(dataset, &n));
    for (i = 0; done && !*yes && i < n; i++) {
        own = NULL;
        object = NULLTAG;
        done = PNX_OK(AE_find_dataset_named_ref2(dataset, i, &own, &type, &object));
        if (done && object != NULLTAG && (reference[0] == '\0' || (own != NULL && strcmp(own, reference) == 0))) {
            done = pnx_is_file(object, name, yes);
        }
        MEM_free(own);
    }
    return done;
}

/* Every version that holds a file of the name. Databases differ in whether
   upper and lower case are the same here. */
static int narrow(const char *name)
{
    const char *puid[1], *names[1];

    puid[0] = "puid";
    names[0] = name;
    return PNX_OK(POM_enquiry_add_select_attrs(ENQUIRY, "Dataset", 1, puid))
        && PNX_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && PNX_OK(POM_enquiry_set_join_expr(ENQUIRY, "j_file", "Dataset", "ref_list", POM_enquiry_equal, "ImanFile", "puid"))
        && PNX_OK(POM_enquiry_set_string_value(ENQUIRY, "v_name", 1, names, POM_enquiry_bind_value))
        && PNX_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_name", "ImanFile", "original_file_name", POM_enquiry_equal, "v_name"))
        && PNX_OK(POM_enquiry_set_expr(ENQUIRY, "both", "j_file", POM_enquiry_and, "x_name"))
        && PNX_OK(POM_enquiry_set_where_expr(ENQUIRY, "both"));
}

/* The result comes as a whole; with puid alone it is small. */
static int run(int *n, tag_t **found)
{
    void ***rows = NULL;
    int n_rows = 0, n_columns = 0, i = 0;

    *n = 0;
    *found = NULL;
    if (!PNX_OK(POM_enquiry_execute(ENQUIRY, &n_rows, &n_columns, &rows))) return 0;
    if (n_rows > 0 && n_columns == 1) {
        *found = (tag_t *)MEM_alloc((size_t)n_rows * sizeof(tag_t));
        if (*found == NULL) {
            pnx_error("out of memory for %d object%s", n_rows, pnx_plural(n_rows));
            MEM_free(rows);
            return 0;
        }
        for (i = 0; i < n_rows; i++) (*found)[i] = *(tag_t *)rows[i][0];
        *n = n_rows;
    }
    MEM_free(rows);
    return 1;
}

/* Counts the dataset if it is one of those, and keeps it. An old version may
   hold what the latest one has lost. */
static int look_at(tag_t object, const char *name, const char *type, const char *reference, int *n, tag_t *dataset)
{
    tag_t latest = NULLTAG;
    int fits = 0;

    if (!PNX_OK(AE_ask_dataset_latest_rev(object, &latest))) return 0;
    if (latest != object) return 1;
    if (!is_type(object, type, &fits) || (fits && !pnx_holds(object, reference, name, &fits))) return 0;
    if (fits) *dataset = object;
    *n += fits;
    return 1;
}

/* A long run would hold every version that it has looked at. */
static void unload(tag_t object)
{
    if (AOM_unload(object) != ITK_ok && EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

/* The enquiry narrows, a look at each dataset decides. */
int pnx_find_datasets(const char *name, const char *type, const char *reference, int *n, tag_t *dataset)
{
    tag_t *found = NULL;
    int n_found = 0, i = 0, done = 0;

    *n = 0;
    *dataset = NULLTAG;
    if (!PNX_OK(POM_enquiry_create(ENQUIRY))) return 0;
    done = narrow(name) && run(&n_found, &found);
    if (!PNX_OK(POM_enquiry_delete(ENQUIRY))) done = 0; /* the next one needs its name */
    for (i = 0; done && i < n_found; i++) {
        done = look_at(found[i], name, type, reference, n, dataset);
        if (*dataset != found[i]) unload(found[i]);
    }
    MEM_free(found);
    return done;
}
