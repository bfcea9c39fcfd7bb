package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) readmeInput(b *strings.Builder) {
	in := w.plan.Spec.Input
	b.WriteString("## Input\n\n`sample_input.csv` shows the form. The delimiter is " + mdCode(shown(in.Delimiter)) + ". ")
	if in.Header {
		b.WriteString("The first line holds titles. ")
	} else {
		b.WriteString("There is no line with titles. ")
	}
	b.WriteString("Quotation marks, a UTF-8 byte order mark and line ends of Windows or Linux are understood; blank lines are skipped. A line may end before the last column; one with a value behind the columns of the first line is an error, because a delimiter in it lacks its quotation marks. The bytes of the values go to Teamcenter as they are.\n\n| place | column | meaning |\n|--:|---|---|\n")
	for i, column := range in.Columns {
		if column.Value == "" {
			b.WriteString("| " + itoa(i+1) + " | " + mdCode(column.Header) + " | " + roleText(column) + " |\n")
		}
	}
	w.readmeValues(b)
	if w.findsByName() {
		list := "find files -type f >> files.csv"
		if w.plan.MSVC {
			list = "dir /b /s files >> files.csv"
		}
		b.WriteString("\nThe program reads no folder: " + mdCode(list) + " lists one.\n")
	}
	repeat := in.Repeat
	if !w.plan.Groups && !w.checksRepeats() {
		repeat = spec.RepeatEach
	}
	b.WriteString("\nA repeated line is " + map[spec.Repeat]string{
		spec.RepeatEach: "treated again", spec.RepeatOnce: "skipped", spec.RepeatError: "an error",
	}[repeat] + ". Excel removes leading zeros: import ID columns there as text.\n\n")
	if w.plan.Groups {
		w.readmeStructures(b)
	}
}

// readmeValues explains the values of the input.
func (w *writer) readmeValues(b *strings.Builder) {
	in := w.plan.Spec.Input
	if in.Empty == "" && in.Decimal == "" {
		return
	}
	b.WriteString("\n")
	if in.Empty != "" {
		b.WriteString("An empty cell " + map[spec.Empty]string{
			spec.EmptyKeep: "leaves the old value", spec.EmptyClear: "empties a text; other values cannot be emptied", spec.EmptyError: "is an error",
		}[in.Empty] + ". ")
	}
	if in.Dates != "" {
		b.WriteString("Dates have the form " + mdCode(in.Dates) + ", perhaps with a time after it. ")
	}
	if in.Decimal != "" {
		b.WriteString("The decimal sign is " + mdCode(in.Decimal) + ". ")
	}
	b.WriteString("Blanks around a value do not count.\n")
}

// roleText says what a column of the input means.
func roleText(c spec.InputColumn) string {
	if c.Role != spec.RoleProperty {
		return roleTexts[c.Role]
	}
	text := "new value of " + mdCode(c.Property)
	if c.Of != spec.OfSelf {
		text += " of the " + string(c.Of)
	}
	return text
}

// roleTexts say what a column of each role but a property holds.
var roleTexts = map[spec.Role]string{
	spec.RoleItemID:       "ID of the item",
	spec.RoleRevID:        "ID of the revision",
	spec.RoleUID:          "UID of the object",
	spec.RoleNewRevID:     "ID of the new revision",
	spec.RoleName:         "name",
	spec.RoleType:         "internal name of the type",
	spec.RoleDescription:  "description",
	spec.RoleUOM:          "symbol of the unit of measure",
	spec.RolePropertyName: "internal name of the property",
	spec.RoleValue:        "its new value",
	spec.RoleFile:         "path of the file",
	spec.RoleDatasetName:  "name of the dataset",
	spec.RoleDatasetType:  "dataset type",
	spec.RoleReference:    "named reference",
	spec.RoleRelation:     "internal name of the relation",
	spec.RoleSecondaryID:  "ID of the item that is related",
	spec.RoleSecondaryRev: "ID of the revision that is related",
	spec.RoleParentID:     "ID of the item that is the parent",
	spec.RoleParentRev:    "ID of the parent's revision",
	spec.RoleChildID:      "ID of the item that is the component",
	spec.RoleChildRev:     "ID of the component's revision",
	spec.RoleQuantity:     "quantity",
	spec.RoleFindNo:       "find number",
	spec.RoleLevel:        "level in the structure; components are one below their parent",
	spec.RoleUser:         "ID of the user",
	spec.RoleGroup:        "full name of the group",
	spec.RoleProject:      "ID of the project",
	spec.RoleStatus:       "name of the release status",
	spec.RoleIgnore:       "not read",
}
