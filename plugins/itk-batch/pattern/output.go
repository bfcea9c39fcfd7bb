package pattern

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// output gives the program the options of every export.
func (b *builder) output() {
	out := b.plan.Spec.Output
	b.text("output", "FILE", b.outputFile(), b.outputHelp(), b.originOf("output.file", out.File != "" || out.Directory != ""))
	b.text("log", "FILE", b.logFile(), "log file, or a directory for it", b.originOf("output.log", out.Log != ""))
	if out.Format != spec.FormatJSON && !out.CountOnly {
		b.delimiter()
		if out.Header {
			b.flag("noheader", "write no line with the column titles")
		}
	}
	if out.CountOnly {
		b.plan.Options = b.plan.Options[1:]
	} else if b.plan.Spec.Pattern == spec.QueryExport {
		b.flag("count", "print the number of objects and write no file")
	}
	b.number("max", b.plan.Spec.Safety.Limit, "stop after N rows; 0 is no limit")
	if n := b.plan.Spec.Safety.StopAfter; n > 0 {
		b.number("stop_after", n, "stop after N errors; 0 is never")
	}
	b.number("progress", 1000, "report each N objects; 0 is never")
}

func (b *builder) outputHelp() string {
	if b.plan.Spec.Pattern == spec.DatasetExport {
		return "list of the files, with what became of each"
	}
	return "file to write"
}

func (b *builder) delimiter() {
	out := b.plan.Spec.Output
	b.add(Option{Name: "delimiter", Form: FormChar, Value: "CHAR", Default: []string{out.Delimiter},
		Help: "character between the columns, or the word tab", Origin: b.originOf("output.delimiter", out.Delimiter != ",")})
}

func (b *builder) text(name, value, def, help, origin string) {
	o := Option{Name: name, Form: FormText, Value: value, Help: help, Origin: origin}
	if def != "" {
		o.Default = []string{def}
	}
	b.add(o)
}

func (b *builder) flag(name, help string) {
	b.add(Option{Name: name, Form: FormFlag, Help: help, Origin: "default"})
}

func (b *builder) number(name string, def int, help string) {
	b.add(Option{Name: name, Form: FormNumber, Value: "N", Default: []string{strconv.Itoa(def)}, Help: help, Origin: "default"})
}

// outputFile is the path of the output: a directory of the Spec counts unless
// the file says itself where it lies.
func (b *builder) outputFile() string {
	out := b.plan.Spec.Output
	file := out.File
	if file == "" {
		file = b.plan.Program + extension(out.Format)
	}
	// The directory of an export is for the files, not for their list.
	if out.Directory == "" || absolute(file) || b.plan.Spec.Pattern == spec.DatasetExport {
		return file
	}
	return join(out.Directory, file, b.plan.MSVC)
}

func extension(f spec.Format) string {
	switch f {
	case spec.FormatJSON:
		return ".json"
	case spec.FormatText:
		return ".txt"
	}
	return ".csv"
}

func absolute(path string) bool {
	return strings.HasPrefix(path, "/") || strings.HasPrefix(path, `\`) || len(path) > 1 && path[1] == ':'
}

func join(directory, file string, msvc bool) string {
	if strings.HasSuffix(directory, "/") || strings.HasSuffix(directory, `\`) {
		return directory + file
	}
	if msvc {
		return directory + `\` + file
	}
	return directory + "/" + file
}

func (b *builder) logFile() string {
	if log := b.plan.Spec.Output.Log; log != "" {
		return log
	}
	return b.plan.Program + ".log"
}

// latest keeps the choice of revisions that is tested after the filters. An
// input line leads to the right ones by itself; any other source has an option.
func (b *builder) latest() {
	s := b.plan.Spec.Select
	if s.From != spec.FromInput && s.Kind == spec.KindRevision && s.Revision != spec.RevisionGiven {
		b.add(Option{Name: "revision", Form: FormText, Value: "WHICH", Default: []string{string(s.Revision)},
			Help:   "which of an item: all, latest, latest-released or latest-working",
			Origin: b.originOf("select.revision", true)})
		b.plan.ChoosesRevision = true
		return
	}
	switch s.Revision {
	case spec.RevisionLatest, spec.RevisionLatestReleased, spec.RevisionLatestWorking:
		b.plan.Latest = s.Revision
	}
}

// columns gives the relations on the way to a column options of their own.
// Columns that go the same way share them.
func (b *builder) columns() {
	if b.plan.Spec.Output.CountOnly {
		return
	}
	for i, c := range b.plan.Spec.Columns {
		column := Column{Column: c}
		if c.Of == spec.OfItem && b.plan.Spec.Select.Kind == spec.KindItem {
			column.Of = spec.OfSelf // the item itself
		}
		if c.Relation != "" {
			b.relation(&column, b.originOf("columns["+strconv.Itoa(i)+"].relation", true))
		}
		b.plan.Columns = append(b.plan.Columns, column)
	}
}

func (b *builder) relation(column *Column, origin string) {
	for _, earlier := range b.plan.Columns {
		if earlier.Relation == column.Relation && earlier.Type == column.Type {
			column.RelationMember, column.TypeMember = earlier.RelationMember, earlier.TypeMember
			return
		}
	}
	column.RelationMember = b.add(Option{Name: "relation", Form: FormText, Value: "NAME",
		Default: []string{column.Relation}, Help: "relation to the object of column " + column.Property, Origin: origin})
	if column.Type != "" {
		column.TypeMember = b.add(Option{Name: "related_type", Form: FormText, Value: "NAME",
			Default: []string{column.Type}, Help: "type of the object of column " + column.Property, Origin: origin})
	}
}
