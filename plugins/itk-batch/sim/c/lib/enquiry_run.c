/* Running an enquiry: tables are bound one after the other, and each condition
   is tested as soon as its tables are bound. */
#include "enquiry.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    enquiry *q;
    const eq_expr *conditions[64];             /* the where expression, taken apart at its ANDs */
    int n_conditions;
    tag_t bound[EQ_CLASSES];
    tag_t *rows;
    int n_rows, capacity;
} run;

static int compare(const sim_cell *a, const sim_cell *b, sim_type type, int op, int fold)
{
    double x, y;
    switch (type) {
    case SIM_STRING:
        if (op == POM_enquiry_like) return sim_like(a->s, b->s, fold);
        if (op == POM_enquiry_equal || op == POM_enquiry_in) return sim_same(a->s, b->s, fold || sim_harsh(SW_EQUAL_CASE));
        return op == POM_enquiry_greater_than_or_eq ? strcmp(a->s, b->s) >= 0 : strcmp(a->s, b->s) <= 0;
    case SIM_TAG:
        return (op == POM_enquiry_equal || op == POM_enquiry_in) && a->tag == b->tag;
    case SIM_DATE:
        if (a->t == 0) return 0;
        x = (double)a->t;
        y = (double)b->t;
        break;
    case SIM_DOUBLE:
        x = a->d;
        y = b->d;
        break;
    default:
        x = a->i;
        y = b->i;
        break;
    }
    if (op == POM_enquiry_greater_than_or_eq) return x >= y;
    if (op == POM_enquiry_less_than_or_eq) return x <= y;
    return x >= y && x <= y;
}

static int not_null(const sim_value *v)
{
    if (v == NULL || v->n == 0) return 0;
    switch (v->attr->type) {
    case SIM_STRING: return v->cells[0].s[0] != '\0';
    case SIM_TAG: return v->cells[0].tag != NULLTAG;
    case SIM_DATE: return v->cells[0].t != 0;
    default: return 1;
    }
}

static int attr_holds(const enquiry *q, const eq_expr *x, tag_t tag)
{
    const eq_value *want = eq_value_of(q, x->right);
    sim_value *v, self;
    sim_cell cell;
    int i, k;

    if (strcmp(x->attr1, "puid") == 0) {
        static sim_attr puid = {"puid", "puid", SIM_TAG, 0, 0, 0, 0, NULL};
        cell.tag = tag;
        self.attr = &puid;
        self.n = 1;
        self.cells = &cell;
        v = &self;
    } else {
        v = sim_attr_of(tag, x->attr1);
    }
    if (x->op == POM_enquiry_is_not_null) return not_null(v);
    for (i = 0; v != NULL && i < v->n; i++)
        for (k = 0; k < want->n; k++)
            if (compare(&v->cells[i], &want->cells[k], v->attr->type, x->op, x->fold)) return 1;
    return 0;
}

static int has_tag(tag_t tag, const char *attr, tag_t want)
{
    sim_value *v;
    int i;
    if (strcmp(attr, "puid") == 0) return tag == want;
    v = sim_attr_of(tag, attr);
    for (i = 0; v != NULL && v->attr->type == SIM_TAG && i < v->n; i++)
        if (v->cells[i].tag == want) return 1;
    return 0;
}

static int join_holds(const eq_expr *x, tag_t a, tag_t b)
{
    if (strcmp(x->attr2, "puid") == 0) return has_tag(a, x->attr1, b);
    if (strcmp(x->attr1, "puid") == 0) return has_tag(b, x->attr2, a);
    return has_tag(b, x->attr2, sim_tag(a, x->attr1));
}

static int holds(const run *r, const eq_expr *x)
{
    switch (x->kind) {
    case EQ_ATTR: return attr_holds(r->q, x, r->bound[x->class1]);
    case EQ_JOIN: return join_holds(x, r->bound[x->class1], r->bound[x->class2]);
    default: break;
    }
    if (x->op == POM_enquiry_and) return holds(r, eq_expr_of(r->q, x->left)) && holds(r, eq_expr_of(r->q, x->right));
    return holds(r, eq_expr_of(r->q, x->left)) || holds(r, eq_expr_of(r->q, x->right));
}

static int needs(const enquiry *q, const eq_expr *x, int table)
{
    if (x->kind == EQ_ATTR) return x->class1 == table;
    if (x->kind == EQ_JOIN) return x->class1 == table || x->class2 == table;
    return needs(q, eq_expr_of(q, x->left), table) || needs(q, eq_expr_of(q, x->right), table);
}

static int ready(const run *r, const eq_expr *x)
{
    int i;
    for (i = 0; i < r->q->n_classes; i++)
        if (r->bound[i] == NULLTAG && needs(r->q, x, i)) return 0;
    return 1;
}

static int passes(const run *r, int table)
{
    int i;
    for (i = 0; i < r->n_conditions; i++)
        if (needs(r->q, r->conditions[i], table) && ready(r, r->conditions[i]) && !holds(r, r->conditions[i])) return 0;
    return 1;
}

static int is_row(const run *r, tag_t tag, int table)
{
    const sim_object *o = sim_get(tag);
    if (o == NULL || o->deleted || !sim_class_is(o->class, r->q->classes[table]->name)) return 0;
    if (!sim_harsh(SW_ACCESS) && sim_denied("READ", tag)) return 0;
    if (sim_class_is(o->class, "Dataset") && !sim_harsh(SW_DATASET_VERSIONS)) {
        sim_value *active = sim_attr_of(tag, "active_seq");
        return active == NULL || active->cells[0].i != 0;
    }
    return 1;
}

static void bind(run *r);

static void try_row(run *r, int table, tag_t tag)
{
    if (!is_row(r, tag, table)) return;
    r->bound[table] = tag;
    if (passes(r, table)) bind(r);
    r->bound[table] = NULLTAG;
}

/* linked returns the tags that a join to a bound table allows; 0 when there is no such join. */
static int linked(const run *r, int table, const sim_value **v)
{
    int i;
    for (i = 0; i < r->n_conditions; i++) {
        const eq_expr *x = r->conditions[i];
        if (x->kind == EQ_JOIN && x->class2 == table && r->bound[x->class1] != NULLTAG && strcmp(x->attr2, "puid") == 0) {
            *v = sim_attr_of(r->bound[x->class1], x->attr1);
            return 1;
        }
        if (x->kind == EQ_JOIN && x->class1 == table && r->bound[x->class2] != NULLTAG && strcmp(x->attr1, "puid") == 0) {
            *v = sim_attr_of(r->bound[x->class2], x->attr2);
            return 1;
        }
    }
    return 0;
}

static void bind(run *r)
{
    const sim_value *v = NULL;
    int table = -1, i, free_one = -1;
    tag_t t;

    for (i = 0; i < r->q->n_classes && table < 0; i++) {
        if (r->bound[i] != NULLTAG) continue;
        free_one = i;
        if (linked(r, i, &v)) table = i;
    }
    if (table >= 0) {
        for (i = 0; v != NULL && i < v->n; i++) try_row(r, table, v->cells[i].tag);
        return;
    }
    if (free_one >= 0) {
        for (i = r->q->n_classes - 1; i >= 0; i--)
            if (r->bound[i] == NULLTAG) free_one = i;
        for (t = 1; t <= sim_count(); t++) try_row(r, free_one, t);
        return;
    }
    if (r->n_rows == r->capacity) {
        r->capacity = r->capacity * 2 + 64;
        r->rows = sim_grow(r->rows, (size_t)r->capacity * (size_t)r->q->n_classes * sizeof(tag_t));
    }
    memcpy(r->rows + r->n_rows * r->q->n_classes, r->bound, (size_t)r->q->n_classes * sizeof(tag_t));
    r->n_rows++;
}

static void take_apart(run *r, const eq_expr *x)
{
    if (x->kind == EQ_BOTH && x->op == POM_enquiry_and) {
        take_apart(r, eq_expr_of(r->q, x->left));
        take_apart(r, eq_expr_of(r->q, x->right));
    } else if (r->n_conditions < 64) {
        r->conditions[r->n_conditions++] = x;
    } else {
        sim_watch("the enquiry \"%s\" has more conditions than the simulator takes", r->q->id);
    }
}

/* A table that no join reaches multiplies the rows of all others. */
static void watch_products(const run *r)
{
    int reached[EQ_CLASSES] = {1}, i, again = 1;
    while (again) {
        again = 0;
        for (i = 0; i < r->n_conditions; i++) {
            const eq_expr *x = r->conditions[i];
            if (x->kind != EQ_JOIN || reached[x->class1] == reached[x->class2]) continue;
            reached[x->class1] = reached[x->class2] = 1;
            again = 1;
        }
    }
    for (i = 0; i < r->q->n_classes; i++)
        if (!reached[i]) sim_watch("the enquiry \"%s\" joins the class %s to nothing", r->q->id, r->q->classes[i]->name);
}

static const enquiry *sorted;

static int by_order(const void *a, const void *b)
{
    int i;
    for (i = 0; i < sorted->n_order; i++) {
        const eq_column *c = &sorted->order[i];
        sim_value *x = sim_attr_of(((const tag_t *)a)[c->class], c->attr), *y = sim_attr_of(((const tag_t *)b)[c->class], c->attr);
        int d;
        if (x == NULL || y == NULL || x->n == 0 || y->n == 0) d = (x != NULL && x->n > 0) - (y != NULL && y->n > 0);
        else if (x->attr->type == SIM_STRING) d = strcmp(x->cells[0].s, y->cells[0].s);
        else if (x->attr->type == SIM_DATE) d = (x->cells[0].t > y->cells[0].t) - (x->cells[0].t < y->cells[0].t);
        else d = (x->cells[0].i > y->cells[0].i) - (x->cells[0].i < y->cells[0].i);
        if (d != 0) return c->descending ? -d : d;
    }
    return 0;
}

/* Rows that select the same objects are one when the enquiry is distinct. */
static void distinct(run *r)
{
    size_t width = (size_t)r->q->n_classes;
    unsigned char *seen = sim_grow(NULL, (size_t)sim_count() + 1);
    int i, kept = 0, table = r->q->select[0].class;
    memset(seen, 0, (size_t)sim_count() + 1);
    for (i = 0; i < r->q->n_select; i++)
        if (r->q->select[i].class != table) table = -1;
    for (i = 0; i < r->n_rows; i++) {
        if (table >= 0 && seen[r->rows[(size_t)i * width + (size_t)table]]) continue;
        if (table >= 0) seen[r->rows[(size_t)i * width + (size_t)table]] = 1;
        memmove(r->rows + (size_t)kept++ * width, r->rows + (size_t)i * width, width * sizeof(tag_t));
    }
    r->n_rows = kept;
    free(seen);
}

int eq_run(enquiry *q, int *n_rows, tag_t **rows)
{
    run r;
    memset(&r, 0, sizeof r);
    r.q = q;
    if (q->where != NULL) take_apart(&r, eq_expr_of(q, q->where));
    watch_products(&r);
    bind(&r);
    if (q->distinct) distinct(&r);
    if (q->n_order > 0 && r.n_rows > 1) {
        sorted = q;
        qsort(r.rows, (size_t)r.n_rows, (size_t)q->n_classes * sizeof(tag_t), by_order);
    }
    *n_rows = r.n_rows;
    *rows = r.rows;
    return ITK_ok;
}
