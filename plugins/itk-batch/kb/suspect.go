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
func Invented(name string) (Suspect, bool) {
	return findSuspect(invented[:], name)
}

// Misused returns the usual wrong use of a function that does exist.
func Misused(name string) (Suspect, bool) {
	return findSuspect(misused[:], name)
}

func findSuspect(table []Suspect, name string) (Suspect, bool) {
	i, ok := search(len(table), name, func(i int) string { return table[i].Name })
	if !ok {
		return Suspect{}, false
	}
	return table[i], true
}
