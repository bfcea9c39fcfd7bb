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
	w.rowsTop(c, "the files of an object", "#include <ctype.h>\n#include <errno.h>\n", "")
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
