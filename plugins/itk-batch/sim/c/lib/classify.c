/* ICS_*: classification objects and their classes. */
#include "sim.h"
#include <ics/ics.h>
#include <stdlib.h>
#include <string.h>

int ICS_find_class(const char *class_id, tag_t *class_tag)
{
    SIM_CALL();
    return sim_find_by("classification class", "ICSClass", "class_id", class_id, class_tag);
}

int ICS_is_wsobject_classified(tag_t object, logical *verdict)
{
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OUT(verdict);
    SIM_OBJECT(object, "WorkspaceObject", &o);
    *verdict = FALSE;
    for (i = 0; i < o->n_relations[0]; i++) {
        const sim_object *r = sim_get(o->relations[0][i]);
        if (!r->deleted && sim_class_is(r->class, "IMAN_classification")) *verdict = TRUE;
    }
    return ITK_ok;
}

int ICS_ask_class_of_classification_obj(tag_t ico, tag_t *class_tag)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(class_tag);
    SIM_OBJECT(ico, "icm0", &o);
    *class_tag = sim_tag(ico, "ico_class");
    return ITK_ok;
}

int ICS_ask_id_name(tag_t class_tag, char **id, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(class_tag, "ICSClass", &o);
    SIM_ARG(sim_out_text(sim_string(class_tag, "class_id"), id));
    return sim_out_text(sim_string(class_tag, "class_name"), name);
}

static int texts_of(tag_t tag, const char *attr, int *n, char ***out)
{
    const sim_value *v = sim_attr_of(tag, attr);
    int i, rc, count = v != NULL ? v->n : 0;
    char **texts = sim_grow(NULL, (size_t)count * sizeof *texts);
    for (i = 0; i < count; i++) texts[i] = v->cells[i].s;
    rc = sim_out_texts(count, texts, n, out);
    free(texts);
    return rc;
}

int ICS_ask_attributes_of_classification_obj(tag_t ico, int *n, char ***names, char ***values)
{
    sim_object *o;
    int n_values;
    SIM_CALL();
    SIM_OBJECT(ico, "icm0", &o);
    SIM_ARG(texts_of(ico, "ico_names", n, names));
    return texts_of(ico, "ico_values", &n_values, values);
}
