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
	// Empty says what an empty cell of a value means; only of patterns that
	// set values.
	Empty Empty
	// Repeat says what a second line with the same key does.
	Repeat Repeat
	// Dates is the strptime form of dates in the file, of %d, %m, %Y, %y (a
	// year of this century), %H, %M and %S; Decimal its decimal sign, "." or ",".
	Dates, Decimal string
}

// InputColumn is one column of an input file, by position.
type InputColumn struct {
	Role Role
	// Header is its title in the file; empty when the position decides.
	Header string
	// Property is the internal name that a column of [RoleProperty] sets, and
	// Of the object that has it.
	Property string
	Of       Of
	// Value stands for the column in every line: it is not in the file.
	Value string
}

// Role is the meaning of an input column.
type Role string

// The roles. The first three identify an object; the last one says nothing.
const (
	RoleItemID       Role = "item-id"
	RoleRevID        Role = "rev-id"
	RoleUID          Role = "uid"
	RoleNewRevID     Role = "new-rev-id"
	RoleName         Role = "name"
	RoleType         Role = "type"
	RoleDescription  Role = "description"
	RoleUOM          Role = "uom"
	RoleProperty     Role = "property"      // a value of InputColumn.Property
	RolePropertyName Role = "property-name" // which property "value" is of
	RoleValue        Role = "value"
	RoleFile         Role = "file"
	RoleDatasetName  Role = "dataset-name"
	RoleDatasetType  Role = "dataset-type"
	RoleReference    Role = "reference"
	RoleRelation     Role = "relation"
	RoleSecondaryID  Role = "secondary-id"
	RoleSecondaryRev Role = "secondary-rev"
	RoleParentID     Role = "parent-id"
	RoleParentRev    Role = "parent-rev"
	RoleChildID      Role = "child-id"
	RoleChildRev     Role = "child-rev"
	RoleQuantity     Role = "quantity"
	RoleFindNo       Role = "find-no"
	RoleLevel        Role = "level"
	RoleUser         Role = "user"
	RoleGroup        Role = "group"
	RoleProject      Role = "project"
	RoleStatus       Role = "status"
	RoleIgnore       Role = "ignore"
)

// Empty says what an empty cell means.
type Empty string

// The choices for empty cells.
const (
	EmptyKeep  Empty = "keep" // the old value stays
	EmptyClear Empty = "clear"
	EmptyError Empty = "error"
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
