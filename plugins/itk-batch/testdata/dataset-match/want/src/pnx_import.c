/* pnx_import.c - puts the file of a line into a dataset */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ae/dataset.h>
#include <ae/datasettype.h>
#include <base_utils/Mem.h>
#include <ss/ss_const.h>
#include <tc/emh.h>

#include "pnx_change.h"
#include "pnx_file.h"
#include "pnx_find.h"
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
    int in_place;                           /* no new version for the new file */
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
    import->in_place = options->same_version;
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

/* Takes the file of that name out of the dataset; the others of its reference
   stay. */
static int remove_files(tag_t dataset, const import_t *import)
{
    tag_t *files = NULL;
    int n = 0, i = 0, same = 0, done = 0;

    done = PNX_OK(AE_ask_all_dataset_named_refs2(dataset, import->reference, &n, &files));
    for (i = 0; done && i < n; i++) {
        done = pnx_is_file(files[i], import->file_name, &same);
        if (done && same) done = PNX_OK(AE_remove_dataset_named_ref_by_tag2(dataset, import->reference, files[i]));
    }
    MEM_free(files);
    return done;
}

static int set_file(tag_t dataset, void *values)
{
    if (!remove_files(dataset, values)) return 0;
    return put_file(dataset, values);
}

/* What becomes of a dataset that is there. */
static pnx_outcome_t import_existing(tag_t dataset, import_t *import, pnx_options_t *options, const char **why)
{
    pnx_outcome_t outcome = PNX_DONE;

    outcome = pnx_guard(dataset, options, why);
    if (outcome != PNX_DONE || !options->nodryrun) return outcome;
    return pnx_outcome_of(pnx_change(dataset, set_file, import, import->in_place), why);
}

void pnx_import(tag_t object, pnx_options_t *options)
{
    import_t import;
    const char *why = NULL;
    char bytes[32];
    pnx_outcome_t outcome = PNX_FAILED;
    int ready = read_line(options, &import);

    ready = ready && PNX_OK(AE_ask_dataset_datasettype(object, &import.type)) && check_reference(&import);
    if (ready) {
        sprintf(bytes, "%ld", import.bytes);
        pnx_set_key(PNX_KEY_BYTES, bytes);
        outcome = import_existing(object, &import, options, &why);
    }
    pnx_end_row(options, outcome, why);
}
