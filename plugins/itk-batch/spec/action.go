package spec

// Action is the one change that a pattern makes, with its parameters. Which
// members count depends on the pattern; the others stay empty. A name that is
// empty where the pattern needs one makes the program's option mandatory.
type Action struct {
	// Set are the properties that property-update sets, in this order. Those
	// of the input columns are among them.
	Set []Assignment
	// User and Group are the new owner: a user id and a full group name.
	User, Group string
	// Status are the names of the statuses that are added or removed.
	Status []string
	// RetainDate keeps the release date of an object that has one; on by
	// default.
	RetainDate bool
	// Relation is a relation type.
	Relation string
	// DatasetType and Reference say how a file is kept; Text imports it as
	// text rather than byte by byte.
	DatasetType, Reference string
	Text                   bool
	// Existing says what happens to what is there already.
	Existing Existing
	// Missing says what happens when a child of a structure is not there.
	Missing Missing
	// AutoID lets Teamcenter choose the id of a line that has none.
	AutoID bool
	// Folder and Project take what was created.
	Folder, Project string
	// RevisionID says where the id of a new revision comes from.
	RevisionID RevisionID
	// Precise makes new structures precise.
	Precise bool
	// FileName is a template for exported files: {item_id}, {rev}, {name},
	// {status}, {original} and {ext} in it are replaced.
	FileName  string
	Overwrite bool
	// RemoveFromFolders takes an object out of the folders that hold it, so
	// that it can be deleted.
	RemoveFromFolders bool
	// Template is a workflow template; ProcessName the name of a process, with
	// {item_id}, {rev}, {name} and {title} in it.
	Template, ProcessName string
	// OnePerObject starts a process for each object rather than one for all;
	// on by default.
	OnePerObject bool
	// Do is what happens to a task.
	Do Do
	// Comment goes with a decision.
	Comment string
	// AssignTo is the user id that takes over a task.
	AssignTo string
	// Assign and Remove are project ids.
	Assign, Remove []string
	// Match says how a file finds its dataset.
	Match Match
}

// Assignment sets one property.
type Assignment struct {
	Property string
	// Of says on which object; empty is [OfSelf].
	Of Of
	// Value is the same for all objects; empty when it comes from an input
	// column or from the old value.
	Value     string
	Transform Transform
	// By says whether values are stored ones or those that users see; empty is
	// [AsRaw].
	By As
}

// Transform makes the new value from the old one.
type Transform string

// The transforms. Upper and lower change ASCII letters.
const (
	TransformUpper Transform = "upper"
	TransformLower Transform = "lower"
	TransformTrim  Transform = "trim"
)

// Existing says what happens to what is there already.
type Existing string

// The choices for what exists.
const (
	ExistingSkip    Existing = "skip"
	ExistingUpdate  Existing = "update"  // its values are changed
	ExistingReplace Existing = "replace" // it is replaced
	ExistingAdd     Existing = "add"     // another one stands beside it
	ExistingError   Existing = "error"
)

// Missing says what happens to what is not there.
type Missing string

// The choices for what is missing.
const (
	MissingError  Missing = "error"
	MissingCreate Missing = "create"
)

// RevisionID says where the id of a new revision comes from.
type RevisionID string

// The sources of revision ids.
const (
	RevisionIDNext   RevisionID = "next" // the site's rule
	RevisionIDColumn RevisionID = "column"
)

// Do is what happens to a task.
type Do string

// What can be done to a task.
const (
	DoReport   Do = "report" // nothing but rows
	DoComplete Do = "complete"
	DoApprove  Do = "approve"
	DoReject   Do = "reject"
	DoAssign   Do = "assign"
)

// Decides reports whether it decides on sign-offs.
func (d Do) Decides() bool { return d == DoApprove || d == DoReject }

// Match says how a file finds the dataset that takes it, among those of the
// object that its line names, or among all of the site when it names none.
type Match string

// The ways to match a file.
const (
	MatchKey         Match = "key"          // the key columns of its line
	MatchFileName    Match = "file-name"    // the dataset that holds a file of that name
	MatchDatasetName Match = "dataset-name" // the dataset of that name
)

// FindsByName reports whether the lines of dataset-import name no object, so
// that the file's name alone finds the dataset that takes it.
func (s Spec) FindsByName() bool {
	return s.Pattern == DatasetImport && s.Action.Match != MatchKey && !s.Input.Has(RoleUID) && !s.Input.Has(RoleItemID)
}
