package spec

import (
	"slices"
	"strconv"
)

func (e *Errors) filter(path string, f Filter, kind Kind, r *rule) {
	oneOf(e, path+".of", f.Of, OfSelf, OfItem, OfRevision)
	e.reach(path+".of", f.Of, kind)
	e.fieldFits(path+".field", f, kind)
	e.fieldOf(path+".field", f.Field, r)
	ops := f.Field.ops()
	if len(ops) == 0 {
		return
	}
	oneOf(e, path+".op", f.Op, ops...)
	if f.Option {
		if len(f.Values) > 0 || f.From != "" || f.To != "" || f.Unit != "" {
			e.add(path+".option", "is true, so the filter must not hold a value")
		}
		return
	}
	e.filterValues(path+".values", f)
	e.filterDates(path, f)
}

func (e *Errors) fieldFits(path string, f Filter, kind Kind) {
	wrong := ""
	switch f.Field {
	case FieldItemID:
		if kind != KindItem && kind != KindRevision {
			wrong = "items and revisions"
		}
	case FieldRevID:
		if kind != KindRevision {
			wrong = "revisions"
		}
	case FieldNamedReferences:
		if kind != KindDataset {
			wrong = "datasets"
		}
	}
	if wrong != "" {
		e.add(path, quoted(string(f.Field))+" tests "+wrong+" only")
	}
	if f.Field.Kind() == UnknownField {
		e.add(path, quoted(string(f.Field))+` is no field; for a property write "property:<name>", for a relation "relation:<name>"`)
	}
}

// fieldOf reports a field that belongs to other patterns, or that objects of
// the pattern do not have.
func (e *Errors) fieldOf(path string, field Field, r *rule) {
	if slices.Contains(r.fields, field) {
		return
	}
	switch field {
	case FieldCheckedOut, FieldCheckedOutBy, FieldClassID, FieldTaskState, FieldTaskName, FieldTemplate,
		FieldStarted, FieldMemberOf, FieldUserState, FieldLastLogin:
		e.add(path, quoted(string(field))+" is no field of "+r.id)
	}
	_, property := field.Property()
	if r.kinds[0] == KindUser && field != FieldName && !property {
		e.add(path, quoted(string(field))+" is no field of a user")
	}
}

// ops are the operators that fit the field.
func (f Field) ops() []Op {
	switch f.Kind() {
	case TextField:
		if _, ok := f.Property(); ok {
			return []Op{OpIs, OpIsNot, OpLike, OpSet, OpUnset}
		}
		return []Op{OpIs, OpIsNot, OpLike}
	case PersonField:
		return []Op{OpIs, OpIsNot}
	case StatusField:
		return []Op{OpIs, OpIsNot, OpSet, OpUnset}
	case DateField:
		return []Op{OpBefore, OpAfter, OpBetween, OpWithin, OpOlderThan, OpSet, OpUnset}
	case NameField:
		return []Op{OpIs, OpIsNot, OpUnset}
	case RelationField, CountField:
		return []Op{OpSet, OpUnset}
	}
	return nil
}

func (e *Errors) filterValues(path string, f Filter) {
	wants := f.Op == OpIs || f.Op == OpIsNot || f.Op == OpLike
	switch {
	case wants && len(f.Values) == 0:
		e.add(path, quoted(string(f.Op))+" needs a value")
	case len(f.Values) > 500:
		e.add(path, "holds more than 500 values; put them into an input file")
	case !wants && len(f.Values) > 0 && f.Field.Kind() != RelationField:
		e.add(path, quoted(string(f.Op))+" takes no values")
	}
	for i, v := range f.Values {
		e.value(path+"["+strconv.Itoa(i)+"]", v)
	}
}

func (e *Errors) filterDates(path string, f Filter) {
	e.day(path+".from", f.From, f.Op == OpAfter || f.Op == OpBetween)
	e.day(path+".to", f.To, f.Op == OpBefore || f.Op == OpBetween)
	if f.Op == OpBetween && len(f.From) >= 10 && len(f.To) >= 10 && f.From[:10] > f.To[:10] {
		e.add(path+".to", "lies before "+f.From)
	}
	relative := f.Op == OpWithin || f.Op == OpOlderThan
	if !relative {
		if f.Unit != "" || f.Last != 0 || f.Calendar {
			e.add(path+".unit", quoted(string(f.Op))+" takes no span")
		}
		return
	}
	oneOf(e, path+".unit", f.Unit, UnitHour, UnitDay, UnitWeek, UnitMonth, UnitYear)
	switch {
	case f.Last < 0 || f.Last > 36500:
		e.add(path+".last", "must be 0 to 36500")
	case f.Last == 0 && !f.Calendar:
		e.add(path+".last", "must be at least 1; 0 counts only with calendar, as in \"this month\"")
	}
	if f.Calendar && (f.Unit == UnitHour || f.Op == OpOlderThan) {
		e.add(path+".calendar", "is allowed only for within, from days up")
	}
}

func (e *Errors) day(path, s string, wanted bool) {
	switch _, ok := ParseDay(s); {
	case wanted && s == "":
		e.add(path, "is missing: a day, YYYY-MM-DD")
	case !wanted && s != "":
		e.add(path, "does not fit the operator")
	case wanted && !ok:
		e.add(path, quoted(s)+" is no day: write YYYY-MM-DD or YYYY-MM-DDTHH:MM")
	}
}
