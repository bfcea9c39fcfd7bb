/* The state of the site as text in the language of fixtures: what the database
   holds when the program starts, and when it ends. */
#include "fixture.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void quoted(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', f);
        if (*text == '\n') fputs("\\n", f);
        else if (*text == '\r') fputs("\\r", f);
        else fputc(*text, f);
    }
    fputc('"', f);
}

/* remark writes a text behind the sign of remarks, on one line. */
static void remark(FILE *f, const char *text)
{
    for (; *text != '\0'; text++) fputc((unsigned char)*text < ' ' ? ' ' : *text, f);
}

static void put_cell(FILE *f, const sim_value *v, int index)
{
    const sim_cell *c = &v->cells[index];
    switch (v->attr->type) {
    case SIM_STRING: quoted(f, c->s); break;
    case SIM_INT: fprintf(f, "%d", c->i); break;
    case SIM_LOGICAL: fputs(c->i ? "true" : "false", f); break;
    case SIM_DOUBLE: fprintf(f, "%.17g", c->d); break;
    case SIM_DATE: fputs(sim_date_text(c->t, "%Y-%m-%dT%H:%M:%S"), f); break;
    default: fprintf(f, "uid:%s", sim_get(c->tag) != NULL ? sim_get(c->tag)->uid : "");
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const sim_value *const *)a)->attr->name, (*(const sim_value *const *)b)->attr->name);
}

static int is_empty(const sim_value *v)
{
    if (v->n == 0) return 1;
    if (v->n > 1) return 0;
    if (v->attr->type == SIM_STRING) return v->cells[0].s[0] == '\0';
    return v->attr->type == SIM_TAG ? v->cells[0].tag == NULLTAG : v->attr->type == SIM_DATE && v->cells[0].t == 0;
}

static void put_value(FILE *f, const sim_value *v)
{
    int i;
    if (is_empty(v) || strcmp(v->attr->name, "password") == 0) return;
    fprintf(f, "  set %s=", v->attr->name);
    for (i = 0; i < v->n; i++) {
        if (i > 0) fputc(',', f);
        put_cell(f, v, i);
    }
    if (v->attr->type == SIM_TAG) {
        fputs("  # ", f);
        for (i = 0; i < v->n; i++) {
            if (i > 0) fputs(", ", f);
            remark(f, sim_object_string(v->cells[i].tag));
        }
    }
    fputc('\n', f);
}

static void put_object(FILE *f, tag_t tag)
{
    const sim_object *o = sim_get(tag);
    const sim_value *values = o->changed ? o->saved : o->values, **sorted;
    int i, n = o->changed ? o->n_saved : o->n_values;

    sorted = sim_grow(NULL, (size_t)n * sizeof *sorted);
    for (i = 0; i < n; i++) sorted[i] = &values[i];
    if (n > 0) qsort(sorted, (size_t)n, sizeof *sorted, by_name);
    fputs("object ", f);
    quoted(f, o->class->name);
    fprintf(f, " uid=%s  # ", o->uid);
    remark(f, sim_object_string(tag));
    fputc('\n', f);
    for (i = 0; i < n; i++) put_value(f, sorted[i]);
    free(sorted);
}

static void dump(const char *path)
{
    FILE *f = fopen(path, "w");
    tag_t t;
    if (f == NULL) return;
    for (t = 1; t <= sim_count(); t++) {
        const sim_object *o = sim_get(t);
        if (!o->deleted && !o->new_object && !o->class->transient && strcmp(o->class->name, "ImanType") != 0) put_object(f, t);
    }
    fclose(f);
}

/* sim_state_start: KILN_SIM_STATE names a folder for the states. */
void sim_state_start(void)
{
    const char *folder = getenv("KILN_SIM_STATE");
    if (folder != NULL) dump(sim_format("%s/before.sim", folder));
}

void sim_state_end(void)
{
    static int done;
    const char *folder = getenv("KILN_SIM_STATE");
    if (folder == NULL || done) return;
    done = 1;
    setlocale(LC_NUMERIC, "C");                /* a login may have changed it */
    dump(sim_format("%s/after.sim", folder));
}
