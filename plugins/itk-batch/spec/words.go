package spec

import (
	"strconv"
	"strings"
)

// Words says what was understood, one sentence for each thing that a person
// would correct: the objects, the filters, what is done to each, what a line
// of the input means, and the files. The Spec must have its defaults.
func (s Spec) Words() []string {
	words := []string{s.objectWords()}
	for _, f := range s.Where {
		words = append(words, "Only those "+f.words()+".")
	}
	if len(s.Select.Include) > 0 {
		words = append(words, "Each with its "+joined(includeWords(s.Select.Include))+".")
	}
	if s.Input != nil {
		words = append(words, s.Input.words())
	}
	words = append(words, s.changeWords()...)
	if !s.Writes() {
		words = append(words, s.columnWords()...)
	}
	return append(words, s.runWords()...)
}

func (s Spec) objectWords() string {
	sel := s.Select
	what := plural(sel.Kind)
	if sel.Type != "" && sel.Type != sel.Kind.RootClass() {
		what += " of type " + quote(sel.Type)
	}
	which := s.revisionWords()
	switch sel.From {
	case FromInput:
		if sel.Kind == KindItem && s.Pattern == ItemCreate {
			return "Reads from a file which " + what + " are to be made."
		}
		return "Reads from a file which " + what + " are meant" + which + "."
	case FromArguments:
		if len(sel.Objects) == 0 {
			return "Takes " + what + " from the command line" + which + "."
		}
		names := make([]string, len(sel.Objects))
		for i, o := range sel.Objects {
			names[i] = o.words()
		}
		return "Takes " + what + " from the command line, by default " + strings.Join(names, ", ") + which + "."
	case FromQuery:
		return "Runs the saved query " + quote(sel.Query.Name) + " and takes the " + what + which + "."
	case FromFolder:
		return "Takes the " + what + " in the folder " + quote(sel.Folder.Name) + either(sel.Folder.Recursive, " and its subfolders", "") + which + "."
	case FromSession:
		return "Takes the " + what + " of the user who runs it" + which + "."
	}
	return "Finds " + what + which + "."
}

// revisionWords says which revisions of an item count.
func (s Spec) revisionWords() string {
	switch which := s.Select.Revision; {
	case s.Select.Kind != KindRevision || which == "" || which == RevisionGiven:
		return ""
	case which == RevisionAll:
		return ", all revisions of each item"
	default:
		return ", the " + strings.ReplaceAll(string(which), "-", " ") + " revision of each item"
	}
}

// Counted is a number of things, in words: "1 column", "2 columns".
func Counted(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return strconv.Itoa(n) + " " + one
}

func plural(k Kind) string {
	if k == "" {
		return "objects"
	}
	return string(k) + "s"
}

func (o Object) words() string {
	switch {
	case o.UID != "":
		return "the object with the UID " + o.UID
	case o.RevID != "":
		return o.ItemID + "/" + o.RevID
	}
	return o.ItemID
}

// words is the filter as a clause: "whose owner is \"jdoe\"".
func (f Filter) words() string {
	name := f.Field.words()
	if f.Option {
		return "whose " + name + f.optionWords()
	}
	if by, ok := byWords[f.Field]; ok && (f.Op == OpIs || f.Op == OpIsNot) {
		return either(f.Op == OpIs, by, "not "+by) + " by " + f.valueWords()
	}
	switch f.Op {
	case OpSet:
		return "with " + f.presence("a ", "some ")
	case OpUnset:
		return "without " + f.presence("a ", "any ")
	case OpBetween:
		name += either(f.From == f.To, " is "+f.From, " is between "+f.From+" and "+f.To)
	case OpAfter:
		name += " is " + f.From + " or later"
	case OpBefore:
		name += " is before " + f.To
	case OpWithin, OpOlderThan:
		name += f.spanWords()
	case OpLike:
		name += " matches " + quotedList(f.Values, " or ")
	default:
		name += " " + strings.ReplaceAll(string(f.Op), "-", " ") + " " + f.valueWords()
	}
	return "whose " + name
}

// byWords are fields of persons who did something.
var byWords = map[Field]string{FieldModifiedBy: "last changed", FieldCheckedOutBy: "checked out"}

// optionWords says what is given when the program runs.
func (f Filter) optionWords() string {
	switch f.Op {
	case OpAfter:
		return " is the date given when it runs or later"
	case OpBefore:
		return " is before the date given when it runs"
	case OpBetween:
		return " is between the dates given when it runs"
	case OpLike:
		return " matches the pattern given when it runs"
	}
	return " passes the option given when it runs"
}

// presence is what an object has or lacks: one of something, or some of it.
func (f Filter) presence(one, some string) string {
	name := f.Field.words()
	switch relation, isRelation := f.Field.Relation(); {
	case isRelation && len(f.Values) > 0:
		return one + quotedList(f.Values, " or ") + " attached by " + relation
	case isRelation:
		return some + "object attached by " + relation
	case strings.HasPrefix(string(f.Field), "property:"):
		return one + "value of " + name
	case f.Field == FieldReferences || f.Field == FieldNamedReferences:
		return some + name
	}
	return one + name
}

// valueWords are the values, of which @me is no name.
func (f Filter) valueWords() string {
	if len(f.Values) == 1 && f.Values[0] == "@me" {
		return "the user who runs it"
	}
	return quotedList(f.Values, " or ")
}

// fieldWords are the fields that a sentence calls otherwise than the Spec does.
var fieldWords = map[Field]string{
	FieldItemID: "item id", FieldRevID: "revision id", FieldModifiedBy: "last user to change it", FieldStatus: "release status",
	FieldCreated: "creation date", FieldModified: "date of the last change", FieldReleased: "release date",
	FieldNamedReferences: "named references",
	FieldCheckedOut:      "date of the check-out", FieldCheckedOutBy: "user who checked it out", FieldClassID: "class",
	FieldTaskState: "task state", FieldTaskName: "task name", FieldTemplate: "workflow template", FieldStarted: "start date",
	FieldMemberOf: "group", FieldUserState: "user state", FieldLastLogin: "last login",
}

func (field Field) words() string {
	if words, ok := fieldWords[field]; ok {
		return words
	}
	if _, name, ok := strings.Cut(string(field), ":"); ok {
		return name
	}
	return string(field)
}

// spanWords is a span that ends with the run, or with a day, week, month or
// year of the calendar.
func (f Filter) spanWords() string {
	span := strconv.Itoa(f.Last) + " " + string(f.Unit) + either(f.Last == 1, "", "s")
	switch {
	case f.Op == OpOlderThan:
		return " is more than " + span + " ago"
	case f.Calendar && f.Unit == UnitDay && f.Last < 2:
		return either(f.Last == 0, " is today", " is yesterday")
	case f.Calendar && f.Last == 0:
		return " is in this " + string(f.Unit)
	case f.Calendar && f.Last == 1:
		return " is in the last calendar " + string(f.Unit)
	case f.Calendar:
		return " is in the last " + strconv.Itoa(f.Last) + " calendar " + string(f.Unit) + "s"
	case f.Last == 1:
		return " is at most " + span + " ago"
	}
	return " is in the last " + span
}

// quote sets a value off from the sentence. Its own signs stay as they are: people read it.
func quote(value string) string { return `"` + value + `"` }

func quotedList(values []string, joined string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return strings.Join(quoted, joined)
}

// joined puts commas between names, and "and" before the last one.
func joined(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func includeWords(include []Include) []string {
	out := make([]string, len(include))
	for i, what := range include {
		out[i] = strings.Replace(strings.ReplaceAll(string(what), "-", " "), "bom", "BOM", 1)
	}
	return out
}
