package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// changing writes what is done in the window of a structure.
func (w *writer) changing(c *cFile) {
	set := ""
	for _, a := range attributes {
		if !w.plan.Spec.Input.Has(a.role) {
			continue
		}
		condition := map[spec.Role]string{
			spec.RoleFindNo:   "component->what == ADDED && component->find_no[0] != '\\0'",
			spec.RoleUOM:      "component->sets_uom",
			spec.RoleQuantity: "component->sets_quantity",
		}[a.role]
		value := map[spec.Role]string{spec.RoleFindNo: "find_no", spec.RoleUOM: "uom", spec.RoleQuantity: "number"}[a.role]
		set += "    if (" + condition + "\n        && !$_OK(BOM_line_set_attribute_string(entry->bom_line, names->" + a.member + ", component->" + value + "))) return 0;\n"
	}
	names, passed := "", ""
	if w.setsLines() {
		names, passed = expand(w, ", @_names_t *names"), ", names"
	}
	c.text(writeComponentC, "set", expand(w, set), "names", names)
	cut, counts := "", ""
	if w.plan.Spec.Action.Existing == spec.ExistingReplace {
		c.text(cutC)
		cut = " && cut_lines()"
		counts = `    for (i = 0; i < n_entries; i++) {
        if (entries[i].owner == 0) return 1;
    }
`
	}
	read := ""
	if w.plan.Spec.Action.Existing != spec.ExistingAdd {
		read = " && read_entries(top)"
	}
	c.text(writeAllC, "counts", counts, "cut", cut, "names", names, "passed", passed)
	c.text(windowC, "read", read, "passed", passed)
	create, arguments := "", ""
	if w.creates() {
		create = `    if (whole->revision == NULLTAG && !create_item(whole->parent_id, names, &whole->item, &whole->revision)) return 0;
`
		arguments = siteArguments
	}
	c.text(carryOutC, "create", expand(w, create), "arguments", arguments)
}

const writeComponentC = `
/* The unit comes before the quantity: a fraction is refused without one. */
static int write_component(tag_t top, logical precise, const @_component_t *component%{names})
{
    entry_t *entry = &entries[component->entry];

    if (component->what == ADDED) {
        if (!$_OK(BOM_line_add(top, component->item, precise ? component->revision : NULLTAG, NULLTAG, &entry->bom_line))) return 0;
        if (entry->bom_line == NULLTAG) return 0;
    }
%{set}    return 1;
}
`

const cutC = `
/* Removes the lines that the file does not have. */
static int cut_lines(void)
{
    int i = 0;

    for (i = 0; i < n_entries; i++) {
        if (entries[i].owner == 0 && !$_OK(BOM_line_cut(entries[i].bom_line))) return 0;
    }
    return 1;
}
`

const writeAllC = `
static int has_changes(const @_structure_t *whole)
{
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        if (whole->components[i].what >= CHANGED) return 1;
    }
%{counts}    return 0;
}

static int write_all(tag_t window, tag_t top, @_structure_t *whole%{names})
{
    int i = 0, done = 1%{cut};

    for (i = 0; done && i < whole->n; i++) {
        if (whole->components[i].what < CHANGED) continue;
        done = write_component(top, whole->precise, &whole->components[i]%{passed});
        if (!done) fail(&whole->components[i]);
    }
    return done && $_OK(BOM_save_window(window));
}
`

const windowC = `
/* Compares, and writes unless this is a dry run. */
static int work_in(tag_t window, @_structure_t *whole, @_options_t *options, @_names_t *names)
{
    tag_t top = NULLTAG;

    if (names->rule != NULLTAG && !$_OK(BOM_set_window_config_rule(window, names->rule))) return 0;
    if (!$_OK(BOM_set_window_pack_all(window, FALSE))) return 0;
    if (!$_OK(BOM_set_window_top_line(window, NULLTAG, whole->revision, whole->view, &top))) return 0;
    if (top == NULLTAG) @_error("its structure cannot be opened");
    return top != NULLTAG%{read} && plan_all(whole)
        && (!options->nodryrun || !has_changes(whole) || write_all(window, top, whole%{passed}));
}
`

const carryOutC = `
/* Does all that the structure needs; what the window did not save is gone with
   it. 0 on failure; is_open says that the window could not be closed. */
static int carry_out(@_structure_t *whole, @_options_t *options, @_names_t *names, int *is_open)
{
    tag_t window = NULLTAG;
    int done = 0;

    if (!find_precision(whole, options) || !take_all(whole%{arguments})) return 0;
    if (whole->bvr == NULLTAG && !options->nodryrun) return plan_all(whole);
%{create}    if (whole->bvr == NULLTAG && !create_bvr(whole, options)) return 0;
    if (!$_OK(BOM_create_window(&window))) return 0;
    done = work_in(window, whole, options, names);
    *is_open = !$_OK(BOM_close_window(window));
    return done;
}

static @_change_t change_structure(@_structure_t *whole, @_options_t *options, @_names_t *names)
{
    @_change_t change = $_TAKEN_BACK;
    int mark = 0, done = 0, is_open = 0;

    if (!options->nodryrun) {
        done = carry_out(whole, options, names, &is_open);
        return done && !is_open ? $_KEPT : $_TAKEN_BACK;
    }
    if (!@_begin_change(&mark)) return $_TAKEN_BACK;
    done = carry_out(whole, options, names, &is_open);
    change = @_end_change(mark, done);
    return change == $_KEPT && is_open ? $_KEPT_BUT : change;
}
`

// structureRows writes the rows of a structure.
func (w *writer) structureRows(c *cFile) {
	find, uom, removedFind := "", "", ""
	if w.plan.Spec.Input.Has(spec.RoleFindNo) {
		find = "    @_set_key($_KEY_FIND_NO, component->find_no);\n"
		removedFind = "    @_set_key($_KEY_FIND_NO, entry->find_no);\n"
	}
	removedUOM := ""
	if w.plan.Spec.Input.Has(spec.RoleUOM) {
		uom = `    @_set_key($_KEY_OLD_UOM, component->old_uom);
    @_set_key($_KEY_NEW_UOM, component->sets_uom ? component->uom : component->old_uom);
`
		removedUOM = "        @_set_key($_KEY_OLD_UOM, entry->uom);\n"
	}
	c.text(rowsC, "find", expand(w, find), "uom", expand(w, uom))
	removed := ""
	if w.plan.Spec.Action.Existing == spec.ExistingReplace {
		c.text(removedRowsC, "find", expand(w, removedFind), "uom", expand(w, removedUOM))
		removed = "    if (change != $_TAKEN_BACK) end_removed(whole, options, outcome, why);\n"
	}
	c.text(endRowsC, "removed", expand(w, removed))
	before, gone := "", ""
	if w.creates() {
		before, gone = "    tag_t revision = whole->revision;\n    int i = 0;\n", expand(w, newIsGoneC)
	}
	c.text(buildOnC, "before", before, "gone", gone)
}

const rowsC = `
/* Begins the row of a component, or of a line that is removed. 0 when the
   revision cannot be named, which is reported. */
static int begin_row(const @_structure_t *whole, long line, const char *child_id)
{
    int named = 0;

    @_forget_reason();
    named = @_begin_row(line, whole->revision);
    @_set_key($_KEY_PARENT_ID, whole->parent_id);
    @_set_key($_KEY_PARENT_REV, whole->rev_id == NULL ? whole->parent_rev : whole->rev_id);
    @_set_key($_KEY_CHILD_ID, child_id);
    return named;
}

/* What is done cannot be without a row that says so. */
static @_outcome_t outcome_unnamed(@_options_t *options, @_outcome_t outcome, const char **why)
{
    if (outcome == $_FAILED) return outcome;
    return @_outcome_of(options->nodryrun && outcome == $_DONE ? $_KEPT_BUT : $_TAKEN_BACK, why);
}

static void end_row(const @_structure_t *whole, const @_component_t *component, @_options_t *options, @_outcome_t outcome, const char *why)
{
    static const char *const words[] = { "", "unchanged", "changed", "added" };
    int named = begin_row(whole, component->line, component->child_id);

%{find}    @_set_key($_KEY_OLD_QTY, component->old_quantity);
    @_set_key($_KEY_NEW_QTY, component->sets_quantity ? component->number : component->old_quantity);
%{uom}    if (outcome != $_FAILED) @_set_key($_KEY_WHAT, words[component->what]);
    if (!named) outcome = outcome_unnamed(options, outcome, &why);
    @_end_row(options, outcome, why);
}

/* Nothing of what was planned comes true: lines that failed say so, the others
   have the same row. NULL is the reason so far. */
static void refuse(@_structure_t *whole, @_options_t *options, @_outcome_t outcome, const char *why)
{
    @_component_t *component = NULL;
    char *kept = NULL;
    int i = 0, given_up = @_gave_up();

    if (why == NULL) why = kept = copy(@_reason());
    for (i = 0; i < whole->n && @_gave_up() == given_up; i++) {
        component = &whole->components[i];
        component->what = LEFT;
        component->sets_quantity = component->sets_uom = 0;
        if (component->has_failed) end_row(whole, component, options, $_FAILED, component->why);
        else end_row(whole, component, options, outcome, why);
    }
    free(kept);
}
`

const removedRowsC = `
static void end_removed(const @_structure_t *whole, @_options_t *options, @_outcome_t outcome, const char *why)
{
    const entry_t *entry = NULL;
    int i = 0, named = 0;

    for (i = 0; i < n_entries && !@_gave_up(); i++) {
        entry = &entries[i];
        if (entry->owner != 0) continue;
        named = begin_row(whole, 0L, entry->child_id);
    %{find}        @_set_key($_KEY_OLD_QTY, entry->quantity);
%{uom}        @_set_key($_KEY_WHAT, "removed");
        if (!named) outcome = outcome_unnamed(options, outcome, &why);
        @_end_row(options, outcome, why);
    }
}
`

const endRowsC = `
/* One line that fails takes the others of its parent with it. */
static void end_rows(@_structure_t *whole, @_options_t *options, @_change_t change)
{
    char text[96];
    const char *why = NULL;
    @_outcome_t outcome = @_outcome_of(change, &why);
    const @_component_t *component = NULL;
    int i = 0;

    for (i = 0; i < whole->n && !whole->components[i].has_failed; i++) continue;
    if (i < whole->n) {
        sprintf(text, "%s: line %ld of this parent failed", options->nodryrun ? "taken back" : "left out", whole->components[i].line);
        refuse(whole, options, $_SKIPPED, text);
        return;
    }
    if (change == $_TAKEN_BACK) {
        refuse(whole, options, outcome, NULL);
        return;
    }
    for (i = 0; i < whole->n && !@_gave_up(); i++) {
        component = &whole->components[i];
        if (outcome == $_FAILED || component->what >= CHANGED) {
            end_row(whole, component, options, outcome, why);
        } else {
            end_row(whole, component, options, $_SKIPPED, component->what == LEFT ? "the same as an earlier line" : "the line is there already");
        }
    }
%{removed}}
`

const newIsGoneC = `    for (i = 0; change == $_TAKEN_BACK && i < whole->n; i++) {
        if (whole->components[i].is_new) whole->components[i].item = whole->components[i].revision = NULLTAG;
    }
    if (change == $_TAKEN_BACK) whole->revision = revision;
`

const buildOnC = `
static int name_revision(@_structure_t *whole)
{
    char *text = NULL;
    int done = $_OK(AOM_ask_value_string(whole->revision, "item_revision_id", &text));

    free(whole->rev_id);
    whole->rev_id = copy(done && text != NULL ? text : "");
    MEM_free(text);
    return done && whole->rev_id != NULL;
}

/* Whether revision and BOM view may be changed. */
static @_outcome_t guard(const @_structure_t *whole, @_options_t *options, const char **why)
{
    static char text[160];
    @_outcome_t outcome = @_guard(whole->revision, options, why);

    if (outcome != $_DONE || whole->bvr == NULLTAG) return outcome;
    outcome = @_guard(whole->bvr, options, why);
    if (outcome == $_DONE || *why == NULL) return outcome;
    strcpy(text, "its BOM view: ");
    strncat(text, *why, sizeof text - strlen(text) - 1);
    *why = text;
    return outcome;
}

/* The lines of a structure stay in memory with it. */
static void unload_structure(const @_structure_t *whole)
{
    tag_t *occurrences = NULL;
    int n = 0, i = 0;

    if (whole->bvr == NULLTAG) return;
    if (PS_list_occurrences_of_bvr(whole->bvr, &n, &occurrences) != ITK_ok) {
        n = 0;
        if (EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
    }
    for (i = 0; i < n; i++) unload(occurrences[i]);
    MEM_free(occurrences);
    unload(whole->bvr);
    unload(whole->view);
}

/* Builds on the revision; NULLTAG is a parent that is made first. */
static void build_on(@_structure_t *whole, @_options_t *options, @_names_t *names)
{
%{before}    const char *why = NULL;
    @_outcome_t outcome = $_DONE;
    @_change_t change = $_TAKEN_BACK;

    if (whole->revision != NULLTAG) {
        outcome = name_revision(whole) && find_bvr(whole, options->view) ? guard(whole, options, &why) : $_FAILED;
    }
    if (outcome != $_DONE) {
        refuse(whole, options, outcome, why);
        return;
    }
    change = change_structure(whole, options, names);
%{gone}    end_rows(whole, options, change);
    drop_entries();
    if (change != $_TAKEN_BACK) unload_structure(whole);
}

static void unload_components(@_structure_t *whole)
{
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        if (!whole->components[i].is_found) continue;
        if (whole->components[i].revision != NULLTAG) unload(whole->components[i].revision);
        if (whole->components[i].item != NULLTAG) unload(whole->components[i].item);
    }
}
`
