package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// understand hands a phrase to the part of the reader that knows it.
func (r *reader) understand(p phrase, n int) {
	for _, t := range r.tokens[r.pos : r.pos+n] {
		if t.corrected && p.sense != filler {
			r.note("prompt", spec.NoteAssumed, "\""+clip(t.text, 40)+"\" read as \""+t.fold+"\"")
		}
	}
	switch p.sense {
	case property, nameless:
		r.property(p, n)
	case object, typeWord, revisions:
		r.objects(p, n)
	case participle, statusWord:
		r.lifeCycle(p, n)
	case author, mine, textOp, related, relation, withFiles, unreferenced, siteLocal:
		r.condition(p, n)
	case queryWord, folderWord, recursive, listWord:
		r.source(p, n)
	case job, topic, weakJob, count, refused:
		r.task(p, n)
	case and, or, then, not, marker, with, columnsWord, negativeAnswer:
		r.connect(p, n)
	case preposition, logWord:
		r.place(p, n)
	case limitWord, stopAtError, emptyResult, exitCode, scheduled, login, environment, noEffect:
		r.running(p, n)
	case format, delimiter, delimiterWord, header, encoding, byteOrder, newline, decimalComma, quoteAll, sortWord, direction:
		r.shape(p, n)
	case leftOut:
		r.missing = append(r.missing, "what \""+clip(r.slice(max(0, r.pos-1), r.pos+n), 40)+"\" leaves out: say it before, such as \"not released\" or \"except those owned by jdoe\"")
		r.took(n)
	case dateWord:
		r.dateless(p, n)
	default:
		r.skip(n)
	}
}

func (r *reader) connect(p phrase, n int) {
	switch p.sense {
	case not:
		if p.words == "noch" && !r.clauseSays("weder") {
			break // "die noch Status X haben"
		}
		if strings.HasPrefix(p.words, "ignor") && !r.objectSeen {
			r.loose(r.tokens[r.pos])
			return
		}
		r.announce(n)
		r.negate, r.guard, r.listing = true, p.words, false
		r.exception = boolToInt(r.objectSeen && isException(p.words))
	case marker:
		r.announce(n)
		r.guard, r.listing = p.words, false
	case with:
		if r.changes() && (p.words == "with" || p.words == "mit") {
			r.announce(n) // "delete 4711 with everything attached"
		}
		r.guard = p.words
	case columnsWord:
		r.columnList(p, n)
		return
	case and:
		r.exception = 0
	case or:
		r.orPending = len(r.spec.Where) > 0 || r.pending != nil
	}
	r.skip(n)
}

// columnList begins a list of columns. "in this order" may follow it, and
// "including" begins one only when a property comes next.
func (r *reader) columnList(p phrase, n int) {
	switch p.words {
	case "including", "incl", "inkl", "inklusive", "plus":
		r.announce(n)
	}
	r.skip(n)
	switch p.words {
	case "including", "incl", "inkl", "inklusive", "plus":
		if next, _ := match(r.tokens, min(r.pos, len(r.tokens)-1)); r.pos >= len(r.tokens) || next.sense != property && next.sense != nameless {
			return
		}
	}
	r.listing, r.guard = true, "columns"
	r.exported = true
}

// addFilter appends a filter and returns its index, or -1 when it continues
// an alternative that one filter holds.
func (r *reader) addFilter(f spec.Filter) int {
	r.filters++
	r.excepted()
	r.turned(f)
	last := len(r.spec.Where) - 1
	for i, old := range r.spec.Where {
		if sameFilter(old, f) {
			return i
		}
	}
	if r.orPending {
		r.orPending = false
		if last < 0 {
			r.missing = append(r.missing, "\"or\" between different conditions: export twice, or name a saved query that joins them")
		} else if before := &r.spec.Where[last]; before.Field == f.Field && before.Op == f.Op && f.Op == spec.OpIs {
			before.Values = append(before.Values, f.Values...)
			return last
		} else {
			r.missing = append(r.missing, "\"or\" between different conditions: export twice, or name a saved query that joins them")
		}
	}
	r.spec.Where = append(r.spec.Where, f)
	return last + 1
}

func sameFilter(a, b spec.Filter) bool {
	if a.Field != b.Field || a.Op != b.Op || a.From != b.From || a.To != b.To || a.Last != b.Last ||
		a.Unit != b.Unit || a.Calendar != b.Calendar || a.Option != b.Option || len(a.Values) != len(b.Values) {
		return false
	}
	for i := range a.Values {
		if a.Values[i] != b.Values[i] {
			return false
		}
	}
	return true
}

func (r *reader) hasFilter(field spec.Field) bool {
	_, ok := r.spec.Filter(field)
	return ok
}
