package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// lookup is the kind of a name that the site must know.
type lookup int

const (
	lookupNone lookup = iota
	lookupUser
	lookupGroup
	lookupProject
)

func lookupOf(f pattern.Filter) lookup {
	switch {
	case f.Member == "":
		return lookupNone
	case f.Field == spec.FieldOwner, f.Field == spec.FieldModifiedBy, f.Field == spec.FieldCheckedOutBy:
		return lookupUser
	case f.Field == spec.FieldGroup:
		return lookupGroup
	case f.Field == spec.FieldProject:
		return lookupProject
	}
	return lookupNone
}

// relations are the options that name a relation type, each once.
func (w *writer) relations() []string {
	var names []string
	add := func(name string) {
		for _, n := range names {
			if n == name {
				return
			}
		}
		if name != "" {
			names = append(names, name)
		}
	}
	for _, f := range w.plan.Filters {
		if f.Field.Kind() == spec.RelationField {
			add(f.Member)
		}
	}
	for _, c := range w.plan.Columns {
		add(c.RelationMember)
	}
	return names
}

func (w *writer) namesHeader(c *cFile) {
	c.text(`/* @_names.h - the names of the command line, looked up at the site */

\ITK

#include "@_options.h"

/* What the names stand for in this session. */
typedef struct {
    tag_t type;                             /* of the objects */
`)
	if w.plan.Spec.Select.Enquires() {
		c.text("    const char *class_name;                 /* the one class of the enquiry */\n")
		c.text("    int own_class;                          /* the type has a class of its own */\n")
	}
	for _, f := range w.plan.Filters {
		if l := lookupOf(f); l != lookupNone {
			c.text("    tag_t %{name}[$_MAX_VALUES];\n", "name", f.Member)
		}
		if f.Narrow == pattern.NarrowProperty {
			member := "    int " + f.Member + "_is_stored;"
			c.text("%{member}%{pad}/* a text attribute of its own, no computed one */\n", "member", member, "pad", pad(len(member), 44))
		}
	}
	for _, name := range w.relations() {
		c.text("    tag_t %{name};\n", "name", name)
	}
	w.lookupMembers(c)
	c.text(w.job.members)
	w.structureMembers(c)
	if w.plan.Spec.Select.From == spec.FromQuery {
		c.text("    tag_t query;\n")
	}
	if w.plan.Spec.Select.From == spec.FromFolder {
		c.text("    tag_t folder;\n")
	}
	c.text(`} @_names_t;

/* Looks up every name before the first object is read. All mistakes are
   reported at once; 0 if there are any. */
int @_find_names(@_options_t *options, @_names_t *names);
`)
	if w.checksProperties() {
		c.text("\n/* The descriptor of a property, or NULLTAG. */\ntag_t @_property_of(tag_t type, const char *property);\n")
	}
}

func (w *writer) namesSource(c *cFile) {
	c.text(`/* @_names.c - the names of the command line, looked up at the site

   A finder says "not found" with a code or with NULLTAG: both are tested. */

#include <stdlib.h>
#include <string.h>

\ITK

`)
	if w.hasTable() {
		c.text("#include \"@_columns.h\"\n")
	}
	if w.importsAlike() {
		c.text("#include \"@_import.h\"\n")
	}
	tasks := ""
	if w.plan.Tests(pattern.TestTaskState) {
		tasks = expand(w, "#include \"@_task.h\"\n")
	}
	c.text(missingC, "tasks", tasks)
	c.text(`
static void check_kind(tag_t type, const char *name, const char *kind)
{
    logical fits = FALSE;

    if (type == NULLTAG) return;
    if (!$_OK(TCTYPE_is_type_of_as_str(type, kind, &fits)) || !fits) {
        @_error("type \"%s\" is no %s: correct -type=", name, kind);
        mistakes++;
    }
}
`)
	if w.plan.Spec.Select.Enquires() {
		w.classFinder(c)
	}
	w.finders(c)
	if w.checksProperties() {
		w.propertyFinder(c)
	}
	if w.job.finders != nil {
		w.job.finders(w, c)
	}
	if w.hasTable() {
		w.columnFinder(c)
	}
	switch w.plan.Spec.Select.From {
	case spec.FromQuery:
		w.queryFinder(c)
	case spec.FromFolder:
		w.folderFinder(c)
	}
	w.findNames(c)
}

const missingC = `#include "@_names.h"
#include "@_report.h"
%{tasks}
static int mistakes = 0;

static void missing(const char *kind, const char *name, const char *option)
{
    @_error("%s \"%s\" does not exist at this site: correct %s", kind, name, option);
    mistakes++;
}

static tag_t find_type(const char *name, const char *option)
{
    tag_t type = NULLTAG;

    if (!$_OK(TCTYPE_find_type(name, NULL, &type))) type = NULLTAG;
    if (type == NULLTAG) missing("type", name, option);
    return type;
}
`

func (w *writer) finders(c *cFile) {
	seen := [lookupProject + 1]bool{}
	for _, f := range w.plan.Filters {
		seen[lookupOf(f)] = true
	}
	for _, l := range w.plan.Lookups {
		if l.Kind <= pattern.LookupProject {
			seen[lookup(l.Kind)] = true
		}
	}
	if seen[lookupUser] {
		w.finder(c, "user", "SA_find_user2", `        if (!$_OK(POM_get_user(&own, &user))) user = NULLTAG;
        MEM_free(own);
`)
	}
	if seen[lookupGroup] {
		w.finder(c, "group", "SA_find_group", `        if (!$_OK(POM_ask_group(&own, &group))) group = NULLTAG;
        MEM_free(own);
`)
	}
	if seen[lookupProject] {
		w.finder(c, "project", "PROJ_find", "")
	}
	if w.looksUpStatus() {
		c.text(`
static void find_statuses(@_list_t *statuses, const char *option)
{
    tag_t type = NULLTAG;
    int i = 0;

    for (i = 0; i < statuses->n; i++) {
        type = NULLTAG;
        if (!$_OK(EPM_find_status_type(statuses->item[i], &type))) type = NULLTAG;
        if (type == NULLTAG) missing("release status", statuses->item[i], option);
    }
}
`)
	}
	if len(w.relations()) > 0 || w.looksUp(pattern.LookupRelation) {
		c.text(`
static tag_t find_relation(const char *name, const char *option)
{
    tag_t relation = NULLTAG;

    if (!$_OK(GRM_find_relation_type(name, &relation))) relation = NULLTAG;
    if (relation == NULLTAG) missing("relation type", name, option);
    return relation;
}
`)
	}
}

// finder writes a function that turns a list of names into tags. Own is the
// text for "@me", which stands for the session's own user or group.
func (w *writer) finder(c *cFile, what, call, own string) {
	c.text("\nstatic tag_t find_%{what}(const char *name, const char *option)\n{\n    tag_t %{what} = NULLTAG;\n", "what", what)
	if own != "" {
		c.text("    char *own = NULL;\n\n    if (strcmp(name, %{me}) == 0) {\n", "me", cString("@me"))
		c.text(own)
		c.text("    } else ")
	} else {
		c.text("\n    ")
	}
	c.text(`if (!$_OK(%{call}(name, &%{what}))) {
        %{what} = NULLTAG;
    }
    if (%{what} == NULLTAG) missing("%{what}", name, option);
    return %{what};
}
`, "what", what, "call", call)
}

func (w *writer) looksUpStatus() bool {
	if w.looksUp(pattern.LookupStatus) {
		return true
	}
	for _, f := range w.plan.Filters {
		if f.Field == spec.FieldStatus && f.Member != "" {
			return true
		}
	}
	return false
}

// checksProperties reports whether a property is named that the site may not have.
func (w *writer) checksProperties() bool {
	return w.hasTable() || w.job.checksProperties || len(w.plan.Settings) > 0 || w.plan.Tests(pattern.TestProperty, pattern.TestEmpty) || w.plan.TestsStart()
}

func (w *writer) propertyFinder(c *cFile) {
	c.text(propertyOfC)
	if w.hasTable() || len(w.plan.Settings) > 0 || !w.plan.Writes || w.plan.Tests(pattern.TestProperty, pattern.TestEmpty) || w.plan.TestsStart() {
		c.text(findPropertyC)
	}
	if w.plan.Narrows(pattern.NarrowProperty) {
		c.text(isStoredC)
	}
}

const propertyOfC = `
/* A failure is an answer here, so it is cleared and not reported. */
tag_t @_property_of(tag_t type, const char *property)
{
    tag_t found = NULLTAG;

    if (TCTYPE_ask_property_by_name(type, property, &found) != ITK_ok) {
        found = NULLTAG;
        if (EMH_clear_errors() != ITK_ok) @_info("the error stack could not be cleared");
    }
    return found;
}
`

const findPropertyC = `
/* Whether any subtype has the property. */
static int subtype_has(const char *type, const char *property)
{
    tag_t *types = NULL;
    logical is_subtype = FALSE;
    int n = 0, i = 0, found = 0;

    if (!$_OK(TCTYPE_extent(&n, &types))) n = 0;
    for (i = 0; !found && i < n; i++) {
        if (@_property_of(types[i], property) == NULLTAG) continue;
        is_subtype = FALSE;
        found = $_OK(TCTYPE_is_type_of_as_str(types[i], type, &is_subtype)) && is_subtype;
    }
    MEM_free(types);
    return found;
}

/* 2 when the type has the property, 1 when only subtypes have it, 0 otherwise. */
static int find_property(tag_t type, const char *type_name, const char *property)
{
    if (type == NULLTAG) return 2;                      /* the type itself is reported */
    if (@_property_of(type, property) != NULLTAG) return 2;
    if (subtype_has(type_name, property)) return 1;
    @_error("type \"%s\" has no property \"%s\"", type_name, property);
    mistakes++;
    return 0;
}
`

const isStoredC = `
/* Only a single text attribute that is stored in the class can be part of an
   enquiry; any other property is read from each object. */
static int is_stored(tag_t type, const char *class_name, const char *property)
{
    tag_t descriptor = type == NULLTAG ? NULLTAG : @_property_of(type, property);
    logical exists = FALSE;
    PROP_value_type_t value_type = PROP_string;
    char *name = NULL;
    int elements = 0, stored = 0;

    if (descriptor == NULLTAG) return 0;
    if (!$_OK(POM_attr_exists(property, class_name, &exists)) || !exists) return 0;
    stored = $_OK(PROPDESC_ask_value_type(descriptor, &value_type, &name)) && value_type == PROP_string
        && $_OK(PROPDESC_ask_max_num_elements(descriptor, &elements)) && elements == 1;
    MEM_free(name);
    return stored;
}
`
