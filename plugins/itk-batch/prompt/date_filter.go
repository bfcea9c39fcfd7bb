package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// when reads a date condition at the current place.
func (r *reader) when() (when, int) {
	if r.pos >= len(r.tokens) {
		return when{}, 0
	}
	skip := 0
	if r.at(r.pos).text == "(" || r.at(r.pos).text == ":" {
		skip = 1
	}
	if r.pos+skip >= len(r.tokens) {
		return when{}, 0
	}
	w, n := readWhen(r.tokens, r.pos+skip)
	if n == 0 {
		return w, 0
	}
	return w, n + skip
}

// date reads a date condition that stands alone. Its field is the one named
// last, or the one that follows ("between ... and ... released").
func (r *reader) date() bool {
	w, n := r.when()
	if n == 0 {
		return false
	}
	if r.negate {
		w = r.otherThan(w, n)
		r.negate = false
	}
	r.skip(n)
	for r.at(r.pos).kind == word && skippable(r.at(r.pos).fold) {
		r.pos++
	}
	if !r.participleFollows() && r.lastDate != "" {
		r.addDate(r.lastDate, w)
		r.took(0)
		return true
	}
	pending := w // most words are no date: they shall cost no memory
	r.pending = &pending
	return true
}

// otherThan is the rest of the time, where that is one span: "not older than
// 30 days".
func (r *reader) otherThan(w when, n int) when {
	switch {
	case w.Op == spec.OpOlderThan:
		w.Op = spec.OpWithin
	case w.Op == spec.OpWithin && !w.Calendar:
		w.Op = spec.OpOlderThan
	default:
		r.missing = append(r.missing, "the dates that are wanted, instead of \""+clip(r.slice(r.pos, r.pos+n), 40)+"\" that are not")
	}
	return w
}

// participleFollows reports that what is dated comes next: "seit 2015 nicht
// mehr geändert".
func (r *reader) participleFollows() bool {
	i := r.pos
	p, n := match(r.tokens, i)
	if n > 0 && p.sense == not {
		p, _ = match(r.tokens, i+n)
	}
	return p.sense == participle
}

// dateless keeps a word that begins a date condition from being dropped when
// no date follows it.
func (r *reader) dateless(p phrase, n int) {
	switch p.words {
	case "since", "seit", "after", "before", "vor", "until", "till", "bis", "between", "zwischen", "prior to", "earlier than",
		"older than", "aelter als", "more than", "mehr als", "within", "innerhalb", "later than", "newer than", "younger than", "juenger als":
		r.missing = append(r.missing, "a date after \""+r.slice(r.pos, r.pos+n)+"\"")
	}
	r.skip(n)
}

// bind gives a pending date its field.
func (r *reader) bind(field spec.Field, n int) bool {
	if r.pending == nil {
		return false
	}
	w := *r.pending
	r.pending = nil
	r.lastDate = field
	r.addDate(field, w)
	r.took(n)
	return true
}

// addDate adds the filter of a date. Released in a span means released at
// all, too: the date alone also stands on objects whose status is gone.
func (r *reader) addDate(field spec.Field, w when) {
	r.undated = ""
	if w.invalid != "" {
		r.missing = append(r.missing, "\""+w.invalid+"\" is no day of the calendar")
		return
	}
	if w.From != "" && w.To != "" && w.From[:10] > w.To[:10] {
		r.missing = append(r.missing, "a span of dates that ends before it begins: "+w.From+" to "+w.To)
		return
	}
	if field == spec.FieldReleased && !r.hasFilter(spec.FieldStatus) {
		alternative := r.orPending
		r.orPending = false
		r.addFilter(spec.Filter{Field: spec.FieldStatus, Op: spec.OpSet})
		r.orPending = alternative
	}
	w.Field = field
	i := r.addFilter(w.Filter)
	if w.note != "" {
		r.note(pathAt("where", i), w.kind, w.note)
	}
	if w.Op == spec.OpWithin && !w.Calendar && w.note == "" {
		r.note(pathAt("where", i), spec.NoteAssumed, "the span is rolling: it reaches back from the moment of the run, not over whole calendar days")
	}
}
