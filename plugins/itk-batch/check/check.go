// Package check reads C that calls ITK, by tokens and not by text, and reports
// what a reviewer would: names that do not exist, calls with the wrong number
// of arguments, return codes that nobody looks at, memory that is not freed.
// It reads what the plugin wrote and also C that it did not write, so it never
// trusts its input: unbalanced or truncated text gives fewer findings, not a
// panic. The order of findings depends on the files alone.
package check

import (
	"cmp"
	"slices"
	"strings"
	"unsafe"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// File is one file of a project. C is read where the name ends in .c, .h, .cpp,
// .cxx or .hxx, build scripts where it ends in .sh, .bat or .cmd.
type File struct {
	// Path is relative, with slashes.
	Path string
	// Body must not change as long as findings in it are in use: they hold parts of it.
	Body []byte
}

// text is the body without a copy of it, which nobody changes meanwhile.
func (f File) text() string {
	return unsafe.String(unsafe.SliceData(f.Body), len(f.Body)) //nolint:gosec // read only, and kept by the slice
}

// Severity says how bad a finding is.
type Severity string

// An Error makes a program wrong or unsafe, a Warning is likely to; Info is
// good to know.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one thing that a rule found.
type Finding struct {
	// Rule is the id of the rule, one of [Rules].
	Rule     string
	Severity Severity
	File     string
	// Line counts from 1.
	Line int
	// Message says what is wrong, Hint what to do.
	Message, Hint string
}

// Project reports what the rules find in the files together, for a release of
// Teamcenter such as "14.3"; for a text that is no release, rules which depend
// on it are silent. The findings are in the order of files, lines and rules.
func Project(files []File, tcVersion string) []Finding {
	version, err := kb.ParseVersion(tcVersion)
	if err != nil {
		version = kb.Version{}
	}
	p := readProject(files, version)
	for _, f := range files {
		if isScript(f.Path) {
			p.script(f.Path, string(f.Body))
		}
	}
	for _, u := range p.units {
		p.unit(u)
	}
	p.unloads()
	slices.SortStableFunc(p.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(p.findings)
}

// isC reports whether a file holds C by its name.
func isC(path string) bool {
	for _, end := range [...]string{".c", ".h", ".cpp", ".cxx", ".hxx"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// isPlus reports whether a file holds C++ by its name.
func isPlus(path string) bool {
	return strings.HasSuffix(path, ".cpp") || strings.HasSuffix(path, "xx")
}

// unit applies all rules to one file.
func (p *project) unit(u *unit) {
	p.includes(u)
	p.dialect(u)
	p.secrets(u)
	p.names(u)
	for _, fn := range u.functions {
		p.calls(fn)
		p.results(fn)
		p.finders(fn)
		p.memory(fn)
		p.pairs(fn)
		p.formats(fn)
		p.writes(fn)
		p.unescaped(fn)
		p.kinds(fn)
		p.overflows(fn)
		p.bounds(fn)
		p.orders(fn)
	}
}

// report adds a finding of a rule at a token.
func (p *project) report(rule string, u *unit, i int, message, hint string) {
	p.reportLine(rule, u.path, u.line(i), message, hint)
}

// reportAt adds a finding of a rule at a place in a file.
func (p *project) reportAt(rule string, u *unit, at int, message, hint string) {
	p.reportLine(rule, u.path, u.lineAt(at), message, hint)
}

func (p *project) reportLine(rule, path string, line int, message, hint string) {
	r := ruleOf(rule)
	if hint == "" {
		hint = r.Fix
	}
	p.findings = append(p.findings, Finding{Rule: rule, Severity: r.Severity, File: path, Line: line, Message: message, Hint: hint})
}

// soften turns the last finding into one of another severity.
func (p *project) soften(s Severity) { p.findings[len(p.findings)-1].Severity = s }
