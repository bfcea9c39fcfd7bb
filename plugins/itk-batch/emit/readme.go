package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// readme writes what the person who builds and runs the program has to know,
// the first run before the details.
func (w *writer) readme() {
	b := &strings.Builder{}
	w.readmeTop(b)
	w.readmeUnderstood(b)
	w.readmeBuild(b)
	w.readmeRun(b)
	w.readmeOptions(b)
	if w.plan.Spec.Select.From == spec.FromInput {
		w.readmeInput(b)
	}
	switch {
	case w.plan.Writes:
		w.readmeResult(b)
	case w.writesRows():
		w.readmeOutput(b)
	}
	w.readmeExit(b)
	w.readmeAssumed(b)
	w.readmeSelection(b)
	w.readmeLimits(b)
	w.readmeOperation(b)
	w.file("README.md", []byte(b.String()))
}

func (w *writer) readmeTop(b *strings.Builder) {
	b.WriteString("# " + w.plan.Program + "\n\n")
	if title := w.plan.Spec.Title; title != "" {
		b.WriteString(mdText(title) + "\n\n")
	}
	if w.plan.Writes {
		w.readmeWriterTop(b)
		return
	}
	what := w.job.does
	if !w.writesRows() {
		what = "prints how many there are"
	}
	b.WriteString("Finds objects in Teamcenter and " + what + ". It **changes nothing**: it takes no lock, writes no object and never bypasses access rules.\n" +
		mdText("Made for Teamcenter "+w.plan.TCVersion+" with "+w.compilerName()) + ".\n\n")
}

func (w *writer) readmeUnderstood(b *strings.Builder) {
	b.WriteString("## What was understood\n\n")
	for _, sentence := range w.plan.Spec.Words() {
		b.WriteString("* " + mdText(sentence) + "\n")
	}
	b.WriteString("\n")
}

func (w *writer) compilerName() string {
	if w.plan.MSVC {
		return "Visual C++ on Windows"
	}
	return "gcc on Linux"
}

func (w *writer) readmeBuild(b *strings.Builder) {
	b.WriteString("## Build\n\n")
	if w.plan.MSVC {
		b.WriteString("1. Open a Teamcenter command prompt, so that `TC_ROOT` and `TC_DATA` are set.\n" +
			"2. Call `vcvars64.bat` of the Visual Studio that your release of Teamcenter is built with.\n" +
			"3. Run:\n\n```bat\n" + strings.Join(BuildCommands(w.plan), "\n") + "\n```\n\n")
	} else {
		b.WriteString("```sh\nexport TC_ROOT=/path/to/teamcenter TC_DATA=/path/to/tcdata\n" +
			strings.Join(BuildCommands(w.plan), "\n") + "\n```\n\n")
	}
	b.WriteString("The script calls `compile` and `linkitk` of `TC_ROOT`, folder `sample`, which must have been installed. " +
		"It makes `build" + w.slash() + w.plan.Program + w.exe() + "`. Build it again after each upgrade of Teamcenter.\n\n")
}

func (w *writer) slash() string {
	if w.plan.MSVC {
		return `\`
	}
	return "/"
}

func (w *writer) exe() string {
	if w.plan.MSVC {
		return ".exe"
	}
	return ""
}

func (w *writer) readmeRun(b *strings.Builder) {
	lang := "sh"
	if w.plan.MSVC {
		lang = "bat"
	}
	who := "Any user who may read the objects can run it; it needs no administrator. First the help, then a small number, then all:"
	if w.plan.Writes {
		who = w.whoRuns()
	}
	b.WriteString("## Run\n\n" + who + "\n\n```" + lang + "\n" +
		strings.Join(RunCommands(w.plan), "\n") + "\n```\n\n")
	if w.plan.MSVC {
		b.WriteString("Run it in a Teamcenter command prompt. ")
	} else {
		b.WriteString("Run it after `. $TC_DATA/tc_profilevars`. ")
	}
	b.WriteString("`-pf=` names a file that holds the password alone; ")
	if w.plan.MSVC {
		b.WriteString("let only its owner read it (`icacls user.pwf /inheritance:r /grant:r \"%USERNAME%:R\"`). ")
	} else {
		b.WriteString("let only its owner read it (`chmod 600 user.pwf`). ")
	}
	b.WriteString("With `-p=` the password can be seen in the list of processes.\n\n" +
		"Messages go to the error channel and the log; the standard output holds results alone.\n\n")
}

func (w *writer) readmeOptions(b *strings.Builder) {
	b.WriteString("## Options\n\n| option | meaning | default | from |\n|---|---|---|---|\n" +
		"| `-u=` `-pf=` `-p=` `-g=` | login: user, password file, password, group | | |\n" +
		"| `-h` | show the options; works without login | | |\n")
	for _, o := range w.plan.Options {
		word := "-" + o.Name
		if o.Form != pattern.FormFlag {
			word += "=" + o.Value
		}
		help := strings.ReplaceAll(o.Help, "*", `\*`)
		if o.Mandatory && o.Form == pattern.FormDate {
			help += "; **one of these is mandatory**"
		} else if o.Mandatory {
			help += "; **mandatory**"
		}
		b.WriteString("| " + mdCode(word) + " | " + help + " | " + defaults(o) + " | " + o.Origin + " |\n")
	}
	b.WriteString("\nOptions are whole words; an unknown one is refused. Lists take `;` between their values.")
	if w.hasRanges() {
		b.WriteString(" A date on the command line replaces the default range of its name as a whole, so that a missed night can be run again with `_after` and `_until`.")
	}
	b.WriteString("\n\n")
}

func defaults(o pattern.Option) string {
	var shownValues []string
	for _, value := range o.Default {
		shownValues = append(shownValues, mdCode(shown(value)))
	}
	if len(shownValues) > 10 {
		shownValues = append(shownValues[:10], "…")
	}
	return strings.Join(shownValues, " ")
}

func (w *writer) readmeOutput(b *strings.Builder) {
	out := w.plan.Spec.Output
	b.WriteString("## Output\n\n| column | property | read from | value |\n|---|---|---|---|\n")
	for _, column := range w.plan.Columns {
		from := w.levelHelp(column.Of)
		if column.RelationMember != "" {
			from += ", by `-" + column.RelationMember + "=`"
		}
		value := "as displayed"
		if column.As == spec.AsRaw {
			value = "as stored"
		}
		if column.Of == spec.OfRun {
			value = ""
		}
		b.WriteString("| " + mdCode(column.Header) + " | " + mdCode(column.Property) + " | " + from + " | " + value + " |\n")
	}
	w.readmeTitles(b)
	b.WriteString("\n* " + w.encodingText() + "\n* Line ends: " + strings.ToUpper(string(out.Newline)) + ".\n")
	if out.Format != spec.FormatJSON {
		b.WriteString("* A cell that holds the delimiter, a quotation mark or a line end stands in quotation marks; a quotation mark in it is doubled.\n")
	} else {
		b.WriteString("* An array with one object for each row; all values are texts.\n")
	}
	b.WriteString("* Several values of one cell have " + mdCode(out.List) + " between them.\n" +
		"* Displayed values, dates and numbers among them, depend on the language and the date format of the session.\n" +
		"* The file is written under its name with `.part` and renamed at the end: who sees it, sees all of it.\n")
	if out.Delimiter == ";" || w.plan.MSVC {
		b.WriteString("* Excel on a German Windows separates columns by `;` and reads a CSV without byte order mark in the Windows code page: umlauts come out right only if that is the encoding of the file, or with the byte order mark of UTF-8. It wants a decimal comma.\n")
	}
	b.WriteString("* A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula: import such columns as text.\n\n")
}

// readmeTitles shows the first line of the file.
func (w *writer) readmeTitles(b *strings.Builder) {
	out := w.plan.Spec.Output
	if out.Format == spec.FormatJSON || !out.Header {
		return
	}
	var line strings.Builder
	for i, column := range w.plan.Columns {
		if i > 0 {
			line.WriteString(out.Delimiter)
		}
		text := column.Header
		if out.Quote == spec.QuoteAll || strings.ContainsAny(text, "\""+out.Delimiter) {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		line.WriteString(text)
	}
	b.WriteString("\nThe first line is " + mdCode(strings.ReplaceAll(line.String(), "\t", " ⇥ ")) + ".\n")
}

func (w *writer) encodingText() string {
	out := w.plan.Spec.Output
	if out.Encoding == spec.EncodingSite {
		return "Encoding: the bytes as Teamcenter gives them, in the encoding of the site."
	}
	text := "Encoding: " + string(out.Encoding) + "; the site's is " + string(out.SiteEncoding) + "."
	return text + " A value that is not valid in it is reported, its cell stays empty and the exit code is 2."
}

func (w *writer) readmeExit(b *strings.Builder) {
	good := "without any object"
	if w.plan.Writes {
		good = "with objects that were skipped, or without any"
	}
	b.WriteString("## Exit codes\n\n| code | meaning | a scheduler should |\n|--:|---|---|\n" +
		"| 0 | all good, also " + good + " | go on |\n" +
		"| 1 | nothing was done: command line, login, a name that the site does not have, a file | raise an alarm; correct it and run again |\n" +
		"| 2 | done with errors, or not all " + w.things() + ": `-max=` was reached or a call failed | raise an alarm; read the log |\n")
	if exit := w.plan.Spec.Output.EmptyExit; exit != 0 {
		b.WriteString("| " + itoa(exit) + " | nothing was found, and no file is written | as agreed |\n")
	}
	failed := ""
	if w.plan.Writes {
		failed = " and the line and the object that failed"
	}
	b.WriteString("\nThe log is appended to, with the time of each line. It holds the options of the run, without the password. Errors show the whole error stack of Teamcenter" + failed + ". Start and end also stand in the syslog.\n\n")
}

func (w *writer) readmeAssumed(b *strings.Builder) {
	b.WriteString("## What was assumed\n\n")
	if len(w.plan.Spec.Notes) == 0 {
		b.WriteString("Nothing: every choice was in the request or is a default above.\n")
	}
	for _, n := range w.plan.Spec.Notes {
		b.WriteString("* " + mdCode(n.Path) + " (" + string(n.Kind) + "): " + mdText(n.Text) + "\n")
	}
	b.WriteString("\n## Check before production\n\n" +
		"* The names of types, properties, statuses, relations and queries of your site: the program looks all of them up before the first object and reports every mistake at once.\n")
	if names := w.plan.Unverified(); len(names) > 0 {
		b.WriteString("* These calls are shown by fewer than two independent public programs; the compiler and a first run at your site decide: " + codes(names) + ".\n")
	}
	if options := w.plan.NonASCII(); len(options) > 0 {
		names := make([]string, len(options))
		for i, o := range options {
			names[i] = "-" + o.Name + "="
		}
		b.WriteString("* The defaults of " + codes(names) + " are not ASCII and stand in the program as UTF-8. At a site with another encoding give them as options.\n")
	}
	if w.plan.Spec.Select.Kind == spec.KindTask {
		b.WriteString("* How your site stores the state of a task: a report of started tasks must list what worklists show. Where `state_value` and `responsible_party` are no attributes of the class, each task is tested instead.\n")
	}
	if w.plan.Writes {
		b.WriteString("* Start with one object at a test site, then with `-max=10`, and look at the objects in a client.\n\n")
		return
	}
	b.WriteString("* Start with `-max=10` at a test site and compare the rows with what the client shows.\n\n")
}

func codes(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "`" + name + "`"
	}
	return strings.Join(quoted, ", ")
}
