/* An enquiry as it is put together before it runs. */
#ifndef ENQUIRY_H
#define ENQUIRY_H

#include "sim.h"

enum { EQ_CLASSES = 16 };

typedef struct { const char *id; sim_type type; int n; sim_cell *cells; } eq_value;

typedef struct {
    const char *id;
    enum { EQ_ATTR, EQ_JOIN, EQ_BOTH } kind;
    int op, fold;
    int class1, class2;                        /* index into classes */
    const char *attr1, *attr2;
    const char *left, *right;                  /* EQ_BOTH: expressions; EQ_ATTR: right is a value */
} eq_expr;

typedef struct { int class; const char *attr; int descending; } eq_column;

typedef struct {
    const char *id;
    int deleted, ran, distinct;
    const sim_class *classes[EQ_CLASSES];      /* each class is a table of its own */
    int n_classes;
    eq_value *values;
    eq_expr *exprs;
    eq_column *select, *order;
    int n_values, n_exprs, n_select, n_order;
    const char *where;
} enquiry;

eq_value *eq_value_of(const enquiry *q, const char *id);
eq_expr *eq_expr_of(const enquiry *q, const char *id);
int eq_run(enquiry *q, int *n_rows, tag_t **rows);         /* rows: n_rows times n_classes tags */

#endif
