package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetExport writes the files of datasets, and a row for each.
var datasetExport = job{
	table:            true,
	checksProperties: true,
	reasons:          true,
	modules:          (*writer).columnModules,
	each:             eachRow,
	rows: &ownRows{
		members: fileRowC,
		declares: `
/* Whether files can be written to the directory, and what -name= says. 0 after
   a report. */
int @_check_export(const @_options_t *options);
`,
		source: (*writer).fileRows,
	},
	members: "    tag_t relations[$_MAX_VALUES];\n",
	finders: (*writer).fileFinders,
	lookups: fileLookups,
	does:    "writes the files of their datasets to a directory and one line for each to a list",
	limits: "Files leave the vault with the rights of the user who runs it: the list is the record of who took what. It exports files only, no forms or other objects that a dataset refers to, and it deletes nothing. " +
		"A character that a file name cannot hold becomes `_`, and so does a name that Windows keeps for itself; two files of one name get `_2`, `_3` and so on, upper and lower case alike. " +
		"A file that is there already is left as it is unless `-overwrite` says otherwise, so a second run writes what is missing. An object without a file has a line that says so. There is nothing to undo but the files.",
}

const fileRowC = `    const char *dataset;                    /* its name */
    const char *reference, *original;
    const char *path;                       /* "" when no file was written */
    long bytes;                             /* -1 when no file was written */
    const char *result;                     /* OK, SKIPPED or ERROR */
    const char *reason;
`

func (w *writer) fileFinders(c *cFile) {
	if w.plan.Spec.Select.Kind != spec.KindDataset {
		c.text(`
static tag_t find_way(const char *name)
{
    tag_t relation = NULLTAG;

    if (!$_OK(GRM_find_relation_type(name, &relation))) relation = NULLTAG;
    if (relation == NULLTAG) missing("relation type", name, "-relation=");
    return relation;
}
`)
	}
	c.text(referencesCheckC)
}

const referencesCheckC = `
/* Which of the references the dataset type has. */
static void mark_references(tag_t type, const @_list_t *references, int *known)
{
    char **names = NULL;
    int n = 0, i = 0, k = 0;

    if (!$_OK(AE_ask_datasettype_refs(type, &n, &names))) {
        mistakes++;
        n = 0;
    }
    for (i = 0; i < references->n; i++) {
        for (k = 0; k < n; k++) {
            if (names[k] != NULL && strcmp(names[k], references->item[i]) == 0) known[i] = 1;
        }
    }
    for (k = 0; k < n; k++) MEM_free(names[k]);
    MEM_free(names);
}

/* A reference is known when one of the dataset types has it. */
static void find_dataset_types(const @_options_t *options)
{
    static int known[$_MAX_VALUES];
    tag_t type = NULLTAG;
    int i = 0;

    for (i = 0; i < options->dataset_type.n; i++) {
        if (!$_OK(AE_find_datasettype2(options->dataset_type.item[i], &type))) type = NULLTAG;
        if (type == NULLTAG) missing("dataset type", options->dataset_type.item[i], "-dataset_type=");
        else mark_references(type, &options->reference, known);
    }
    if (options->dataset_type.n == 0 || mistakes > 0) return;
    for (i = 0; i < options->reference.n; i++) {
        if (!known[i]) missing("named reference", options->reference.item[i], "-reference= or -dataset_type=");
    }
}
`

func fileLookups(w *writer, c *cFile) {
	if w.plan.Spec.Select.Kind != spec.KindDataset {
		c.text("    for (i = 0; i < options->relation.n; i++) names->relations[i] = find_way(options->relation.item[i]);\n")
	}
	c.text(`    find_dataset_types(options);
    if (!@_check_export(options)) mistakes++;
`)
}

// fileRows writes the export of the files of an object.
func (w *writer) fileRows(c *cFile) {
	overwrite := "options->overwrite"
	if w.plan.Spec.Action.Overwrite {
		overwrite = "!options->no_overwrite"
	}
	slash := `"/"`
	if w.plan.MSVC {
		slash = `"\\"`
	}
	w.rowsTop(c, "the files of an object", "#include <ctype.h>\n#include <errno.h>\n")
	if w.fillsCells() {
		c.text(fileCellC)
	}
	c.text(readDisplayedC)
	c.text(fileNameC, "probe", cString(w.plan.Program+".part"), "slash", slash)
	w.fileOwner(c)
	c.text(fileValueC)
	c.text(expandNameC)
	c.text(uniqueNameC)
	c.text(exportFileC, "overwrite", overwrite)
	c.text(exportDatasetC)
	w.fileWalk(c)
}

const fileCellC = `
int @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)
{
    char number[32];

    (void)object;
    (void)level;
    if (strcmp(property, "dataset") == 0) return @_puts(cell, row->dataset);
    if (strcmp(property, "reference") == 0) return @_puts(cell, row->reference);
    if (strcmp(property, "original_name") == 0) return @_puts(cell, row->original);
    if (strcmp(property, "path") == 0) return @_puts(cell, row->path);
    if (strcmp(property, "result") == 0) return @_puts(cell, row->result);
    if (strcmp(property, "reason") == 0) return @_puts(cell, row->reason);
    if (row->bytes < 0) return 1;
    sprintf(number, "%ld", row->bytes);
    return @_puts(cell, number);
}
`

const fileNameC = `
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

static int make_path(const char *dir, const char *name, @_text_t *path)
{
    size_t n = strlen(dir);

    @_empty(path);
    if (!@_puts(path, dir)) return 0;
    if (n > 0 && dir[n - 1] != '/' && dir[n - 1] != '\\' && !@_puts(path, %{slash})) return 0;
    return @_puts(path, name);
}

int @_check_export(const @_options_t *options)
{
    static @_text_t path;
    const char *at = NULL;
    FILE *probe = NULL;

    for (at = strchr(options->name, '{'); at != NULL; at = strchr(at + 1, '{')) {
        if (mark_at(at) >= 0) continue;
        @_error("-name=%s: what stands at %s is no value that is known; see -h", options->name, at);
        return 0;
    }
    if (!make_path(options->dir, %{probe}, &path)) return 0;
    probe = fopen(path.data, "wb");
    if (probe == NULL) {
        @_error("no file can be written to %s: %s; correct -dir=", options->dir, strerror(errno));
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
`

// fileOwner finds the item and the revision that the names of files come from.
func (w *writer) fileOwner(c *cFile) {
	switch w.plan.Spec.Select.Kind {
	case spec.KindItem:
		c.text(`
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    *item = object;
    *revision = NULLTAG;
    return 1;
}
`)
	case spec.KindRevision:
		c.text(`
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    *revision = object;
    return $_OK(ITEM_ask_item_of_rev(object, item));
}
`)
	default:
		c.text(`
/* The first revision that the dataset hangs on by any relation. */
static int find_owner(tag_t object, tag_t *item, tag_t *revision)
{
    tag_t *owners = NULL;
    tag_t type = NULLTAG;
    logical fits = FALSE;
    int n = 0, i = 0, done = 0;

    *item = *revision = NULLTAG;
    done = $_OK(GRM_list_primary_objects_only(object, NULLTAG, &n, &owners));
    for (i = 0; done && *revision == NULLTAG && i < n; i++) {
        fits = FALSE;
        done = $_OK(TCTYPE_ask_object_type(owners[i], &type)) && $_OK(TCTYPE_is_type_of_as_str(type, "ItemRevision", &fits));
        if (done && fits) *revision = owners[i];
    }
    MEM_free(owners);
    if (done && *revision != NULLTAG) done = $_OK(ITEM_ask_item_of_rev(*revision, item));
    return done;
}
`)
	}
}

const fileValueC = `
static int put_string(tag_t object, const char *property, @_text_t *name)
{
    char *text = NULL;
    int done = 0;

    if (object == NULLTAG) return 1;
    done = $_OK(AOM_ask_value_string(object, property, &text)) && (text == NULL || @_puts(name, text));
    MEM_free(text);
    return done;
}

/* The last status; "" for an object in work. */
static int put_status(tag_t object, @_text_t *name)
{
    char **values = NULL;
    int n = 0, done = 0;

    if (!$_OK(AOM_ask_displayable_values(object, "release_status_list", &n, &values))) return 0;
    done = n == 0 || values[n - 1] == NULL || @_puts(name, values[n - 1]);
    MEM_free(values);
    return done;
}

static int put_uid(tag_t object, @_text_t *name)
{
    char *uid = NULL;
    int done = $_OK(ITK__convert_tag_to_uid(object, &uid)) && (uid == NULL || @_puts(name, uid));

    MEM_free(uid);
    return done;
}

static int put_mark(tag_t object, const source_t *source, int mark, @_text_t *name)
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
        return @_puts(name, source->dataset_name);
    case 4:
        return @_puts(name, source->original);
    case 5:
        return @_put(name, source->original, point == NULL ? strlen(source->original) : (size_t)(point - source->original));
    case 6:
        return point == NULL || @_puts(name, point + 1);
    case 7:
        return put_status(object, name);
    default:
        return put_uid(source->dataset, name);
    }
}
`

const expandNameC = `
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
static void clean(@_text_t *name)
{
    size_t i = 0;

    for (i = 0; i < name->used; i++) {
        if ((unsigned char)name->data[i] < 0x20 || strchr("/\\:*\?\"<>|", name->data[i]) != NULL) name->data[i] = '_';
    }
    for (i = name->used; i > 0 && (name->data[i - 1] == '.' || name->data[i - 1] == ' '); i--) name->data[i - 1] = '_';
}

static int expand(tag_t object, const source_t *source, const char *form, @_text_t *name)
{
    static @_text_t plain;
    int mark = 0;

    @_empty(&plain);
    @_empty(name);
    while (*form != '\0') {
        mark = *form == '{' ? mark_at(form) : -1;
        if (mark < 0) {
            if (!@_put(&plain, form++, 1)) return 0;
            continue;
        }
        if (!put_mark(object, source, mark, &plain)) return 0;
        form += strlen(marks[mark]);
    }
    if (plain.used == 0 && !@_puts(&plain, "file")) return 0;
    clean(&plain);
    if (is_reserved(plain.data) && !@_puts(name, "_")) return 0;
    if (plain.used <= 200) return @_puts(name, plain.data);
    @_error("the file name would have %lu bytes: shorten -name=", (unsigned long)plain.used);
    return 0;
}
`

const uniqueNameC = `
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
    static @_text_t lower;
    unsigned long hash = 5381;
    given_t *given = NULL;
    size_t i = 0;

    @_empty(&lower);
    if (!@_puts(&lower, name)) return -1;
    for (i = 0; i < lower.used; i++) {
        lower.data[i] = (char)tolower((unsigned char)lower.data[i]);
        hash = hash * 33 + (unsigned char)lower.data[i];
    }
    hash %= N_CHAINS;
    for (given = chains[hash]; given != NULL; given = given->next) {
        if (strcmp(given->name, @_string(&lower)) == 0) return 0;
    }
    given = malloc(sizeof *given + lower.used);
    if (given == NULL) return -1;
    strcpy(given->name, @_string(&lower));
    given->next = chains[hash];
    chains[hash] = given;
    return 1;
}

/* Gives a name that is used already a number before its ending. */
static int make_unique(@_text_t *name)
{
    static @_text_t wanted;
    const char *point = NULL;
    char number[32];
    int new_name = take(@_string(name)), count = 2;

    if (new_name == 0) {
        @_empty(&wanted);
        if (!@_puts(&wanted, name->data)) return 0;
        point = strrchr(wanted.data, '.');
        if (point == NULL) point = wanted.data + wanted.used;
    }
    for (count = 2; new_name == 0; count++) {
        sprintf(number, "_%d", count);
        @_empty(name);
        if (!@_put(name, wanted.data, (size_t)(point - wanted.data)) || !@_puts(name, number) || !@_puts(name, point)) return 0;
        new_name = take(name->data);
    }
    if (new_name < 0) @_error("out of memory for the names of files");
    return new_name > 0;
}
`

const exportFileC = `
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
    static @_text_t part;
    int done = 0;

    @_empty(&part);
    if (!@_puts(&part, path) || !@_puts(&part, ".part")) return 0;
    (void)remove(part.data);                /* of a run that was killed */
    if (!$_OK(IMF_export_file(file, part.data))) {
        (void)remove(part.data);
        return 0;
    }
    *bytes = size_of(part.data);
    done = *bytes >= 0;
    if (done) (void)remove(path);           /* not every system renames over a file */
    if (done) done = rename(part.data, path) == 0;
    if (done) return 1;
    @_error("%s cannot be written: %s", path, strerror(errno));
    (void)remove(part.data);
    *bytes = -1;
    return 0;
}

/* Sets the result of the row. */
static void take_out(const run_t *run, const source_t *source, @_row_t *row)
{
    static @_text_t name, path;
    const @_options_t *options = run->options;

    row->result = "ERROR";
    if (!expand(run->object, source, options->name, &name) || !make_unique(&name) || !make_path(options->dir, name.data, &path)) return;
    row->path = path.data;
    if (is_there(path.data) && !(%{overwrite})) {
        row->result = "SKIPPED";
        row->reason = "the file is there already";
        return;
    }
    if (export_file(source->file, path.data, &row->bytes)) row->result = "OK";
    else row->path = "";
}
`

const exportDatasetC = `
static int is_one_of(const @_list_t *names, const char *name)
{
    int i = 0;

    for (i = 0; i < names->n; i++) {
        if (strcmp(names->item[i], name) == 0) return 1;
    }
    return names->n == 0;
}

/* Ends a row that failed with the first error, which says why. */
static int put_result(const run_t *run, @_row_t *row)
{
    if (strcmp(row->result, "ERROR") == 0) {
        @_error_at(run->object, "a file of it is missing");
        row->reason = @_reason();
    }
    return put_row(run, row);
}

/* Exports what the dataset refers to at that place, if it is a file. */
static int export_reference(const run_t *run, @_row_t *row, tag_t dataset, int place, int *files)
{
    AE_reference_type_t kind = AE_PART_OF;
    source_t source;
    tag_t type = NULLTAG;
    char *reference = NULL, *original = NULL;
    logical is_file = FALSE;
    int going_on = 1, done = 0;

    @_forget_reason();
    memset(&source, 0, sizeof source);
    source.dataset = dataset;
    source.dataset_name = row->dataset;
    row->result = "ERROR";
    row->reference = row->original = row->path = row->reason = "";
    row->bytes = -1;
    done = $_OK(AE_find_dataset_named_ref2(dataset, place, &reference, &kind, &source.file));
    if (done && source.file != NULLTAG) {
        done = $_OK(TCTYPE_ask_object_type(source.file, &type)) && $_OK(TCTYPE_is_type_of_as_str(type, "ImanFile", &is_file));
    }
    if (reference != NULL) row->reference = reference;
    if (!done || (is_file && is_one_of(&run->options->reference, row->reference))) {
        (*files)++;
        going_on = !is_full(run);
        done = done && going_on && $_OK(IMF_ask_original_file_name2(source.file, &original));
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
    static @_text_t name;
    @_row_t row;
    int n = 0, i = 0, going_on = 1;

    @_forget_reason();
    memset(&row, 0, sizeof row);
    row.line = line;
    row.dataset = row.reference = row.original = row.path = row.reason = "";
    row.bytes = -1;
    if (!read_displayed(dataset, "object_name", &name) || !$_OK(AE_ask_dataset_ref_count(dataset, &n))) {
        (*files)++;
        row.result = "ERROR";
        return put_result(run, &row);
    }
    row.dataset = @_string(&name);
    for (i = 0; going_on && i < n; i++) going_on = export_reference(run, &row, dataset, i, files);
    return going_on;
}

/* Sets yes to whether the object is a dataset of one of the types. */
static int is_wanted(const run_t *run, tag_t object, int *yes)
{
    const @_list_t *types = &run->options->dataset_type;
    tag_t type = NULLTAG;
    logical fits = FALSE;
    int i = 0;

    *yes = 0;
    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (types->n == 0) {
        if (!$_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &fits))) return 0;
        *yes = fits ? 1 : 0;
    }
    for (i = 0; !*yes && i < types->n; i++) {
        fits = FALSE;
        if (!$_OK(TCTYPE_is_type_of_as_str(type, types->item[i], &fits))) return 0;
        if (fits) *yes = 1;
    }
    return 1;
}

/* A row for an object that could not be looked at, or has no file. */
static int put_none(const run_t *run, long line, int failed)
{
    @_row_t row;

    memset(&row, 0, sizeof row);
    row.line = line;
    row.dataset = row.reference = row.original = row.path = "";
    row.bytes = -1;
    row.result = failed ? "ERROR" : "SKIPPED";
    row.reason = "no file of that type, reference and relation";
    return put_result(run, &row);
}
`

// fileWalk writes the way from an object to its datasets.
func (w *writer) fileWalk(c *cFile) {
	if w.plan.Spec.Select.Kind == spec.KindDataset {
		c.text(`
static int export_all_of(const run_t *run, long line, int *files, int *failed)
{
    int yes = 0;

    if (!is_wanted(run, run->object, &yes)) *failed = 1;
    return !yes || export_dataset(run, line, run->object, files);
}
`)
	} else {
		c.text(`
static int export_related(const run_t *run, long line, tag_t relation, int *files, int *failed)
{
    tag_t *related = NULL;
    int n = 0, i = 0, yes = 0, going_on = 1;

    if (!$_OK(GRM_list_secondary_objects_only(run->object, relation, &n, &related))) {
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
`)
	}
	c.text(`
int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    int files = 0, failed = 0, going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    @_forget_reason();
    going_on = export_all_of(&run, line, &files, &failed);
    if (going_on && (failed || files == 0)) going_on = put_none(&run, line, failed);
    return going_on;
}
`)
}
