package spec

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Parse reads the JSON form. It is strict: unknown and repeated members,
// wrong types and another version are errors, all of them reported at once
// as [Errors]. It fills in no defaults and does not check values against each
// other; [Spec.WithDefaults] and [Spec.Validate] do.
func Parse(body []byte) (Spec, error) {
	if !utf8.Valid(body) {
		return Spec{}, Errors{{"spec", "is not valid UTF-8"}}
	}
	root, err := parseNode(body)
	if err != nil {
		return Spec{}, Errors{{"spec", "is not valid JSON: " + err.Error()}}
	}
	d := decoder{}
	s := New(root.member("pattern").text)
	d.spec(root, &s)
	if err := d.problems.orNil(); err != nil {
		return Spec{}, err
	}
	return s, nil
}

type decoder struct{ problems Errors }

// object calls read for each member; read returns false for a name that it
// does not know.
func (d *decoder) object(n node, path string, read func(name string, n node, at string) bool) {
	if n.kind != objectNode {
		d.problems.add(orRoot(path), "must be an object")
		return
	}
	for i, m := range n.members {
		at := m.name
		if path != "" {
			at = path + "." + m.name
		}
		if repeated(n.members[:i], m.name) {
			d.problems.add(at, "is given twice")
		} else if !read(m.name, m.value, at) {
			d.problems.add(at, "is no member of this form of the Spec")
		}
	}
}

func repeated(before []member, name string) bool {
	for _, m := range before {
		if m.name == name {
			return true
		}
	}
	return false
}

func orRoot(path string) string {
	if path == "" {
		return "spec"
	}
	return path
}

func (d *decoder) list(n node, path string, read func(n node, at string)) {
	if n.kind != listNode {
		d.problems.add(path, "must be a list")
		return
	}
	for i, item := range n.items {
		read(item, index(path, i))
	}
}

// decodeText reads a string into any of the string types.
func decodeText[T ~string](d *decoder, n node, path string, to *T) bool {
	if n.kind != textNode {
		d.problems.add(path, "must be a string")
		return true
	}
	*to = T(n.text)
	return true
}

func (d *decoder) flag(n node, path string, to *bool) bool {
	if n.kind != flagNode {
		d.problems.add(path, "must be true or false")
		return true
	}
	*to = n.flag
	return true
}

// always reads a member that has one value only and is there to be seen.
func (d *decoder) always(n node, path string, value node) bool {
	if n.kind != value.kind || n.text != value.text || n.flag != value.flag {
		d.problems.add(path, "must be "+value.String())
	}
	return true
}

// count is a number that cannot be negative.
func (d *decoder) count(n node, path string, to *int) bool {
	d.number(n, path, to)
	if *to < 0 {
		d.problems.add(path, "must be 0 or more")
		*to = 0
	}
	return true
}

func (d *decoder) texts(n node, path string, to *[]string) bool {
	d.list(n, path, func(n node, at string) {
		value := ""
		decodeText(d, n, at, &value)
		*to = append(*to, value)
	})
	return true
}

func (d *decoder) number(n node, path string, to *int) bool {
	value, err := strconv.ParseInt(n.text, 10, 32)
	if n.kind != numberNode || err != nil {
		d.problems.add(path, "must be a whole number")
		return true
	}
	*to = int(value)
	return true
}

func (d *decoder) spec(n node, s *Spec) {
	version := 0
	d.object(n, "", func(name string, n node, at string) bool {
		switch name {
		case "spec":
			return d.number(n, at, &version)
		case "pattern":
			return decodeText(d, n, at, &s.Pattern)
		case "title":
			return decodeText(d, n, at, &s.Title)
		}
		return d.block(name, n, at, s)
	})
	if version != Version {
		d.problems.add("spec", fmt.Sprintf("must be %d, the only version of this form", Version))
	}
}

func (d *decoder) block(name string, n node, at string, s *Spec) bool {
	switch name {
	case "select":
		d.selection(n, at, &s.Select)
	case "where":
		d.list(n, at, func(n node, at string) { s.Where = append(s.Where, d.filter(n, at)) })
	case "columns":
		d.list(n, at, func(n node, at string) { s.Columns = append(s.Columns, d.column(n, at)) })
	case "input":
		s.Input = &Input{Header: true}
		d.input(n, at, s.Input)
	case "action":
		d.action(n, at, &s.Action)
	case "structure":
		d.structure(n, at, &s.Structure)
	case "output":
		d.output(n, at, &s.Output)
	case "safety":
		d.safety(n, at, &s.Safety)
	case "notes":
		d.list(n, at, func(n node, at string) { s.Notes = append(s.Notes, d.note(n, at)) })
	default:
		return false
	}
	return true
}
