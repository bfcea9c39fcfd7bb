package spec

// Select says which objects the program starts from.
type Select struct {
	From From
	Kind Kind
	// Type is an internal type name, or empty for the whole kind.
	Type string
	// TypeGiven is true when the prompt named the type itself; false when an
	// everyday word ("parts") was translated.
	TypeGiven bool
	// Subtypes selects subtypes of Type as well; on by default.
	Subtypes bool
	// Revision says which revisions of an item count; empty for kinds that
	// have none.
	Revision Revision
	// Objects are the defaults of the arguments, when From is [FromArguments];
	// without one, the program must be given them.
	Objects []Object
	// Query is set if and only if From is [FromQuery].
	Query *Query
	// Folder is set if and only if From is [FromFolder].
	Folder *Folder
	// Include widens each object to what belongs to it.
	Include []Include
}

// From is the source of the objects.
type From string

// The sources.
const (
	FromInput     From = "input"     // one object per line of a file
	FromArguments From = "arguments" // named on the command line
	FromFilter    From = "filter"    // a POM enquiry made of the filters
	FromQuery     From = "query"     // a saved query of the site
	FromFolder    From = "folder"    // the contents of a folder
	FromSession   From = "session"   // the worklist of who runs the program
)

// Enquires reports whether the objects are found by a POM enquiry.
func (s Select) Enquires() bool { return s.From == FromFilter || s.From == FromSession }

// Kind fixes the root class of the objects.
type Kind string

// The kinds, with the class of each.
const (
	KindObject   Kind = "object"   // WorkspaceObject
	KindItem     Kind = "item"     // Item
	KindRevision Kind = "revision" // ItemRevision
	KindDataset  Kind = "dataset"  // Dataset
	KindFolder   Kind = "folder"   // Folder
	KindUser     Kind = "user"     // POM_user
	KindTask     Kind = "task"     // EPMTask
)

// RootClass returns the POM class of the kind, or "" for an unknown one.
func (k Kind) RootClass() string {
	switch k {
	case KindObject:
		return "WorkspaceObject"
	case KindItem:
		return "Item"
	case KindRevision:
		return "ItemRevision"
	case KindDataset:
		return "Dataset"
	case KindFolder:
		return "Folder"
	case KindUser:
		return "POM_user"
	case KindTask:
		return "EPMTask"
	}
	return ""
}

// Revision says which revisions of an item are meant.
type Revision string

// The choices of revisions.
const (
	RevisionGiven          Revision = "given" // the one that the input names
	RevisionLatest         Revision = "latest"
	RevisionLatestReleased Revision = "latest-released"
	RevisionLatestWorking  Revision = "latest-working"
	RevisionAll            Revision = "all"
)

// Object names one object: an item id, perhaps with a revision id, or a UID.
type Object struct {
	ItemID, RevID, UID string
}

// Include is what belongs to an object and is treated with it.
type Include string

// What can be included.
const (
	IncludeItem      Include = "item"
	IncludeRevisions Include = "revisions"
	IncludeForms     Include = "forms"
	IncludeDatasets  Include = "datasets"
	IncludeBOMViews  Include = "bom-views"
)

// Query is a saved query of the site.
type Query struct {
	Name    string
	Entries []Entry
}

// Entry fills one entry of a saved query. Value is never empty: an empty
// entry is ignored by the server, which would widen the result.
type Entry struct {
	Entry string
	Value string
}

// Folder names a folder by the text that its owner sees. Name may be a path
// A/B/C, read as folder names from the home folder down.
type Folder struct {
	Name string
	// Owner is a user id; empty is the session's user.
	Owner string
	// Recursive also lists what the folders inside contain.
	Recursive bool
}
