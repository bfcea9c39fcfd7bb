/* pnx_rows.c - the files of an object */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <errno.h>

#include <ae/dataset.h>
#include <base_utils/Mem.h>
#include <pom/pom/pom.h>
#include <sa/tcfile.h>
#include <tc/emh.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tccore/item.h>
#include <tccore/tctype.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_rows.h"

/* The run that the rows belong to. */
typedef struct {
    tag_t object;
    pnx_options_t *options;
    pnx_names_t *names;
    long *rows;
    int *truncated;
} run_t;

/* Whether -max= is reached; what follows is then left out. */
static int is_full(const run_t *run)
{
    if (run->options->max == 0 || *run->rows < run->options->max) return 0;
    *run->truncated = 1;
    return 1;
}

static int put_row(const run_t *run, const pnx_row_t *row)
{
    static pnx_text_t cells[PNX_N_CELLS];

    if (is_full(run)) return 0;
    pnx_read_row(run->object, row, run->options, run->names, cells);
    (*run->rows)++;
    return pnx_write_row(run->options, cells);
}

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "dataset") == 0) return pnx_puts(cell, row->dataset);
    if (strcmp(property, "reference") == 0) return pnx_puts(cell, row->reference);
    if (strcmp(property, "original_name") == 0) return pnx_puts(cell, row->original);
    if (strcmp(property, "path") == 0) return pnx_puts(cell, row->path);
    if (strcmp(property, "result") == 0) return pnx_puts(cell, row->result);
    if (strcmp(property, "reason") == 0) return pnx_puts(cell, row->reason);
    if (row->bytes < 0) return 1;
    sprintf(number, "%ld", row->bytes);
    return pnx_puts(cell, number);
}

static int read_displayed(tag_t object, const char *property, pnx_text_t *text)
{
    char **values = NULL;
    int n = 0, done = 0;

    pnx_empty(text);
    if (!PNX_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    done = n == 0 || values[0] == NULL || pnx_puts(text, values[0]);
    MEM_free(values);
    return done;
}

static const char *const marks[] = {
    "{item_id}", "{rev}", "{name}", "{dataset}", "{original}", "{stem}", "{ext}", "{status}", "{uid}"
};

#define N_MARKS ((int)(sizeof marks / sizeof marks[0]))

/* The mark at the beginning of the text; -1 if there is none. */
static int mark_at(const char *text)
{
    int i = 0;

    for (i = 0; i < N_MARKS; i++) {
        if (strncmp(text, marks[i], strlen(marks[i])) == 0) return i;
    }
    return -1;
}

static int make_path(const char *dir, const char *name, pnx_text_t *path)
{
    size_t n = strlen(dir);

    pnx_empty(path);
    if (!pnx_puts(path, dir)) return 0;
    if (n > 0 && dir[n - 1] != '/' && dir[n - 1] != '\\' && !pnx_puts(path, "\\")) return 0;
    return pnx_puts(path, name);
}

int pnx_check_export(const pnx_options_t *options)
{
    static pnx_text_t path;
    const char *at = NULL;
    FILE *probe = NULL;

    for (at = strchr(options->name, '{'); at != NULL; at = strchr(at + 1, '{')) {
        if (mark_at(at) >= 0) continue;
        pnx_error("-name=%s: what stands at %s is no value that is known; see -h", options->name, at);
        return 0;
    }
    if (!make_path(options->dir, "pnx_dataset_export.part", &path)) return 0;
    probe = fopen(path.data, "wb");
    if (probe == NULL) {
        pnx_error("no file can be written to %s: %s; correct -dir=", options->dir, strerror(errno));
        return 0;
    }
    (void)fclose(probe);
    (void)remove(path.data);
    return 1;
}

/* A file on its way out. */
typedef struct {
    tag_t dataset, file;
    const char *original;                   /* its name in the volume */
    const char *dataset_name;
} source_t;

static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    *revision = object;
    return PNX_OK(ITEM_ask_item_of_rev(object, item));
}

static int put_string(tag_t object, const char *property, pnx_text_t *name)
{
    char *text = NULL;
    int done = 0;

    if (object == NULLTAG) return 1;
    done = PNX_OK(AOM_ask_value_string(object, property, &text)) && (text == NULL || pnx_puts(name, text));
    MEM_free(text);
    return done;
}

/* The last status; "" for an object in work. */
static int put_status(tag_t object, pnx_text_t *name)
{
    char **values = NULL;
    int n = 0, done = 0;

    if (!PNX_OK(AOM_ask_displayable_values(object, "release_status_list", &n, &values))) return 0;
    done = n == 0 || values[n - 1] == NULL || pnx_puts(name, values[n - 1]);
    MEM_free(values);
    return done;
}

static int put_uid(tag_t object, pnx_text_t *name)
{
    char *uid = NULL;
    int done = PNX_OK(ITK__convert_tag_to_uid(object, &uid)) && (uid == NULL || pnx_puts(name, uid));

    MEM_free(uid);
    return done;
}

static int put_mark(tag_t object, const source_t *source, int mark, pnx_text_t *name)
{
    const char *point = strrchr(source->original, '.');
    tag_t item = NULLTAG, revision = NULLTAG;

    switch (mark) {
    case 0:
        return find_owner(object, &item, &revision) && put_string(item, "item_id", name);
    case 1:
        return find_owner(object, &item, &revision) && put_string(revision, "item_revision_id", name);
    case 2:
        return put_string(object, "object_name", name);
    case 3:
        return pnx_puts(name, source->dataset_name);
    case 4:
        return pnx_puts(name, source->original);
    case 5:
        return pnx_put(name, source->original, point == NULL ? strlen(source->original) : (size_t)(point - source->original));
    case 6:
        return point == NULL || pnx_puts(name, point + 1);
    case 7:
        return put_status(object, name);
    default:
        return put_uid(source->dataset, name);
    }
}

/* Names that Windows keeps for devices, with any ending. */
static int is_reserved(const char *name)
{
    static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
    char start[8];
    size_t n = strcspn(name, "."), i = 0;

    if (n != 3 && n != 4) return 0;
    for (i = 0; i < n; i++) start[i] = (char)tolower((unsigned char)name[i]);
    start[n] = '\0';
    for (i = 0; i < 6; i++) {
        if (n == 3 && i < 4 && strcmp(start, devices[i]) == 0) return 1;
        if (n == 4 && i >= 4 && strncmp(start, devices[i], 3) == 0 && isdigit((unsigned char)start[3])) return 1;
    }
    return 0;
}

/* Values of the site become part of a file name: nothing in them may leave the
   directory or name a device. */
static void clean(pnx_text_t *name)
{
    size_t i = 0;

    for (i = 0; i < name->used; i++) {
        if ((unsigned char)name->data[i] < 0x20 || strchr("/\\:*\?\"<>|", name->data[i]) != NULL) name->data[i] = '_';
    }
    for (i = name->used; i > 0 && (name->data[i - 1] == '.' || name->data[i - 1] == ' '); i--) name->data[i - 1] = '_';
}

static int expand(tag_t object, const source_t *source, const char *form, pnx_text_t *name)
{
    static pnx_text_t plain;
    int mark = 0;

    pnx_empty(&plain);
    pnx_empty(name);
    while (*form != '\0') {
        mark = *form == '{' ? mark_at(form) : -1;
        if (mark < 0) {
            if (!pnx_put(&plain, form++, 1)) return 0;
            continue;
        }
        if (!put_mark(object, source, mark, &plain)) return 0;
        form += strlen(marks[mark]);
    }
    if (plain.used == 0 && !pnx_puts(&plain, "file")) return 0;
    clean(&plain);
    if (is_reserved(plain.data) && !pnx_puts(name, "_")) return 0;
    if (plain.used <= 200) return pnx_puts(name, plain.data);
    pnx_error("the file name would have %lu bytes: shorten -name=", (unsigned long)plain.used);
    return 0;
}

#define N_CHAINS 4096

/* The names that this run has given, in lower case: on Windows A.pdf and a.pdf
   are one file. */
typedef struct given_s {
    struct given_s *next;
    char name[1];                           /* as long as it has to be */
} given_t;

static given_t *chains[N_CHAINS];

/* 1 for a new name, 0 for one that was given, -1 when memory is short. */
static int take(const char *name)
{
    static pnx_text_t lower;
    unsigned long hash = 5381;
    given_t *given = NULL;
    size_t i = 0;

    pnx_empty(&lower);
    if (!pnx_puts(&lower, name)) return -1;
    for (i = 0; i < lower.used; i++) {
        lower.data[i] = (char)tolower((unsigned char)lower.data[i]);
        hash = hash * 33 + (unsigned char)lower.data[i];
    }
    hash %= N_CHAINS;
    for (given = chains[hash]; given != NULL; given = given->next) {
        if (strcmp(given->name, pnx_string(&lower)) == 0) return 0;
    }
    given = malloc(sizeof *given + lower.used);
    if (given == NULL) return -1;
    strcpy(given->name, pnx_string(&lower));
    given->next = chains[hash];
    chains[hash] = given;
    return 1;
}

/* Gives a name that is used already a number before its ending. */
static int make_unique(pnx_text_t *name)
{
    static pnx_text_t wanted;
    const char *point = NULL;
    char number[32];
    int new_name = take(pnx_string(name)), count = 2;

    if (new_name == 0) {
        pnx_empty(&wanted);
        if (!pnx_puts(&wanted, name->data)) return 0;
        point = strrchr(wanted.data, '.');
        if (point == NULL) point = wanted.data + wanted.used;
    }
    for (count = 2; new_name == 0; count++) {
        sprintf(number, "_%d", count);
        pnx_empty(name);
        if (!pnx_put(name, wanted.data, (size_t)(point - wanted.data)) || !pnx_puts(name, number) || !pnx_puts(name, point)) return 0;
        new_name = take(name->data);
    }
    if (new_name < 0) pnx_error("out of memory for the names of files");
    return new_name > 0;
}

static int is_there(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL) return 0;
    (void)fclose(file);
    return 1;
}

static long size_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = -1;

    if (file == NULL) return -1;
    if (fseek(file, 0L, SEEK_END) == 0) size = ftell(file);
    (void)fclose(file);
    return size;
}

/* Exports under a temporary name, so that nobody takes half a file. */
static int export_file(tag_t file, const char *path, long *bytes)
{
    static pnx_text_t part;
    int done = 0;

    pnx_empty(&part);
    if (!pnx_puts(&part, path) || !pnx_puts(&part, ".part")) return 0;
    (void)remove(part.data);                /* of a run that was killed */
    if (!PNX_OK(IMF_export_file(file, part.data))) {
        (void)remove(part.data);
        return 0;
    }
    *bytes = size_of(part.data);
    done = *bytes >= 0;
    if (done) (void)remove(path);           /* not every system renames over a file */
    if (done) done = rename(part.data, path) == 0;
    if (done) return 1;
    pnx_error("%s cannot be written: %s", path, strerror(errno));
    (void)remove(part.data);
    *bytes = -1;
    return 0;
}

/* Sets the result of the row. */
static void take_out(const run_t *run, const source_t *source, pnx_row_t *row)
{
    static pnx_text_t name, path;
    const pnx_options_t *options = run->options;

    row->result = "ERROR";
    if (!expand(run->object, source, options->name, &name) || !make_unique(&name) || !make_path(options->dir, name.data, &path)) return;
    row->path = path.data;
    if (is_there(path.data) && !(options->overwrite)) {
        row->result = "SKIPPED";
        row->reason = "the file is there already";
        return;
    }
    if (export_file(source->file, path.data, &row->bytes)) row->result = "OK";
    else row->path = "";
}

static int is_one_of(const pnx_list_t *names, const char *name)
{
    int i = 0;

    for (i = 0; i < names->n; i++) {
        if (strcmp(names->item[i], name) == 0) return 1;
    }
    return names->n == 0;
}

/* Ends a row that failed with the first error, which says why. */
static int put_result(const run_t *run, pnx_row_t *row)
{
    if (strcmp(row->result, "ERROR") == 0) {
        pnx_error_at(run->object, "a file of it is missing");
        row->reason = pnx_reason();
    }
    return put_row(run, row);
}

/* Exports what the dataset refers to at that place, if it is a file. */
static int export_reference(const run_t *run, pnx_row_t *row, tag_t dataset, int place, int *files)
{
    AE_reference_type_t kind = AE_PART_OF;
    source_t source;
    tag_t type = NULLTAG;
    char *reference = NULL, *original = NULL;
    logical is_file = FALSE;
    int going_on = 1, done = 0;

    pnx_forget_reason();
    memset(&source, 0, sizeof source);
    source.dataset = dataset;
    source.dataset_name = row->dataset;
    row->result = "ERROR";
    row->reference = row->original = row->path = row->reason = "";
    row->bytes = -1;
    done = PNX_OK(AE_find_dataset_named_ref2(dataset, place, &reference, &kind, &source.file));
    if (done && source.file != NULLTAG) {
        done = PNX_OK(TCTYPE_ask_object_type(source.file, &type)) && PNX_OK(TCTYPE_is_type_of_as_str(type, "ImanFile", &is_file));
    }
    if (reference != NULL) row->reference = reference;
    if (!done || (is_file && is_one_of(&run->options->reference, row->reference))) {
        (*files)++;
        going_on = !is_full(run);
        done = done && going_on && PNX_OK(IMF_ask_original_file_name2(source.file, &original));
        if (original != NULL) row->original = original;
        source.original = row->original;
        if (done) take_out(run, &source, row);
        going_on = going_on && put_result(run, row);
    }
    MEM_free(reference);
    MEM_free(original);
    return going_on;
}

static int export_dataset(const run_t *run, long line, tag_t dataset, int *files)
{
    static pnx_text_t name;
    pnx_row_t row;
    int n = 0, i = 0, going_on = 1;

    pnx_forget_reason();
    memset(&row, 0, sizeof row);
    row.line = line;
    row.dataset = row.reference = row.original = row.path = row.reason = "";
    row.bytes = -1;
    if (!read_displayed(dataset, "object_name", &name) || !PNX_OK(AE_ask_dataset_ref_count(dataset, &n))) {
        (*files)++;
        row.result = "ERROR";
        return put_result(run, &row);
    }
    row.dataset = pnx_string(&name);
    for (i = 0; going_on && i < n; i++) going_on = export_reference(run, &row, dataset, i, files);
    return going_on;
}

/* Sets yes to whether the object is a dataset of one of the types. */
static int is_wanted(const run_t *run, tag_t object, int *yes)
{
    const pnx_list_t *types = &run->options->dataset_type;
    tag_t type = NULLTAG;
    logical fits = FALSE;
    int i = 0;

    *yes = 0;
    if (!PNX_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (types->n == 0) {
        if (!PNX_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &fits))) return 0;
        *yes = fits ? 1 : 0;
    }
    for (i = 0; !*yes && i < types->n; i++) {
        fits = FALSE;
        if (!PNX_OK(TCTYPE_is_type_of_as_str(type, types->item[i], &fits))) return 0;
        if (fits) *yes = 1;
    }
    return 1;
}

/* A row for an object that could not be looked at, or has no file. */
static int put_none(const run_t *run, long line, int failed)
{
    pnx_row_t row;

    memset(&row, 0, sizeof row);
    row.line = line;
    row.dataset = row.reference = row.original = row.path = "";
    row.bytes = -1;
    row.result = failed ? "ERROR" : "SKIPPED";
    row.reason = "no file of that type, reference and relation";
    return put_result(run, &row);
}

static int export_related(const run_t *run, long line, tag_t relation, int *files, int *failed)
{
    tag_t *related = NULL;
    int n = 0, i = 0, yes = 0, going_on = 1;

    if (!PNX_OK(GRM_list_secondary_objects_only(run->object, relation, &n, &related))) {
        *failed = 1;
        n = 0;
    }
    for (i = 0; going_on && i < n; i++) {
        if (!is_wanted(run, related[i], &yes)) *failed = 1;
        else if (yes) going_on = export_dataset(run, line, related[i], files);
    }
    MEM_free(related);
    return going_on;
}

static int export_all_of(const run_t *run, long line, int *files, int *failed)
{
    int i = 0, going_on = 1;

    for (i = 0; going_on && i < run->options->relation.n; i++) {
        going_on = export_related(run, line, run->names->relations[i], files, failed);
    }
    return going_on;
}

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;
    int files = 0, failed = 0, going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    pnx_forget_reason();
    going_on = export_all_of(&run, line, &files, &failed);
    if (going_on && (failed || files == 0)) going_on = put_none(&run, line, failed);
    return going_on;
}
