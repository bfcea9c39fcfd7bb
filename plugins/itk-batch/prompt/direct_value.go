package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// directValue reads a name right after its property, as in "owner jdoe",
// "group Design" or "item id 4711"; n are the property's tokens.
func (r *reader) directValue(name string, field spec.Field, n int) bool {
	i := r.pos + n
	if r.listing || i >= len(r.tokens) || r.at(i).kind == mark {
		return false
	}
	negated := r.negate
	switch field {
	case spec.FieldOwner, spec.FieldGroup, spec.FieldModifiedBy, spec.FieldProject:
		if _, m := r.nameAt(i, field); m == 0 {
			return false
		}
		r.skip(n)
		r.addText(field, "is", negated, r.names(field))
	case spec.FieldItemID, spec.FieldName, spec.FieldDescription:
		return r.directText(field, n)
	default:
		if name != "object_type" || r.at(i).kind != quoted && !r.at(i).literal && !r.typeAt(i) {
			return false
		}
		r.skip(n)
		r.namedType("")
		return true
	}
	r.took(0)
	return true
}

// typeAt reports a word at token i that names a type by itself: UGMASTER.
func (r *reader) typeAt(i int) bool {
	t := r.at(i)
	p, _ := match(r.tokens, i)
	return len(t.text) > 2 && isCapitals(t.text) && strings.HasSuffix(p.arg, "|given") && p.sense == object
}

// directText reads "item id 4711" and "named Bolt*". A star makes a pattern.
func (r *reader) directText(field spec.Field, n int) bool {
	t, before := r.at(r.pos+n), r.at(r.pos).fold
	named := before == "named" || before == "called" || before == "namens"
	digit := strings.ContainsAny(t.text, "0123456789*")
	if t.kind != quoted && !named && (!t.literal || !digit || looksPath(t.text) || strings.Contains(t.text, "_")) {
		return false
	}
	negated := r.negate
	r.skip(n)
	values := r.ids(field)
	if len(values) == 0 {
		return false
	}
	if field == spec.FieldItemID && len(values) == 1 {
		values[0] = r.splitRevision(values[0], t)
	}
	r.exactOrPattern(field, negated, values)
	r.took(0)
	return true
}

// splitRevision reads 4711/A as an item and its revision.
func (r *reader) splitRevision(value string, t token) string {
	id, rev, ok := strings.Cut(value, "/")
	if !ok || t.kind == quoted || id == "" || rev == "" || strings.Contains(rev, "/") {
		return value
	}
	i := r.addFilter(spec.Filter{Field: spec.FieldRevID, Op: spec.OpIs, Values: []string{rev}})
	r.note(pathAt("where", i), spec.NoteAssumed, "\""+clip(value, 60)+"\" read as item and revision")
	return id
}

// ids reads item ids, which "and" joins as well as "or": no item has two.
func (r *reader) ids(field spec.Field) []string {
	if t := r.at(r.pos); field != spec.FieldItemID || t.kind == word && !t.literal {
		return r.texts("is")
	}
	var values []string
	for {
		values = append(values, r.at(r.pos).text)
		r.skip(1)
		k := 0
		if r.at(r.pos).text == "," {
			k = 1
		}
		if f := r.at(r.pos + k).fold; f == "and" || f == "or" || f == "und" || f == "oder" {
			k++
		}
		next := r.at(r.pos + k)
		if k == 0 || next.kind != quoted && !(next.kind == word && next.literal && strings.ContainsAny(next.text, "0123456789")) || looksPath(next.text) {
			return values
		}
		if op, _ := r.operator(r.pos + k + 1); op != "" {
			return values
		}
		r.skip(k)
	}
}

func (r *reader) exactOrPattern(field spec.Field, negated bool, values []string) {
	op := "is"
	for _, v := range values {
		if strings.HasSuffix(v, "*") || strings.HasPrefix(v, "*") {
			op = "like"
		}
	}
	r.addText(field, op, negated, values)
}

// status reads what follows the word status: a name, "is empty", or nothing,
// which makes it a column.
func (r *reader) status(n int) bool {
	negated := r.negate
	op, m := r.operator(r.pos + n)
	switch op {
	case "set", "unset":
		r.addStatus(spec.Filter{Op: spec.Op(op)})
		r.took(n + m)
		return true
	case "is-not":
		negated = !negated
	case "":
		if r.listing {
			return false
		}
	}
	i := r.pos + n + m
	if f := r.at(i).fold; f == "nicht" || f == "not" {
		negated, m, i = !negated, m+1, i+1 // "Status nicht Obsolete"
	}
	if r.at(i).fold == "set" && m == 0 || i >= len(r.tokens) {
		return false
	}
	p, k := match(r.tokens, i)
	lower := r.at(i).kind == word && !isUpperFirst(r.at(i).text)
	if (p.sense == participle && p.arg == "released" || p.sense == statusWord) && lower {
		return r.everydayStatus(p, n+m, k, negated)
	}
	if _, k := r.nameAt(i, spec.FieldStatus); k == 0 {
		return false
	}
	r.skip(n + m)
	names := r.names(spec.FieldStatus)
	f := spec.Filter{Op: spec.OpIs, Values: names}
	if negated {
		f.Op = spec.OpIsNot
	}
	path := pathAt("where", r.addStatus(f)) + ".values"
	for _, name := range names {
		if name == "Released" || name == "Freigegeben" {
			r.note(path, spec.NoteAssumed, "\""+name+"\" taken as the literal status name; a site often means TCM Released: option -status=")
		}
	}
	r.literalNote(strings.TrimSuffix(path, ".values"), f)
	r.took(0)
	if t := r.at(r.pos); t.isOneOf("auf", "onto") && len(r.jobs) == 0 && !r.exported && !negated {
		r.addJob(spec.StatusAdd, true) // "Status Obsolete auf alle Teile"
	}
	return true
}

// everydayStatus reads "status released" and "status obsolete", written small.
func (r *reader) everydayStatus(p phrase, before, k int, negated bool) bool {
	_, name, named := strings.Cut(p.arg, ":")
	r.skip(before)
	r.negate = negated
	switch {
	case p.sense == participle:
		op := spec.OpSet
		if negated {
			op = spec.OpUnset
		}
		i := r.addStatus(spec.Filter{Op: op})
		r.note(pathAt("where", i), spec.NoteAssumed, "\"status released\", written small, taken as any status; name one with -status=")
	case named:
		r.namedStatus(name, strings.HasPrefix(p.arg, "literal"))
	default:
		op := spec.Op(p.arg)
		if negated {
			op = opposite(op)
		}
		r.addStatus(spec.Filter{Op: op})
	}
	r.took(k)
	return true
}
