package sdk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Validate reports everything that is wrong with the definition.
func (d Definition) Validate() error {
	var errs mistakes
	errs.unless(isWords(d.Type, "-"), "type %q: lower-case words with hyphens are needed", d.Type)
	errs.unless(d.Title != "", "title: it is empty")
	errs.unless(d.Description != "", "description: it is empty")
	errs.unless(isVersion(d.Version), "version %q: a semantic version such as 1.2.3 is needed", d.Version)
	errs.unless(len(d.Patterns) > 0, "patterns: at least one is needed")
	seen := map[string]bool{}
	for i, p := range d.Patterns {
		p.validate(&errs, i)
		errs.unless(!seen[p.ID], "patterns[%d].id %q: another pattern has it", i, p.ID)
		seen[p.ID] = true
	}
	granted := map[string]bool{}
	for i, c := range d.Capabilities {
		errs.unless(isWords(c, "_"), "capabilities[%d] %q: a lower-case word is needed", i, c)
		errs.unless(!granted[c], "capabilities[%d] %q: it is named twice", i, c)
		granted[c] = true
	}
	return errors.Join(errs...)
}

func (p Pattern) validate(errs *mistakes, i int) {
	errs.unless(isWords(p.ID, "-"), "patterns[%d].id %q: lower-case words with hyphens are needed", i, p.ID)
	errs.unless(p.Title != "", "patterns[%d].title: it is empty", i)
	errs.unless(p.Description != "", "patterns[%d].description: it is empty", i)
	errs.unless(p.Parameters == nil || isObject(p.Parameters), "patterns[%d].parameters: a JSON Schema object is needed", i)
	for j, e := range p.Examples {
		errs.unless(strings.TrimSpace(e) != "" && isText(e), "patterns[%d].examples[%d]: a prompt is needed", i, j)
	}
}

// Validate reports everything that is wrong with the result.
func (r StageResult) Validate() error {
	var errs mistakes
	switch r.Outcome {
	case OK:
	case Failed:
		errs.unless(r.Error != "", "error: an outcome of %q needs a message", r.Outcome)
	case Rejected:
		errs.unless(r.Rejection != nil, "rejection: an outcome of %q needs one", r.Outcome)
	default:
		errs.unless(false, "outcome %q: it is none of %q, %q, %q", r.Outcome, OK, Rejected, Failed)
	}
	errs.unless(r.Outcome == Failed || r.Error == "", "error: only an outcome of %q has one", Failed)
	errs.unless(r.Outcome == Rejected || r.Rejection == nil, "rejection: only an outcome of %q has one", Rejected)
	errs.unless(isText(r.Error), "error: it contains a NUL character")
	errs.unless(isText(r.Summary), "summary: it contains a NUL character")
	if r.Rejection != nil {
		r.Rejection.validate(&errs)
	}
	errs.unless(r.Fit >= 0 && r.Fit <= 1, "fit %v: it is not between 0 and 1", r.Fit)
	errs.unless(r.Manifest == nil || isObject(r.Manifest), "manifest: a JSON object is needed")
	for i, d := range r.Diagnostics {
		d.validate(&errs, i)
	}
	return errors.Join(errs...)
}

func (r Rejection) validate(errs *mistakes) {
	errs.unless(r.Code == "" || isWords(r.Code, "_"), "rejection.code %q: lower-case words with underscores are needed", r.Code)
	errs.unless(r.Message != "", "rejection.message: it is empty")
	errs.unless(isText(r.Message+strings.Join(r.Candidates, "")+strings.Join(r.Missing, "")), "rejection: it contains a NUL character")
}

func (d Diagnostic) validate(errs *mistakes, i int) {
	known := d.Severity == Info || d.Severity == Warning || d.Severity == Error
	errs.unless(known, "diagnostics[%d].severity %q: it is none of %q, %q, %q", i, d.Severity, Info, Warning, Error)
	errs.unless(isWords(d.Code, "_"), "diagnostics[%d].code %q: lower-case words with underscores are needed", i, d.Code)
	errs.unless(d.Message != "", "diagnostics[%d].message: it is empty", i)
	_, stage := ParseStage(d.Stage)
	errs.unless(stage, "diagnostics[%d].stage %q: there is no such stage", i, d.Stage)
	errs.unless(isText(d.Message+d.Hint+d.File), "diagnostics[%d]: it contains a NUL character", i)
	errs.unless(d.Line >= 0, "diagnostics[%d].line %d: lines count from 1", i, d.Line)
	errs.unless(d.Line == 0 || d.File != "", "diagnostics[%d].line: it needs a file", i)
}

type mistakes []error

func (m *mistakes) unless(good bool, format string, args ...any) {
	if !good {
		*m = append(*m, fmt.Errorf(format, args...))
	}
}

// isObject reports whether the text is a JSON object. encoding/json takes it
// as it is, even where it is not UTF-8, which not every database does.
func isObject(raw json.RawMessage) bool {
	return utf8.Valid(raw) && json.Valid(raw) && bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{"))
}

// isText reports whether a text can be stored everywhere: PostgreSQL has no
// NUL in its strings.
func isText(s string) bool { return !strings.ContainsRune(s, 0) }
