package spec

import "strings"

// Filter is one condition on an object.
type Filter struct {
	Field Field
	// Of says which object is tested; empty is [OfSelf].
	Of Of
	Op Op
	// Values of is, is-not and like; with several, one of them suffices (or
	// none may match, for is-not). For a relation: the secondary types. The
	// value "@me" of a person is the session's user.
	Values []string
	// From and To are days, YYYY-MM-DD or YYYY-MM-DDTHH:MM, in the local time
	// of the machine that runs: after has From, before has To, between both.
	From, To string
	// Last and Unit are the span of within and older-than.
	Last int
	Unit Unit
	// Calendar counts whole calendar units (yesterday) rather than back from
	// the moment of the run (24 hours).
	Calendar bool
	// Option is true when the prompt left the value open: the filter's
	// option is then mandatory when the program runs.
	Option bool
}

// Field names what a filter tests: one of the constants, or
// "property:<name>", or "relation:<name>".
type Field string

// The fields, beside properties and relations. Those from FieldCheckedOut on
// belong to one pattern each.
const (
	FieldItemID          Field = "item-id"
	FieldRevID           Field = "rev-id"
	FieldName            Field = "name"
	FieldDescription     Field = "description"
	FieldOwner           Field = "owner"
	FieldGroup           Field = "group"
	FieldModifiedBy      Field = "modified-by"
	FieldStatus          Field = "status"
	FieldCreated         Field = "created"
	FieldModified        Field = "modified"
	FieldReleased        Field = "released"
	FieldProject         Field = "project"
	FieldSite            Field = "site"
	FieldReferences      Field = "references"
	FieldNamedReferences Field = "named-references"
	FieldCheckedOut      Field = "checked-out"    // when
	FieldCheckedOutBy    Field = "checked-out-by" // a user id
	FieldClassID         Field = "class-id"
	FieldTaskState       Field = "task-state"
	FieldTaskName        Field = "task-name"
	FieldTemplate        Field = "template"
	FieldStarted         Field = "started"
	FieldMemberOf        Field = "member-of" // a group
	FieldUserState       Field = "user-state"
	FieldLastLogin       Field = "last-login"
)

// Op is how a filter compares.
type Op string

// The operators.
const (
	OpIs        Op = "is"
	OpIsNot     Op = "is-not"
	OpLike      Op = "like" // * stands for any text
	OpSet       Op = "set"
	OpUnset     Op = "unset"
	OpBefore    Op = "before"     // the second before To, or earlier
	OpAfter     Op = "after"      // From, or later
	OpBetween   Op = "between"    // both days inside
	OpWithin    Op = "within"     // the last Last Units
	OpOlderThan Op = "older-than" // Last Units ago, or earlier
)

// Unit is a unit of a relative date.
type Unit string

// The units of relative dates. Weeks begin on Monday.
const (
	UnitHour  Unit = "hour"
	UnitDay   Unit = "day"
	UnitWeek  Unit = "week"
	UnitMonth Unit = "month"
	UnitYear  Unit = "year"
)

// FieldKind groups the fields by the operators that fit them.
type FieldKind int

// The kinds of fields.
const (
	UnknownField  FieldKind = iota
	TextField               // is, is-not, like; properties also set, unset
	PersonField             // is, is-not
	StatusField             // is, is-not, set, unset
	DateField               // before, after, between, within, older-than, set, unset
	NameField               // is, is-not, unset
	RelationField           // set, unset
	CountField              // set, unset
)

// Kind returns the kind of the field.
func (f Field) Kind() FieldKind {
	switch f {
	case FieldItemID, FieldRevID, FieldName, FieldDescription, FieldTaskName:
		return TextField
	case FieldOwner, FieldGroup, FieldModifiedBy:
		return PersonField
	case FieldStatus:
		return StatusField
	case FieldCreated, FieldModified, FieldReleased, FieldCheckedOut, FieldStarted, FieldLastLogin:
		return DateField
	case FieldProject, FieldSite, FieldCheckedOutBy, FieldClassID, FieldTaskState, FieldTemplate, FieldMemberOf, FieldUserState:
		return NameField
	case FieldReferences, FieldNamedReferences:
		return CountField
	}
	if _, ok := f.Property(); ok {
		return TextField
	}
	if _, ok := f.Relation(); ok {
		return RelationField
	}
	return UnknownField
}

// PropertyField returns the field of a property.
func PropertyField(property string) Field { return Field("property:" + property) }

// RelationFieldOf returns the field of a relation type.
func RelationFieldOf(relation string) Field { return Field("relation:" + relation) }

// Property returns the internal name in a field "property:<name>".
func (f Field) Property() (string, bool) { return identifierAfter(string(f), "property:") }

// Relation returns the relation type in a field "relation:<name>".
func (f Field) Relation() (string, bool) { return identifierAfter(string(f), "relation:") }

func identifierAfter(field, prefix string) (string, bool) {
	name, ok := strings.CutPrefix(field, prefix)
	return name, ok && IsIdentifier(name)
}

// IsIdentifier reports whether s has the form of a property or relation
// name: a letter, then letters, digits and underscores, at most 64 in all.
func IsIdentifier(s string) bool {
	if s == "" || len(s) > 64 || !isLetter(s[0]) {
		return false
	}
	for i := 1; i < len(s); i++ {
		if !isLetter(s[i]) && !isDigit(s[i]) && s[i] != '_' {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
