package pattern

import (
	"strconv"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// add appends an option under a name that is still free and returns the name.
func (b *builder) add(o Option) string {
	name := o.Name
	for n := 2; ; n++ {
		if _, taken := b.plan.Option(o.Name); !taken {
			break
		}
		o.Name = name + strconv.Itoa(n)
	}
	b.plan.Options = append(b.plan.Options, o)
	return o.Name
}

// filterOptions gives a filter the options that can change its value.
func (b *builder) filterOptions(f *Filter, name, origin string) {
	switch {
	case f.Test == TestDateSet || f.Narrow == NarrowDateSet:
		return
	case f.Field.Kind() == spec.DateField:
		f.Member = b.dateOptions(f, name, origin)
		return
	case f.Field.Kind() == spec.RelationField:
		b.relationOptions(f, origin)
		return
	case f.Field.Kind() == spec.CountField, f.Op == spec.OpUnset, f.Test == TestEmpty:
		return
	}
	if f.Op == spec.OpIsNot {
		name = "not_" + name
	}
	f.Member = b.add(Option{
		Name: name, Form: FormList, Value: filterValue(f), Default: f.Values,
		Help: filterHelp(f), Origin: origin, Mandatory: f.Filter.Option,
	})
}

func filterValue(f *Filter) string {
	switch {
	case f.Op == spec.OpLike:
		return "PATTERN"
	case f.Field == spec.FieldOwner, f.Field == spec.FieldModifiedBy:
		return "USER"
	case f.Field == spec.FieldGroup:
		return "GROUP"
	case f.Field == spec.FieldCheckedOutBy:
		return "USER"
	case f.Field == spec.FieldMemberOf:
		return "GROUP"
	case f.Field == spec.FieldProject:
		return "PROJECT"
	case f.Field == spec.FieldItemID, f.Field == spec.FieldRevID:
		return "ID"
	case f.Field.Kind() == spec.TextField:
		return "TEXT"
	}
	return "NAME"
}

func filterHelp(f *Filter) string {
	what := string(f.Field)
	if property, ok := f.Field.Property(); ok {
		what = "property " + property
	}
	switch {
	case f.Op == spec.OpSet:
		return "only with this release status; any status without it"
	case f.Op == spec.OpIsNot:
		return "not with this " + what
	case f.Op == spec.OpLike:
		return what + ", * stands for any text"
	case f.Test == TestResponsible:
		return "who the task waits for, a user ID; @me is who runs the program"
	case f.Field == spec.FieldTaskState:
		return "state of the task, such as started, pending or suspended"
	case f.Field == spec.FieldTemplate:
		return "workflow template of its process"
	case f.Field == spec.FieldOwner:
		return "owner, a user ID; @me is who runs the program"
	case f.Field == spec.FieldModifiedBy:
		return "last modified by, a user ID; @me is who runs the program"
	case f.Field == spec.FieldGroup:
		return "owning group, full name; @me is the group of the session"
	case f.Field == spec.FieldStatus:
		return "release status, one of these"
	case f.Field == spec.FieldSite:
		return "owning site; local is this one"
	}
	return what + ", compared exactly"
}

func (b *builder) relationOptions(f *Filter, origin string) {
	relation, _ := f.Field.Relation()
	f.Member = b.add(Option{
		Name: "relation", Form: FormText, Value: "NAME", Default: []string{relation},
		Help: "relation type that is tested", Origin: origin,
	})
	f.TypeMember = b.add(Option{
		Name: "relation_type", Form: FormList, Value: "NAME", Default: f.Values,
		Help: "types of the related objects; any without it", Origin: origin,
	})
}

// dateOptions gives a date filter an after and an until, so that a missed
// night can be run again, and what the Spec asks for beside them.
func (b *builder) dateOptions(f *Filter, name, origin string) string {
	member := b.freeRange(name)
	after, until, relative := b.dateDefaults(f)
	b.date(member, "after", DateAfter, after, origin, "from this day on, YYYY-MM-DD or YYYY-MM-DDTHH:MM")
	b.date(member, "until", DateUntil, until, origin, "to the end of this day")
	switch {
	case f.Op == spec.OpBefore:
		b.date(member, "before", DateBefore, f.To, origin, "before this day")
	case f.Op == spec.OpWithin && f.Calendar:
		b.date(member, "previous", DatePrevious, relative, origin, "in the last N whole d, w, m or y before this one; 0 is this one so far")
	case f.Op == spec.OpWithin:
		b.date(member, "within", DateWithin, relative, origin, "back from now: N h, d, w, m or y")
	case f.Op == spec.OpOlderThan:
		b.date(member, "older_than", DateOlderThan, relative, origin, "longer ago than N h, d, w, m or y")
	}
	if f.Filter.Option {
		b.mandatory(member)
	}
	return member
}

func (b *builder) dateDefaults(f *Filter) (after, until, relative string) {
	switch f.Op {
	case spec.OpAfter, spec.OpBetween:
		after = f.From
	}
	if f.Op == spec.OpBetween {
		until = f.To
	}
	if f.Unit != "" {
		relative = strconv.Itoa(f.Last) + string(f.Unit[0])
	}
	return after, until, relative
}

func (b *builder) date(member, suffix string, form DateForm, value, origin, help string) {
	o := Option{
		Name: member + "_" + suffix, Form: FormDate, Value: "DATE", Date: form, Range: member,
		Help: member + " " + help, Origin: origin,
	}
	if form == DateWithin || form == DatePrevious || form == DateOlderThan {
		o.Value = "SPAN"
	}
	if value != "" {
		o.Default = []string{value}
	}
	b.add(o)
}

// freeRange returns a name for a range of dates that no option uses yet.
func (b *builder) freeRange(name string) string {
	free := name
	for n := 2; ; n++ {
		if _, taken := b.plan.Option(free + "_after"); !taken {
			return free
		}
		free = name + strconv.Itoa(n)
	}
}

func (b *builder) mandatory(member string) {
	for i := range b.plan.Options {
		if b.plan.Options[i].Range == member {
			b.plan.Options[i].Mandatory = true
		}
	}
}
