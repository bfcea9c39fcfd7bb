package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetImport puts a file into a dataset of an object, new or there already.
var datasetImport = job{
	modules: func(w *writer) {
		w.source("file", w.importFileHeader, w.importFileSource)
		w.source("import", w.importHeader, w.importSource)
	},
	lookups: func(w *writer, c *cFile) {
		if w.fillsDatasets() {
			return
		}
		w.checkName(c, "dataset type", "AE_find_datasettype2", "dataset_type")
		w.checkName(c, "relation type", "GRM_find_relation_type", "relation")
	},
	includes: []string{"import"},
	each:     "        @_import(object, options);\n",
	does:     "puts files into their datasets",
	results: "| `dataset` `dataset_uid` | name and UID of the dataset, where the object is another; no UID where a dry run would make it |\n" +
		"| `file` | the file that was read |\n| `bytes` | its size |\n",
	limits: "It reads no folder: the input lists the files. A file is tested to be there, readable and not empty, never opened by its application. Files on disk stay where they are. " +
		"A file that came into a volume before its dataset failed stays there without a dataset: the utility `collect_garbage` of your installation may remove such files.",
	undo:  "A new dataset can be deleted by its UID in the result file. Where a new version was made, the version before it holds the old file; after `-same_version` there is **none**.",
	again: "A second run skips datasets that are there, or gives them a further version when they are to be replaced.",
}

// fillsDatasets reports whether the objects are the datasets themselves.
func (w *writer) fillsDatasets() bool { return w.plan.Spec.Select.Kind == spec.KindDataset }

// importValue is the C expression for a value of the line that an option may
// give as well; "" when the program has neither.
func (w *writer) importValue(role spec.Role, option string) string {
	if v, ok := w.plan.ValueOf(role, ""); ok {
		return w.parameter(w.fieldName(v), v.Name)
	}
	if _, ok := w.plan.Option(option); ok {
		return w.parameter("", option)
	}
	return `""`
}

func (w *writer) importFileHeader(c *cFile) {
	c.text(`/* @_file.h - a file on disk that is to be imported */

/* The name of a file without its folders. */
const char *@_base_name(const char *path);

/* Tests that the file can be read and is not empty, and finds its size in
   bytes; 0 on failure, which is reported. */
int @_measure(const char *path, long *bytes);
`)
}

func (w *writer) importFileSource(c *cFile) {
	separators := `"/"`
	if w.plan.MSVC {
		separators = `"/\\:"`
	}
	c.text(`/* @_file.c - a file on disk that is to be imported */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "@_file.h"
#include "@_report.h"

const char *@_base_name(const char *path)
{
    const char *name = path;

    for (; *path != '\0'; path++) {
        if (strchr(%{separators}, *path) != NULL) name = path + 1;
    }
    return name;
}

int @_measure(const char *path, long *bytes)
{
    FILE *file = NULL;
    int first = EOF, failed = 0;

    *bytes = 0;
    file = fopen(path, "rb");
    if (file == NULL) {
        @_error("%s cannot be read: %s", path, strerror(errno));
        return 0;
    }
    first = fgetc(file);
    failed = ferror(file);
    if (first != EOF && fseek(file, 0L, SEEK_END) == 0) *bytes = ftell(file);
    if (fclose(file) != 0) failed = 1;
    if (failed || (first != EOF && *bytes <= 0)) {
        @_error("%s cannot be read: is it a folder?", path);
        return 0;
    }
    if (first == EOF) @_error("%s is empty", path);
    return first != EOF;
}
`, "separators", separators)
}

func (w *writer) importHeader(c *cFile) {
	c.text(`/* @_import.h - puts the file of a line into a dataset */

#include "@_options.h"

\ITK

/* Imports the file of the line, or finds out that it could be imported, and
   ends the row. The dataset is changed or made as a whole, with its file and
   its relation. */
void @_import(tag_t object, @_options_t *options);
`)
}

func (w *writer) importSource(c *cFile) {
	c.text(importTopC)
	w.importValues(c)
	c.text(referenceC)
	c.text(putFileC)
	if w.changesDatasets() {
		c.text(setFileC)
	}
	if !w.fillsDatasets() {
		c.text(importKnownC)
		c.text(importNamesC)
		if w.looksForDataset() {
			c.text(findDatasetC)
		}
		c.text(createDatasetC)
	}
	w.existingDataset(c)
	w.importRow(c)
}

// looksForDataset reports whether a dataset that is there matters.
func (w *writer) looksForDataset() bool {
	return !w.fillsDatasets() && w.plan.Spec.Action.Existing != spec.ExistingAdd
}

// changesDatasets reports whether a dataset that is there may get the file.
func (w *writer) changesDatasets() bool {
	switch w.plan.Spec.Action.Existing {
	case spec.ExistingUpdate, spec.ExistingReplace:
		return true
	}
	return w.fillsDatasets()
}

// fileMode is the C expression for the way the bytes are taken.
func (w *writer) fileMode() string {
	if w.plan.Spec.Action.Text {
		return "options->binary ? SS_BINARY : SS_TEXT"
	}
	return "options->text ? SS_TEXT : SS_BINARY"
}

const importTopC = `/* @_import.c - puts the file of a line into a dataset */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

\ITK

#include "@_change.h"
#include "@_file.h"
#include "@_guard.h"
#include "@_import.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
#include "@_text.h"

typedef struct {
    const char *path, *file_name;           /* on disk, and without its folders */
    const char *name, *type_name, *reference, *relation_name;
    tag_t type, tool, relation;
    int mode;                               /* SS_BINARY or SS_TEXT */
    int in_place;                           /* no new version for the new file */
    int beside;                             /* other files stay */
    long bytes;
} import_t;

static @_text_t path, dataset_name;

static int is_absolute(const char *name)
{
    return name[0] == '/' || name[0] == '\\' || (name[0] != '\0' && name[1] == ':');
}

static int find_path(const char *folder, const char *name)
{
    @_empty(&path);
    if (name[0] == '\0') {
        @_error("the line names no file");
        return 0;
    }
    if (folder != NULL && !is_absolute(name) && (!@_puts(&path, folder) || !@_puts(&path, "/"))) return 0;
    return @_puts(&path, name);
}

/* A dataset without a name of its own is called like its file, without the
   ending. */
static int name_dataset(const char *name, const char *file_name)
{
    const char *dot = strrchr(file_name, '.');

    @_empty(&dataset_name);
    if (name[0] != '\0') return @_puts(&dataset_name, name);
    return @_put(&dataset_name, file_name, dot == NULL || dot == file_name ? strlen(file_name) : (size_t)(dot - file_name));
}
`

// importValues writes the function that reads what the line says.
func (w *writer) importValues(c *cFile) {
	place := "options->same_version"
	if w.plan.Spec.Action.Existing != spec.ExistingReplace {
		place = "0"
	}
	c.text(`
/* What the line and the options say; 0 when the file cannot be imported. */
static int read_line(@_options_t *options, import_t *import)
{
    memset(import, 0, sizeof *import);
    if (!find_path(options->dir, %{file})) return 0;
    import->path = @_string(&path);
    import->file_name = @_base_name(import->path);
    @_set_key($_KEY_FILE, import->path);
    if (!name_dataset(%{name}, import->file_name)) return 0;
    import->name = @_string(&dataset_name);
    import->type_name = %{type};
    import->reference = %{reference};
    import->relation_name = %{relation};
    import->mode = %{mode};
    import->in_place = %{place};
    import->beside = %{beside};
    return @_measure(import->path, &import->bytes);
}
`, "file", w.field(spec.RoleFile), "name", w.field(spec.RoleDatasetName), "type", w.importValue(spec.RoleDatasetType, "dataset_type"),
		"reference", w.importValue(spec.RoleReference, "reference"), "relation", w.importValue(spec.RoleRelation, "relation"),
		"mode", w.fileMode(), "place", place, "beside", truth(w.fillsDatasets() && w.plan.Spec.Action.Existing == spec.ExistingAdd))
}

const referenceC = `
static @_text_t only_reference;

/* The reference must be one of the type; a type that has only one needs none
   to be named. */
static int check_reference(import_t *import)
{
    char **names = NULL;
    int n = 0, i = 0, found = 0;

    if (!$_OK(AE_ask_datasettype_refs(import->type, &n, &names))) return 0;
    if (import->reference[0] == '\0' && n == 1) {
        @_empty(&only_reference);
        found = @_puts(&only_reference, names[0]);
        import->reference = @_string(&only_reference);
    }
    for (i = 0; i < n; i++) {
        if (strcmp(names[i], import->reference) == 0) found = 1;
        MEM_free(names[i]);
    }
    MEM_free(names);
    if (!found && import->reference[0] == '\0') {
        @_error("the dataset type has %d references: name one with -reference=", n);
    } else if (!found) {
        @_error("the dataset type has no reference \"%s\"", import->reference);
    }
    return found;
}
`

const putFileC = `
/* Puts the file into a dataset that is locked. */
static int put_file(tag_t dataset, const import_t *import)
{
    return $_OK(AE_import_named_ref(dataset, import->reference, import->path, import->file_name, import->mode));
}
`

const setFileC = `
/* Takes the files of the reference out of the dataset. */
static int remove_files(tag_t dataset, const import_t *import)
{
    tag_t *files = NULL;
    int n = 0, i = 0, done = 0;

    done = $_OK(AE_ask_all_dataset_named_refs2(dataset, import->reference, &n, &files));
    for (i = 0; done && i < n; i++) done = $_OK(AE_remove_dataset_named_ref_by_tag2(dataset, import->reference, files[i]));
    MEM_free(files);
    return done;
}

static int set_file(tag_t dataset, void *values)
{
    const import_t *import = values;

    if (!import->beside && !remove_files(dataset, import)) return 0;
    if (!put_file(dataset, import)) return 0;
    /* Saved here there is no new version: the save that follows finds nothing. */
    return !import->in_place || $_OK(AE_save_myself(dataset));
}
`

const importKnownC = `
/* Fills the keys that name the dataset. */
static int name_row(tag_t dataset)
{
    char *uid = NULL;
    int done = $_OK(ITK__convert_tag_to_uid(dataset, &uid));

    if (done) @_set_key($_KEY_DATASET_UID, uid);
    MEM_free(uid);
    return done;
}

/* A long run would hold every dataset. */
static void unload_dataset(tag_t dataset)
{
    if (AOM_unload(dataset) != ITK_ok && EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
}
`

const importNamesC = `
/* The type, its tool and the relation, looked up when they are others than
   those of the line before. A dataset may have no tool. */
static int find_names(import_t *import)
{
    static @_text_t last_type, last_relation;
    static tag_t type = NULLTAG, tool = NULLTAG, relation = NULLTAG;

    if (type == NULLTAG || strcmp(import->type_name, @_string(&last_type)) != 0) {
        if (!$_OK(AE_find_datasettype2(import->type_name, &type))) type = NULLTAG;
        if (type == NULLTAG) @_error("dataset type \"%s\" does not exist at this site", import->type_name);
        if (type == NULLTAG) return 0;
        if (AE_ask_datasettype_def_tool(type, &tool) != ITK_ok) {
            tool = NULLTAG;
            if (EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
        }
        @_empty(&last_type);
        if (!@_puts(&last_type, import->type_name)) return 0;
    }
    if (relation == NULLTAG || strcmp(import->relation_name, @_string(&last_relation)) != 0) {
        if (!$_OK(GRM_find_relation_type(import->relation_name, &relation))) relation = NULLTAG;
        if (relation == NULLTAG) @_error("relation type \"%s\" does not exist at this site", import->relation_name);
        if (relation == NULLTAG) return 0;
        @_empty(&last_relation);
        if (!@_puts(&last_relation, import->relation_name)) return 0;
    }
    import->type = type;
    import->tool = tool;
    import->relation = relation;
    return check_reference(import);
}
`

const findDatasetC = `
/* Whether the object is a dataset of that type and name. */
static int is_wanted(tag_t object, const import_t *import, int *yes)
{
    tag_t type = NULLTAG;
    logical is_dataset = FALSE;
    char *name = NULL;

    *yes = 0;
    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset))) return 0;
    if (!is_dataset) return 1;
    if (!$_OK(AE_ask_dataset_datasettype(object, &type))) return 0;
    if (type != import->type) return 1;
    if (!$_OK(AOM_ask_value_string(object, "object_name", &name))) return 0;
    *yes = name != NULL && strcmp(name, import->name) == 0;
    MEM_free(name);
    return 1;
}

/* Finds the latest version of the object's dataset of that relation, type and
   name; NULLTAG when there is none. */
static int find_dataset(tag_t object, const import_t *import, tag_t *dataset)
{
    tag_t *related = NULL;
    int n = 0, i = 0, yes = 0, done = 0;

    *dataset = NULLTAG;
    done = $_OK(GRM_list_secondary_objects_only(object, import->relation, &n, &related));
    for (i = 0; done && !yes && i < n; i++) {
        done = is_wanted(related[i], import, &yes);
        if (done && yes) done = $_OK(AE_ask_dataset_latest_rev(related[i], dataset));
    }
    MEM_free(related);
    return done;
}
`

const createDatasetC = `
/* The lock goes on every path: what follows may be taken back. */
static int fill_new(tag_t dataset, const import_t *import)
{
    int done = 0;

    if (!$_OK(AOM_refresh(dataset, TRUE))) return 0;
    done = put_file(dataset, import) && $_OK(AE_save_myself(dataset));
    return $_OK(AOM_refresh(dataset, FALSE)) && done;
}

static int relate(tag_t object, tag_t dataset, tag_t type)
{
    tag_t relation = NULLTAG;

    return $_OK(GRM_create_relation(object, dataset, type, NULLTAG, &relation)) && $_OK(GRM_save_relation(relation));
}

/* A dataset without file or relation would be an orphan: all of it or nothing. */
static @_change_t create_dataset(tag_t object, const import_t *import, tag_t *dataset)
{
    int mark = 0, done = 0;

    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    done = $_OK(AE_create_dataset_with_id(import->type, import->name, "", NULL, NULL, dataset))
        && (import->tool == NULLTAG || $_OK(AE_set_dataset_tool(*dataset, import->tool)))
        && $_OK(AOM_save_with_extensions(*dataset)) && fill_new(*dataset, import)
        && relate(object, *dataset, import->relation);
    return @_end_change(mark, done);
}

static @_outcome_t import_new(tag_t object, import_t *import, @_options_t *options, const char **why)
{
    @_change_t change = $_TAKEN_BACK;
    tag_t dataset = NULLTAG;

    if (!options->nodryrun) return $_DONE;
    change = create_dataset(object, import, &dataset);
    if (change == $_TAKEN_BACK) return @_outcome_of(change, why);
    if (!name_row(dataset) && change == $_KEPT) change = $_KEPT_BUT;
    unload_dataset(dataset);
    return @_outcome_of(change, why);
}
`

// existingDataset writes what happens to a dataset that is there.
func (w *writer) existingDataset(c *cFile) {
	if !w.looksForDataset() && !w.fillsDatasets() {
		return
	}
	c.text("\n/* What becomes of a dataset that is there. */\nstatic @_outcome_t import_existing(tag_t dataset, import_t *import, @_options_t *options, const char **why)\n{\n")
	if w.fillsDatasets() {
		c.text("    @_outcome_t outcome = $_DONE;\n    int n = 0;\n    tag_t *files = NULL;\n\n")
		c.text(`    if (!$_OK(AE_ask_all_dataset_named_refs2(dataset, import->reference, &n, &files))) return $_FAILED;
    MEM_free(files);
`)
		w.refusal(c, "    if (n > 0) {\n", "it holds a file of that reference already", "    }\n")
		c.text("    outcome = @_guard(dataset, options, why);\n    if (outcome != $_DONE || !options->nodryrun) return outcome;\n    return @_outcome_of(@_change(dataset, set_file, import), why);\n}\n")
		return
	}
	switch w.plan.Spec.Action.Existing {
	case spec.ExistingSkip, spec.ExistingError:
		c.text("    (void)import;\n    (void)options;\n    if (!name_row(dataset)) return $_FAILED;\n")
		w.refusal(c, "", "the dataset is there already", "")
		c.text("}\n")
	default:
		c.text(`    @_outcome_t outcome = $_DONE;

    if (!name_row(dataset)) return $_FAILED;
    outcome = @_guard(dataset, options, why);
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(@_change(dataset, set_file, import), why);
    unload_dataset(dataset);
    return outcome;
}
`)
	}
}

// refusal ends what is there already, where the Spec wants it to stay.
func (w *writer) refusal(c *cFile, before, why, after string) {
	indent := ""
	if before != "" {
		indent = "    "
	}
	switch w.plan.Spec.Action.Existing {
	case spec.ExistingSkip:
		c.text(before + indent + "    *why = \"" + why + "\";\n" + indent + "    return $_SKIPPED;\n" + after)
	case spec.ExistingError:
		c.text(before + indent + "    @_error(\"" + why + "\");\n" + indent + "    *why = NULL;\n" + indent + "    return $_FAILED;\n" + after)
	}
}

// importRow writes the function that treats a line.
func (w *writer) importRow(c *cFile) {
	c.text(`
void @_import(tag_t object, @_options_t *options)
{
    import_t import;
    const char *why = NULL;
    char bytes[32];
    @_outcome_t outcome = $_FAILED;
`)
	if w.looksForDataset() {
		c.text("    tag_t dataset = NULLTAG;\n")
	}
	c.text(`    int ready = read_line(options, &import);

`)
	if w.fillsDatasets() {
		c.text(`    ready = ready && $_OK(AE_ask_dataset_datasettype(object, &import.type)) && check_reference(&import);
    if (ready) {
        sprintf(bytes, "%ld", import.bytes);
        @_set_key($_KEY_BYTES, bytes);
        outcome = import_existing(object, &import, options, &why);
    }
    @_end_row(options, outcome, why);
}
`)
		return
	}
	c.text(`    ready = ready && find_names(&import);
    if (ready) {
        sprintf(bytes, "%ld", import.bytes);
        @_set_key($_KEY_DATASET, import.name);
        @_set_key($_KEY_BYTES, bytes);
`)
	if w.plan.Spec.Action.Existing == spec.ExistingAdd {
		c.text("        outcome = @_guard(object, options, &why);\n        if (outcome == $_DONE) outcome = import_new(object, &import, options, &why);\n    }\n")
	} else {
		c.text(`        ready = find_dataset(object, &import, &dataset);
    }
    if (ready && dataset != NULLTAG) {
        outcome = import_existing(dataset, &import, options, &why);
    } else if (ready) {
        outcome = @_guard(object, options, &why);
        if (outcome == $_DONE) outcome = import_new(object, &import, options, &why);
    }
`)
	}
	c.text("    @_end_row(options, outcome, why);\n}\n")
}
