package kb

// Suspect is a name that circulates in texts about ITK but that no real
// program uses, or a real one that is often used wrongly.
type Suspect struct {
	Name string
	// Why says what speaks against it.
	Why string
	// Instead says what to use; empty when nothing is known.
	Instead string
}

// Invented returns what is known of a function name that no real program uses.
func Invented(name string) (Suspect, bool) { return inventedTable.find(name) }

// Misused returns the usual wrong use of a function that does exist.
func Misused(name string) (Suspect, bool) { return misusedTable.find(name) }

var (
	inventedTable = newTable(invented[:], func(s *Suspect) string { return s.Name })
	misusedTable  = newTable(misused[:], func(s *Suspect) string { return s.Name })
)
