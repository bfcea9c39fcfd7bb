package emit

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// trySite is the fixture that a project brings for "kiln try": the names that
// the program looks up, and a few objects that it selects. It is no picture of
// a real site.
type trySite struct {
	strings.Builder
	plan *pattern.Plan
	// declared are the lines that are there: each name is declared once.
	declared []string
	// kind is the type of the objects; settings are the values that filters
	// want of each.
	typeName, settings, keys string
	// inProject is the key with the projects of each object.
	inProject string
}

// tryMoment is what the clock of the site shows; relative dates count from it.
const tryMoment = "2024-03-15T10:00:00"

// tryFile is its name in the project.
const tryFile = "try.sim"

func (w *writer) trySite() {
	t := &trySite{plan: w.plan}
	t.WriteString("# A site for \"kiln try\", made of the names that " + w.plan.Program + " looks up. Log in\n# as infodba (infodba). Change it as you like: \"kiln try --show-fixture\" shows more\n# of this language.\n\n")
	t.WriteString("site try version=" + fixtureText(w.plan.TCVersion) + " zone=+01:00 now=" + tryMoment + " language=en\n")
	t.people()
	t.vocabulary()
	t.types()
	t.wishes()
	t.objects()
	w.file(tryFile, []byte(t.String()))
}

// fixtureText writes a value of a fixture in quotes.
func fixtureText(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// line declares something unless the same line is there.
func (t *trySite) line(text string) {
	if !slices.Contains(t.declared, text) {
		t.declared = append(t.declared, text)
		t.WriteString(text + "\n")
	}
}

// named declares a name of that kind unless it is empty, the session's own or
// a pattern.
func (t *trySite) named(keyword, name, rest string) {
	head := keyword + " " + fixtureText(name)
	if name == "" || name == "@me" || strings.Contains(name, "*") || slices.Contains(t.declared, head) {
		return
	}
	t.declared = append(t.declared, head)
	t.WriteString(head + rest + "\n")
}

// values are those of all filters on a field.
func (t *trySite) values(fields ...spec.Field) []string {
	var all []string
	for _, f := range t.plan.Spec.Where {
		if slices.Contains(fields, f.Field) {
			all = append(all, f.Values...)
		}
	}
	return all
}

func (t *trySite) people() {
	if t.plan.Spec.Select.Kind == spec.KindUser {
		t.WriteString("type POM_user < POM_object\n")
		t.properties(spec.OfUser, true)
	}
	a := t.plan.Spec.Action
	t.declared = append(t.declared, `group "dba"`, `user "infodba"`)
	t.WriteString("group dba\n")
	groups := append(t.values(spec.FieldGroup, spec.FieldMemberOf), a.Group)
	if f, ok := t.plan.Spec.Filter(spec.FieldGroup); ok && f.Op == spec.OpIsNot {
		groups = append(groups, otherGroup)
	}
	for _, name := range groups {
		t.group(name)
	}
	t.WriteString("user infodba Infodba default=dba password=infodba\n  member dba/DBA\n")
	users := append(t.values(spec.FieldOwner, spec.FieldModifiedBy, spec.FieldCheckedOutBy), a.User, a.AssignTo)
	if t.needsColleague() {
		users = append(users, sampleUser)
	}
	if t.plan.Spec.Select.Folder != nil {
		users = append(users, t.plan.Spec.Select.Folder.Owner)
	}
	users = append(users, t.entry("owning_user.user_id"))
	for _, name := range users {
		group := "dba"
		if a.Group != "" && (name == a.User || name == sampleUser) {
			group = lastGroup(a.Group)
		}
		if name != "infodba" {
			t.named("user", name, ` "Somebody" default=`+fixtureText(group)+" password=secret login=2024-02-29T08:00:00\n  member "+fixtureText(group+"/Member"))
		}
	}
	if t.plan.Spec.Select.Kind == spec.KindUser {
		t.users()
	}
}

// otherGroup is one that no request names.
const otherGroup = "another group"

// needsColleague reports whether there must be a user beside those that the
// request names.
func (t *trySite) needsColleague() bool {
	s := t.plan.Spec
	excludes := slices.ContainsFunc(s.Where, func(f spec.Filter) bool {
		return (f.Field == spec.FieldOwner || f.Field == spec.FieldModifiedBy) && f.Op == spec.OpIsNot
	})
	return excludes || s.Pattern == spec.ChangeOwnership && (s.Action.User == "" || s.Action.User == "infodba")
}

// group declares a group and those around it: the full name ends with the
// outermost one.
func (t *trySite) group(full string) {
	name, parent, nested := strings.Cut(full, ".")
	if !nested {
		t.named("group", name, "")
		return
	}
	t.group(parent)
	t.named("group", name, " parent="+fixtureText(lastGroup(parent)))
}

func lastGroup(full string) string {
	name, _, _ := strings.Cut(full, ".")
	return name
}

// users are what a report on people lists.
func (t *trySite) users() {
	group := "dba"
	for _, name := range t.values(spec.FieldMemberOf) {
		group = lastGroup(name)
	}
	last := "2024-02-29T08:00:00"
	if f, ok := t.plan.Spec.Filter(spec.FieldLastLogin); ok && tryDate(f) != "" {
		last = tryDate(f)
	}
	for _, u := range [...]string{"first", "second"} {
		t.named("user", u, ` "A person" default=`+fixtureText(group)+" password=secret email="+u+"@example.com login="+last+"\n  member "+fixtureText(group+"/Designer"))
	}
	login := " login=2010-02-01T08:00:00"
	if f, ok := t.plan.Spec.Filter(spec.FieldLastLogin); ok && f.Op == spec.OpUnset {
		login = ""
	}
	t.named("user", "gone", ` "A former colleague" inactive default=`+fixtureText(group)+login+"\n  member "+fixtureText(group+"/Designer"))
}

// vocabulary declares statuses, projects, relations and the like.
func (t *trySite) vocabulary() {
	s := t.plan.Spec
	t.WriteString("uom each kg\nstatus Released")
	for _, name := range append(t.values(spec.FieldStatus), s.Action.Status...) {
		if name != "Released" && !strings.Contains(name, "*") {
			t.WriteString(" " + fixtureText(name))
		}
	}
	t.WriteString("\n")
	projects := slices.Concat(t.values(spec.FieldProject), s.Action.Assign, s.Action.Remove, []string{s.Action.Project})
	if _, ok := t.plan.ValueOf(spec.RoleProject, ""); ok {
		projects = append(projects, sampleProject)
	}
	for _, name := range projects {
		t.named("project", name, " "+fixtureText(name)+" members=infodba")
	}
	for _, name := range t.relations() {
		t.named("relation", name, "")
	}
	rule := "Latest Working"
	if s.Structure.Rule != "" {
		rule = s.Structure.Rule
	}
	t.named("rule", rule, " kind=latest-working")
	if s.Structure.View != "view" {
		t.named("viewtype", s.Structure.View, "")
	}
	var templates []string
	if s.Select.Kind == spec.KindTask || s.Pattern == spec.WorkflowStart {
		templates = append(t.values(spec.FieldTemplate), s.Action.Template, "Release")
	}
	for _, name := range templates {
		t.named("template", name, "\n  task Prepare\n  task "+fixtureText(t.taskName())+t.taskType())
	}
	if s.Pattern == spec.ClassificationReport {
		for _, name := range append(t.values(spec.FieldClassID), "ICM01") {
			t.named("icsclass", name, ` "A class"`)
		}
	}
}

// taskType is what the action is for: a Do task is completed, others are signed
// off.
func (t *trySite) taskType() string {
	if t.plan.Spec.Action.Do == spec.DoComplete {
		return " type=EPMDoTask"
	}
	return " type=EPMReviewTask"
}

// taskName is one that the filters accept.
func (t *trySite) taskName() string {
	for _, name := range t.values(spec.FieldTaskName) {
		return strings.ReplaceAll(name, "*", "")
	}
	return "Review"
}

// standardRelations are those that every fixture has.
var standardRelations = [...]string{"IMAN_specification", "IMAN_reference", "IMAN_manifestation", "IMAN_Rendering", "IMAN_master_form",
	"IMAN_master_form_rev", "IMAN_classification", "IMAN_RES_checkout"}

// namedRelations are the relation types that the program looks up.
func (t *trySite) namedRelations() []string {
	all := []string{t.plan.Spec.Action.Relation}
	for _, f := range t.plan.Spec.Where {
		if name, ok := f.Field.Relation(); ok {
			all = append(all, name)
		}
	}
	for _, c := range t.plan.Spec.Columns {
		all = append(all, c.Relation)
	}
	return all
}

// relations are those among them that a fixture must declare.
func (t *trySite) relations() []string {
	return slices.DeleteFunc(t.namedRelations(), func(name string) bool { return slices.Contains(standardRelations[:], name) })
}

// datasetTypes are the types at the end of relations, or of the objects.
func (t *trySite) datasetTypes() []string {
	s := t.plan.Spec
	all := []string{s.Action.DatasetType}
	if s.Select.Kind == spec.KindDataset {
		all = append(all, s.Select.Type)
	}
	for _, f := range s.Where {
		if _, ok := f.Field.Relation(); ok {
			all = append(all, f.Values...)
		}
	}
	for _, c := range s.Columns {
		all = append(all, c.Type)
	}
	all = append(slices.DeleteFunc(all, func(name string) bool { return name == "" || name == "Dataset" }), "PDF")
	for _, f := range s.Where {
		if name, ok := f.Field.Property(); ok && name == "object_type" && f.Op == spec.OpIsNot {
			all = slices.DeleteFunc(all, func(name string) bool { return slices.Contains(f.Values, name) })
		}
	}
	if len(all) == 0 {
		return []string{"Text"}
	}
	return all
}

// reference is the one of a dataset type.
func (t *trySite) reference(datasetType string) string {
	if r := t.plan.Spec.Action.Reference; r != "" {
		return r
	}
	return datasetType + "_Reference"
}

// types declares the types of the objects and of what hangs on them, with the
// properties that the program reads or sets.
func (t *trySite) types() {
	if t.plan.Spec.Select.Kind == spec.KindDataset {
		own := &trySite{plan: t.plan}
		own.properties(spec.OfSelf, true)
		if own.Len() > 0 {
			t.WriteString("type Dataset < WorkspaceObject\n" + own.String())
		}
	}
	for _, name := range unique(t.datasetTypes()) {
		t.named("datasettype", name, " tool=Tool\n  reference "+fixtureText(t.reference(name)))
	}
	s := t.plan.Spec.Select
	switch item := strings.TrimSuffix(s.Type, " Revision"); {
	case s.Kind == spec.KindItem && s.Type != "" && s.Type != "Item":
		t.itemType(s.Type, s.Type+" Revision")
	case s.Kind == spec.KindRevision && s.Type != "" && s.Type != "ItemRevision":
		if item == s.Type {
			item += " Item"
		}
		t.itemType(item, s.Type)
	case s.Query != nil && slices.ContainsFunc(s.Query.Entries, func(e spec.Entry) bool { return queryAttribute(e) == "object_type" && e.Value == "Item" }):
		t.typeName = "Item"
	default:
		t.itemType("Part", "Part Revision")
	}
}

func (t *trySite) itemType(item, revision string) {
	t.typeName = item
	t.WriteString("type " + fixtureText(item) + " < Item revision=" + fixtureText(revision) + "\n")
	kind := t.plan.Spec.Select.Kind
	t.properties(spec.OfItem, kind == spec.KindItem || kind == spec.KindObject)
	t.WriteString("type " + fixtureText(revision) + " < ItemRevision\n")
	t.properties(spec.OfRevision, kind != spec.KindItem && kind != spec.KindUser && kind != spec.KindDataset)
}

// standardProperties are known of every item or revision.
var standardProperties = [...]string{"object_name", "object_desc", "object_type", "object_string", "item_id", "item_revision_id", "owning_user",
	"owning_group", "creation_date", "last_mod_date", "last_mod_user", "date_released", "release_status_list", "last_release_status", "release_statuses",
	"project_list", "project_ids", "process_stage_list", "active_seq", "checked_out", "checked_out_user", "checked_out_date", "uom_tag", "revision_list",
	"current_revision_id", "sequence_id", "items_tag", "bom_view_tags", "owning_site"}

// userProperties are known of every user.
var userProperties = [...]string{"user_id", "user_name", "status", "last_login_time", "default_group"}

// properties declares those of one level that are not standard.
func (t *trySite) properties(of spec.Of, selected bool) {
	p := t.plan
	for _, c := range p.Columns {
		t.property(c.Property, c.Of == of || selected && c.Of == spec.OfSelf)
	}
	for _, s := range p.Settings {
		t.property(s.Property, s.Of == of || selected && s.Of == spec.OfSelf)
	}
	for _, f := range p.Filters {
		if name, ok := f.Field.Property(); ok {
			t.property(name, f.Of == of || selected && f.Of == spec.OfSelf)
		}
	}
	for _, v := range p.Values {
		t.property(v.Property, v.Role == spec.RoleProperty && (v.Of == of || selected && (v.Of == "" || v.Of == spec.OfSelf)))
	}
	t.declared = slices.DeleteFunc(t.declared, func(line string) bool { return strings.HasPrefix(line, "  property ") })
}

func (t *trySite) property(name string, here bool) {
	standard := standardProperties[:]
	if t.plan.Spec.Select.Kind == spec.KindUser {
		standard = userProperties[:]
	}
	if here && name != "" && !slices.Contains(standard, name) {
		t.line("  property " + fixtureText(name) + " string")
	}
}
