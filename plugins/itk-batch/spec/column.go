package spec

// Column is one cell of a row.
type Column struct {
	// Property is an internal name, or for [OfRun] what the program itself
	// knows: line uid level result reason mode count bytes and the like.
	Property string
	// Of says on which object the property is read; empty is [OfSelf].
	Of Of
	// Header is the text of the header line; empty is the property's name.
	Header string
	// As chooses the display value or the stored one; empty is [AsDisplay].
	As As
	// Relation leads to the object of [OfRelated] and [OfFile].
	Relation string
	// Type narrows those objects to a type; empty is any.
	Type string
}

// Of says which object a filter tests or a column reads.
type Of string

// The objects that can be reached from a selected one. Those after OfFile
// belong to one pattern each.
const (
	OfSelf     Of = "self"
	OfItem     Of = "item"     // the item of a revision, or the item that a dataset hangs on
	OfRevision Of = "revision" // the latest revision of an item, or the revision that a dataset hangs on
	OfRelated  Of = "related"  // what Relation leads to
	OfFile     Of = "file"     // the files of a dataset, or of the datasets that Relation leads to
	OfParent   Of = "parent"   // what it is used in
	OfLine     Of = "line"     // the line of a structure
	OfUser     Of = "user"
	OfMember   Of = "member" // the membership of a user in a group
	OfTask     Of = "task"
	OfProcess  Of = "process"
	OfClass    Of = "class" // what an object is classified in
	OfRun      Of = "run"   // what the program knows itself
)

// As is the form of a value.
type As string

// The forms of values.
const (
	AsDisplay As = "display"
	AsRaw     As = "raw"
)

// RunProperties are the columns of [OfRun] that the pattern can write.
func RunProperties(pattern string) []string { return ruleOf(pattern).run }
