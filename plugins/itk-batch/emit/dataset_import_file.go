package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

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
        @_error("the dataset type has no reference \"%s\": correct -reference=", import->reference);
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

const removeFilesC = `
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
`

const removeSameC = `
/* Takes the file of that name out of the dataset; the others of its reference
   stay. */
static int remove_files(tag_t dataset, const import_t *import)
{
    tag_t *files = NULL;
    int n = 0, i = 0, same = 0, done = 0;

    done = $_OK(AE_ask_all_dataset_named_refs2(dataset, import->reference, &n, &files));
    for (i = 0; done && i < n; i++) {
        done = @_is_file(files[i], import->file_name, &same);
        if (done && same) done = $_OK(AE_remove_dataset_named_ref_by_tag2(dataset, import->reference, files[i]));
    }
    MEM_free(files);
    return done;
}
`

// setFile writes the function that puts the file into a dataset that is there.
func (w *writer) setFile(c *cFile) {
	remove := "    if (!remove_files(dataset, values)) return 0;\n"
	switch {
	case w.plan.Spec.Action.Existing == spec.ExistingAdd, w.refuses():
		remove = "" // no file has to go
	case w.comparesFiles():
		c.text(removeSameC)
	default:
		c.text(removeFilesC)
	}
	c.text("\nstatic int set_file(tag_t dataset, void *values)\n{\n" + remove + "    return put_file(dataset, values);\n}\n")
}
