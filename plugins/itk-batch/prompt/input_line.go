package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// onePerLine reads "one uid per line" and "je Zeile eine Nummer", in
// parentheses or not: what the only column of the list holds.
func (r *reader) onePerLine() bool {
	i := r.pos
	open := r.at(i).text == "("
	if open {
		i++
	}
	h, end := r.lineHolds(i)
	if open && end > 0 {
		end = r.titlesEnd(end)
	}
	if end == 0 {
		return false
	}
	role := r.keyRole(h)
	if role == spec.RoleIgnore {
		return false
	}
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	c := spec.InputColumn{Role: role}
	if r.spec.Input.Header {
		c.Header = h.text
	}
	r.spec.Input.Columns, r.titled = []spec.InputColumn{c}, true
	r.byUID = r.byUID || role == spec.RoleUID
	r.skip(end - r.pos)
	r.took(0)
	return true
}

// lineHolds returns the title of what stands in each line, and the place
// behind the words that say so, or 0.
func (r *reader) lineHolds(i int) (headerText, int) {
	perLine := func(i int) int {
		if !r.at(i).isOneOf("per", "pro", "je", "each") || !r.at(i+1).isOneOf("line", "row", "zeile") {
			return 0
		}
		return i + 2
	}
	number := func(i int) int {
		for r.at(i).isOneOf("one", "just", "only", "nur", "exactly") || isArticle(r.at(i)) {
			i++
		}
		return i
	}
	first := perLine(i)
	at := number(max(i, first))
	n := r.title(at, false)
	if n == 0 {
		return headerText{}, 0
	}
	h := headerText{clip(r.slice(at, at+n), 64), at, n}
	if first > 0 {
		return h, at + n
	}
	return h, perLine(at + n)
}
