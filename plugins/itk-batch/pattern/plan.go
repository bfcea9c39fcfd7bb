// Package pattern decides what a generated program does: from a Spec it makes
// a [Plan] with the options, lookups, filters and columns, and with the ITK
// functions that they need. Nothing here writes text; package emit does.
//
// Every program is one loop: check all names, get a stream of objects, guard
// each, do one thing or write rows, end its row. A pattern fills one hole of
// that frame. To make another one:
//
//   - spec/rules.go says what its Spec may hold; its examples are in
//     spec/testdata/examples.jsonl, and what it refuses in validate_pattern.go.
//   - pattern/<pattern>.go has one method of builder. A report calls output,
//     source, filters, latest and then adds its columns; a writer calls writer
//     with the columns that its result file has beside those of the object.
//     Both add options of their own and list the ITK functions of their own
//     code in calls. It stands in the table makers.
//   - emit/<pattern>.go has one job: its C modules, the statement that treats
//     an object, its name checks, its sentences for the README. It stands in
//     jobOf. A report with other rows than one for each object has ownRows, in
//     emit/rows.go. The C of a writer asks guard whether it may, changes by change or
//     between begin_change and end_change, never in a dry run, and ends each
//     row once, with an outcome and a reason.
//   - definition.go names it; a case under testdata fixes its bytes, and an
//     entry of the scenarios runs it.
package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// Plan is a program, decided in full.
type Plan struct {
	// Spec is what the program does, with all defaults filled in.
	Spec spec.Spec
	// Prefix begins the names of files, symbols and logs, in lower case.
	Prefix string
	// Program is the name of the executable, without .exe.
	Program string
	// TCVersion is the release that it is for, as the client gave it.
	TCVersion string
	// MSVC is true for Windows and Visual C++, false for Linux and gcc.
	MSVC bool
	// Bits64 is set when the release's compile script wants -64bit.
	Bits64 bool

	// Options of the command line, in the order of the help text, without
	// those of the login and -h.
	Options []Option
	// Filters hold in the order of the Spec.
	Filters []Filter
	// ChoosesRevision is set when the option -revision= says which revisions of
	// an item are kept after the filters.
	ChoosesRevision bool
	// Latest says it where there is no such option; empty when all are kept.
	Latest spec.Revision
	// Columns are written in this order.
	Columns []Column
	// Writes is set when the program changes objects: it has a dry run and
	// writes a result file.
	Writes bool
	// Keys are the columns of the result file that tell its rows apart, after
	// line, mode, result, reason and uid.
	Keys []string
	// Values are the columns of the input beside the key, in their order, each
	// with the option that gives its value without a file.
	Values []Value
	// Settings are the properties that property-update sets.
	Settings []Setting
	// Lookups are options of the action whose names are tested at the start.
	Lookups []Lookup
	// ActionNames is the list option with the names that the action is about;
	// empty when a column of the input names them.
	ActionNames string
	// Privilege is what the session must have on an object before a change, in
	// the words of the access rules; empty when only the change itself tells.
	Privilege string
	// Makes is set when a line of the input makes an object rather than naming
	// one.
	Makes bool
	// Groups is set when the lines of the input that name the same parent are
	// one change.
	Groups bool
	// Folder is the option with the folder that takes what was made.
	Folder string
	// FindsItems is set when a line names further items.
	FindsItems bool
	// Calls are the ITK functions that the program uses, sorted.
	Calls []string
	// Diagnostics tell the client what was assumed and what is uncertain.
	Diagnostics []Diagnostic
}

// Setting is a property that is set, and where its new value comes from.
type Setting struct {
	spec.Assignment
	// Column is the [Value] with the new value; Option the option with it.
	// Without either, the old value is transformed.
	Column, Option string
}

// Value is a column of the input that is no key.
type Value struct {
	spec.InputColumn
	// Name is the option without its hyphen and "=", and the end of the
	// constant in C.
	Name string
}

// Option is an option of the generated program.
type Option struct {
	// Name is the option without its hyphen and "=", and its member in C.
	Name string
	Form Form
	// Value stands for the value in the help text: NAME, DATE, FILE.
	Value string
	// Default is what holds without the option; a list may have several.
	Default []string
	// Help says what the option does, in one short line of ASCII.
	Help string
	// Origin says where the default came from: prompt, default or assumed.
	Origin string
	// Mandatory is set when the prompt left the value open.
	Mandatory bool
	// Date tells what a date option means; set when Form is FormDate.
	Date DateForm
	// Range is the member that a date option narrows.
	Range string
}

// Form is how an option is read.
type Form int

// The forms of options.
const (
	FormText Form = iota
	FormList      // values with ; between them
	FormFlag      // no value
	FormNumber
	FormChar
	FormDate
)

// DateForm is the meaning of a date option.
type DateForm int

// The meanings of date options.
const (
	DateAfter     DateForm = iota // from the first second of a day
	DateUntil                     // to the last second of a day
	DateBefore                    // to the second before a day
	DateWithin                    // back from the moment of the run
	DatePrevious                  // whole calendar units
	DateOlderThan                 // no younger than that
)

// Filter is a condition and the two places where it can be tested.
type Filter struct {
	spec.Filter
	// Member is the member of its option in C; empty when it has none.
	Member string
	// TypeMember is the option with the types at the end of a relation.
	TypeMember string
	// Attribute is the attribute or property that is compared.
	Attribute string
	// Narrow is how the enquiry narrows by the filter; NarrowNot when only
	// the test after it decides.
	Narrow Narrow
	// Test is the test of each object; TestNot when the enquiry is exact.
	Test Test
}

// Narrow is a way to put a filter into a POM enquiry.
type Narrow int

// The ways that public programs prove. Negation, empty arrays and computed
// values are not among them.
const (
	NarrowNot         Narrow = iota
	NarrowText               // a text attribute of the class
	NarrowItemID             // the ID of the item that a revision belongs to
	NarrowProperty           // an attribute, if the site's class has it as a text
	NarrowTags               // an attribute that holds a user or group
	NarrowStatus             // the names of status objects
	NarrowReleased           // any status object and a release date
	NarrowDate               // a date attribute
	NarrowDateSet            // a date attribute that is not null
	NarrowProject            // the projects of an object
	NarrowRelation           // a relation from the object
	NarrowState              // the state of a task, if the site's class has it
	NarrowResponsible        // who a task waits for, if the site's class has it
)

// Test is a test of one object.
type Test int

// The tests.
const (
	TestNot             Test = iota
	TestText                 // a text property
	TestItemID               // the ID of the item
	TestProperty             // the stored text or the display values
	TestEmpty                // a property with or without a value
	TestTag                  // a reference to a user or group
	TestStatus               // one of the statuses, or any
	TestNoStatus             // none of the statuses, or none at all
	TestDate                 // a date in a range
	TestDateSet              // a date that is there, or is not
	TestProject              // one of the projects, or none of them
	TestSite                 // owned by a site
	TestRelation             // related objects that are there, or are not
	TestNamedReferences      // files in a dataset that are there, or are not
	TestReferences           // objects that refer to it
	TestCheckedOut           // a reservation
	TestHolder               // the user of its reservation
	TestState                // active or inactive, of a user
	TestTaskState            // the state of a task
	TestTemplate             // the workflow template of a task's process
	TestResponsible          // who a task waits for
	TestRows                 // each row of the object by itself
)

// Column is a column of the output.
type Column struct {
	spec.Column
	// RelationMember and TypeMember are the options with the relation and
	// with the type of what it leads to; empty when there are none.
	RelationMember, TypeMember string
	// Hidden columns are read for sorting and not written.
	Hidden bool
}

// Option returns the option of that name.
func (p *Plan) Option(name string) (Option, bool) {
	for _, o := range p.Options {
		if o.Name == name {
			return o, true
		}
	}
	return Option{}, false
}

// Uses reports whether the program calls the ITK function.
func (p *Plan) Uses(call string) bool {
	for _, c := range p.Calls {
		if c == call {
			return true
		}
	}
	return false
}

// Narrows reports whether a filter goes into the enquiry in that way.
func (p *Plan) Narrows(ways ...Narrow) bool {
	for _, f := range p.Filters {
		for _, n := range ways {
			if f.Narrow == n {
				return true
			}
		}
	}
	return false
}

// Tests reports whether an object is tested in one of these ways.
func (p *Plan) Tests(ways ...Test) bool {
	for _, f := range p.Filters {
		for _, t := range ways {
			if f.Test == t {
				return true
			}
		}
	}
	return false
}

// TestsNames is like [Plan.Tests], for filters with names to compare with;
// TestsNone for those without.
func (p *Plan) TestsNames(ways ...Test) bool { return p.tests(true, ways) }

// TestsNone reports whether a filter without names is tested in that way.
func (p *Plan) TestsNone(ways ...Test) bool { return p.tests(false, ways) }

func (p *Plan) tests(named bool, ways []Test) bool {
	for _, f := range p.Filters {
		for _, t := range ways {
			if f.Test == t && (f.Member != "") == named {
				return true
			}
		}
	}
	return false
}

// Reads reports whether a column is read from one of these objects.
func (p *Plan) Reads(of ...spec.Of) bool {
	for _, c := range p.Columns {
		for _, o := range of {
			if c.Of == o {
				return true
			}
		}
	}
	return false
}
