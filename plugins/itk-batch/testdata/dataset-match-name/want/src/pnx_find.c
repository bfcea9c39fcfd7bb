/* pnx_find.c - datasets by the name of a file */

#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <base_utils/Mem.h>
#include <pom/enq/enq.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
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

/* Every version of the name. Databases differ in whether upper and lower case
   are the same here. */
static int narrow(const char *name)
{
    const char *puid[1], *names[1];

    puid[0] = "puid";
    names[0] = name;
    return PNX_OK(POM_enquiry_add_select_attrs(ENQUIRY, "Dataset", 1, puid))
        && PNX_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && PNX_OK(POM_enquiry_set_string_value(ENQUIRY, "v_name", 1, names, POM_enquiry_bind_value))
        && PNX_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_name", "Dataset", "object_name", POM_enquiry_equal, "v_name"))
        && PNX_OK(POM_enquiry_set_where_expr(ENQUIRY, "x_name"));
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

/* Counts the dataset if it is one of those, and keeps it: each version has the
   name. */
static int look_at(tag_t object, const char *name, const char *type, int *n, tag_t *dataset)
{
    tag_t latest = NULLTAG;
    char *own = NULL;
    int fits = 0;

    if (!PNX_OK(AE_ask_dataset_latest_rev(object, &latest))) return 0;
    if (latest != object) return 1;
    if (!is_type(object, type, &fits)) return 0;
    if (!fits) return 1;
    if (!PNX_OK(AOM_ask_value_string(object, "object_name", &own))) return 0;
    fits = own != NULL && strcmp(own, name) == 0;
    MEM_free(own);
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
int pnx_find_datasets(const char *name, const char *type, int *n, tag_t *dataset)
{
    tag_t *found = NULL;
    int n_found = 0, i = 0, done = 0;

    *n = 0;
    *dataset = NULLTAG;
    if (!PNX_OK(POM_enquiry_create(ENQUIRY))) return 0;
    done = narrow(name) && run(&n_found, &found);
    if (!PNX_OK(POM_enquiry_delete(ENQUIRY))) done = 0; /* the next one needs its name */
    for (i = 0; done && i < n_found; i++) {
        done = look_at(found[i], name, type, n, dataset);
        if (*dataset != found[i]) unload(found[i]);
    }
    MEM_free(found);
    return done;
}
