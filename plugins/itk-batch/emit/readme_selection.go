package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) readmeSelection(b *strings.Builder) {
	b.WriteString("## How objects are found\n\n")
	switch w.plan.Spec.Select.From {
	case spec.FromFilter:
		b.WriteString("A POM enquiry narrows in the database; what it cannot decide for sure is tested on each object afterwards.\n\n")
	case spec.FromSession:
		b.WriteString("A POM enquiry narrows in the database; whether a task waits for the user who runs the program is tested on each one afterwards.\n\n")
	case spec.FromQuery:
		b.WriteString("The saved query decides first. The names of its entries depend on the language of the site; at most sites `;` separates several values, `*` stands for any text, and dates need the site's format. All filters below are tested on each object afterwards.\n\n")
	case spec.FromFolder:
		b.WriteString("The contents of the folder, which must be exactly one. All filters below are tested on each object.\n\n")
	case spec.FromArguments:
		b.WriteString("The objects that the command line names. All filters below are tested on each object.\n\n")
	case spec.FromInput:
		b.WriteString(w.linesText() + " All filters below are tested on each object.\n\n")
	}
	b.WriteString("| filter | in the database | on each object |\n|---|:-:|:-:|\n")
	inDatabase := ""
	if w.plan.Spec.Select.Enquires() {
		inDatabase = "yes"
	}
	b.WriteString("| type " + mdCode("-type=") + " | " + inDatabase + " | yes |\n")
	for _, f := range w.plan.Filters {
		b.WriteString("| " + w.filterText(f) + " | " + yes(f.Narrow != pattern.NarrowNot) + " | " + yes(f.Test != pattern.TestNot) + " |\n")
	}
	if w.plan.Spec.Select.Kind == spec.KindDataset {
		b.WriteString("| latest version of the dataset | | yes |\n")
	}
	if w.plan.Spec.Select.Kind == spec.KindTask {
		w.readmeTasks(b)
	}
	if w.plan.ChoosesRevision {
		b.WriteString("| revision of its item, " + mdCode("-revision=") + " | | yes |\n")
	}
	if w.plan.Latest != "" {
		b.WriteString("| revision of its item: " + strings.ReplaceAll(string(w.plan.Latest), "-", " ") + " | | yes |\n")
	}
	b.WriteString("\n")
	w.selectionRemarks(b)
}

// linesText says how a line of the input leads to objects.
func (w *writer) linesText() string {
	switch {
	case !w.findsByName():
		return "The lines of the input file."
	case w.comparesFiles():
		return "The name of each file, without its folders. A POM enquiry finds the datasets that hold a file of that name as it was imported; of these, the one whose latest version holds it takes the new file. None is an error, and so are two: name that dataset by its UID then."
	}
	return "The name of the dataset that the line gives, or else that of its file without the ending. A POM enquiry finds the datasets of that name; exactly one must be there. None is an error, and so are two: name that dataset by its UID then."
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// filterText names a filter for a reader; its value is among the options.
func (w *writer) filterText(f pattern.Filter) string {
	text := mdCode(string(f.Field)) + " " + strings.ReplaceAll(string(f.Op), "-", " ")
	if f.Of != spec.OfSelf {
		text += " (" + w.levelHelp(f.Of) + ")"
	}
	switch {
	case f.Member == "":
		return text
	case f.Field.Kind() == spec.DateField:
		return text + ", " + mdCode("-"+f.Member+"_…=")
	}
	return text + ", " + mdCode("-"+f.Member+"=")
}

func (w *writer) selectionRemarks(b *strings.Builder) {
	b.WriteString("* Texts are compared exactly, upper and lower case too; `*` stands for any text only where the filter says *like*.\n")
	if w.hasRanges() {
		b.WriteString("* Dates are local time of the machine that runs the program. Both ends belong to a range. Relative dates count from the start of the run.\n")
	}
	for _, f := range w.plan.Filters {
		if f.Field == spec.FieldReleased || f.Field == spec.FieldStatus && f.Op == spec.OpSet {
			b.WriteString("* `date_released` is one date for the object; with several statuses it is not the date of a certain one.\n")
			break
		}
	}
	if w.plan.Spec.Select.Enquires() {
		b.WriteString("* An enquiry does not ask the access rules, reading does: what the user may not read is reported as an error. Who runs the program with wide rights puts what it finds into a file that others may read.\n")
	}
	if w.plan.Spec.Select.From != spec.FromInput {
		b.WriteString("* An object is " + map[bool]string{false: "written", true: "treated"}[w.plan.Writes] + " once, however often it is found.\n")
	}
	b.WriteString("\n")
}
