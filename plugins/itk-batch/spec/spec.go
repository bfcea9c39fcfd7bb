package spec

// Version is the number of this form of the Spec; the member "spec" holds it.
const Version = 1

// Spec describes one batch utility. Make one with [New] or [Parse], so that
// the members whose default is true start as true.
type Spec struct {
	// Pattern is the id of the pattern, such as [QueryExport].
	Pattern string
	// Title is one line for -h and the README, at most 120 characters. It is
	// free text: data, never part of a name.
	Title  string
	Select Select
	// Where are the filters; all must hold.
	Where []Filter
	// Columns are written in this order; empty means the pattern's own.
	Columns []Column
	// Input says how a list of objects is read; set if and only if
	// Select.From is [FromInput].
	Input *Input
	// Action is the change that a writer makes, and how files are exported.
	Action Action
	// Structure says how the patterns walk that follow structures.
	Structure Structure
	Output    Output
	Safety    Safety
	// Notes say what the prompt left open and how it was decided.
	Notes []Note
}

// New returns an empty Spec of that pattern: every member is absent, and the
// switches whose default is on are on.
func New(pattern string) Spec {
	s := Spec{
		Pattern: pattern,
		Select:  Select{Subtypes: true},
		Output:  Output{Header: true},
	}
	if Writes(pattern) {
		s.Safety.Limit = DefaultLimit
	}
	s.Action.RetainDate = pattern == StatusAdd
	s.Action.OnePerObject = pattern == WorkflowStart
	return s
}

// Note is a decision that the prompt left open.
type Note struct {
	// Path points into the Spec: "where[1].values[0]", "output.delimiter".
	Path string
	Kind NoteKind
	// Text says what was decided, in words for an engineer.
	Text string
}

// NoteKind tells how sure a decision is.
type NoteKind string

// The kinds of notes.
const (
	NoteDefault   NoteKind = "default"   // nothing was said; the usual was taken
	NoteAssumed   NoteKind = "assumed"   // something was said; this is one reading of it
	NoteUncertain NoteKind = "uncertain" // it depends on the site
)

// Filter returns the first filter on that field, if there is one.
func (s Spec) Filter(field Field) (Filter, bool) {
	for _, f := range s.Where {
		if f.Field == field {
			return f, true
		}
	}
	return Filter{}, false
}
