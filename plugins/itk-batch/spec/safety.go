package spec

// Safety limits what a run may do. Reports change nothing, so that Limit and
// StopAfter are enough for them. Writers always start as a dry run, and never
// treat everything of a kind: neither has a switch here.
type Safety struct {
	// Bypass says whether the program has the option -bypass; it never
	// switches it on by itself.
	Bypass Bypass
	// Limit is the most objects that a run writes; 0 is no limit. [New] leaves
	// that of a writer at [DefaultLimit].
	Limit int
	// KeepModified leaves the date of the last change and its user as they are.
	KeepModified bool
	// Released, CheckedOut and InProcess say what happens to objects in that
	// state.
	Released   Guard
	CheckedOut Guard
	InProcess  Guard
	// StopAfter ends the run after that many errors; 0 is never.
	StopAfter int
}

// DefaultLimit stands for the pattern's own limit until the defaults are
// filled in.
const DefaultLimit = -1

// Bypass says whether a program can switch access rules off.
type Bypass string

// The choices for the bypass.
const (
	BypassNever  Bypass = "never"
	BypassOption Bypass = "option"
)

// Guard says what happens to an object in a state that forbids a change.
type Guard string

// The choices of guards.
const (
	GuardSkip  Guard = "skip"
	GuardAllow Guard = "allow"
	GuardError Guard = "error"
)
