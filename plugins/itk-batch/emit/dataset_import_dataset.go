package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

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

// nameRow writes the function that names the dataset of a row: one that its
// file has found may be called otherwise than the line says.
func (w *writer) nameRow(c *cFile) {
	if !w.comparesFiles() {
		c.text(importKnownC, "locals", "", "name", "")
		return
	}
	c.text(importKnownC, "locals", "    char *name = NULL;\n", "name", expand(w, `    done = done && $_OK(AOM_ask_value_string(dataset, "object_name", &name));
    if (done) @_set_key($_KEY_DATASET, name);
    MEM_free(name);
`))
}

const importKnownC = `
/* Fills the keys that name the dataset. */
static int name_row(tag_t dataset)
{
    char *uid = NULL;
%{locals}    int done = $_OK(ITK__convert_tag_to_uid(dataset, &uid));

    if (done) @_set_key($_KEY_DATASET_UID, uid);
    MEM_free(uid);
%{name}    return done;
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
        if (type == NULLTAG) @_error("dataset type \"%s\" does not exist at this site%{kind}", import->type_name);
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
        if (relation == NULLTAG) @_error("relation type \"%s\" does not exist at this site%{way}", import->relation_name);
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

const checkImportC = `
int @_check_import(@_options_t *options)
{
    import_t import;

    memset(&import, 0, sizeof import);
    import.type_name = options->dataset_type;
    import.relation_name = options->relation;
    import.reference = %{reference};
    return find_names(&import);
}
`

const isWantedC = `
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
`

const isHolderC = `
/* Whether the object is a dataset of that type that holds a file of the name. */
static int is_wanted(tag_t object, const import_t *import, int *yes)
{
    tag_t type = NULLTAG;
    logical is_dataset = FALSE;

    *yes = 0;
    if (!$_OK(TCTYPE_ask_object_type(object, &type))) return 0;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, "Dataset", &is_dataset))) return 0;
    if (!is_dataset) return 1;
    if (!$_OK(AE_ask_dataset_datasettype(object, &type))) return 0;
    return type != import->type || @_holds(object, import->reference, import->file_name, yes);
}
`

const findDatasetC = `
/* Finds the latest version of the object's dataset that is wanted; NULLTAG
   when there is none. */
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
		c.text("    @_outcome_t outcome = $_DONE;\n")
		if w.refuses() {
			c.text(`    int n = 0;
    tag_t *files = NULL;

    if (!$_OK(AE_ask_all_dataset_named_refs2(dataset, import->reference, &n, &files))) return $_FAILED;
    MEM_free(files);
`)
		} else {
			c.text("\n")
		}
		w.refusal(c, "    if (n > 0) {\n", "it holds a file of that reference already", "    }\n")
		c.text("    outcome = @_guard(dataset, options, why);\n    if (outcome != $_DONE || !options->nodryrun) return outcome;\n    return @_outcome_of(@_change(dataset, set_file, import%{in_place}), why);\n}\n", "in_place", w.inPlace("import->"))
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
    if (outcome == $_DONE && options->nodryrun) outcome = @_outcome_of(@_change(dataset, set_file, import%{in_place}), why);
    unload_dataset(dataset);
    return outcome;
}
`, "in_place", w.inPlace("import->"))
	}
}

// savesInPlace reports whether a file may take the place of another one in the
// same version of a dataset.
func (w *writer) savesInPlace() bool {
	return w.plan.Spec.Pattern == spec.DatasetImport && w.plan.Spec.Action.Existing == spec.ExistingReplace
}

// inPlace is the last argument, or with "int " the parameter, that says so.
func (w *writer) inPlace(before string) string {
	if !w.savesInPlace() {
		return ""
	}
	return ", " + before + "in_place"
}

// refuses reports whether what is there already stays.
func (w *writer) refuses() bool {
	existing := w.plan.Spec.Action.Existing
	return existing == spec.ExistingSkip || existing == spec.ExistingError
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
