package spec

import (
	"strconv"
	"unicode/utf8"
)

// JSON returns the compact JSON form with every default filled in, members in
// the schema's order. Equal Specs give equal bytes, and parsing the bytes
// again gives the same bytes.
func (s Spec) JSON() []byte {
	s = s.WithDefaults()
	e := encoder{out: make([]byte, 0, 2048)}
	e.open()
	e.integer("spec", Version)
	e.text("pattern", s.Pattern)
	e.text("title", s.Title)
	e.selection(s.Select)
	e.list("where", len(s.Where), func(i int) { e.filter(s.Where[i]) })
	e.list("columns", len(s.Columns), func(i int) { e.column(s.Columns[i]) })
	if s.Input != nil {
		e.input(*s.Input)
	}
	r := ruleOf(s.Pattern)
	e.action(s.Action, r)
	if r.structure {
		e.structure(s.Structure)
	}
	e.output(s.Output)
	e.safety(s.Safety, r)
	e.list("notes", len(s.Notes), func(i int) { e.note(s.Notes[i]) })
	e.close()
	return e.out
}

// MarshalJSON is [Spec.JSON].
func (s Spec) MarshalJSON() ([]byte, error) { return s.JSON(), nil }

// UnmarshalJSON is [Parse].
func (s *Spec) UnmarshalJSON(body []byte) error {
	parsed, err := Parse(body)
	if err == nil {
		*s = parsed
	}
	return err
}

// encoder appends JSON without reflection; a generation writes its Spec once,
// in a sandbox where reflection is dear.
type encoder struct{ out []byte }

// comma separates a value from the one before it, if there is one.
func (e *encoder) comma() {
	if n := len(e.out); n > 0 && e.out[n-1] != '{' && e.out[n-1] != '[' && e.out[n-1] != ':' {
		e.out = append(e.out, ',')
	}
}

func (e *encoder) open()  { e.comma(); e.out = append(e.out, '{') }
func (e *encoder) close() { e.out = append(e.out, '}') }

func (e *encoder) name(name string) {
	e.comma()
	e.out = append(appendString(e.out, name), ':')
}

func (e *encoder) text(name, value string) {
	e.name(name)
	e.out = appendString(e.out, value)
}

// optional leaves out what has no default to fill in.
func (e *encoder) optional(name, value string) {
	if value != "" {
		e.text(name, value)
	}
}

func (e *encoder) integer(name string, value int) {
	e.name(name)
	e.out = strconv.AppendInt(e.out, int64(value), 10)
}

func (e *encoder) flag(name string, value bool) {
	e.name(name)
	e.out = strconv.AppendBool(e.out, value)
}

func (e *encoder) list(name string, n int, item func(i int)) {
	e.name(name)
	e.out = append(e.out, '[')
	for i := range n {
		item(i)
	}
	e.out = append(e.out, ']')
}

func (e *encoder) texts(name string, values []string) {
	e.list(name, len(values), func(i int) {
		e.comma()
		e.out = appendString(e.out, values[i])
	})
}

func appendString(out []byte, s string) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, '\\', 'n')
		case r == '\t':
			out = append(out, '\\', 't')
		case r < 0x20 || r == 0x7f:
			out = append(out, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"')
}
