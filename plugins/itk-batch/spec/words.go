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
		words = append(words, "Each with its "+list(s.Select.Include)+".")
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
			return "Makes the " + what + " of a file."
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
		return "Takes the " + what + " in the folder " + quote(sel.Folder.Name) + which + "."
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
		return ", all of each item"
	default:
		return ", the " + strings.ReplaceAll(string(which), "-", " ") + " of each item"
	}
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
		return "whose " + name + " passes the option that is given when it runs (" + string(f.Op) + ")"
	}
	switch f.Op {
	case OpSet:
		return "with any " + name + f.typeWords()
	case OpUnset:
		return "without any " + name + f.typeWords()
	case OpBetween:
		name += " is between " + f.From + " and " + f.To
	case OpAfter:
		name += " is " + f.From + " or later"
	case OpBefore:
		name += " is before " + f.To
	case OpWithin, OpOlderThan:
		name += f.spanWords()
	default:
		name += " " + strings.ReplaceAll(string(f.Op), "-", " ") + " " + quotedList(f.Values, " or ")
	}
	return "whose " + name
}

// typeWords are the types that a relation leads to.
func (f Filter) typeWords() string {
	if len(f.Values) == 0 {
		return ""
	}
	return " (" + quotedList(f.Values, " or ") + ")"
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

func (f Filter) spanWords() string {
	span := strconv.Itoa(f.Last) + " " + string(f.Unit)
	if f.Last != 1 {
		span += "s"
	}
	switch {
	case f.Op == OpOlderThan:
		return " is more than " + span + " ago"
	case f.Calendar && f.Last == 0:
		return " is in this " + string(f.Unit)
	case f.Calendar:
		return " is in the last " + span + ", by the calendar"
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

func list[T ~string](names []T) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.ReplaceAll(string(name), "-", " ")
	}
	return strings.Join(out, ", ")
}
