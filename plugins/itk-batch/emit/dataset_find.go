package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// findsByName reports whether an enquiry over the whole site finds the dataset
// of a line.
func (w *writer) findsByName() bool { return w.plan.Spec.FindsByName() }

// comparesFiles reports whether a dataset is told by the names of its files.
func (w *writer) comparesFiles() bool { return w.plan.Spec.Action.Match == spec.MatchFileName }

func (w *writer) findHeader(c *cFile) {
	c.text("/* @_find.h - datasets by the name of a file */\n\n\\ITK\n")
	if w.comparesFiles() {
		c.text(`
/* Whether the object is a file that had this name when it was imported, upper
   and lower case included; 0 on failure. */
int @_is_file(tag_t object, const char *name, int *yes);

/* Whether the dataset holds a file of that name, in that reference or, when it
   is "", in any; 0 on failure. */
int @_holds(tag_t dataset, const char *reference, const char *name, int *yes);
`)
	}
	switch {
	case w.findsByName() && w.comparesFiles():
		c.text(`
/* Finds the datasets of the type, subtypes included, whose latest version
   holds a file of that name, in that reference or, when it is "", in any: the
   number of them, and the last one. 0 on failure. */
int @_find_datasets(const char *name, const char *type, const char *reference, int *n, tag_t *dataset);
`)
	case w.findsByName():
		c.text(`
/* Finds the datasets of the type, subtypes included, of that name: the number
   of them, and the latest version of the last one. 0 on failure. */
int @_find_datasets(const char *name, const char *type, int *n, tag_t *dataset);
`)
	}
}

func (w *writer) findSource(c *cFile) {
	c.text("/* @_find.c - datasets by the name of a file */\n\n#include <stdlib.h>\n#include <string.h>\n\n\\ITK\n\n#include \"@_find.h\"\n#include \"@_report.h\"\n")
	if w.findsByName() {
		c.text("\n#define ENQUIRY \"%{program}\"\n", "program", w.plan.Program)
	}
	c.text(isTypeC)
	if w.comparesFiles() {
		c.text(holdsC)
	}
	if !w.findsByName() {
		return
	}
	if w.comparesFiles() {
		c.text(narrowFileC)
		w.runEnquiry(c)
		c.text(lookAtFileC)
		c.text(findDatasetsC, "parameter", ", const char *reference", "argument", ", reference")
		return
	}
	c.text(narrowNameC)
	w.runEnquiry(c)
	c.text(lookAtNameC)
	c.text(findDatasetsC, "parameter", "", "argument", "")
}

const isTypeC = `
static int is_type(tag_t object, const char *name, int *yes)
{
    tag_t type = NULLTAG;
    logical fits = FALSE;

    *yes = 0;
    if (!$_OK(TCTYPE_ask_object_type(object, &type)) || !$_OK(TCTYPE_is_type_of_as_str(type, name, &fits))) return 0;
    *yes = fits ? 1 : 0;
    return 1;
}
`

const holdsC = `
/* A dataset may also refer to what is no file, such as a form. */
int @_is_file(tag_t object, const char *name, int *yes)
{
    char *own = NULL;

    if (!is_type(object, "ImanFile", yes)) return 0;
    if (!*yes) return 1;
    if (!$_OK(IMF_ask_original_file_name2(object, &own))) return 0;
    *yes = own != NULL && strcmp(own, name) == 0;
    MEM_free(own);
    return 1;
}

int @_holds(tag_t dataset, const char *reference, const char *name, int *yes)
{
    AE_reference_type_t type = AE_PART_OF;
    tag_t object = NULLTAG;
    char *own = NULL;
    int n = 0, i = 0, done = 0;

    *yes = 0;
    done = $_OK(AE_ask_dataset_ref_count(dataset, &n));
    for (i = 0; done && !*yes && i < n; i++) {
        own = NULL;
        object = NULLTAG;
        done = $_OK(AE_find_dataset_named_ref2(dataset, i, &own, &type, &object));
        if (done && object != NULLTAG && (reference[0] == '\0' || (own != NULL && strcmp(own, reference) == 0))) {
            done = @_is_file(object, name, yes);
        }
        MEM_free(own);
    }
    return done;
}
`

const narrowFileC = `
/* Every version that holds a file of the name. Databases differ in whether
   upper and lower case are the same here. */
static int narrow(const char *name)
{
    const char *puid[1], *names[1];

    puid[0] = "puid";
    names[0] = name;
    return $_OK(POM_enquiry_add_select_attrs(ENQUIRY, "Dataset", 1, puid))
        && $_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && $_OK(POM_enquiry_set_join_expr(ENQUIRY, "j_file", "Dataset", "ref_list", POM_enquiry_equal, "ImanFile", "puid"))
        && $_OK(POM_enquiry_set_string_value(ENQUIRY, "v_name", 1, names, POM_enquiry_bind_value))
        && $_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_name", "ImanFile", "original_file_name", POM_enquiry_equal, "v_name"))
        && $_OK(POM_enquiry_set_expr(ENQUIRY, "both", "j_file", POM_enquiry_and, "x_name"))
        && $_OK(POM_enquiry_set_where_expr(ENQUIRY, "both"));
}
`

const narrowNameC = `
/* Every version of the name. Databases differ in whether upper and lower case
   are the same here. */
static int narrow(const char *name)
{
    const char *puid[1], *names[1];

    puid[0] = "puid";
    names[0] = name;
    return $_OK(POM_enquiry_add_select_attrs(ENQUIRY, "Dataset", 1, puid))
        && $_OK(POM_enquiry_set_distinct(ENQUIRY, TRUE))
        && $_OK(POM_enquiry_set_string_value(ENQUIRY, "v_name", 1, names, POM_enquiry_bind_value))
        && $_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_name", "Dataset", "object_name", POM_enquiry_equal, "v_name"))
        && $_OK(POM_enquiry_set_where_expr(ENQUIRY, "x_name"));
}
`

const lookAtFileC = `
/* Counts the dataset if it is one of those, and keeps it. An old version may
   hold what the latest one has lost. */
static int look_at(tag_t object, const char *name, const char *type, const char *reference, int *n, tag_t *dataset)
{
    tag_t latest = NULLTAG;
    int fits = 0;

    if (!$_OK(AE_ask_dataset_latest_rev(object, &latest))) return 0;
    if (latest != object) return 1;
    if (!is_type(object, type, &fits) || (fits && !@_holds(object, reference, name, &fits))) return 0;
    if (fits) *dataset = object;
    *n += fits;
    return 1;
}
`

const lookAtNameC = `
/* Counts the dataset if it is one of those, and keeps it: each version has the
   name. */
static int look_at(tag_t object, const char *name, const char *type, int *n, tag_t *dataset)
{
    tag_t latest = NULLTAG;
    char *own = NULL;
    int fits = 0;

    if (!$_OK(AE_ask_dataset_latest_rev(object, &latest))) return 0;
    if (latest != object) return 1;
    if (!is_type(object, type, &fits)) return 0;
    if (!fits) return 1;
    if (!$_OK(AOM_ask_value_string(object, "object_name", &own))) return 0;
    fits = own != NULL && strcmp(own, name) == 0;
    MEM_free(own);
    if (fits) *dataset = object;
    *n += fits;
    return 1;
}
`

const findDatasetsC = `
/* A long run would hold every version that it has looked at. */
static void unload(tag_t object)
{
    if (AOM_unload(object) != ITK_ok && EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
}

/* The enquiry narrows, a look at each dataset decides. */
int @_find_datasets(const char *name, const char *type%{parameter}, int *n, tag_t *dataset)
{
    tag_t *found = NULL;
    int n_found = 0, i = 0, done = 0;

    *n = 0;
    *dataset = NULLTAG;
    if (!$_OK(POM_enquiry_create(ENQUIRY))) return 0;
    done = narrow(name) && run(&n_found, &found);
    if (!$_OK(POM_enquiry_delete(ENQUIRY))) done = 0;   /* the next one needs its name */
    for (i = 0; done && i < n_found; i++) {
        done = look_at(found[i], name, type%{argument}, n, dataset);
        if (*dataset != found[i]) unload(found[i]);
    }
    MEM_free(found);
    return done;
}
`

// resolveByName writes the way from the name of a file to its dataset.
func (w *writer) resolveByName(c *cFile) {
	args := []string{"file", w.field(spec.RoleFile), "name", w.field(spec.RoleDatasetName), "reference", w.importValue(spec.RoleReference, "reference")}
	if w.comparesFiles() {
		c.text(resolveFileC, args...)
		return
	}
	c.text(resolveNameC, args...)
}

const resolveFileC = `
/* One dataset at the site must fit: in another one the file would replace what
   is not meant. */
static int resolve(@_line_t *line, @_options_t *options)
{
    const char *name = @_base_name(%{file});
    tag_t dataset = NULLTAG;
    int n = 0;

    if (!@_find_datasets(name, options->type, %{reference}, &n, &dataset)) return 0;
    if (n == 1) return add(line, dataset);
    if (n == 0) @_error("line %ld: no dataset of type %s holds a file \"%s\"", line->number, options->type, name);
    if (n > 1) @_error("line %ld: %d datasets of type %s hold a file \"%s\": name the right one by its UID", line->number, n, options->type, name);
    return 0;
}
`

const resolveNameC = `
/* What the line calls the dataset: without a name, that of the file without
   its ending. NULL without memory. */
static const char *name_of(const char *path, const char *name)
{
    static @_text_t own;
    const char *file_name = @_base_name(path);
    const char *dot = strrchr(file_name, '.');

    if (name[0] != '\0') return name;
    @_empty(&own);
    if (!@_put(&own, file_name, dot == NULL || dot == file_name ? strlen(file_name) : (size_t)(dot - file_name))) return NULL;
    return @_string(&own);
}

/* One dataset at the site must fit: in another one the file would replace what
   is not meant. */
static int resolve(@_line_t *line, @_options_t *options)
{
    const char *name = name_of(%{file}, %{name});
    tag_t dataset = NULLTAG;
    int n = 0;

    if (name == NULL || !@_find_datasets(name, options->type, &n, &dataset)) return 0;
    if (n == 1) return add(line, dataset);
    if (n == 0) @_error("line %ld: no dataset of type %s is called \"%s\"", line->number, options->type, name);
    if (n > 1) @_error("line %ld: %d datasets of type %s are called \"%s\": name the right one by its UID", line->number, n, options->type, name);
    return 0;
}
`

const findAttributeC = `
/* What the enquiry for a file joins must be an attribute at this site. */
static void find_attribute(const char *attribute, const char *class_name)
{
    logical exists = FALSE;

    if ($_OK(POM_attr_exists(attribute, class_name, &exists)) && exists) return;
    @_error("class %s has no attribute %s, so that no dataset can be found by its file: name each by its UID", class_name, attribute);
    mistakes++;
}
`

// findIncludes are the headers that the way from a file's name to its dataset
// needs.
func (w *writer) findIncludes() string {
	if !w.findsByName() {
		return ""
	}
	return expand(w, "#include \"@_file.h\"\n#include \"@_find.h\"\n")
}
