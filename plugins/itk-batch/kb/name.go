package kb

// NameKind says what a name of ITK that is not a function stands for.
type NameKind uint8

// Type is a C type, Constant an enumeration constant or a value, Macro the
// size of a fixed buffer of the old calls.
const (
	Type NameKind = iota
	Constant
	Macro
)

// Name is a type, constant or macro of ITK.
type Name struct {
	Name string
	Kind NameKind
	// Header declares it; empty when every ITK header brings it.
	Header     string
	Confidence Confidence
}

// FindName returns the type, constant or macro of that name.
func FindName(name string) (Name, bool) { return nameTable.find(name) }

var nameTable = newTable(names[:], func(n *Name) string { return n.Name })

// Names calls yield for each type, constant and macro in the order of names,
// until it returns false.
func Names(yield func(Name) bool) {
	for i := range names {
		if !yield(names[i]) {
			return
		}
	}
}
