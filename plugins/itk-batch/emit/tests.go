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

func (w *writer) textTests(c *cFile) {
	like := false
	for _, f := range w.plan.Filters {
		like = like || f.Op == spec.OpLike
	}
	if like {
		c.text(isLikeC)
	} else {
		c.text(isOneOfC)
	}
	if w.plan.Tests(pattern.TestText, pattern.TestItemID, pattern.TestProperty) {
		c.text(`
static int has_text(tag_t object, const char *property, @_list_t *values, int like, int wanted, int *yes)
{
    char *text = NULL;

    if (!$_OK(AOM_ask_value_string(object, property, &text))) return 0;
    *yes = is_one_of(text, values, like) == wanted;
    MEM_free(text);
    return 1;
}
`)
	}
	if w.plan.Tests(pattern.TestItemID) {
		c.text(`
static int has_item_id(tag_t revision, @_list_t *values, int like, int wanted, int *yes)
{
    tag_t item = NULLTAG;

    return $_OK(ITEM_ask_item_of_rev(revision, &item))
        && has_text(item, "item_id", values, like, wanted, yes);
}
`)
	}
	if w.plan.Tests(pattern.TestProperty) {
		c.text(hasPropertyC)
	}
}

const isLikeC = `
/* Whether the text is as the pattern, in which * stands for any text. */
static int is_like(const char *text, const char *pattern)
{
    const char *star = NULL, *after = NULL;

    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            after = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++after;
        } else {
            return 0;
        }
    }
    while (*pattern == '*') pattern++;
    return *pattern == '\0';
}

static int is_one_of(const char *text, @_list_t *values, int like)
{
    int i = 0;

    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (like ? is_like(text, values->item[i]) : strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}
`

const isOneOfC = `
static int is_one_of(const char *text, @_list_t *values, int like)
{
    int i = 0;

    (void)like;
    if (text == NULL) text = "";
    for (i = 0; i < values->n; i++) {
        if (strcmp(text, values->item[i]) == 0) return 1;
    }
    return 0;
}
`

const hasPropertyC = `
/* A stored text is compared as it is stored, any other property as it is shown. */
static int has_property(tag_t object, const char *property, int is_stored, @_list_t *values, int like, int wanted, int *yes)
{
    char **shown = NULL;
    int n = 0, i = 0, found = 0;

    if (is_stored) return has_text(object, property, values, like, wanted, yes);
    if (!$_OK(AOM_ask_displayable_values(object, property, &n, &shown))) return 0;
    for (i = 0; !found && i < n; i++) found = is_one_of(shown[i], values, like);
    MEM_free(shown);
    *yes = found == wanted;
    return 1;
}
`

func (w *writer) statusTest(c *cFile) {
	if w.plan.TestsNone(pattern.TestNoStatus) {
		c.text(`
static int is_working(tag_t object, int *yes)
{
    tag_t *statuses = NULL;
    int n = 0;

    if (!$_OK(WSOM_ask_release_status_list(object, &n, &statuses))) return 0;
    MEM_free(statuses);
    *yes = n == 0;
    return 1;
}
`)
	}
	if !w.plan.TestsNames(pattern.TestStatus, pattern.TestNoStatus) {
		return
	}
	c.text(`
/* Whether the object has one of the statuses, or any when none is named. */
static int has_status(tag_t object, @_list_t *names, int wanted, int *yes)
{
    tag_t *statuses = NULL;
    char *name = NULL;
    int n = 0, i = 0, k = 0, found = 0, done = 0;

    done = $_OK(WSOM_ask_release_status_list(object, &n, &statuses));
    if (names->n == 0) {
        found = n > 0;
        n = 0;
    }
    for (i = 0; done && !found && i < n; i++) {
        name = NULL;
        done = $_OK(RELSTAT_ask_release_status_type(statuses[i], &name));
        for (k = 0; done && !found && k < names->n; k++) found = name != NULL && strcmp(name, names->item[k]) == 0;
        MEM_free(name);
    }
    MEM_free(statuses);
    *yes = found == wanted;
    return done;
}
`)
}

func (w *writer) dateTests(c *cFile) {
	if !w.plan.Tests(pattern.TestDate, pattern.TestDateSet) {
		return
	}
	c.text(`
static int is_set(date_t date)
{
    date_t none = NULLDATE;

    return date.year != none.year || date.month != none.month || date.day != none.day;
}
`)
	if w.plan.Tests(pattern.TestDate) {
		c.text(`
static int is_dated(tag_t object, const char *property, const @_range_t *range, int *yes)
{
    date_t date;

    if (!$_OK(AOM_ask_value_date(object, property, &date))) return 0;
    *yes = is_set(date) && @_in_range(range, date);
    return 1;
}
`)
	}
	if w.plan.Tests(pattern.TestDateSet) {
		c.text(`
static int has_date(tag_t object, const char *property, int wanted, int *yes)
{
    date_t date;

    if (!$_OK(AOM_ask_value_date(object, property, &date))) return 0;
    *yes = is_set(date) == wanted;
    return 1;
}
`)
	}
}

func (w *writer) relationTests(c *cFile) {
	p := w.plan
	if p.Tests(pattern.TestProject) {
		c.text(hasProjectC)
	}
	if p.Tests(pattern.TestSite) {
		w.siteTest(c)
	}
	if p.Tests(pattern.TestRelation) {
		c.text(hasRelatedC)
	}
	w.countTests(c)
	w.checkoutTests(c)
	w.stateTest(c)
	w.taskTests(c)
}

const hasProjectC = `
/* Whether the object is in one of the projects, or in any when none is named. */
static int has_project(tag_t object, int n, const tag_t *tags, int wanted, int *yes)
{
    tag_t *projects = NULL;
    int n_projects = 0, i = 0, k = 0, found = 0;

    if (!$_OK(AOM_ask_value_tags(object, "project_list", &n_projects, &projects))) return 0;
    if (tags == NULL) found = n_projects > 0;
    for (i = 0; i < n_projects; i++) {
        for (k = 0; k < n; k++) {
            if (projects[i] == tags[k]) found = 1;
        }
    }
    MEM_free(projects);
    *yes = found == wanted;
    return 1;
}
`

// siteTest writes the tests of the owning site.
func (w *writer) siteTest(c *cFile) {
	if w.plan.TestsNone(pattern.TestSite) {
		c.text(`
/* An object of this site has no owning site. */
static int is_local(tag_t object, int *yes)
{
    tag_t site = NULLTAG;

    if (!$_OK(AOM_ask_value_tag(object, "owning_site", &site))) return 0;
    *yes = site == NULLTAG;
    return 1;
}
`)
	}
	if w.plan.TestsNames(pattern.TestSite) {
		c.text(isOfSiteC)
	}
}

const isOfSiteC = `
/* An object of this site has no owning site. */
static int is_of_site(tag_t object, @_list_t *sites, int wanted, int *yes)
{
    tag_t site = NULLTAG;
    char **names = NULL;
    int n = 0, i = 0, k = 0, found = 0;

    if (!$_OK(AOM_ask_value_tag(object, "owning_site", &site))) return 0;
    if (site != NULLTAG && !$_OK(AOM_ask_displayable_values(object, "owning_site", &n, &names))) return 0;
    for (k = 0; k < sites->n; k++) {
        if (site == NULLTAG && strcmp(sites->item[k], "local") == 0) found = 1;
        for (i = 0; i < n; i++) {
            if (names[i] != NULL && strcmp(sites->item[k], names[i]) == 0) found = 1;
        }
    }
    MEM_free(names);
    *yes = found == wanted;
    return 1;
}
`

const hasRelatedC = `
/* Whether the relation leads to an object of one of the types, or to any when
   none is named. */
static int has_related(tag_t object, tag_t relation, @_list_t *types, int wanted, int *yes)
{
    tag_t *related = NULL;
    int n = 0, i = 0, k = 0, found = 0, done = 0;

    done = $_OK(GRM_list_secondary_objects_only(object, relation, &n, &related));
    if (done && types->n == 0) found = n > 0;
    for (i = 0; done && !found && i < n; i++) {
        for (k = 0; done && !found && k < types->n; k++) {
            done = is_of_type(related[i], types->item[k], &found);
        }
    }
    MEM_free(related);
    *yes = found == wanted;
    return done;
}
`

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
