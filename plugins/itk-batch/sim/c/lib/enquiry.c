/* POM_enquiry_*: putting an enquiry together, and its report. */
#include "enquiry.h"
#include <pom/enq/enq.h>
#include <stdlib.h>
#include <string.h>

static enquiry *enquiries;
static int n_enquiries;

#define GROW(array, n) ((array) = sim_grow((array), (size_t)((n) + 1) * sizeof *(array)), &(array)[(n)++])

static enquiry *open_one(const char *id)
{
    int i;
    for (i = n_enquiries - 1; i >= 0; i--)
        if (!enquiries[i].deleted && strcmp(enquiries[i].id, id) == 0) return &enquiries[i];
    return NULL;
}

static int enquiry_arg(const char *id, enquiry **q)
{
    SIM_ARG(sim_text_arg(id, "enq_id"));
    *q = open_one(id);
    return *q != NULL ? ITK_ok : sim_error(515060, "there is no enquiry \"%s\"", id);
}

#define ENQUIRY(id, q) do { SIM_CALL(); SIM_ARG(enquiry_arg(id, q)); } while (0)

eq_value *eq_value_of(const enquiry *q, const char *id)
{
    int i;
    for (i = 0; i < q->n_values; i++)
        if (strcmp(q->values[i].id, id) == 0) return &q->values[i];
    return NULL;
}

eq_expr *eq_expr_of(const enquiry *q, const char *id)
{
    int i;
    for (i = 0; i < q->n_exprs; i++)
        if (strcmp(q->exprs[i].id, id) == 0) return &q->exprs[i];
    return NULL;
}

/* class_arg finds the table for a class and checks the attribute. */
static int class_arg(enquiry *q, const char *class_name, const char *attr, int *index)
{
    const sim_class *c;
    const sim_attr *a;

    SIM_ARG(sim_text_arg(class_name, "class_name"));
    SIM_ARG(sim_text_arg(attr, "attr"));
    c = sim_class_find(class_name);
    if (c == NULL || c->bare) return sim_error(515061, "there is no class \"%s\"", class_name);
    a = sim_attr_find(c, attr);
    if (strcmp(attr, "puid") != 0 && (a == NULL || a->runtime))
        return sim_error(515062, "the class %s has no attribute \"%s\"", class_name, attr);
    for (*index = 0; *index < q->n_classes; ++*index)
        if (q->classes[*index] == c) return ITK_ok;
    if (q->n_classes == EQ_CLASSES) return sim_error(515063, "the enquiry has too many classes");
    q->classes[q->n_classes++] = c;
    return ITK_ok;
}

int POM_enquiry_create(const char *enq_id)
{
    enquiry *q;
    SIM_CALL();
    SIM_ARG(sim_text_arg(enq_id, "enq_id"));
    if (open_one(enq_id) != NULL) return sim_error(515064, "the enquiry \"%s\" exists", enq_id);
    q = GROW(enquiries, n_enquiries);
    memset(q, 0, sizeof *q);
    q->id = sim_keep(enq_id);
    return ITK_ok;
}

int POM_enquiry_delete(const char *enq_id)
{
    enquiry *q = enq_id != NULL ? open_one(enq_id) : NULL;
    int rc = sim_enter(__func__, 0);
    if (rc != ITK_ok) {
        if (q != NULL) q->deleted = sim_harsh(SW_RELEASE) ? 2 : 1;     /* the program did try */
        return rc;
    }
    SIM_ARG(enquiry_arg(enq_id, &q));
    q->deleted = 1;
    return ITK_ok;
}

void sim_enquiry_end(void)
{
    int i;
    for (i = 0; i < n_enquiries; i++) {
        if (!enquiries[i].deleted) sim_watch("the enquiry \"%s\" is never deleted", enquiries[i].id);
        enquiries[i].deleted = 1;
    }
}

int POM_enquiry_add_select_attrs(const char *enq_id, const char *class_name, int n, const char **attrs)
{
    enquiry *q;
    int i, index;
    ENQUIRY(enq_id, &q);
    for (i = 0; i < n; i++) {
        eq_column *c;
        SIM_ARG(class_arg(q, class_name, attrs[i], &index));
        c = GROW(q->select, q->n_select);
        c->class = index;
        c->attr = sim_keep(attrs[i]);
        c->descending = 0;
    }
    return ITK_ok;
}

int POM_enquiry_set_distinct(const char *enq_id, logical distinct)
{
    enquiry *q;
    ENQUIRY(enq_id, &q);
    q->distinct = distinct;
    return ITK_ok;
}

static int add_value(const char *enq_id, const char *value_id, int n, int kind, sim_type type, eq_value **v)
{
    enquiry *q;
    SIM_ARG(enquiry_arg(enq_id, &q));
    SIM_ARG(sim_text_arg(value_id, "value_id"));
    if (kind != POM_enquiry_bind_value && kind != POM_enquiry_const_value)
        return sim_error(515065, "kind %d is neither bind nor const", kind);
    if (kind == POM_enquiry_const_value) sim_watch("the value \"%s\" goes into the SQL text; bind it", value_id);
    if (n < 1) return sim_error(515066, "the value \"%s\" has no element", value_id);
    if (n > 1000) return sim_error(515067, "the value \"%s\" has %d elements; databases take 1000", value_id, n);
    if (eq_value_of(q, value_id) != NULL) return sim_error(515068, "the value \"%s\" exists", value_id);
    *v = GROW(q->values, q->n_values);
    (*v)->id = sim_keep(value_id);
    (*v)->type = type;
    (*v)->n = n;
    (*v)->cells = sim_grow(NULL, (size_t)n * sizeof *(*v)->cells);
    return ITK_ok;
}

int POM_enquiry_set_string_value(const char *enq_id, const char *value_id, int n, const char **values, int kind)
{
    eq_value *v;
    int i;
    SIM_CALL();
    SIM_ARG(add_value(enq_id, value_id, n, kind, SIM_STRING, &v));
    for (i = 0; i < n; i++) {
        SIM_ARG(sim_text_arg(values[i], "values"));
        v->cells[i].s = sim_keep(values[i]);
    }
    return ITK_ok;
}

int POM_enquiry_set_int_value(const char *enq_id, const char *value_id, int n, const int *values, int kind)
{
    eq_value *v;
    int i;
    SIM_CALL();
    SIM_ARG(add_value(enq_id, value_id, n, kind, SIM_INT, &v));
    for (i = 0; i < n; i++) v->cells[i].i = values[i];
    return ITK_ok;
}

int POM_enquiry_set_date_value(const char *enq_id, const char *value_id, int n, const date_t *values, int kind)
{
    eq_value *v;
    int i;
    SIM_CALL();
    SIM_ARG(add_value(enq_id, value_id, n, kind, SIM_DATE, &v));
    for (i = 0; i < n; i++) v->cells[i].t = sim_date_of(&values[i]);
    return ITK_ok;
}

int POM_enquiry_set_tag_value(const char *enq_id, const char *value_id, int n, const tag_t *values, int kind)
{
    eq_value *v;
    int i;
    SIM_CALL();
    SIM_ARG(add_value(enq_id, value_id, n, kind, SIM_TAG, &v));
    for (i = 0; i < n; i++) {
        if (values[i] == NULLTAG) sim_watch("the value \"%s\" holds NULLTAG", value_id);
        v->cells[i].tag = values[i];
    }
    return ITK_ok;
}

static int add_expr(enquiry *q, const char *id, eq_expr **x)
{
    SIM_ARG(sim_text_arg(id, "expr_id"));
    if (eq_expr_of(q, id) != NULL) return sim_error(515069, "the expression \"%s\" exists", id);
    *x = GROW(q->exprs, q->n_exprs);
    memset(*x, 0, sizeof **x);
    (*x)->id = sim_keep(id);
    return ITK_ok;
}

int POM_enquiry_set_attr_expr(const char *enq_id, const char *expr_id, const char *class_name, const char *attr, int op, const char *value_id)
{
    enquiry *q;
    eq_expr *x;
    int index;
    ENQUIRY(enq_id, &q);
    SIM_ARG(sim_text_arg(value_id, "value_id"));
    SIM_ARG(class_arg(q, class_name, attr, &index));
    if (op < POM_enquiry_equal || op > POM_enquiry_less_than_or_eq) return sim_error(515070, "operator %d compares nothing", op);
    if (op != POM_enquiry_is_not_null && eq_value_of(q, value_id) == NULL)
        return sim_error(515071, "there is no value \"%s\"", value_id);
    SIM_ARG(add_expr(q, expr_id, &x));
    x->kind = EQ_ATTR;
    x->op = op;
    x->class1 = index;
    x->attr1 = sim_keep(attr);
    x->right = sim_keep(value_id);
    return ITK_ok;
}

int POM_enquiry_set_join_expr(const char *enq_id, const char *expr_id, const char *class1, const char *attr1, int op, const char *class2, const char *attr2)
{
    enquiry *q;
    eq_expr *x;
    int index1, index2;
    ENQUIRY(enq_id, &q);
    SIM_ARG(class_arg(q, class1, attr1, &index1));
    SIM_ARG(class_arg(q, class2, attr2, &index2));
    if (index1 == index2) return sim_error(515072, "the class %s is joined to itself", class1);
    if (op != POM_enquiry_equal) return sim_error(515070, "operator %d joins nothing", op);
    SIM_ARG(add_expr(q, expr_id, &x));
    x->kind = EQ_JOIN;
    x->op = op;
    x->class1 = index1;
    x->attr1 = sim_keep(attr1);
    x->class2 = index2;
    x->attr2 = sim_keep(attr2);
    return ITK_ok;
}

int POM_enquiry_set_expr(const char *enq_id, const char *expr_id, const char *left, int op, const char *right)
{
    enquiry *q;
    eq_expr *x;
    ENQUIRY(enq_id, &q);
    SIM_ARG(sim_text_arg(left, "left"));
    SIM_ARG(sim_text_arg(right, "right"));
    if (op != POM_enquiry_and && op != POM_enquiry_or) return sim_error(515070, "operator %d combines nothing", op);
    if (eq_expr_of(q, left) == NULL || eq_expr_of(q, right) == NULL)
        return sim_error(515073, "there is no expression \"%s\"", eq_expr_of(q, left) == NULL ? left : right);
    SIM_ARG(add_expr(q, expr_id, &x));
    x->kind = EQ_BOTH;
    x->op = op;
    x->left = sim_keep(left);
    x->right = sim_keep(right);
    return ITK_ok;
}

int POM_enquiry_set_expr_proprety(const char *enq_id, const char *expr_id, int property)
{
    enquiry *q;
    eq_expr *x;
    ENQUIRY(enq_id, &q);
    SIM_ARG(sim_text_arg(expr_id, "expr_id"));
    x = eq_expr_of(q, expr_id);
    if (x == NULL) return sim_error(515073, "there is no expression \"%s\"", expr_id);
    if (property != POM_case_insensitive) return sim_error(515074, "there is no property %d", property);
    x->fold = 1;
    return ITK_ok;
}

int POM_enquiry_set_where_expr(const char *enq_id, const char *expr_id)
{
    enquiry *q;
    ENQUIRY(enq_id, &q);
    SIM_ARG(sim_text_arg(expr_id, "expr_id"));
    if (eq_expr_of(q, expr_id) == NULL) return sim_error(515073, "there is no expression \"%s\"", expr_id);
    q->where = sim_keep(expr_id);
    return ITK_ok;
}

int POM_enquiry_add_order_attr(const char *enq_id, const char *class_name, const char *attr, int order)
{
    enquiry *q;
    eq_column *c;
    int index;
    ENQUIRY(enq_id, &q);
    SIM_ARG(class_arg(q, class_name, attr, &index));
    if (order != POM_enquiry_asc_order && order != POM_enquiry_desc_order) return sim_error(515075, "there is no order %d", order);
    c = GROW(q->order, q->n_order);
    c->class = index;
    c->attr = sim_keep(attr);
    c->descending = order == POM_enquiry_desc_order;
    return ITK_ok;
}

/* fill writes one cell of the report; at is where its data go. */
static void *fill(tag_t tag, const char *attr, char **at)
{
    sim_value *v = strcmp(attr, "puid") == 0 ? NULL : sim_attr_of(tag, attr);
    void *cell = *at;
    date_t date;

    if (strcmp(attr, "puid") == 0) {
        memcpy(*at, &tag, sizeof tag);
    } else if (v == NULL || v->n == 0) {
        return NULL;
    } else if (v->attr->type == SIM_STRING) {
        return v->cells[0].s;
    } else if (v->attr->type == SIM_DATE) {
        date = sim_date_to(v->cells[0].t);
        memcpy(*at, &date, sizeof date);
    } else {
        memcpy(*at, &v->cells[0], sizeof v->cells[0]);
    }
    *at += sizeof(sim_cell);
    return cell;
}

int POM_enquiry_execute(const char *enq_id, int *n_rows, int *n_cols, void ****report)
{
    enquiry *q;
    tag_t *rows = NULL;
    void **cells;
    char *at;
    int n, i, k;

    ENQUIRY(enq_id, &q);
    SIM_OUT(n_rows);
    SIM_OUT(n_cols);
    SIM_OUT(report);
    if (q->n_select == 0) return sim_error(515076, "the enquiry \"%s\" selects nothing", enq_id);
    SIM_ARG(eq_run(q, &n, &rows));
    *n_rows = n;
    *n_cols = q->n_select;
    *report = NULL;
    if (n > 0 || sim_harsh(SW_EMPTY_ARRAY)) {
        size_t columns = (size_t)q->n_select, count = (size_t)n * columns;
        *report = sim_alloc((size_t)n * sizeof(void **) + count * (sizeof(void *) + sizeof(sim_cell)));
        cells = (void **)(*report + n);
        at = (char *)(cells + count);
        for (i = 0; i < n; i++) {
            (*report)[i] = cells;
            for (k = 0; k < q->n_select; k++)
                *cells++ = fill(rows[i * q->n_classes + q->select[k].class], q->select[k].attr, &at);
        }
    }
    free(rows);
    return ITK_ok;
}
