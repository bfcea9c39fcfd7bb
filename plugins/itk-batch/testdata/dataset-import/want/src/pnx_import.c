/* pnx_import.c - puts the file of a line into a dataset */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <ae/datasettype.h>
#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <ss/ss_const.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tccore/tctype.h>

#include "pnx_change.h"
#include "pnx_file.h"
#include "pnx_guard.h"
#include "pnx_import.h"
#include "pnx_report.h"
#include "pnx_result.h"
#include "pnx_select.h"
#include "pnx_text.h"

typedef struct {
    const char *path, *file_name;           /* on disk, and without its folders */
    const char *reference;
    tag_t type;
    int mode;                               /* SS_BINARY or SS_TEXT */
    const char *name, *type_name, *relation_name;
    tag_t tool, relation;
    long bytes;
} import_t;

static pnx_text_t path;

static int is_absolute(const char *name)
{
    return name[0] == '/' || name[0] == '\\' || (name[0] != '\0' && name[1] == ':');
}

static int find_path(const char *folder, const char *name)
{
    pnx_empty(&path);
    if (name[0] == '\0') {
        pnx_error("the line names no file");
        return 0;
    }
    if (folder != NULL && !is_absolute(name) && (!pnx_puts(&path, folder) || !pnx_puts(&path, "/"))) return 0;
    return pnx_puts(&path, name);
}

static pnx_text_t dataset_name;

/* A dataset without a name of its own is called like its file, without the
   ending. */
static int name_dataset(const char *name, const char *file_name)
{
    const char *dot = strrchr(file_name, '.');

    pnx_empty(&dataset_name);
    if (name[0] != '\0') return pnx_puts(&dataset_name, name);
    return pnx_put(&dataset_name, file_name, dot == NULL || dot == file_name ? strlen(file_name) : (size_t)(dot - file_name));
}

/* What the line and the options say; 0 when the file cannot be imported. */
static int read_line(pnx_options_t *options, import_t *import)
{
    memset(import, 0, sizeof *import);
    if (!find_path(options->dir, pnx_field(PNX_FIELD_FILE))) return 0;
    import->path = pnx_string(&path);
    import->file_name = pnx_base_name(import->path);
    pnx_set_key(PNX_KEY_FILE, import->path);
    import->reference = (options->reference == NULL ? "" : options->reference);
    import->mode = options->text ? SS_TEXT : SS_BINARY;
    if (!name_dataset(pnx_field(PNX_FIELD_DATASET_NAME), import->file_name)) return 0;
    import->name = pnx_string(&dataset_name);
    import->type_name = (options->dataset_type == NULL ? "" : options->dataset_type);
    import->relation_name = (options->relation == NULL ? "" : options->relation);
    return pnx_measure(import->path, &import->bytes);
}

static pnx_text_t only_reference;

/* The reference must be one of the type; a type that has only one needs none
   to be named. */
static int check_reference(import_t *import)
{
    char **names = NULL;
    int n = 0, i = 0, found = 0;

    if (!PNX_OK(AE_ask_datasettype_refs(import->type, &n, &names))) return 0;
    if (import->reference[0] == '\0' && n == 1) {
        pnx_empty(&only_reference);
        found = pnx_puts(&only_reference, names[0]);
        import->reference = pnx_string(&only_reference);
    }
    for (i = 0; i < n; i++) {
        if (strcmp(names[i], import->reference) == 0) found = 1;
        MEM_free(names[i]);
    }
    MEM_free(names);
    if (!found && import->reference[0] == '\0') {
        pnx_error("the dataset type has %d references: name one with -reference=", n);
    } else if (!found) {
        pnx_error("the dataset type has no reference \"%s\": correct -reference=", import->reference);
    }
    return found;
}

/* Puts the file into a dataset that is locked. */
static int put_file(tag_t dataset, const import_t *import)
{
    return PNX_OK(AE_import_named_ref(dataset, import->reference, import->path, import->file_name, import->mode));
}

/* Fills the keys that name the dataset. */
static int name_row(tag_t dataset)
{
    char *uid = NULL;
    int done = PNX_OK(ITK__convert_tag_to_uid(dataset, &uid));

    if (done) pnx_set_key(PNX_KEY_DATASET_UID, uid);
    MEM_free(uid);
    return done;
}

/* A long run would hold every dataset. */
static void unload_dataset(tag_t dataset)
{
    if (AOM_unload(dataset) != ITK_ok && EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
}

/* The type, its tool and the relation, looked up when they are others than
   those of the line before. A dataset may have no tool. */
static int find_names(import_t *import)
{
    static pnx_text_t last_type, last_relation;
    static tag_t type = NULLTAG, tool = NULLTAG, relation = NULLTAG;

    if (type == NULLTAG || strcmp(import->type_name, pnx_string(&last_type)) != 0) {
        if (!PNX_OK(AE_find_datasettype2(import->type_name, &type))) type = NULLTAG;
        if (type == NULLTAG) pnx_error("dataset type \"%s\" does not exist at this site: correct -dataset_type=", import->type_name);
        if (type == NULLTAG) return 0;
        if (AE_ask_datasettype_def_tool(type, &tool) != ITK_ok) {
            tool = NULLTAG;
            if (EMH_clear_errors() != ITK_ok) pnx_info("the error stack could not be cleared");
        }
        pnx_empty(&last_type);
        if (!pnx_puts(&last_type, import->type_name)) return 0;
    }
    if (relation == NULLTAG || strcmp(import->relation_name, pnx_string(&last_relation)) != 0) {
        if (!PNX_OK(GRM_find_relation_type(import->relation_name, &relation))) relation = NULLTAG;
        if (relation == NULLTAG) pnx_error("relation type \"%s\" does not exist at this site: correct -relation=", import->relation_name);
        if (relation == NULLTAG) return 0;
        pnx_empty(&last_relation);
        if (!pnx_puts(&last_relation, import->relation_name)) return 0;
    }
    import->type = type;
    import->tool = tool;
    import->relation = relation;
    return check_reference(import);
}

int pnx_check_import(pnx_options_t *options)
{
    import_t import;

    memset(&import, 0, sizeof import);
    import.type_name = options->dataset_type;
    import.relation_name = options->relation;
    import.reference = (options->reference == NULL ? "" : options->reference);
    return find_names(&import);
}

/* Whether the object is a dataset of that type and name. */
static int is_wanted(tag_t object, const import_t *import, int *yes)
{
    tag_t type = NULLTAG;
    logical is_dataset = FALSE;
    char *name = NULL;

    *yes = 0;
    if (!PNX_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!PNX_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset))) return 0;
    if (!is_dataset) return 1;
    if (!PNX_OK(AE_ask_dataset_datasettype(object, &type))) return 0;
    if (type != import->type) return 1;
    if (!PNX_OK(AOM_ask_value_string(object, "object_name", &name))) return 0;
    *yes = name != NULL && strcmp(name, import->name) == 0;
    MEM_free(name);
    return 1;
}

/* Finds the latest version of the object's dataset that is wanted; NULLTAG
   when there is none. */
static int find_dataset(tag_t object, const import_t *import, tag_t *dataset)
{
    tag_t *related = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    *dataset = NULLTAG;
    done = PNX_OK(GRM_list_secondary_objects_only(object, import->relation, &n, &related));
    for (i = 0; done && !yes && i < n; i++) {
        done = is_wanted(related[i], import, &yes);
        if (done && yes) done = PNX_OK(AE_ask_dataset_latest_rev(related[i], dataset));
    }
    MEM_free(related);
    return done;
}

/* The lock goes on every path: what follows may be taken back. */
static int fill_new(tag_t dataset, const import_t *import)
{
    int done = 0;

    if (!PNX_OK(AOM_refresh(dataset, TRUE))) return 0;
    done = put_file(dataset, import) && PNX_OK(AE_save_myself(dataset));
    return PNX_OK(AOM_refresh(dataset, FALSE)) && done;
}

static int relate(tag_t object, tag_t dataset, tag_t type)
{
    tag_t relation = NULLTAG;

    return PNX_OK(GRM_create_relation(object, dataset, type, NULLTAG, &relation)) && PNX_OK(GRM_save_relation(relation));
}

/* A dataset without file or relation would be an orphan: all of it or nothing. */
static pnx_change_t create_dataset(tag_t object, const import_t *import, tag_t *dataset)
{
    int mark = 0, done = 0;

    if (!pnx_begin_change(&mark)) return PNX_TAKEN_BACK;
    done = PNX_OK(AE_create_dataset_with_id(import->type, import->name, "", NULL, NULL, dataset))
        && (import->tool == NULLTAG || PNX_OK(AE_set_dataset_tool(*dataset, import->tool)))
        && PNX_OK(AOM_save_with_extensions(*dataset)) && fill_new(*dataset, import)
        && relate(object, *dataset, import->relation);
    return pnx_end_change(mark, done);
}

static pnx_outcome_t import_new(tag_t object, import_t *import, pnx_options_t *options, const char **why)
{
    pnx_change_t change = PNX_TAKEN_BACK;
    tag_t dataset = NULLTAG;

    if (!options->nodryrun) return PNX_DONE;
    change = create_dataset(object, import, &dataset);
    if (change == PNX_TAKEN_BACK) return pnx_outcome_of(change, why);
    if (!name_row(dataset) && change == PNX_KEPT) change = PNX_KEPT_BUT;
    unload_dataset(dataset);
    return pnx_outcome_of(change, why);
}

/* What becomes of a dataset that is there. */
static pnx_outcome_t import_existing(tag_t dataset, import_t *import, pnx_options_t *options, const char **why)
{
    (void)import;
    (void)options;
    if (!name_row(dataset)) return PNX_FAILED;
    *why = "the dataset is there already";
    return PNX_SKIPPED;
}

void pnx_import(tag_t object, pnx_options_t *options)
{
    import_t import;
    const char *why = NULL;
    char bytes[32];
    pnx_outcome_t outcome = PNX_FAILED;
    tag_t dataset = NULLTAG;
    int ready = read_line(options, &import);

    ready = ready && find_names(&import);
    if (ready) {
        sprintf(bytes, "%ld", import.bytes);
        pnx_set_key(PNX_KEY_DATASET, import.name);
        pnx_set_key(PNX_KEY_BYTES, bytes);
        ready = find_dataset(object, &import, &dataset);
    }
    if (ready && dataset != NULLTAG) {
        outcome = import_existing(dataset, &import, options, &why);
    } else if (ready) {
        outcome = pnx_guard(object, options, &why);
        if (outcome == PNX_DONE) outcome = import_new(object, &import, options, &why);
    }
    pnx_end_row(options, outcome, why);
}
