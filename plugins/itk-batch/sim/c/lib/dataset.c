/* Datasets, their versions, named references and files; relations. */
#include "sim.h"
#include <ae/ae.h>
#include <sa/tcfile.h>
#include <stdlib.h>
#include <string.h>

int AE_find_datasettype2(const char *name, tag_t *type)
{
    SIM_CALL();
    SIM_OUT(type);
    SIM_ARG(sim_text_arg(name, "name"));
    *type = sim_find("DatasetType", "datasettype_name", name);
    return *type == NULLTAG ? sim_not_found("dataset type", name) : ITK_ok;
}

int AE_ask_datasettype_name2(tag_t type, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(type, "DatasetType", &o);
    return sim_out_text(sim_string(type, "datasettype_name"), name);
}

int AE_ask_datasettype_refs(tag_t type, int *n, char ***names)
{
    sim_object *o;
    sim_value *v;
    char **texts;
    int i, rc, count;
    SIM_CALL();
    SIM_OBJECT(type, "DatasetType", &o);
    v = sim_attr_of(type, "reference_names");
    count = v != NULL ? v->n : 0;
    texts = sim_grow(NULL, (size_t)count * sizeof *texts);
    for (i = 0; i < count; i++) texts[i] = v->cells[i].s;
    rc = sim_out_strings(count, texts, n, names);
    free(texts);
    return rc;
}

int AE_find_dataset2(const char *name, tag_t *dataset)
{
    SIM_CALL();
    SIM_OUT(dataset);
    SIM_ARG(sim_text_arg(name, "name"));
    *dataset = sim_find("Dataset", "object_name", name);
    return *dataset == NULLTAG ? sim_not_found("dataset", name) : ITK_ok;
}

int AE_ask_dataset_datasettype(tag_t dataset, tag_t *type)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(type);
    SIM_OBJECT(dataset, "Dataset", &o);
    *type = sim_tag(dataset, "dataset_type");
    return ITK_ok;
}

int AE_ask_dataset_latest_rev(tag_t dataset, tag_t *latest)
{
    sim_object *o;
    sim_value *v;
    SIM_CALL();
    SIM_OUT(latest);
    SIM_OBJECT(dataset, "Dataset", &o);
    v = sim_attr_of(sim_tag(dataset, "rev_chain_anchor"), "revisions");
    *latest = v != NULL && v->n > 0 ? v->cells[v->n - 1].tag : dataset;
    return ITK_ok;
}

int AE_ask_dataset_ref_count(tag_t dataset, int *n)
{
    sim_object *o;
    sim_value *v;
    SIM_CALL();
    SIM_OUT(n);
    SIM_OBJECT(dataset, "Dataset", &o);
    v = sim_attr_of(dataset, "ref_list");
    *n = v != NULL ? v->n : 0;
    return ITK_ok;
}

int AE_find_dataset_named_ref2(tag_t dataset, int index, char **name, AE_reference_type_t *type, tag_t *object)
{
    sim_object *o;
    sim_value *names, *files;
    SIM_CALL();
    SIM_OUT(type);
    SIM_OUT(object);
    SIM_OBJECT(dataset, "Dataset", &o);
    names = sim_attr_of(dataset, "ref_names");
    files = sim_attr_of(dataset, "ref_list");
    if (files == NULL || index < 0 || index >= files->n) return sim_error(515040, "the dataset has no reference %d", index);
    *type = AE_PART_OF;
    *object = files->cells[index].tag;
    return sim_out_text(names->cells[index].s, name);
}

static int references(tag_t dataset, const char *reference, int *n, tag_t **objects)
{
    sim_object *o;
    sim_value *names, *files;
    tag_t *tags;
    int i, rc, count = 0, all;
    SIM_OBJECT(dataset, "Dataset", &o);
    names = sim_attr_of(dataset, "ref_names");
    files = sim_attr_of(dataset, "ref_list");
    all = files != NULL ? files->n : 0;
    tags = sim_grow(NULL, (size_t)all * sizeof *tags);
    for (i = 0; i < all; i++)
        if (reference == NULL || strcmp(names->cells[i].s, reference) == 0) tags[count++] = files->cells[i].tag;
    rc = sim_out_tags(count, tags, n, objects);
    free(tags);
    return rc;
}

int AE_ask_all_dataset_named_refs2(tag_t dataset, const char *reference, int *n, tag_t **objects)
{
    SIM_CALL();
    SIM_ARG(sim_text_arg(reference, "reference"));
    return references(dataset, reference, n, objects);
}

int AE_ask_dataset_named_refs(tag_t dataset, int *n, tag_t **objects)
{
    SIM_CALL();
    return references(dataset, NULL, n, objects);
}

int AE_ask_dataset_named_ref2(tag_t dataset, const char *reference, AE_reference_type_t *type, tag_t *object)
{
    sim_object *o;
    sim_value *names, *files;
    int i;
    SIM_CALL();
    SIM_OUT(type);
    SIM_OUT(object);
    SIM_OBJECT(dataset, "Dataset", &o);
    SIM_ARG(sim_text_arg(reference, "reference"));
    names = sim_attr_of(dataset, "ref_names");
    files = sim_attr_of(dataset, "ref_list");
    *object = NULLTAG;
    *type = AE_PART_OF;
    for (i = 0; files != NULL && i < files->n; i++)
        if (strcmp(names->cells[i].s, reference) == 0) {
            *object = files->cells[i].tag;
            return ITK_ok;
        }
    return sim_not_found("named reference", reference);
}

int IMF_ask_original_file_name2(tag_t file, char **name)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(file, "ImanFile", &o);
    return sim_out_text(sim_string(file, "original_file_name"), name);
}
