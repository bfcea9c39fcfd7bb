package emit

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// narrowWays writes one function for each way of binding that is used.
func (w *writer) narrowWays(c *cFile) {
	p := w.plan
	if p.Narrows(pattern.NarrowText, pattern.NarrowItemID, pattern.NarrowProperty, pattern.NarrowStatus) {
		c.text(`
static int narrow_texts(enquiry_t *enquiry, const char *id, const char *class_name, const char *attribute, int op, @_list_t *texts)
{
    char value[16];

    sprintf(value, "v_%s", id);
    return $_OK(POM_enquiry_set_string_value(ENQUIRY, value, texts->n, texts->item, POM_enquiry_bind_value))
        && compare(enquiry, id, class_name, attribute, op);
}
`)
	}
	if p.Narrows(pattern.NarrowTags, pattern.NarrowProject, pattern.NarrowRelation, pattern.NarrowResponsible) {
		c.text(`
static int narrow_tags(enquiry_t *enquiry, const char *id, const char *class_name, const char *attribute, int n, tag_t *tags)
{
    char value[16];

    sprintf(value, "v_%s", id);
    return $_OK(POM_enquiry_set_tag_value(ENQUIRY, value, n, tags, POM_enquiry_bind_value))
        && compare(enquiry, id, class_name, attribute, n == 1 ? POM_enquiry_equal : POM_enquiry_in);
}
`)
	}
	if p.Narrows(pattern.NarrowDate) {
		c.text(`
static int narrow_date(enquiry_t *enquiry, const char *id, const char *attribute, int op, const date_t *date)
{
    char value[16];

    sprintf(value, "v_%s", id);
    return $_OK(POM_enquiry_set_date_value(ENQUIRY, value, 1, date, POM_enquiry_bind_value))
        && compare(enquiry, id, enquiry->class_name, attribute, op);
}
`)
	}
	if p.Narrows(pattern.NarrowItemID, pattern.NarrowStatus, pattern.NarrowReleased, pattern.NarrowProject, pattern.NarrowRelation) {
		c.text(`
static int join(enquiry_t *enquiry, const char *expression, const char *class1, const char *attribute1, const char *class2, const char *attribute2)
{
    return $_OK(POM_enquiry_set_join_expr(ENQUIRY, expression, class1, attribute1, POM_enquiry_equal, class2, attribute2))
        && also(enquiry, expression);
}
`)
	}
}

func (w *writer) narrowType(c *cFile) {
	whole := `names->own_class`
	if !w.plan.Spec.Select.Subtypes {
		whole = ""
	}
	c.text(`
static int narrow_type(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    const char *values[$_MAX_TYPES];
`)
	if whole == "" {
		c.text(`
    (void)names;
    values[0] = options->type;
    return $_OK(POM_enquiry_set_string_value(ENQUIRY, "v_type", 1, values, POM_enquiry_bind_value))
        && compare(enquiry, "type", enquiry->class_name, "object_type", POM_enquiry_equal);
}
`)
		return
	}
	c.text(`    tag_t *types = NULL;
    logical is_subtype = FALSE;
    int n = 0, i = 0, done = 1;

    if (names->own_class) return 1;                     /* its subclasses come along */
    done = $_OK(TCTYPE_extent(&n, &types));
    for (i = 0; done && i < n && enquiry->n_types < $_MAX_TYPES; i++) {
        is_subtype = FALSE;
        done = $_OK(TCTYPE_is_type_of_as_str(types[i], options->type, &is_subtype));
        if (!done || !is_subtype) continue;
        done = $_OK(TCTYPE_ask_name2(types[i], &enquiry->types[enquiry->n_types]));
        if (done) enquiry->n_types++;
    }
    MEM_free(types);
    /* With too many types the test of each object decides alone. */
    if (!done || enquiry->n_types == 0 || enquiry->n_types == $_MAX_TYPES) return done;
    for (i = 0; i < enquiry->n_types; i++) values[i] = enquiry->types[i];
    return $_OK(POM_enquiry_set_string_value(ENQUIRY, "v_type", enquiry->n_types, values, POM_enquiry_bind_value))
        && compare(enquiry, "type", enquiry->class_name, "object_type", POM_enquiry_in);
}
`)
}

// narrowFilter writes the functions of those filters that are more than a call.
func (w *writer) narrowFilter(c *cFile, i int, f pattern.Filter) {
	args := []string{"id", "f" + itoa(i), "func", functionOf(i, f), "name", f.Member, "attribute", cString(f.Attribute), "types", f.TypeMember}
	switch f.Narrow {
	case pattern.NarrowItemID:
		w.narrowItemID(c, args)
	case pattern.NarrowProperty:
		c.text(`
/* An attribute of the class; any other property is tested on each object. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    if (!names->%{name}_is_stored) return 1;
    `+w.narrowTextCall(f)+`
}
`, args...)
	case pattern.NarrowStatus:
		c.text(`
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options)
{
    return join(enquiry, "j_%{id}", enquiry->class_name, "release_status_list", "ReleaseStatus", "puid")
        && narrow_texts(enquiry, "%{id}", "ReleaseStatus", "name", POM_enquiry_in, &options->%{name});
}
`, args...)
	case pattern.NarrowReleased:
		w.narrowReleased(c, args)
	case pattern.NarrowDate:
		c.text(`
static int narrow_%{func}(enquiry_t *enquiry, const @_range_t *range)
{
    return (!range->has_from || narrow_date(enquiry, "%{id}a", %{attribute}, POM_enquiry_greater_than_or_eq, &range->from))
        && (!range->has_until || narrow_date(enquiry, "%{id}b", %{attribute}, POM_enquiry_less_than_or_eq, &range->until));
}
`, args...)
	case pattern.NarrowDateSet:
		c.text(`
static int narrow_%{func}(enquiry_t *enquiry)
{
    return $_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_%{id}", enquiry->class_name, %{attribute}, POM_enquiry_is_not_null, ""))
        && also(enquiry, "x_%{id}");
}
`, args...)
	case pattern.NarrowProject:
		w.narrowProject(c, args)
	case pattern.NarrowState:
		c.text(narrowStateC, args...)
	case pattern.NarrowResponsible:
		c.text(narrowResponsibleC, args...)
	case pattern.NarrowRelation:
		if w.scans(f) {
			c.text(`
/* Without -scan only what has a reservation. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    if (options->scan) return 1;
    return join(enquiry, "j_%{id}", "ImanRelation", "primary_object", enquiry->class_name, "puid")
        && narrow_tags(enquiry, "%{id}", "ImanRelation", "relation_type", 1, &names->%{name});
}
`, args...)
			return
		}
		c.text(`
static int narrow_%{func}(enquiry_t *enquiry, @_names_t *names)
{
    return join(enquiry, "j_%{id}", "ImanRelation", "primary_object", enquiry->class_name, "puid")
        && narrow_tags(enquiry, "%{id}", "ImanRelation", "relation_type", 1, &names->%{name});
}
`, args...)
	}
}

func (w *writer) narrowItemID(c *cFile, args []string) {
	c.text(`
/* The ID is an attribute of the item that a revision belongs to. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options)
{
`, args...)
	f := w.filterOf(args[1])
	if f.Op == spec.OpLike {
		c.text("    if (options->%{name}.n > 1) return 1;               /* \"or\" is left to the test of each object */\n", args...)
	}
	c.text(`    return join(enquiry, "j_%{id}", enquiry->class_name, "items_tag", "Item", "puid")
        && narrow_texts(enquiry, "%{id}", "Item", "item_id", `+operator(f)+`, &options->%{name});
}
`, args...)
}

// functionOf ends the name of a function for one filter.
func functionOf(i int, f pattern.Filter) string {
	if f.Member != "" {
		return f.Member
	}
	return "f" + itoa(i)
}

// filterOf returns the filter with the id "f<index>".
func (w *writer) filterOf(id string) pattern.Filter {
	for i, f := range w.plan.Filters {
		if id == "f"+itoa(i) {
			return f
		}
	}
	return pattern.Filter{}
}

// operator compares texts; a pattern is never joined by "or".
func operator(f pattern.Filter) string {
	if f.Op == spec.OpLike {
		return "POM_enquiry_like"
	}
	return "POM_enquiry_in"
}

func (w *writer) narrowReleased(c *cFile, args []string) {
	c.text(`
/* Released: any status object and a date. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options)
{
    if (!join(enquiry, "j_%{id}", enquiry->class_name, "release_status_list", "ReleaseStatus", "puid")) return 0;
    if (options->%{name}.n > 0) {
        `, args...)
	c.text(`return $_OK(POM_enquiry_set_string_value(ENQUIRY, "v_%{id}", options->%{name}.n, options->%{name}.item, POM_enquiry_bind_value))
            && compare(enquiry, "%{id}", "ReleaseStatus", "name", POM_enquiry_in);
    }
    return $_OK(POM_enquiry_set_attr_expr(ENQUIRY, "x_%{id}", enquiry->class_name, "date_released", POM_enquiry_is_not_null, ""))
        && also(enquiry, "x_%{id}");
}
`, args...)
}

func (w *writer) narrowProject(c *cFile, args []string) {
	c.text(`
/* Sites differ in whether projects are an attribute: where they are none, the
   test of each object decides. */
static int narrow_%{func}(enquiry_t *enquiry, @_options_t *options, @_names_t *names)
{
    logical exists = FALSE;

    if (!$_OK(POM_attr_exists("project_list", "WorkspaceObject", &exists))) return 0;
    if (!exists) return 1;
    return join(enquiry, "j_%{id}", enquiry->class_name, "project_list", "TC_Project", "puid")
        && narrow_tags(enquiry, "%{id}", "TC_Project", "puid", options->%{name}.n, names->%{name});
}
`, args...)
}

// narrowTextCall compares a text attribute of the class.
func (w *writer) narrowTextCall(f pattern.Filter) string {
	call := "narrow_texts(enquiry, \"%{id}\", enquiry->class_name, %{attribute}, " + operator(f) + ", &options->%{name})"
	if f.Op == spec.OpLike {
		return "return options->%{name}.n > 1 || " + call + ";"
	}
	return "return " + call + ";"
}
