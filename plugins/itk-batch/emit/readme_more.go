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
	b.WriteString("* An object is " + map[bool]string{false: "written", true: "treated"}[w.plan.Writes] + " once, however many statuses or relations lead to it.\n\n")
}

func (w *writer) readmeLimits(b *strings.Builder) {
	b.WriteString("## What it does not do\n\n" + w.job.limits + "\n\n")
	if w.plan.Writes {
		b.WriteString("## Undo\n\n" + w.job.undo + "\n\n")
	}
	shipped := pattern.Shipped(w.plan.Spec.Pattern)
	if shipped == "" {
		shipped = "No utility that comes with Teamcenter is known to do this job."
	}
	b.WriteString("## What Teamcenter brings itself\n\n" + shipped + "\n\n")
	w.readmeTry(b)
}

// readmeTry shows how the program is tried at the site that comes with it.
func (w *writer) readmeTry(b *strings.Builder) {
	b.WriteString("## Try it without Teamcenter\n\nKiln brings a simulated site. `" + tryFile + "` describes a small one with the names that this program looks up and a few objects that it finds:\n\n```sh\n" +
		strings.Join(TryCommands(w.plan), "\n") + "\n```\n\n")
	if w.plan.MSVC {
		b.WriteString("Only a program for gcc can be built there: generate the same Spec with `--compiler gcc` for that. ")
	}
	b.WriteString("It shows the files that are written, what is different in the database, and what the program did wrong: memory, locks, calls that fail. " +
		"It proves the paths of this program, not that Teamcenter or your site behaves like that.\n\n")
}

func (w *writer) readmeOperation(b *strings.Builder) {
	if w.plan.Writes {
		w.writerOperation(b)
		return
	}
	b.WriteString("## Operation\n\n" +
		"* **If it stops**, run it again: it writes the same rows and replaces the file only when the new one is complete.\n" +
		"* **Load**: measure with `-max=100` first and run outside working hours. The selection comes as a whole and needs about 40 bytes for each object")
	if w.sorts() {
		b.WriteString("; rows are kept in memory until they are sorted")
	}
	b.WriteString(".\n")
	w.schedule(b)
	b.WriteString("* **Personal and confidential data**: the file and the log hold what the columns name, such as users and dates. Decide who may read them, and delete old ones.\n" +
		"* **To change the program**, correct the Spec in `build-manifest.json` or the request and generate it again; columns alone can be changed in the table of `src/" + w.plan.Prefix + "_columns.c`.\n\n" +
		"Generated by Kiln, itk-batch. `build-manifest.json` holds the Spec and the digests of all files.\n")
}

func (w *writer) schedule(b *strings.Builder) {
	if w.plan.MSVC {
		b.WriteString("* **Scheduling** in the Task Scheduler: `cmd /c \"call %TC_DATA%\\tc_profilevars.bat && C:\\jobs\\build\\" + w.plan.Program + ".exe -u=batch -pf=C:\\jobs\\batch.pwf -g=dba\"`, one run at a time.\n")
		return
	}
	b.WriteString("* **Scheduling** by cron, one run at a time: `15 2 * * * . /path/to/tcdata/tc_profilevars && flock -n /tmp/" + w.plan.Program + " /path/to/build/" + w.plan.Program + " -u=batch -pf=/path/to/batch.pwf -g=dba`\n")
}

// samples writes an input file that shows the form.
func (w *writer) samples() {
	in := w.plan.Spec.Input
	if in == nil {
		return
	}
	values := map[spec.Role][3]string{
		spec.RoleItemID: {"000123", "000124", "000125"}, spec.RoleRevID: {"A", "B", "A"},
		spec.RoleUID: {"AAAAAAAAAAAAAA", "BBBBBBBBBBBBBB", "CCCCCCCCCCCCCC"}, spec.RoleIgnore: {"", "", ""},
	}
	value := func(c spec.InputColumn, i int) string {
		if known, ok := values[c.Role]; ok {
			return known[i]
		}
		if c.Role == spec.RoleFile {
			return sampleValue(c, i) + fileEnding(w.plan.Spec.Action.DatasetType)
		}
		return sampleValue(c, i)
	}
	var b strings.Builder
	if in.Header {
		w.sampleLine(&b, func(c spec.InputColumn) string {
			if c.Header == "" {
				return strings.ReplaceAll(string(c.Role), "-", "_")
			}
			return c.Header
		})
	}
	for i := range 3 {
		w.sampleLine(&b, func(c spec.InputColumn) string { return value(c, i) })
	}
	w.file("sample_input.csv", []byte(b.String()))
	if w.plan.Spec.Pattern == spec.DatasetImport {
		for i := range 3 {
			name := sampleValue(spec.InputColumn{Role: spec.RoleFile}, i) + fileEnding(w.plan.Spec.Action.DatasetType)
			w.file(sampleFolder+"/"+name, []byte("sample "+itoa(i+1)+"\n"))
		}
	}
}

// sampleFolder holds the files of the sample input.
const sampleFolder = "sample_files"

// fileEnding is the usual one of a dataset type, for samples alone.
func fileEnding(datasetType string) string {
	switch datasetType {
	case "DirectModel":
		return ".jt"
	case "Text":
		return ".txt"
	case "UGMASTER", "UGPART":
		return ".prt"
	case "MSExcel", "MSExcelX":
		return ".xlsx"
	case "MSWord", "MSWordX":
		return ".docx"
	case "Zip":
		return ".zip"
	case "Image":
		return ".png"
	}
	return ".pdf"
}

func (w *writer) sampleLine(b *strings.Builder, cell func(spec.InputColumn) string) {
	in := w.plan.Spec.Input
	first := true
	for _, column := range in.Columns {
		if column.Value != "" {
			continue
		}
		if !first {
			b.WriteString(in.Delimiter)
		}
		first = false
		text := cell(column)
		if strings.ContainsAny(text, "\"\r\n"+in.Delimiter) {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		b.WriteString(text)
	}
	b.WriteString("\n")
}
