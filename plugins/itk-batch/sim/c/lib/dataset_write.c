/* Datasets that are made and filled: files in, files out, versions. */
#include "sim.h"
#include <ae/ae.h>
#include <ae/tool.h>
#include <sa/tcfile.h>
#include <stdlib.h>
#include <string.h>

int AE_ask_datasettype_def_tool(tag_t type, tag_t *tool)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(tool);
    SIM_OBJECT(type, "DatasetType", &o);
    *tool = sim_tag(type, "default_tool");
    return *tool != NULLTAG ? ITK_ok : sim_not_found("default tool of", sim_string(type, "datasettype_name"));
}

int AE_create_dataset_with_id(tag_t type, const char *name, const char *desc, const char *id, const char *rev, tag_t *dataset)
{
    sim_object *o;
    tag_t anchor;
    SIM_CALL();
    SIM_OUT(dataset);
    *dataset = NULLTAG;
    (void)id;
    (void)rev;
    SIM_OBJECT(type, "DatasetType", &o);
    SIM_ARG(sim_text_arg(name, "name"));
    if (name[0] == '\0') return sim_error(515214, "the name is missing");
    *dataset = sim_create(sim_class_find("Dataset"));
    anchor = sim_create(sim_class_find("RevisionAnchor"));
    sim_set_string(*dataset, "object_name", name);
    sim_set_string(*dataset, "object_desc", desc != NULL ? desc : "");
    sim_set_string(*dataset, "object_type", sim_string(type, "datasettype_name"));
    sim_set_tag(*dataset, "dataset_type", type);
    sim_set_tag(*dataset, "rev_chain_anchor", anchor);
    sim_set_int(*dataset, "revision_number", 1);
    sim_set_int(*dataset, "active_seq", 1);
    sim_add_tag(anchor, "revisions", *dataset);
    sim_get(anchor)->new_object = 0;           /* it is saved with its first version */
    return ITK_ok;
}

int AE_set_dataset_tool(tag_t dataset, tag_t tool)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(dataset, "Dataset", &o);
    SIM_OBJECT(tool, "Tool", &o);
    SIM_ARG(sim_begin_change(dataset));
    sim_set_tag(dataset, "dataset_tool", tool);
    return ITK_ok;
}

/* sim_dataset_version keeps the saved state as a version of its own, older than the dataset. */
void sim_dataset_version(tag_t dataset)
{
    tag_t anchor = sim_tag(dataset, "rev_chain_anchor"), old = sim_new(sim_class_find("Dataset"));
    sim_object *o = sim_get(dataset);
    int i;
    for (i = 0; i < o->n_saved; i++) sim_copy_value(old, &o->saved[i]);
    sim_set_int(old, "active_seq", 0);
    sim_drop_tag(anchor, "revisions", dataset);
    sim_add_tag(anchor, "revisions", old);
    sim_add_tag(anchor, "revisions", dataset);
    sim_set_int(dataset, "revision_number", sim_number(old, "revision_number") + 1);
}

int AE_save_myself(tag_t dataset)
{
    sim_object *o;
    SIM_CALL();
    SIM_OBJECT(dataset, "Dataset", &o);
    if (o->changed && !o->new_object && o->lock != SIM_MODIFY) return sim_error(515100, "%s is not locked", sim_object_string(dataset));
    sim_save(dataset);
    return ITK_ok;
}

static int has_reference(tag_t dataset, const char *reference)
{
    const sim_value *names = sim_attr_of(sim_tag(dataset, "dataset_type"), "reference_names");
    int i;
    for (i = 0; names != NULL && i < names->n; i++)
        if (strcmp(names->cells[i].s, reference) == 0) return 1;
    return 0;
}

/* content reads a file as the text that the attribute holds: NUL and the
   backslash are escaped. As text, line ends become the volume's own. */
static char *content(FILE *f, int as_text, int *bytes)
{
    size_t n = 0, capacity = 0;
    char *out = NULL;
    int c;
    *bytes = 0;
    while ((c = fgetc(f)) != EOF) {
        if (as_text && c == '\r') continue;
        if (n + 3 > capacity) out = sim_grow(out, capacity = 2 * capacity + 64);
        if (c == '\0' || c == '\\') out[n++] = '\\';
        out[n++] = (char)(c == '\0' ? '0' : c);
        ++*bytes;
    }
    if (out == NULL) out = sim_grow(NULL, 1);
    out[n] = '\0';
    return out;
}

int AE_import_named_ref(tag_t dataset, const char *reference, const char *os_path, const char *new_name, int file_type)
{
    sim_object *o;
    tag_t file;
    FILE *f;
    int bytes;
    SIM_CALL();
    SIM_OBJECT(dataset, "Dataset", &o);
    SIM_ARG(sim_text_arg(reference, "reference"));
    SIM_ARG(sim_text_arg(os_path, "os_path"));
    SIM_ARG(sim_text_arg(new_name, "new_name"));
    if (file_type != SS_TEXT && file_type != SS_BINARY) return sim_error(515230, "the file type is %d", file_type);
    if (!has_reference(dataset, reference)) return sim_error(515231, "the dataset type has no reference \"%s\"", reference);
    if (sim_site.full) return sim_error(515232, "the volume is full");
    SIM_ARG(sim_begin_change(dataset));
    f = fopen(os_path, "rb");
    if (f == NULL) return sim_error(515233, "the file %s cannot be read", os_path);
    file = sim_create(sim_class_find("ImanFile"));
    sim_set_string(file, "original_file_name", new_name);
    sim_set_string(file, "content", content(f, file_type == SS_TEXT, &bytes));
    sim_set_int(file, "byte_size", bytes);
    sim_set_text(file, "text_file", file_type == SS_TEXT ? "true" : "false");
    sim_get(file)->new_object = 0;             /* the volume has it at once */
    fclose(f);
    sim_set_text(dataset, "ref_names", reference);
    sim_add_tag(dataset, "ref_list", file);
    return ITK_ok;
}

int AE_remove_dataset_named_ref_by_tag2(tag_t dataset, const char *reference, tag_t object)
{
    sim_object *o;
    sim_value *names, *files;
    int i;
    SIM_CALL();
    SIM_OBJECT(dataset, "Dataset", &o);
    SIM_ARG(sim_text_arg(reference, "reference"));
    SIM_ARG(sim_begin_change(dataset));
    names = sim_attr_of(dataset, "ref_names");
    files = sim_attr_of(dataset, "ref_list");
    for (i = 0; files != NULL && i < files->n; i++)
        if (files->cells[i].tag == object && strcmp(names->cells[i].s, reference) == 0) break;
    if (files == NULL || i == files->n) return sim_error(515234, "the dataset has no such reference");
    for (; i + 1 < files->n; i++) {
        files->cells[i] = files->cells[i + 1];
        names->cells[i] = names->cells[i + 1];
    }
    files->n--;
    names->n--;
    return ITK_ok;
}

/* The versions before the last one go for good. */
int AE_purge_dataset_revs(tag_t dataset)
{
    const sim_value *v;
    tag_t anchor, *old;
    sim_object *o;
    int i, n;
    SIM_CALL();
    SIM_OBJECT(dataset, "Dataset", &o);
    if (o->lock != SIM_MODIFY) {
        sim_watch("AE_purge_dataset_revs of %s without a lock", sim_object_string(dataset));
        return sim_error(515100, "%s is not locked", sim_object_string(dataset));
    }
    anchor = sim_tag(dataset, "rev_chain_anchor");
    v = sim_attr_of(anchor, "revisions");
    n = v != NULL ? v->n - 1 : 0;
    old = sim_grow(NULL, (size_t)(n > 0 ? n : 0) * sizeof *old);
    for (i = 0; i < n; i++) old[i] = v->cells[i].tag;
    if (n > 0 && v->cells[n].tag != dataset) sim_watch("AE_purge_dataset_revs of a version that is not the last one");
    for (i = 0; i < n; i++) {
        sim_drop_tag(anchor, "revisions", old[i]);
        sim_remove(old[i]);
    }
    free(old);
    return ITK_ok;
}

int IMF_export_file(tag_t file, const char *os_path)
{
    const char *text;
    sim_object *o;
    FILE *f;
    SIM_CALL();
    SIM_OBJECT(file, "ImanFile", &o);
    SIM_ARG(sim_text_arg(os_path, "os_path"));
    if (sim_denied("READ", file) || sim_denied("EXPORT", file)) return sim_error(515020, "the access to %s is denied", sim_object_string(file));
    f = fopen(os_path, "rb");
    if (f != NULL) {
        fclose(f);
        if (!sim_harsh(SW_EXPORT_EXISTING)) return sim_error(515235, "the file %s exists", os_path);
    }
    f = fopen(os_path, "wb");
    if (f == NULL) return sim_error(515236, "the file %s cannot be written", os_path);
    for (text = sim_string(file, "content"); *text != '\0'; text++)
        if (*text != '\\') fputc(*text, f);
        else fputc(*++text == '0' ? '\0' : *text, f);
    return fclose(f) == 0 ? ITK_ok : sim_error(515236, "the file %s cannot be written", os_path);
}
