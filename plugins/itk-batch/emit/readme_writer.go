package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func (w *writer) readmeWriterTop(b *strings.Builder) {
	begin := "Finds objects in Teamcenter and "
	if w.plan.Makes {
		begin = "Reads a file and "
	}
	b.WriteString(begin + w.job.does + ". **Without `-nodryrun` it is a dry run**: it finds and tests everything, says in the result file what it would try, and changes nothing.\n" +
		mdText("Made for Teamcenter "+w.plan.TCVersion+" with "+w.compilerName()) + ".\n\n" +
		"## Before the first run\n\n" +
		"Use a test site, or make sure that there is a backup. Run it for one object first, then with `-max=10`, then for all, each time as a dry run before `-nodryrun`. " +
		"A dry run promises what would be tried, not that the site's rules will accept it.\n\n")
}

// whoRuns says who may run the program, before the commands.
func (w *writer) whoRuns() string {
	who := "Who runs it needs the right to change the objects; "
	if w.job.who != "" {
		who = w.job.who + "; "
	}
	if w.plan.Spec.Safety.Bypass == spec.BypassOption {
		who += "with `-bypass` access rules are off, which only a dba may do. "
	} else {
		who += "it never bypasses access rules. "
	}
	return who + "The help, a rehearsal, and the change:"
}

func (w *writer) things() string {
	if w.plan.Writes {
		return "objects"
	}
	return "rows"
}

// readmeResult explains the result file.
func (w *writer) readmeResult(b *strings.Builder) {
	rows := "One row for each object, written at once, so that a stopped run has left no gap."
	if w.plan.Groups {
		rows = "One row for each line of the input, written as soon as its structure is done, and one without a line for what is removed."
	}
	b.WriteString("## Result file\n\n" + rows + " An existing file is refused without `-append`.\n\n| column | meaning |\n|---|---|\n" +
		"| `line` | line of the input, where there is one |\n" +
		"| `mode` | `dry-run` or `write` |\n" +
		"| `result` | `OK`: changed, or would be; `SKIPPED`: nothing to do, or not allowed; `ERROR` |\n" +
		"| `reason` | why it is not `OK` |\n" +
		"| `uid` | UID of the object |\n")
	for _, key := range w.plan.Keys {
		switch key {
		case "item_id", "rev_id", "type", "object":
			b.WriteString("| `" + key + "` | of the object |\n")
		}
	}
	b.WriteString(w.job.results)
	b.WriteString("\n* Encoding: the bytes as Teamcenter gives them, in the encoding of the site. Line ends: " + strings.ToUpper(string(w.plan.Spec.Output.Newline)) + ".\n" +
		"* A reason that begins with `saved, but` means that the object is changed and something failed after that.\n" +
		"* A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula: import the columns as text.\n\n")
	w.readmeGuards(b)
}

// leaves reports whether there are objects that are left alone.
func (w *writer) leaves() bool {
	safety := w.plan.Spec.Safety
	return w.job.leaves != "" || w.deletes() || w.plan.Privilege != "" || safety.CheckedOut != "" ||
		safety.Released == spec.GuardSkip || safety.InProcess == spec.GuardSkip
}

// readmeGuards says which objects are left alone.
func (w *writer) readmeGuards(b *strings.Builder) {
	safety := w.plan.Spec.Safety
	if w.leaves() {
		b.WriteString("Left alone are:\n\n")
	}
	if w.job.leaves != "" {
		b.WriteString("* " + w.job.leaves + ": `SKIPPED`.\n")
	}
	if w.deletes() {
		b.WriteString("* what another object refers to, what is built into a structure, and what lies in a folder unless folders do not count: `SKIPPED`.\n")
	}
	if safety.CheckedOut == spec.GuardSkip {
		b.WriteString("* what is checked out: `SKIPPED`.\n")
	}
	if safety.CheckedOut == spec.GuardError {
		b.WriteString("* what is checked out: `ERROR`.\n")
	}
	if safety.Released == spec.GuardSkip {
		b.WriteString("* what has a release status: `SKIPPED`.\n")
	}
	if safety.InProcess == spec.GuardSkip {
		b.WriteString("* what is in a workflow process: `SKIPPED`.\n")
	}
	if w.plan.Privilege != "" {
		b.WriteString("* what the session may not change, by the access rules (`" + w.plan.Privilege + "`): `ERROR`.\n")
	}
	if w.leaves() {
		b.WriteString("\n")
	}
	if !w.plan.Marks() {
		b.WriteString("What is done to an object cannot be taken back: there is no mark point around it.\n\n")
		return
	}
	whole := "Each object"
	if w.plan.Groups {
		whole = "Each structure"
	}
	b.WriteString(whole + " is changed in a mark point: when a step fails, all of it is taken back and the lock is released. When that fails too, the run stops.\n\n")
}
