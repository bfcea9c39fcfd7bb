package spec

// Structure says how bom-export, bom-import and where-used walk.
type Structure struct {
	// Rule is a revision rule; View the type of a BOM view.
	Rule, View string
	// Depth is the number of levels; 0 is all.
	Depth int
	// By says whether where-used follows structures or references.
	By By
	// Total adds up the quantities of equal parts.
	Total bool
	// Pack keeps lines packed as the site packs them.
	Pack bool
	// Unconfigured says what happens to a line for which the rule finds no
	// revision.
	Unconfigured Unconfigured
	// SkipTypes are types whose lines are left out; their children move up.
	SkipTypes []string
}

// By is what where-used follows.
type By string

// The ways up.
const (
	ByStructure  By = "structure"
	ByReferences By = "references"
)

// Unconfigured says what happens to a line without a revision.
type Unconfigured string

// The choices for lines without a revision.
const (
	UnconfiguredSkip Unconfigured = "skip"
	UnconfiguredList Unconfigured = "list"
)
