package spec

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Validate returns nil or [Errors] with every mistake, in the order of the
// members. It expects the defaults to be filled in.
func (s Spec) Validate() error {
	var e Errors
	r := ruleOf(s.Pattern)
	if len(r.from) == 0 {
		e.add("pattern", quoted(s.Pattern)+" is none of the patterns; there are "+strings.Join(Patterns(), ", "))
		return e
	}
	e.line("title", s.Title, 0, 120)
	s.validateSelect(&e, r)
	if len(s.Where) > 24 {
		e.add("where", "holds more than 24 filters")
	}
	for i, f := range s.Where {
		e.filter(index("where", i), f, s.Select.Kind, r)
	}
	s.validateColumns(&e, r)
	s.validateInput(&e, r)
	s.validateAction(&e, r)
	s.validateStructure(&e, r)
	s.validateOutput(&e, r)
	s.validateSafety(&e, r)
	s.validatePattern(&e)
	for i, n := range s.Notes {
		oneOf(&e, index("notes", i)+".kind", n.Kind, NoteDefault, NoteAssumed, NoteUncertain)
	}
	return e.orNil()
}

// oneOf reports a value that is none of the choices, and names them.
func oneOf[T ~string](e *Errors, path string, value T, choices ...T) {
	if slices.Contains(choices, value) {
		return
	}
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = quoted(string(c))
	}
	e.add(path, quoted(string(value))+" is not allowed; choose "+strings.Join(names, ", "))
}

func quoted(s string) string { return strconv.Quote(s) }

// line checks a text of one line with a length in characters.
func (e *Errors) line(path, s string, least, most int) {
	switch n := utf8.RuneCountInString(s); {
	case n < least:
		e.add(path, "must not be empty")
	case n > most:
		e.add(path, "is longer than "+strconv.Itoa(most)+" characters")
	}
	if !utf8.ValidString(s) {
		e.add(path, "is not valid UTF-8")
	}
	if strings.ContainsFunc(s, isControl) {
		e.add(path, "holds a control character")
	}
}

func isControl(r rune) bool {
	return r < 0x20 || 0x7f <= r && r < 0xa0 || r == '\u2028' || r == '\u2029'
}

// value checks free text: it may hold anything that a C string can.
func (e *Errors) value(path, s string) {
	switch {
	case s == "":
		e.add(path, "must not be empty")
	case !utf8.ValidString(s):
		e.add(path, "is not valid UTF-8")
	case strings.IndexByte(s, 0) >= 0:
		e.add(path, "holds a NUL character")
	}
}

func (e *Errors) identifier(path, s string) {
	if !IsIdentifier(s) {
		e.add(path, quoted(s)+" is no internal name: a letter, then up to 63 letters, digits and underscores")
	}
}

// block reports a block that is missing, or present without its source.
func (e *Errors) block(path string, present bool, from, needs From) {
	switch {
	case present && from != needs:
		e.add(path, "is allowed only when select.from is "+quoted(string(needs)))
	case !present && from == needs:
		e.add(path, "is missing: select.from is "+quoted(string(needs)))
	}
}
