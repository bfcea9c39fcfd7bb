package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetImport puts a file into a dataset of an object, new or there already.
var datasetImport = job{
	modules: func(w *writer) {
		w.source("file", w.importFileHeader, w.importFileSource)
		if w.findsByName() || w.comparesFiles() {
			w.source("find", w.findHeader, w.findSource)
		}
		w.source("import", w.importHeader, w.importSource)
	},
	lookups: func(w *writer, c *cFile) {
		if w.findsByName() && w.comparesFiles() {
			c.text("    find_attribute(\"ref_list\", \"Dataset\");\n    find_attribute(\"original_file_name\", \"ImanFile\");\n")
		}
		if w.importsAlike() {
			c.text("    if (!@_check_import(options)) mistakes++;\n")
			return
		}
		if w.fillsDatasets() {
			return
		}
		w.checkName(c, "dataset type", "AE_find_datasettype2", "dataset_type")
		w.checkName(c, "relation type", "GRM_find_relation_type", "relation")
	},
	finders: func(w *writer, c *cFile) {
		if w.findsByName() && w.comparesFiles() {
			c.text(findAttributeC)
		}
	},
	includes: []string{"import"},
	each:     "        @_import(object, options);\n",
	does:     "puts files into their datasets",
	results:  "| `file` | the file that was read |\n| `bytes` | its size |\n",
	limits: "It reads no folder: the input lists the files. A file is tested to be there, readable and not empty, never opened by its application. Files on disk stay where they are. " +
		"A file that came into a volume before its dataset failed stays there without a dataset: the utility `collect_garbage` of your installation may remove such files.",
	undo:  "A new dataset can be deleted by its UID in the result file. Where a new version was made, the version before it holds the old file; after `-same_version` there is **none**.",
	again: "A second run skips datasets that are there, or gives them a further version when they are to be replaced.",
}

// importJob leaves out the columns that a dataset of its own has not.
func importJob(s spec.Spec) job {
	j := datasetImport
	if s.Select.Kind != spec.KindDataset {
		j.results = "| `dataset` `dataset_uid` | name and UID of the dataset; no UID where a dry run would make it |\n" + j.results
	}
	return j
}

// importsAlike reports whether all lines have the type, the reference and the
// relation of the options, so that they can be tested before the first line.
func (w *writer) importsAlike() bool {
	for _, role := range []spec.Role{spec.RoleDatasetType, spec.RoleReference, spec.RoleRelation} {
		if _, ok := w.plan.ValueOf(role, ""); ok {
			return false
		}
	}
	return w.plan.Spec.Pattern == spec.DatasetImport && !w.fillsDatasets()
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

func (w *writer) importHeader(c *cFile) {
	c.text(`/* @_import.h - puts the file of a line into a dataset */

\ITK

#include "@_options.h"

/* Imports the file of the line, or finds out that it could be imported, and
   ends the row. The dataset is changed or made as a whole, with its file and
   its relation. */
void @_import(tag_t object, @_options_t *options);
`)
	if w.importsAlike() {
		c.text(`
/* Whether the site has what the options name for all lines. */
int @_check_import(@_options_t *options);
`)
	}
}

func (w *writer) importSource(c *cFile) {
	find := ""
	if w.comparesFiles() {
		find = expand(w, "#include \"@_find.h\"\n")
	}
	members := ""
	if w.savesInPlace() {
		members = "    int in_place;                           /* no new version for the new file */\n"
	}
	if !w.fillsDatasets() {
		members += "    const char *name, *type_name, *relation_name;\n    tag_t tool, relation;\n"
	}
	c.text(importTopC, "find", find, "members", members)
	if !w.fillsDatasets() {
		c.text(nameDatasetC)
	}
	w.importValues(c)
	c.text(referenceC)
	c.text(putFileC)
	if w.changesDatasets() {
		w.setFile(c)
	}
	if !w.fillsDatasets() {
		w.nameRow(c)
		kind, relation := "", ""
		if w.importsAlike() {
			kind, relation = ": correct -dataset_type=", ": correct -relation="
		}
		c.text(importNamesC, "kind", kind, "way", relation)
		if w.importsAlike() {
			c.text(checkImportC, "reference", w.parameter("", "reference"))
		}
		if w.looksForDataset() {
			if w.comparesFiles() {
				c.text(isHolderC)
			} else {
				c.text(isWantedC)
			}
			c.text(findDatasetC)
		}
		c.text(createDatasetC)
	}
	w.existingDataset(c)
	w.importRow(c)
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
%{find}#include "@_guard.h"
#include "@_import.h"
#include "@_report.h"
#include "@_result.h"
#include "@_select.h"
#include "@_text.h"

typedef struct {
    const char *path, *file_name;           /* on disk, and without its folders */
    const char *reference;
    tag_t type;
    int mode;                               /* SS_BINARY or SS_TEXT */
%{members}    long bytes;
} import_t;

static @_text_t path;

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
`

const nameDatasetC = `
static @_text_t dataset_name;

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
	c.text(`
/* What the line and the options say; 0 when the file cannot be imported. */
static int read_line(@_options_t *options, import_t *import)
{
    memset(import, 0, sizeof *import);
    if (!find_path(options->dir, %{file})) return 0;
    import->path = @_string(&path);
    import->file_name = @_base_name(import->path);
    @_set_key($_KEY_FILE, import->path);
    import->reference = %{reference};
    import->mode = %{mode};
`, "file", w.field(spec.RoleFile), "reference", w.importValue(spec.RoleReference, "reference"), "mode", w.fileMode())
	if w.savesInPlace() {
		c.text("    import->in_place = options->same_version;\n")
	}
	if !w.fillsDatasets() {
		c.text(`    if (!name_dataset(%{name}, import->file_name)) return 0;
    import->name = @_string(&dataset_name);
    import->type_name = %{type};
    import->relation_name = %{relation};
`, "name", w.field(spec.RoleDatasetName), "type", w.importValue(spec.RoleDatasetType, "dataset_type"), "relation", w.importValue(spec.RoleRelation, "relation"))
	}
	c.text("    return @_measure(import->path, &import->bytes);\n}\n")
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
