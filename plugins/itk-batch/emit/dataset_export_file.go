package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

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
