package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// route says where a field lives in Teamcenter and how it is tested.
type route struct {
	option, attribute string
	narrow            Narrow
	test              Test
}

// routeOf returns the route of a field. The attributes are those of
// WorkspaceObject, which every class of an export inherits.
func routeOf(field spec.Field) route {
	switch field {
	case spec.FieldItemID:
		return route{"item_id", "item_id", NarrowItemID, TestItemID}
	case spec.FieldRevID:
		return route{"rev_id", "item_revision_id", NarrowText, TestText}
	case spec.FieldName:
		return route{"name", "object_name", NarrowText, TestText}
	case spec.FieldDescription:
		return route{"description", "object_desc", NarrowText, TestText}
	case spec.FieldOwner:
		return route{"owner", "owning_user", NarrowTags, TestTag}
	case spec.FieldGroup:
		return route{"owning_group", "owning_group", NarrowTags, TestTag}
	case spec.FieldModifiedBy:
		return route{"modified_by", "last_mod_user", NarrowTags, TestTag}
	case spec.FieldStatus:
		return route{"status", "release_status_list", NarrowStatus, TestStatus}
	case spec.FieldCreated:
		return route{"created", "creation_date", NarrowDate, TestDate}
	case spec.FieldModified:
		return route{"modified", "last_mod_date", NarrowDate, TestDate}
	case spec.FieldReleased:
		return route{"released", "date_released", NarrowDate, TestDate}
	case spec.FieldProject:
		return route{"project", "project_list", NarrowProject, TestProject}
	case spec.FieldSite:
		return route{"site", "owning_site", NarrowNot, TestSite}
	case spec.FieldCheckedOut:
		return route{"checked_out", "checked_out_date", NarrowNot, TestDate}
	case spec.FieldCheckedOutBy:
		return route{"checked_out_by", "", NarrowNot, TestHolder}
	case spec.FieldLastLogin:
		return route{"last_login", "last_login_time", NarrowNot, TestDate}
	case spec.FieldUserState:
		return route{"user_state", "", NarrowNot, TestState}
	case spec.FieldMemberOf:
		return route{"in_group", "", NarrowNot, TestRows}
	case spec.FieldClassID:
		return route{"class", "", NarrowNot, TestRows}
	case spec.FieldTaskName:
		return route{"task", "object_name", NarrowText, TestText}
	case spec.FieldTaskState:
		return route{"state", "state_value", NarrowState, TestTaskState}
	case spec.FieldTemplate:
		return route{"template", "", NarrowNot, TestTemplate}
	case spec.FieldStarted:
		return route{"started", startDate, NarrowNot, TestDate}
	case spec.FieldNamedReferences:
		return route{"", "", NarrowNot, TestNamedReferences}
	case spec.FieldReferences:
		return route{"", "", NarrowNot, TestReferences}
	}
	if property, ok := field.Property(); ok {
		return route{"prop_" + property, property, NarrowProperty, TestProperty}
	}
	relation, _ := field.Relation()
	return route{"relation", relation, NarrowRelation, TestRelation}
}

// filters decides for every filter where it is tested. The enquiry narrows
// only by what is known to lose no object; where it is exact, no test follows.
func (b *builder) filters() {
	for i, f := range b.plan.Spec.Where {
		r := routeOf(f.Field)
		switch kind := b.plan.Spec.Select.Kind; {
		case f.Field == spec.FieldName && kind == spec.KindUser:
			r = route{"name", "user_name", NarrowNot, TestProperty}
		case f.Field == spec.FieldOwner && kind == spec.KindTask:
			r = route{"responsible", "responsible_party", NarrowResponsible, TestResponsible}
		}
		filter := Filter{Filter: f, Attribute: r.attribute, Narrow: r.narrow, Test: r.test}
		if f.Field == spec.FieldItemID && b.plan.Spec.Select.Kind == spec.KindItem {
			filter.Narrow, filter.Test = NarrowText, TestText
		}
		filter.refine()
		if !b.plan.Spec.Select.Enquires() || f.Of == spec.OfRevision ||
			f.Of == spec.OfItem && filter.Narrow != NarrowItemID {
			filter.Narrow = NarrowNot
		}
		if b.joined(filter.Narrow) {
			filter.Narrow = NarrowNot
		}
		if filter.exact() {
			filter.Test = TestNot
		}
		b.filterOptions(&filter, r.option, b.origin(i))
		b.plan.Filters = append(b.plan.Filters, filter)
	}
}

// joined reports whether an earlier filter already joins the class that this
// one needs. An enquiry knows a class once: two joins to it would ask for one
// status, project or relation that satisfies both filters.
func (b *builder) joined(way Narrow) bool {
	switch way {
	case NarrowStatus, NarrowReleased:
		return b.plan.Narrows(NarrowStatus, NarrowReleased)
	case NarrowProject, NarrowRelation:
		return b.plan.Narrows(way)
	}
	return false
}

// refine turns the route of the field into that of the field and operator.
func (f *Filter) refine() {
	switch f.Op {
	case spec.OpIsNot:
		f.Narrow = NarrowNot
		if f.Test == TestStatus {
			f.Test = TestNoStatus
		}
	case spec.OpSet:
		f.refineSet()
	case spec.OpUnset:
		f.Narrow = NarrowNot
		switch f.Test {
		case TestStatus:
			f.Test = TestNoStatus
		case TestDate:
			f.Test = TestDateSet
		case TestText, TestProperty:
			f.Test = TestEmpty
		}
	}
}

func (f *Filter) refineSet() {
	switch f.Narrow {
	case NarrowStatus:
		f.Narrow = NarrowReleased
	case NarrowDate:
		f.Narrow, f.Test = NarrowDateSet, TestDateSet
	case NarrowText, NarrowProperty:
		f.Narrow, f.Test = NarrowNot, TestEmpty
	}
}

// exact reports whether the enquiry already decides: references, dates and
// statuses are compared by identity. A text is not: databases differ in case,
// and a pattern may mean more to them than "*". A type at the end of a
// relation is not either: the enquiry would have to know its class.
func (f *Filter) exact() bool {
	switch f.Narrow {
	case NarrowTags, NarrowStatus, NarrowReleased, NarrowDate, NarrowDateSet:
		return true
	}
	return false
}
