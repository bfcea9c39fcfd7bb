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
		words = append(words, "Only those whose "+f.words()+".")
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
		what += " of type " + strconv.Quote(sel.Type)
	}
	if sel.Kind == KindRevision && sel.Revision != "" && sel.Revision != RevisionGiven {
		what += ", " + strings.ReplaceAll(string(sel.Revision), "-", " ") + " of each item"
	}
	switch sel.From {
	case FromInput:
		if sel.Kind == KindItem && s.Pattern == ItemCreate {
			return "Makes the " + what + " of a file."
		}
		return "Reads from a file which " + what + " are meant."
	case FromArguments:
		if len(sel.Objects) == 0 {
			return "Takes " + what + " from the command line."
		}
		names := make([]string, len(sel.Objects))
		for i, o := range sel.Objects {
			names[i] = o.words()
		}
		return "Takes " + what + " from the command line, by default " + strings.Join(names, ", ") + "."
	case FromQuery:
		return "Runs the saved query " + strconv.Quote(sel.Query.Name) + " and takes the " + what + "."
	case FromFolder:
		return "Takes the " + what + " in the folder " + strconv.Quote(sel.Folder.Name) + "."
	case FromSession:
		return "Takes the " + what + " of the user who runs it."
	}
	return "Finds " + what + "."
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

// words is the filter as a clause: "status is \"Released\"".
func (f Filter) words() string {
	name := string(f.Field)
	if _, after, ok := strings.Cut(name, ":"); ok {
		name = after
	}
	if f.Option {
		return name + " passes the option that is given when it runs (" + string(f.Op) + ")"
	}
	switch f.Op {
	case OpSet:
		name += " is set"
	case OpUnset:
		name += " is not set"
	case OpBetween:
		name += " is between " + f.From + " and " + f.To
	case OpAfter:
		name += " is " + f.From + " or later"
	case OpBefore:
		name += " is before " + f.To
	case OpWithin, OpOlderThan:
		return name + f.spanWords()
	default:
		return name + " " + strings.ReplaceAll(string(f.Op), "-", " ") + " " + quotedList(f.Values, " or ")
	}
	if len(f.Values) > 0 {
		name += " (" + quotedList(f.Values, " or ") + ")"
	}
	return name
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

func quotedList(values []string, joined string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
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
