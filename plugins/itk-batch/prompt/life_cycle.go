package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// lifeCycle reads statuses and the participles created, modified, released.
// The argument of a status word is set, unset, literal:<name>, name:<name>
// (an everyday word taken as a status name) or ask:<name> (one that sites
// call differently, accepted only when it excludes).
func (r *reader) lifeCycle(p phrase, n int) {
	if p.sense == participle {
		r.participle(p, n)
		return
	}
	how, name, _ := strings.Cut(p.arg, ":")
	switch {
	case how == "set" || how == "unset":
		op := spec.Op(how)
		if r.negate {
			op = opposite(op)
		}
		r.addStatus(spec.Filter{Op: op})
	case how == "ask" && !r.negate:
		r.missing = append(r.missing, "the name of the status that stands for \""+p.words+"\": write, for example, with status \""+name+"\"")
	default:
		r.namedStatus(name, how == "literal")
	}
	r.took(n)
}

func opposite(op spec.Op) spec.Op {
	if op == spec.OpSet {
		return spec.OpUnset
	}
	return spec.OpSet
}

// namedStatus adds a status by name; one that was not written so is a note.
func (r *reader) namedStatus(name string, literal bool) {
	op := spec.OpIs
	if r.negate {
		op = spec.OpIsNot
	}
	i := r.addStatus(spec.Filter{Op: op, Values: []string{name}})
	if !literal {
		r.note(pathAt("where", i)+".values", spec.NoteAssumed, "status \""+name+"\": the spelling is checked at the site, option -status=")
	}
}

func (r *reader) addStatus(f spec.Filter) int {
	f.Field = spec.FieldStatus
	if f.Op != spec.OpUnset { // what is not released has no date of it
		r.lastDate = spec.FieldReleased
	}
	return r.addFilter(f)
}

func (r *reader) participle(p phrase, n int) {
	field, how, _ := strings.Cut(p.arg, ":")
	noun, isNoun := propertyOf(p.words)
	if r.columnHere(n) && (isNoun || r.listing) {
		if !isNoun {
			noun = dateProperty(spec.Field(field))
		}
		r.column(noun, r.slice(r.pos, r.pos+n))
		r.took(n)
		return
	}
	if how == "not" || r.negate && field == "modified" {
		r.notModified(n)
		return
	}
	if r.negate && r.pending != nil {
		r.missing = append(r.missing, "\"not "+p.words+"\" with a date: name the dates that are wanted")
	}
	if r.bind(spec.Field(field), n) {
		return
	}
	negated := r.negate
	r.skip(n)
	if w, m := r.when(); m > 0 {
		if negated {
			r.missing = append(r.missing, "\"not "+p.words+"\" with a date: name the dates that are wanted")
		}
		r.lastDate = spec.Field(field)
		r.addDate(spec.Field(field), w)
		r.took(m)
		return
	}
	r.lastDate = spec.Field(field)
	switch {
	case isNoun:
		r.column(noun, r.slice(r.pos-n, r.pos))
	case field == "released":
		op := spec.OpSet
		if negated {
			op = spec.OpUnset
		}
		r.addStatus(spec.Filter{Op: op})
	default:
		r.undated = p.words
	}
	r.took(0)
}

// columnHere reports a list of columns: nothing that would make a filter
// follows the phrase of n tokens.
func (r *reader) columnHere(n int) bool {
	if _, m := readWhen(r.tokens, min(r.pos+n, len(r.tokens))); m > 0 && r.pos+n < len(r.tokens) {
		return false
	}
	return true
}

// propertyOf returns the property that the same words name.
func propertyOf(words string) (string, bool) {
	phrases := &index().phrases
	for number := phrases.head[first(words)]; number != 0; number = phrases.next[number-1] {
		p := &phrases.items[number-1]
		if p.words == words && p.entry.sense == property {
			return p.entry.arg, true
		}
	}
	if _, ok := propertyField(words); ok {
		return words, true
	}
	return "", false
}

func dateProperty(f spec.Field) string {
	switch f {
	case spec.FieldCreated:
		return "creation_date"
	case spec.FieldModified:
		return "last_mod_date"
	}
	return "date_released"
}

// notModified reads "not modified since 2023", "unchanged for 2 years" and
// "seit 2023 nicht geändert".
func (r *reader) notModified(n int) {
	r.skip(n)
	r.negate = false
	if w, m := r.when(); m > 0 {
		r.untouched(w)
		r.took(m)
		return
	}
	k := r.pos
	for r.at(k).fold == "for" || r.at(k).fold == "seit" {
		k++
	}
	if last, unit, m := amount(r.tokens, k); m > 0 {
		r.addFilter(spec.Filter{Field: spec.FieldModified, Op: spec.OpOlderThan, Last: last, Unit: spec.Unit(unit)})
		r.took(k - r.pos + m)
		return
	}
	if r.pending == nil {
		r.missing = append(r.missing, "\"not modified\" needs since when or for how long")
	} else {
		w := *r.pending
		r.pending = nil
		r.untouched(w)
	}
	r.took(0)
}

// untouched adds the filter of a time in which nothing was modified.
func (r *reader) untouched(w when) {
	switch {
	case w.Op == spec.OpAfter && !w.Option:
		w.Op, w.From, w.To = spec.OpBefore, "", w.From
	case w.Op == spec.OpAfter:
		w.Op = spec.OpBefore
	case w.Op == spec.OpWithin && !w.Calendar:
		w.Op = spec.OpOlderThan
	case w.Op == spec.OpOlderThan:
	default:
		r.missing = append(r.missing, "\"not modified\" needs since when or for how long")
	}
	r.lastDate = spec.FieldModified
	r.addDate(spec.FieldModified, w)
}
