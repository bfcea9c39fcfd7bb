package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// limited reads conditions with a preposition: since, before, until, between,
// from ... to, in, on.
func limited(tokens []token, i int) (when, int) {
	role, n := prepositionOf(tokens, i)
	if n == 0 {
		return when{}, 0
	}
	if role == "after" {
		if w, m := sinceRelative(tokens, i+n); m > 0 {
			return w, n + m
		}
	}
	switch role {
	case "between", "from", "in":
		if first, second, m := dayRange(tokens, i+n, role); m > 0 {
			return condition(spec.OpBetween, first, second), n + m
		}
	}
	first, m := readDate(tokens, i+n, true)
	if m == 0 {
		return when{}, 0
	}
	n += m
	if role == "after" || role == "between" || role == "in" || role == "from" {
		if k := joiner(tokens, i+n, role); k > 0 {
			if second, m := readDate(tokens, i+n+k, true); m > 0 {
				return condition(spec.OpBetween, first, second), n + k + m
			}
		}
	}
	switch role {
	case "between":
		return when{}, 0
	case "after", "from":
		return condition(spec.OpAfter, first, date{}), n
	case "before":
		return condition(spec.OpBefore, first, date{}), n
	case "until":
		return condition(untilInclusive, first, date{}), n
	}
	op, m := orBeyond(tokens, i+n)
	return condition(op, first, first), n + m
}

// untilInclusive is resolved to before the next day.
const untilInclusive spec.Op = "until"

// prepositionOf returns the role of a date preposition and its tokens.
func prepositionOf(tokens []token, i int) (role string, n int) {
	if role, n = longPrepositionOf(tokens, i); n > 0 {
		return role, n
	}
	switch tokens[i].fold {
	case "since", "seit", "after", "nach", "starting", "ab", ">", ">=":
		return "after", 1
	case "before", "vor", "<":
		return "before", 1
	case "until", "till", "bis", "through", "<=":
		return "until", 1
	case "between", "zwischen":
		return "between", 1
	case "from", "von", "vom":
		return "from", 1
	case "spaetestens":
		return "until", 1
	case "fruehestens":
		return "after", 1
	case "in", "im", "during", "waehrend", "on", "am", "dated", "=", "aus", "of":
		return "in", 1
	}
	return "", 0
}

// longPrepositionOf reads one of two or three words.
func longPrepositionOf(tokens []token, i int) (role string, n int) {
	switch tokens[i].fold {
	case "on", "am", "by", "no", "not", "nicht", "or", "oder", "prior", "earlier", "up", "later", "newer", "younger", "juenger", "starting", "beginning", "bis", "ab", "nach", "seit":
	default:
		return "", 0
	}
	two := ""
	if i+1 < len(tokens) {
		two = tokens[i].fold + " " + tokens[i+1].fold
	}
	three := two
	if i+2 < len(tokens) {
		three += " " + tokens[i+2].fold
	}
	switch three {
	case "on or after", "am oder nach":
		return "after", 3
	case "on or before", "by or before", "am oder vor":
		return "until", 3
	case "no later than", "not later than", "nicht spaeter als", "no newer than":
		return "until", 3
	case "no earlier than", "not earlier than", "nicht frueher als", "no older than", "nicht aelter als":
		return "after", 3
	}
	switch two {
	case "or after", "or before", "oder nach", "oder vor": // "created on or after"
		if before := at(tokens, i-1).fold; before == "on" || before == "am" {
			return either(tokens[i+1].fold == "after" || tokens[i+1].fold == "nach", "after", "until"), 2
		}
	case "prior to", "earlier than":
		return "before", 2
	case "up to":
		return "until", 2
	case "later than", "newer than", "younger than", "juenger als", "starting from", "starting on", "beginning with", "not before", "ab dem", "nach dem", "seit dem":
		return "after", 2
	case "bis einschliesslich", "bis zum":
		return "until", 2
	}
	return "", 0
}

func at(tokens []token, i int) token {
	if i < 0 || i >= len(tokens) {
		return token{kind: mark}
	}
	return tokens[i]
}

// joiner returns the tokens of the word between two dates.
func joiner(tokens []token, i int, role string) int {
	if i >= len(tokens) {
		return 0
	}
	switch tokens[i].fold {
	case "and", "und", "&":
		if role == "between" || role == "in" {
			return boolToInt(role == "between")
		}
	case "to", "until", "till", "bis", "through", "-", "–", "..", "...", "und bis":
		if i+1 < len(tokens) && (tokens[i+1].fold == "zum" || tokens[i+1].fold == "einschliesslich") {
			return 2
		}
		return 1
	}
	return 0
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sinceRelative reads "since yesterday" and the like: both the whole span
// named and the time from its end until now.
func sinceRelative(tokens []token, i int) (when, int) {
	if w, n := olderAgo(tokens, i); n > 0 {
		return w, n
	}
	w, n := relative(tokens, i)
	if n == 0 {
		return w, weekday(tokens, i, &w)
	}
	if !w.Calendar || w.Last == 0 {
		return w, n
	}
	w.Calendar = false
	w.Last++
	if w.Unit == spec.UnitDay {
		w.Last, w.Unit = 48, spec.UnitHour
	}
	w.note, w.kind = "\"since\" reaches from that span to the run; taken as a rolling span that covers both", spec.NoteAssumed
	return w, n
}

// olderAgo reads "since 2 weeks ago" and the German "seit 2 Wochen" (for).
func olderAgo(tokens []token, i int) (when, int) {
	last, unit, n := amount(tokens, i)
	if n == 0 {
		return when{}, 0
	}
	if i+n < len(tokens) && tokens[i+n].fold == "ago" {
		n++
	}
	return within(last, unit, false), n
}

func weekday(tokens []token, i int, w *when) int {
	if i >= len(tokens) {
		return 0
	}
	switch tokens[i].fold {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag":
		*w = open(spec.OpAfter, "a weekday needs a date: the day is an option")
		return 1
	case "jahresbeginn":
		*w = within(0, "year", true)
		return 1
	}
	return 0
}

// plainDate reads a date, or two with a joiner, without a preposition.
func plainDate(tokens []token, i int) (when, int) {
	if first, second, n := dayRange(tokens, i, ""); n > 0 {
		return condition(spec.OpBetween, first, second), n
	}
	first, n := readDate(tokens, i, false)
	if n == 0 {
		return when{}, 0
	}
	if k := joiner(tokens, i+n, ""); k > 0 {
		if second, m := readDate(tokens, i+n+k, true); m > 0 {
			return condition(spec.OpBetween, first, second), n + k + m
		}
	}
	op, m := orBeyond(tokens, i+n)
	return condition(op, first, first), n + m
}

// orBeyond reads "or later" and "or earlier" after a date.
func orBeyond(tokens []token, i int) (spec.Op, int) {
	if i+1 >= len(tokens) || tokens[i].fold != "or" && tokens[i].fold != "oder" {
		return spec.OpBetween, 0
	}
	switch tokens[i+1].fold {
	case "later", "newer", "after", "spaeter", "danach", "juenger":
		return spec.OpAfter, 2
	case "earlier", "older", "before", "frueher", "davor", "aelter":
		return untilInclusive, 2
	}
	return spec.OpBetween, 0
}

// condition makes the filter part from one or two dates. What a clock or a
// guess would have to complete becomes an option.
func condition(op spec.Op, first, second date) when {
	two := op == spec.OpBetween
	if !two {
		second = first
	}
	first, second = settle(first, second)
	for _, d := range [...]date{first, second} {
		if d.invalid {
			return when{Filter: spec.Filter{Op: op}, invalid: d.text}
		}
	}
	if !first.fixed() || !second.fixed() {
		if op == untilInclusive {
			op = spec.OpBefore
		}
		return open(op, openNote(first, second))
	}
	w := when{Filter: spec.Filter{Op: op}}
	switch op {
	case spec.OpAfter:
		w.From = first.first()
	case spec.OpBefore:
		w.To = first.first()
	case untilInclusive:
		w.Op, w.To = spec.OpBefore, first.next()
	default:
		w.From, w.To = first.first(), second.last()
	}
	return w
}

// settle completes one end of a range by what the other one proves.
func settle(first, second date) (date, date) {
	first, second = first.withYear(second.year), second.withYear(first.year)
	switch {
	case first.unclear && !second.unclear && second.text != "" && slashProof(second):
		first = first.ordered(second)
	case second.unclear && !first.unclear && slashProof(first):
		second = second.ordered(first)
	}
	return first, second
}

// slashProof reports whether the date was written with slashes in a clear order.
func slashProof(d date) bool {
	for i := range d.text {
		if d.text[i] == '/' {
			return true
		}
	}
	return false
}

// ordered applies the order of a date that is clear.
func (d date) ordered(proof date) date {
	dayFirst := len(proof.text) > 2 && (proof.text[:2] == iso(0, 0, proof.day)[8:] || proof.text[:1] == iso(0, 0, proof.day)[9:] && proof.text[1] == '/')
	if !dayFirst {
		d = d.swapped()
	}
	d.unclear = false
	return d
}

func openNote(first, second date) string {
	for _, d := range [...]date{first, second} {
		if d.unclear {
			s := d.swapped()
			return "\"" + d.text + "\" may be " + d.first() + " or " + s.first() + ": the date is an option, to be given as YYYY-MM-DD"
		}
	}
	return "\"" + first.text + "\" has no year, and a generator has no clock: the date is an option"
}
