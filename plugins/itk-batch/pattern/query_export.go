package pattern

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// Target is the project that a program is made for.
type Target struct {
	// TCVersion is a release such as "14.3".
	TCVersion string
	// MSVC is true for Windows and Visual C++, false for Linux and gcc.
	MSVC bool
	// Prefix begins generated names; empty chooses one.
	Prefix string
}

// defaultPrefix begins generated names when the client gives no prefix.
const defaultPrefix = "kiln"

// textLimit keeps a C literal below the length that C90 promises.
const textLimit = 120

// builder makes a plan.
type builder struct {
	plan *Plan
}

// QueryExport plans a program that writes one row for each object. The Spec
// must be valid and have its defaults. An error is what the client has to
// change: a [sdk.Rejection].
func QueryExport(s spec.Spec, target Target) (*Plan, error) {
	if err := refuse(s, target); err != nil {
		return nil, err
	}
	prefix := strings.ToLower(strings.TrimRight(target.Prefix, "_"))
	if prefix == "" {
		prefix = defaultPrefix
	}
	b := builder{plan: &Plan{
		Spec: s, Prefix: prefix, Program: prefix + "_query_export",
		TCVersion: target.TCVersion, MSVC: target.MSVC,
	}}
	b.output()
	b.source()
	b.filters()
	b.latest()
	b.columns()
	b.plan.Calls = calls(b.plan)
	b.diagnose()
	return b.plan, nil
}

// refuse names what the client asked for that cannot be made.
func refuse(s spec.Spec, target Target) error {
	if kb.IsModule(strings.TrimRight(target.Prefix, "_")) {
		return &sdk.Rejection{
			Code: "validation_failed",
			Message: "projectContext.codePrefix " + strconv.Quote(target.Prefix) +
				" is the name of an ITK module: its functions would collide with generated ones. Choose a prefix of your site, such as PNX.",
			Candidates: []string{spec.QueryExport},
			Missing:    []string{"a codePrefix that is no ITK module"},
		}
	}
	for _, text := range texts(s) {
		if len(text) > textLimit {
			return &sdk.Rejection{
				Message:    "A value of " + strconv.Itoa(len(text)) + " bytes is too long for an option of a C program; at most " + strconv.Itoa(textLimit) + " are possible.",
				Candidates: []string{spec.QueryExport},
				Missing:    []string{"a value of at most " + strconv.Itoa(textLimit) + " bytes"},
			}
		}
	}
	out := s.Output
	if len(out.Directory)+len(out.File) > pathLimit || len(out.Log) > pathLimit {
		return &sdk.Rejection{
			Message:    "The path of the output or the log is longer than " + strconv.Itoa(pathLimit) + " bytes.",
			Candidates: []string{spec.QueryExport},
			Missing:    []string{"a path of at most " + strconv.Itoa(pathLimit) + " bytes"},
		}
	}
	return nil
}

// pathLimit does the same for paths, which are shown with a few words before.
const pathLimit = 400

// texts are the values that become C literals and that the Spec does not
// limit in length.
func texts(s spec.Spec) []string {
	var all []string
	for _, f := range s.Where {
		all = append(all, f.Values...)
	}
	if s.Select.Query != nil {
		for _, e := range s.Select.Query.Entries {
			all = append(all, e.Value)
		}
	}
	return all
}

// output gives the program the options of every export.
func (b *builder) output() {
	out := b.plan.Spec.Output
	b.text("output", "FILE", b.outputFile(), "file to write", b.originOf("output.file", out.File != "" || out.Directory != ""))
	b.text("log", "FILE", b.logFile(), "log file, or a directory for it", b.originOf("output.log", out.Log != ""))
	if out.Format != spec.FormatJSON && !out.CountOnly {
		b.add(Option{Name: "delimiter", Form: FormChar, Value: "CHAR", Default: []string{out.Delimiter},
			Help: "character between the columns, or the word tab", Origin: b.originOf("output.delimiter", out.Delimiter != ",")})
		if out.Header {
			b.flag("noheader", "write no line with the column titles")
		}
	}
	if out.CountOnly {
		b.plan.Options = b.plan.Options[1:]
	} else {
		b.flag("count", "print the number of objects and write no file")
	}
	b.number("max", b.plan.Spec.Safety.Limit, "stop after N rows; 0 is no limit")
	if n := b.plan.Spec.Safety.StopAfter; n > 0 {
		b.number("stop_after", n, "stop after N errors; 0 is never")
	}
	b.number("progress", 1000, "report each N objects; 0 is never")
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
	if out.Directory == "" || absolute(file) {
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
	if s.From != spec.FromInput && s.Kind == spec.KindRevision {
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
