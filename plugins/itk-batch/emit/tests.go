package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// testCall is the call that tests one object.
func (w *writer) testCall(f pattern.Filter, object string) string {
	options, names := "&options->"+f.Member, "names->"+f.Member
	wanted := ", " + truth(f.Op != spec.OpIsNot && f.Op != spec.OpUnset)
	like := ", " + truth(f.Op == spec.OpLike)
	attribute := ", " + cString(f.Attribute) + ", "
	end := wanted + ", yes)"
	switch f.Test {
	case pattern.TestItemID:
		return "has_item_id(" + object + ", " + options + like + end
	case pattern.TestText:
		return "has_text(" + object + attribute + options + like + end
	case pattern.TestProperty:
		stored := "0"
		if f.Narrow == pattern.NarrowProperty {
			stored = names + "_is_stored"
		}
		return "has_property(" + object + attribute + stored + ", " + options + like + end
	case pattern.TestEmpty:
		return "has_value(" + object + attribute[:len(attribute)-2] + end
	case pattern.TestTag:
		return "refers_to(" + object + attribute + "options->" + f.Member + ".n, " + names + end
	case pattern.TestStatus:
		return "has_status(" + object + ", " + options + ", 1, yes)"
	case pattern.TestNoStatus:
		if f.Member == "" {
			return "is_working(" + object + ", yes)"
		}
		return "has_status(" + object + ", " + options + ", 0, yes)"
	case pattern.TestDate:
		return "is_dated(" + object + attribute + options + ", yes)"
	case pattern.TestDateSet:
		return "has_date(" + object + attribute[:len(attribute)-2] + end
	case pattern.TestProject:
		if f.Member == "" {
			return "has_project(" + object + ", 0, NULL" + end
		}
		return "has_project(" + object + ", options->" + f.Member + ".n, " + names + end
	case pattern.TestSite:
		return w.siteCall(f, object, end)
	case pattern.TestRelation:
		return "has_related(" + object + ", " + names + ", &options->" + f.TypeMember + end
	case pattern.TestNamedReferences:
		return "has_files(" + object + end
	}
	return w.patternCall(f, object, end)
}

// patternCall is the call of the tests that belong to one pattern each.
func (w *writer) patternCall(f pattern.Filter, object, end string) string {
	switch f.Test {
	case pattern.TestCheckedOut:
		return "is_checked_out(" + object + ", yes)"
	case pattern.TestHolder:
		return "is_held_by(" + object + ", options->" + f.Member + ".n, names->" + f.Member + end
	case pattern.TestTaskState:
		return "has_task_state(" + object + ", &options->" + f.Member + end
	case pattern.TestTemplate:
		return "has_template(" + object + ", &options->" + f.Member + end
	case pattern.TestResponsible:
		return "waits_for(" + object + ", options->" + f.Member + ".n, names->" + f.Member + end
	case pattern.TestState:
		return "has_state(" + object + ", &options->" + f.Member + end
	}
	return "has_referencers(" + object + end
}

// siteCall tests the owning site; unset is the same as the local one.
func (w *writer) siteCall(f pattern.Filter, object, end string) string {
	if f.Member == "" {
		return "is_local(" + object + ", yes)"
	}
	return "is_of_site(" + object + ", &options->" + f.Member + end
}

func truth(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// tests writes one function for each way of testing that is used.
func (w *writer) tests(c *cFile) {
	p := w.plan
	if p.Tests(pattern.TestText, pattern.TestItemID, pattern.TestProperty) {
		w.textTests(c)
	}
	if p.Tests(pattern.TestEmpty) {
		c.text(`
static int has_value(tag_t object, const char *property, int wanted, int *yes)
{
    char **values = NULL;
    int n = 0, i = 0, filled = 0;

    if (!$_OK(AOM_ask_displayable_values(object, property, &n, &values))) return 0;
    for (i = 0; i < n; i++) {
        if (values[i] != NULL && values[i][0] != '\0') filled = 1;
    }
    MEM_free(values);
    *yes = filled == wanted;
    return 1;
}
`)
	}
	if p.Tests(pattern.TestTag) {
		c.text(`
static int refers_to(tag_t object, const char *property, int n, const tag_t *tags, int wanted, int *yes)
{
    tag_t tag = NULLTAG;
    int i = 0, found = 0;

    if (!$_OK(AOM_ask_value_tag(object, property, &tag))) return 0;
    for (i = 0; !found && i < n; i++) found = tags[i] == tag;
    *yes = found == wanted;
    return 1;
}
`)
	}
	if p.Tests(pattern.TestStatus, pattern.TestNoStatus) {
		w.statusTest(c)
	}
	w.dateTests(c)
	w.relationTests(c)
}

func (w *writer) countTests(c *cFile) {
	if w.plan.Tests(pattern.TestNamedReferences) {
		c.text(`
static int has_files(tag_t dataset, int wanted, int *yes)
{
    int n = 0;

    if (!$_OK(AE_ask_dataset_ref_count(dataset, &n))) return 0;
    *yes = (n > 0) == wanted;
    return 1;
}
`)
	}
	if w.plan.Tests(pattern.TestReferences) {
		c.text(`
/* One level up is enough to know whether anybody refers to the object. */
static int has_referencers(tag_t object, int wanted, int *yes)
{
    tag_t *referencers = NULL;
    char **relations = NULL;
    int *levels = NULL;
    int n = 0;

    if (!$_OK(WSOM_where_referenced(object, 1, &n, &levels, &referencers, &relations))) return 0;
    MEM_free(levels);
    MEM_free(referencers);
    MEM_free(relations);
    *yes = (n > 0) == wanted;
    return 1;
}
`)
	}
}
