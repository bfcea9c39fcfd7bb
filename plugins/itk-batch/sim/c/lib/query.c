/* QRY_*: saved queries with entries. */
#include "sim.h"
#include <qry/qry.h>
#include <stdlib.h>
#include <string.h>

int QRY_find2(const char *name, tag_t *query)
{
    SIM_CALL();
    SIM_OUT(query);
    SIM_ARG(sim_text_arg(name, "name"));
    *query = sim_find("ImanQuery", "object_name", name);
    return *query == NULLTAG ? sim_not_found("saved query", name) : ITK_ok;
}

static int texts_of(tag_t query, const char *attr, int *n, char ***out)
{
    sim_value *v = sim_attr_of(query, attr);
    int i, rc, count = v != NULL ? v->n : 0;
    char **texts = sim_grow(NULL, (size_t)count * sizeof *texts);
    for (i = 0; i < count; i++) texts[i] = v->cells[i].s;
    rc = sim_out_texts(count, texts, n, out);
    free(texts);
    return rc;
}

int QRY_find_user_entries(tag_t query, int *n, char ***entries, char ***values)
{
    sim_object *o;
    int n_values;
    SIM_CALL();
    SIM_OBJECT(query, "ImanQuery", &o);
    SIM_ARG(texts_of(query, "entry_names", n, entries));
    return texts_of(query, "entry_values", &n_values, values);
}

static int one_holds(const sim_value *v, const char *op, const char *text)
{
    sim_date d;
    int i;
    for (i = 0; i < v->n; i++) {
        if (v->attr->type != SIM_DATE) {
            if (sim_like(sim_display(v, i), text, 1)) return 1;
            continue;
        }
        d = sim_date_parse(text);
        if (d < 0 || v->cells[i].t == 0) continue;
        if (strcmp(op, "ge") == 0 ? v->cells[i].t >= d : strcmp(op, "le") == 0 ? v->cells[i].t <= d : v->cells[i].t == d) return 1;
    }
    return 0;
}

/* path_holds follows an attribute path such as "owning_user.user_id". */
static int path_holds(tag_t tag, const char *path, const char *op, const char *text)
{
    const char *dot = strchr(path, '.');
    char *name = sim_format("%.*s", (int)(dot != NULL ? (size_t)(dot - path) : strlen(path)), path);
    sim_value v;
    int i, yes = 0;

    if (tag != NULLTAG && sim_property(tag, name, &v)) {
        if (dot == NULL) yes = one_holds(&v, op, text);
        for (i = 0; dot != NULL && v.attr->type == SIM_TAG && i < v.n; i++)
            yes = yes || path_holds(v.cells[i].tag, dot + 1, op, text);
    }
    free(name);
    return yes;
}

/* holds tests a value that may be a list with semicolons. */
static int holds(tag_t tag, const char *path, const char *op, const char *value)
{
    char *list = sim_keep(value), *one;
    int yes = 0;
    for (one = strtok(list, ";"); one != NULL && !yes; one = strtok(NULL, ";")) yes = path_holds(tag, path, op, one);
    free(list);
    return yes;
}

static int entry_of(const sim_value *names, const char *name)
{
    int i;
    for (i = 0; names != NULL && i < names->n; i++)
        if (strcmp(names->cells[i].s, name) == 0) return i;
    return -1;
}

int QRY_execute(tag_t query, int n_entries, char **entries, char **values, int *n, tag_t **results)
{
    sim_object *o;
    sim_value *names, *paths, *ops;
    const char *class_name;
    tag_t t, *found = NULL;
    int i, rc, count = 0;

    SIM_CALL();
    SIM_OBJECT(query, "ImanQuery", &o);
    names = sim_attr_of(query, "entry_names");
    paths = sim_attr_of(query, "entry_attributes");
    ops = sim_attr_of(query, "entry_operations");
    class_name = sim_string(query, "query_class");
    for (i = 0; i < n_entries; i++)
        if (entry_of(names, entries[i]) < 0 && !sim_harsh(SW_QUERY_ENTRY))
            return sim_error(515080, "the query has no entry \"%s\"", entries[i]);
    for (t = 1; t <= sim_count(); t++) {
        if (sim_get(t)->deleted || !sim_class_is(sim_get(t)->class, class_name) || sim_denied("READ", t)) continue;
        for (i = 0; i < n_entries; i++) {
            int e = entry_of(names, entries[i]);
            if (e >= 0 && values[i][0] != '\0' && !holds(t, paths->cells[e].s, ops->cells[e].s, values[i])) break;
        }
        if (i < n_entries) continue;
        found = sim_grow(found, (size_t)(count + 1) * sizeof *found);
        found[count++] = t;
    }
    rc = sim_out_tags(count, found, n, results);
    free(found);
    return rc;
}
