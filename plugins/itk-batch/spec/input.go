package spec

// Input says what a line of the input file means.
type Input struct {
	// File is the default of -input=; empty makes that option mandatory.
	File string
	// Delimiter is one of , ; tab | ^.
	Delimiter string
	// Header is true when the first line names the columns; on by default.
	Header bool
	// Encoding of the file; [EncodingUTF8BOM] is not among the choices.
	Encoding Encoding
	Columns  []InputColumn
	// Repeat says what a second line with the same key does.
	Repeat Repeat
}

// InputColumn is one column of an input file, by position.
type InputColumn struct {
	Role Role
	// Header is its title in the file; empty when the position decides.
	Header string
}

// Role is the meaning of an input column.
type Role string

// The roles that identify an object, and the one that says nothing.
const (
	RoleItemID Role = "item-id"
	RoleRevID  Role = "rev-id"
	RoleUID    Role = "uid"
	RoleIgnore Role = "ignore"
)

// Repeat says what a second line with the same key does.
type Repeat string

// The choices for repeated lines.
const (
	RepeatEach  Repeat = "each"  // it is treated again
	RepeatOnce  Repeat = "once"  // it is skipped
	RepeatError Repeat = "error" // it is an error line
)

// Has reports whether a column has that role.
func (in *Input) Has(role Role) bool {
	if in == nil {
		return false
	}
	for _, c := range in.Columns {
		if c.Role == role {
			return true
		}
	}
	return false
}
