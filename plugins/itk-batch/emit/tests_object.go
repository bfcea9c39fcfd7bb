package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/pattern"

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
