package spec

import (
	"strconv"
	"strings"
)

// Problem is one mistake in a Spec.
type Problem struct {
	// Path points at the member: "where[2].op".
	Path string
	// Text says what is wrong and what is allowed.
	Text string
}

// Errors are all mistakes that were found in a Spec, in the order of its members.
type Errors []Problem

// Error returns one line per mistake.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.Path + ": " + p.Text
	}
	return strings.Join(lines, "\n")
}

// orNil keeps an empty list from becoming a non-nil error.
func (e Errors) orNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

func (e *Errors) add(path, text string) { *e = append(*e, Problem{path, text}) }

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
