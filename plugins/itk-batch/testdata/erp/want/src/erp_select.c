/* erp_select.c - finds the objects with a POM enquiry

   The enquiry narrows, and what it cannot decide is tested on each object
   (erp_match.c). It selects nothing but puid: an enquiry does not ask the
   access rules, and its dates are not local time. What is written is read
   through AOM, which minds both. All values are bound, none is part of the
   enquiry's text. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <pom/enq/enq.h>
#include <tc/emh.h>
#include <tccore/tctype.h>

#include "erp_report.h"
#include "erp_select.h"

#define ENQUIRY "erp_query_export"
#define ERP_MAX_TYPES 500                   /* databases limit what a query may hold */

typedef struct {
    const char *class_name;                 /* one class only: another would be a join */
    char where[16];                         /* the expression so far; "" at first */
    int ands;
    char *types[ERP_MAX_TYPES];             /* kept until the enquiry has run */
    int n_types;
} enquiry_t;

/* Adds a condition: all of them must hold. */
static int also(enquiry_t *enquiry, const char *expression)
{
    char both[16];

    if (enquiry->where[0] == '\0') {
        strcpy(enquiry->where, expression);
        return 1;
    }
    sprintf(both, "and%d", ++enquiry->ands);
    if (!ERP_OK(POM_enquiry_set_expr(ENQUIRY, both, enquiry->where, POM_enquiry_and, expression))) return 0;
    strcpy(enquiry->where, both);
    return 1;
}

/* Compares an attribute with the value that is bound to the same id. */
static int compare(enquiry_t *enquiry, const char *id, const char *class_name, const char *attribute, int op)
{
    char value[16], expression[16];

    sprintf(value, "v_%s", id);
    sprintf(expression, "x_%s", id);
    return ERP_OK(POM_enquiry_set_attr_expr(ENQUIRY, expression, class_name, attribute, op, value))
        && also(enquiry, expression);
}

static int narrow_date(enquiry_t *enquiry, const char *id, const char *attribute, int op, const date_t *date)
{
    char value[16];

    sprintf(value, "v_%s", id);
    return ERP_OK(POM_enquiry_set_date_value(ENQUIRY, value, 1, date, POM_enquiry_bind_value))
        && compare(enquiry, id, enquiry->class_name, attribute, op);
}

static int join(enquiry_t *enquiry, const char *expression, const char *class1, const char *attribute1, const char *class2, const char *attribute2)
{
    return ERP_OK(POM_enquiry_set_join_expr(ENQUIRY, expression, class1, attribute1, POM_enquiry_equal, class2, attribute2))
        && also(enquiry, expression);
}

static int narrow_type(enquiry_t *enquiry, erp_options_t *options, erp_names_t *names)
{
    const char *values[ERP_MAX_TYPES];
    tag_t *types = NULL;
    logical is_subtype = FALSE;
    int n = 0, i = 0, done = 1;

    if (names->own_class) return 1;                     /* its subclasses come along */
    done = ERP_OK(TCTYPE_extent(&n, &types));
    for (i = 0; done && i < n && enquiry->n_types < ERP_MAX_TYPES; i++) {
        is_subtype = FALSE;
        done = ERP_OK(TCTYPE_is_type_of_as_str(types[i], options->type, &is_subtype));
        if (!done || !is_subtype) continue;
        done = ERP_OK(TCTYPE_ask_name2(types[i], &enquiry->types[enquiry->n_types]));
        if (done) enquiry->n_types++;
    }
    MEM_free(types);
    /* With too many types the test of each object decides alone. */
    if (!done || enquiry->n_types == 0 || enquiry->n_types == ERP_MAX_TYPES) return done;
    for (i = 0; i < enquiry->n_types; i++) values[i] = enquiry->types[i];
    return ERP_OK(POM_enquiry_set_string_value(ENQUIRY, "v_type", enquiry->n_types, values, POM_enquiry_bind_value))
        && compare(enquiry, "type", enquiry->class_name, "object_type", POM_enquiry_in);
}

/* Released: any status object and a date. */
static int narrow_status(enquiry_t *enquiry, erp_options_t *options)
{
    if (!join(enquiry, "j_f0", enquiry->class_name, "release_status_list", "ReleaseStatus", "puid")) return 0;
    if (options->status.n > 0) {
        return ERP_OK(POM_enquiry_set_string_value(ENQUIRY, "v_f0", options->status.n, options->status.item, POM_enquiry_bind_value))
            && compare(enquiry, "f0", "ReleaseStatus", "name", POM_enquiry_in);
    }
    return ERP_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_f0", enquiry->class_name, "date_released", POM_enquiry_is_not_null, ""))
        && also(enquiry, "x_f0");
}

static int narrow_released(enquiry_t *enquiry, const erp_range_t *range)
{
    return (!range->has_from || narrow_date(enquiry, "f1a", "date_released", POM_enquiry_greater_than_or_eq, &range->from))
        && (!range->has_until || narrow_date(enquiry, "f1b", "date_released", POM_enquiry_less_than_or_eq, &range->until));
}

static int narrow(enquiry_t *enquiry, erp_options_t *options, erp_names_t *names)
{
    const char *puid[1];

    puid[0] = "puid";
    return ERP_OK(POM_enquiry_add_select_attrs(ENQUIRY, enquiry->class_name, 1, puid))
        && ERP_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && narrow_type(enquiry, options, names)
        && narrow_status(enquiry, options)
        && narrow_released(enquiry, &options->released)
        && (enquiry->where[0] == '\0' || ERP_OK(POM_enquiry_set_where_expr(ENQUIRY, enquiry->where)));
}

/* The result comes as a whole; with puid alone it is small. */
static int run(int *n, tag_t **found)
{
    void ***rows = NULL;
    int n_rows = 0, n_columns = 0, i = 0;

    *n = 0;
    *found = NULL;
    if (!ERP_OK(POM_enquiry_execute(ENQUIRY, &n_rows, &n_columns, &rows))) return 0;
    if (n_rows > 0 && n_columns == 1) {
        *found = (tag_t *)MEM_alloc((size_t)n_rows * sizeof(tag_t));
        if (*found == NULL) {
            erp_error("out of memory for %d object%s", n_rows, erp_plural(n_rows));
            MEM_free(rows);
            return 0;
        }
        for (i = 0; i < n_rows; i++) (*found)[i] = *(tag_t *)rows[i][0];
        *n = n_rows;
    }
    MEM_free(rows);
    return 1;
}

typedef struct {
    tag_t object;
    int place;
} seen_t;

static int by_object(const void *a, const void *b)
{
    const seen_t *x = a, *y = b;

    if (x->object != y->object) return x->object < y->object ? -1 : 1;
    return x->place - y->place;
}

/* Several statuses, versions or relations of one object make several rows.
   Keeps the first of each and the order. */
static int keep_once(int *n, tag_t *objects)
{
    seen_t *seen = NULL;
    int i = 0, kept = 0;

    if (*n < 2) return 1;
    seen = malloc((size_t)*n * sizeof *seen);
    if (seen == NULL) {
        erp_error("out of memory for %d object%s", *n, erp_plural(*n));
        return 0;
    }
    for (i = 0; i < *n; i++) {
        seen[i].object = objects[i];
        seen[i].place = i;
    }
    qsort(seen, (size_t)*n, sizeof *seen, by_object);
    for (i = 1; i < *n; i++) {
        if (seen[i].object == seen[i - 1].object) objects[seen[i].place] = NULLTAG;
    }
    free(seen);
    for (i = 0; i < *n; i++) {
        if (objects[i] != NULLTAG) objects[kept++] = objects[i];
    }
    *n = kept;
    return 1;
}

int erp_select(erp_options_t *options, erp_names_t *names, int *n, tag_t **found)
{
    static enquiry_t enquiry;
    int i = 0, done = 0;

    memset(&enquiry, 0, sizeof enquiry);
    enquiry.class_name = names->class_name;
    if (!ERP_OK(POM_enquiry_create(ENQUIRY))) return 0;
    done = narrow(&enquiry, options, names) && run(n, found);
    if (!ERP_OK(POM_enquiry_delete(ENQUIRY))) erp_info("the enquiry lasts until the session ends");
    for (i = 0; i < enquiry.n_types; i++) MEM_free(enquiry.types[i]);
    return done && keep_once(n, *found);
}
