package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// planning writes the comparison of what is there with what the lines say.
func (w *writer) planning(c *cFile) {
	c.text(addEntryC)
	existing := w.plan.Spec.Action.Existing
	if existing != spec.ExistingAdd {
		w.readEntries(c)
	}
	w.findEntry(c)
	in := w.plan.Spec.Input
	changes := existing == spec.ExistingUpdate || existing == spec.ExistingReplace
	quantity, unit, fraction := "", "", ""
	if in.Has(spec.RoleQuantity) || changes && in.Has(spec.RoleUOM) {
		c.text(unitOfC)
	}
	if in.Has(spec.RoleQuantity) {
		there := `e < 0 ? "" : entries[e].uom`
		if existing == spec.ExistingAdd {
			there = `""`
		}
		fraction = "    if (strchr(component->number, '.') != NULL && !has_unit(component, " + there + ")) return 0;\n"
		c.text(hasUnitC)
	}
	if changes && in.Has(spec.RoleQuantity) {
		c.text(sameQuantityC)
		quantity = "    component->sets_quantity = component->number[0] != '\\0' && !same_quantity(entry->quantity, component->number);\n"
	}
	if changes && in.Has(spec.RoleUOM) {
		unit = "    component->sets_uom = component->uom[0] != '\\0' && strcmp(unit_of(entry->uom), unit_of(component->uom)) != 0;\n"
	}
	w.additions(c)
	if existing != spec.ExistingAdd && existing != spec.ExistingError {
		old := takeOldC
		if in.Repeat == spec.RepeatEach {
			c.text(changeTextC)
			old = changeTextsC
		}
		c.text(planChangeC, "quantity", quantity, "unit", unit, "old", old)
	}
	precise, given, isPrecise := "", "", ""
	if w.comparesRevisions() {
		precise, given, isPrecise = ", logical precise", ", precise", ", whole->precise"
	}
	site, arguments := "", ""
	if w.creates() {
		site, arguments = expand(w, siteC), siteArguments
	}
	c.text(planC, "precise", precise, "given", given, "is_precise", isPrecise, "site", site, "arguments", arguments,
		"repeated", expand(w, w.repeated()), "fraction", fraction, "existing", expand(w, w.whatExists()))
}

const addEntryC = `
/* Makes room for one more line of the structure. */
static entry_t *add_entry(void)
{
    entry_t *more = entries;

    if (n_entries == n_places) {
        more = realloc(more, (size_t)(2 * n_places + 64) * sizeof *more);
        if (more == NULL) {
            @_error("out of memory for %d lines", n_entries + 1);
            return NULL;
        }
        entries = more;
        n_places = 2 * n_places + 64;
    }
    memset(&more[n_entries], 0, sizeof *more);
    return &more[n_entries++];
}
`

// readEntries writes how the lines that are there are read.
func (w *writer) readEntries(c *cFile) {
	id := ""
	if w.plan.Spec.Action.Existing == spec.ExistingReplace {
		id = ` && read_copy(bom_line, "bl_item_item_id", &entry->child_id)`
	}
	c.text(readEntriesC, "id", id)
}

const readEntriesC = `
static int read_copy(tag_t bom_line, const char *property, char **kept)
{
    char **values = NULL;
    int n = 0;

    if (!$_OK(AOM_ask_displayable_values(bom_line, property, &n, &values))) return 0;
    *kept = copy(n == 0 || values[0] == NULL ? "" : values[0]);
    MEM_free(values);
    return *kept != NULL;
}

static int read_entry(tag_t bom_line)
{
    entry_t *entry = add_entry();

    if (entry == NULL) return 0;
    entry->bom_line = bom_line;
    return $_OK(AOM_ask_value_tag(bom_line, "bl_item", &entry->item)) && $_OK(AOM_ask_value_tag(bom_line, "bl_revision", &entry->revision))
        && read_copy(bom_line, "bl_sequence_no", &entry->find_no) && read_copy(bom_line, "bl_quantity", &entry->quantity)
        && read_copy(bom_line, "bl_uom", &entry->uom)%{id};
}

static int read_entries(tag_t top)
{
    tag_t *lines = NULL;
    int n = 0, i = 0, done = 0;

    done = $_OK(BOM_line_ask_child_lines(top, &n, &lines));
    for (i = 0; done && i < n; i++) done = read_entry(lines[i]);
    MEM_free(lines);
    return done;
}
`

// findEntry writes the search for the line that a component means.
func (w *writer) findEntry(c *cFile) {
	action := w.plan.Spec.Action
	same := "entries[i].item != component->item"
	if w.creates() {
		same = `entries[i].item != component->item || (component->item == NULLTAG && strcmp(entries[i].child_id, component->child_id) != 0)`
	}
	find, precise := "", ""
	if w.plan.Spec.Input.Has(spec.RoleFindNo) {
		c.text(sameFindNoC)
		find = "        if (component->find_no[0] != '\\0' && !same_find_no(entries[i].find_no, component->find_no)) continue;\n"
	}
	other := ""
	if w.plan.Spec.Input.Has(spec.RoleChildRev) && action.Existing == spec.ExistingReplace {
		find += "        if (precise && component->child_rev[0] != '\\0' && entries[i].revision != component->revision) continue;\n"
	} else if w.plan.Spec.Input.Has(spec.RoleChildRev) && action.Existing != spec.ExistingAdd {
		other = `    if (found >= 0 && precise && component->child_rev[0] != '\0' && entries[found].revision != component->revision) {
        @_error("the line that is there has another revision, which is not changed");
        return -2;
    }
`
	}
	if w.comparesRevisions() {
		precise = ", logical precise"
	}
	c.text(findEntryC, "same", same, "find", find, "other", expand(w, other), "precise", precise)
}

// comparesRevisions reports whether the revision of a component says which line
// it means.
func (w *writer) comparesRevisions() bool {
	return w.plan.Spec.Input.Has(spec.RoleChildRev) && w.plan.Spec.Action.Existing != spec.ExistingAdd
}

const sameFindNoC = `
/* Find numbers are texts, but 0010 is 10. */
static int same_find_no(const char *a, const char *b)
{
    if (strspn(a, "0123456789") == strlen(a) && strspn(b, "0123456789") == strlen(b)) {
        while (a[0] == '0' && a[1] != '\0') a++;
        while (b[0] == '0' && b[1] != '\0') b++;
    }
    return strcmp(a, b) == 0;
}
`

const findEntryC = `
/* The line that the component means; -1 for none, -2 when that cannot be said,
   which is reported. */
static int find_entry(const @_component_t *component%{precise})
{
    int i = 0, n = 0, found = -1;

    for (i = 0; i < n_entries; i++) {
        if (%{same}) continue;
%{find}        found = i;
        n++;
    }
    if (n > 1) {
        @_error("%d lines there have this component: give find numbers", n);
        return -2;
    }
%{other}    return found;
}
`

const sameQuantityC = `
/* A line without a quantity counts as one; large ones are shown with an exponent. */
static int same_quantity(const char *there, const char *number)
{
    char text[64] = "";
    char *end = NULL;
    double a = 0.0, b = strtod(number, NULL);

    if (there[0] == '\0') return b == 1.0;
    strncat(text, there, sizeof text - 1);
    if (strchr(text, ',') != NULL) *strchr(text, ',') = '.';
    a = strtod(text, &end);
    return end != text && *end == '\0' && a - b < 1e-9 && b - a < 1e-9;
}
`

const unitOfC = `
/* "each" is what has no unit. */
static const char *unit_of(const char *symbol)
{
    return strcmp(symbol, "each") == 0 ? "" : symbol;
}
`

const hasUnitC = `
/* A part of a piece would be a mistake: 2.5 screws. */
static int has_unit(const @_component_t *component, const char *there)
{
    tag_t uom = NULLTAG;

    if (unit_of(component->uom)[0] != '\0') return 1;
    if (component->uom[0] == '\0') {
        if (unit_of(there)[0] != '\0') return 1;
        if (component->item != NULLTAG && !$_OK(ITEM_ask_unit_of_measure(component->item, &uom))) return 0;
    }
    if (uom == NULLTAG) @_error("the quantity %s needs a unit", component->quantity);
    return uom != NULLTAG;
}
`

// additions writes how a line is planned that is not there. What a later line of
// the file may mean again is kept of it as of those that are.
func (w *writer) additions(c *cFile) {
	texts := [][2]string{{"find_no", "find_no"}}
	if w.plan.Spec.Input.Repeat == spec.RepeatEach {
		texts = append(texts, [2]string{"quantity", "number"}, [2]string{"uom", "uom"})
	}
	if w.creates() {
		texts = append(texts, [2]string{"child_id", "child_id"})
	}
	copies, done := "", ""
	for _, t := range texts {
		copies += "    entry->" + t[0] + " = copy(component->" + t[1] + ");\n"
		done += " && entry->" + t[0] + " != NULL"
	}
	c.text(planAdditionC, "copies", copies, "done", strings.TrimPrefix(done, " && "))
}

const planAdditionC = `
static int plan_addition(@_component_t *component)
{
    entry_t *entry = add_entry();

    if (entry == NULL) return 0;
    component->what = ADDED;
    component->entry = n_entries - 1;
    component->sets_quantity = component->number[0] != '\0';
    component->sets_uom = component->uom[0] != '\0';
    entry->item = component->item;
    entry->revision = component->revision;
    entry->owner = component->line;
%{copies}    return %{done};
}
`

const changeTextC = `
/* Keeps the old text for the row, and the new one, if there is one, for what
   follows. */
static int change_text(char **there, const char *text, char **old)
{
    free(*old);
    *old = *there;
    *there = copy(text == NULL ? *old : text);
    return *there != NULL;
}
`

const changeTextsC = `    return change_text(&entry->quantity, component->sets_quantity ? component->number : NULL, &component->old_quantity)
        && change_text(&entry->uom, component->sets_uom ? component->uom : NULL, &component->old_uom);
`

const takeOldC = `    component->old_quantity = entry->quantity;
    component->old_uom = entry->uom;
    entry->quantity = entry->uom = NULL;
    return 1;
`

const planChangeC = `
static int plan_change(@_component_t *component, int e)
{
    entry_t *entry = &entries[e];

    component->entry = e;
    entry->owner = component->line;
%{quantity}%{unit}    component->what = component->sets_quantity || component->sets_uom ? CHANGED : UNCHANGED;
%{old}}
`

// repeated is what becomes of a component that an earlier line of the same
// parent names.
func (w *writer) repeated() string {
	switch w.plan.Spec.Input.Repeat {
	case spec.RepeatOnce:
		return "    if (e >= 0 && entries[e].owner != 0) return 1;\n"
	case spec.RepeatError:
		return `    if (e >= 0 && entries[e].owner != 0) {
        @_error("the same component as in line %ld", entries[e].owner);
        return 0;
    }
`
	}
	return ""
}

// whatExists is what becomes of a component whose line is there.
func (w *writer) whatExists() string {
	switch w.plan.Spec.Action.Existing {
	case spec.ExistingAdd:
		return ""
	case spec.ExistingError:
		return `    if (e >= 0) {
        @_error("the line is there already");
        return 0;
    }
`
	}
	return "    if (e >= 0) return plan_change(component, e);\n"
}

const planC = `
/* Nothing is known yet of what becomes of the lines. */
static void forget_plan(@_structure_t *whole)
{
    @_component_t *component = NULL;
    int i = 0;

    for (i = 0; i < whole->n; i++) {
        component = &whole->components[i];
        component->what = LEFT;
        component->has_failed = component->sets_quantity = component->sets_uom = 0;
        free(component->old_quantity);
        free(component->old_uom);
        component->old_quantity = component->old_uom = NULL;
    }
}

static int plan_component(@_component_t *component%{precise})
{
    int e = find_entry(component%{given});

    if (e < -1) return 0;
%{repeated}%{fraction}%{existing}    return plan_addition(component);
}

/* Keeps why a line fails, and with it all lines of its parent. */
static void fail(@_component_t *component)
{
    component->has_failed = 1;
    free(component->why);
    component->why = copy(@_reason());
    @_forget_reason();
}

static int take_all(@_structure_t *whole%{site})
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (take_component(whole, &whole->components[i]%{arguments})) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}

static int plan_all(@_structure_t *whole)
{
    int i = 0, failed = 0;

    for (i = 0; i < whole->n; i++) {
        if (plan_component(&whole->components[i]%{is_precise})) continue;
        fail(&whole->components[i]);
        failed++;
    }
    return failed == 0;
}
`
