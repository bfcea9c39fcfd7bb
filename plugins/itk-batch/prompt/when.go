package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// when is a date condition: the date part of a filter, and what has to be
// said about it.
type when struct {
	spec.Filter
	note    string
	kind    spec.NoteKind
	invalid string // the text of a date that no calendar has
}

// readWhen reads a date condition at tokens[i:] and returns how many tokens
// it covers, or 0.
func readWhen(tokens []token, i int) (when, int) {
	start := i
	for i < len(tokens) && i-start < maxFilling && tokens[i].kind == word && skippable(tokens[i].fold) {
		i++
	}
	if i >= len(tokens) {
		return when{}, 0
	}
	for _, read := range [...]func([]token, int) (when, int){relative, older, ago, limited, plainDate} {
		if w, n := read(tokens, i); n > 0 {
			return w, i - start + n
		}
	}
	if i > start {
		// what was skipped may itself begin the condition: "in 2023"
		if w, n := limited(tokens, start); n > 0 {
			return w, n
		}
	}
	return when{}, 0
}

// maxFilling bounds the words without meaning before a date, so that a text
// made of nothing else is read in linear time.
const maxFilling = 6

func skippable(w string) bool {
	switch w {
	case "the", "den", "der", "dem", "das", "die", "been", "was", "were", "wurde", "wurden", "is", "ist", "sind", "are":
		return true
	}
	return false
}

func within(last int, unit string, calendar bool) when {
	return when{Filter: spec.Filter{Op: spec.OpWithin, Last: last, Unit: spec.Unit(unit), Calendar: calendar}}
}

func open(op spec.Op, note string) when {
	return when{Filter: spec.Filter{Op: op, Option: true}, note: note, kind: spec.NoteAssumed}
}

// relative reads spans that end with the moment of the run.
func relative(tokens []token, i int) (when, int) {
	n := 0
	for i+n < len(tokens) && n < maxFilling {
		switch tokens[i+n].fold {
		case "in", "im", "within", "innerhalb", "during", "waehrend", "for", "over", "the", "den", "der", "dem", "des", "von", "aus", "from", "newer", "younger", "juenger", "than", "als", "not":
			n++
			continue
		}
		break
	}
	if i+n >= len(tokens) {
		return when{}, 0
	}
	w := tokens[i+n].fold
	switch w {
	case "today", "heute":
		return within(0, "day", true), n + 1
	case "yesterday", "gestern":
		return within(1, "day", true), n + 1
	case "vormonat", "vormonats":
		return within(1, "month", true), n + 1
	case "vorjahr", "vorjahres":
		return within(1, "year", true), n + 1
	case "vorwoche":
		return within(1, "week", true), n + 1
	case "ytd":
		return within(0, "year", true), n + 1
	}
	if w == "this" || w == "current" || w == "diese" || w == "dieser" || w == "dieses" || w == "diesem" || w == "diesen" || w == "laufenden" {
		if unit, ok := unitAt(tokens, i+n+1); ok && unit != "hour" {
			return within(0, unit, true), n + 2
		}
		return when{}, 0
	}
	if n > 0 && bounded(tokens[i:i+n]) {
		if last, unit, m := amount(tokens, i+n); m > 0 {
			return within(last, unit, false), n + m
		}
	}
	return lastSpan(tokens, i+n, n)
}

// bounded tells "within 7 days" from "in 7 days" and "for 7 days".
func bounded(tokens []token) bool {
	for _, t := range tokens {
		switch t.fold {
		case "within", "innerhalb", "newer", "younger", "juenger":
			return true
		}
	}
	return false
}

// lastSpan reads "last week", "past 3 months", "letzten 24 Stunden".
func lastSpan(tokens []token, i, n int) (when, int) {
	rolling := false
	switch tokens[i].fold {
	case "last", "previous", "letzte", "letzten", "letzter", "letztes", "letztem", "vorigen", "vorige", "voriges":
	case "past", "vergangene", "vergangenen", "vergangener":
		rolling = true
	default:
		return when{}, 0
	}
	if i+1 < len(tokens) && (tokens[i+1].fold == "quarter" || tokens[i+1].fold == "quartal") {
		return open(spec.OpBetween, "a quarter without its year needs a date: both ends are options"), n + 2
	}
	if unit, ok := unitAt(tokens, i+1); ok {
		if unit == "hour" || rolling {
			return within(1, unit, false), n + 2
		}
		return within(1, unit, true), n + 2
	}
	if last, unit, m := amount(tokens, i+1); m > 0 {
		return within(last, unit, false), n + 1 + m
	}
	return when{}, 0
}

func unitAt(tokens []token, i int) (string, bool) {
	if i >= len(tokens) || tokens[i].kind != word {
		return "", false
	}
	return unitOf(tokens[i].fold)
}

// amount reads "7 days", "24h", "two weeks".
func amount(tokens []token, i int) (last int, unit string, n int) {
	if i >= len(tokens) || tokens[i].kind != word {
		return 0, "", 0
	}
	w := tokens[i].fold
	cut := 0
	for cut < len(w) && '0' <= w[cut] && w[cut] <= '9' {
		cut++
	}
	if cut > 0 && cut < len(w) {
		last, ok1 := digits(w[:cut], 5)
		unit, ok2 := unitOf(w[cut:])
		if ok1 && ok2 && last > 0 && last <= 36500 {
			return last, unit, 1
		}
		return 0, "", 0
	}
	last, ok1 := smallNumber(w)
	unit, ok2 := unitAt(tokens, i+1)
	if !ok1 || !ok2 || last == 0 || last > 36500 {
		return 0, "", 0
	}
	return last, unit, 2
}

// older reads "older than 30 days", "more than two weeks ago", "for 2 years"
// after a negation is read by the caller.
func older(tokens []token, i int) (when, int) {
	if i+2 >= len(tokens) {
		return when{}, 0
	}
	var n int
	switch tokens[i].fold + " " + tokens[i+1].fold {
	case "older than", "aelter als", "more than", "mehr als", "longer than", "laenger als", "at least", "mindestens seit":
		n = 2
	case "vor mehr":
		n = 3
	default:
		if n = 1; tokens[i].fold != "over" && tokens[i].fold != "ueber" {
			return when{}, 0
		}
	}
	last, unit, m := amount(tokens, i+n)
	if m == 0 {
		if d, k := readDate(tokens, i+n, true); k > 0 && n == 2 && (tokens[i].fold == "older" || tokens[i].fold == "aelter") {
			return condition(spec.OpBefore, d, date{}), n + k
		}
		return when{}, 0
	}
	n += m
	if i+n < len(tokens) && tokens[i+n].fold == "ago" {
		n++
	}
	return when{Filter: spec.Filter{Op: spec.OpOlderThan, Last: last, Unit: spec.Unit(unit)}}, n
}

// ago reads "two weeks ago", which names no day that a nightly program could mean.
func ago(tokens []token, i int) (when, int) {
	n := 0
	if tokens[i].fold == "vor" {
		n = 1
	}
	_, _, m := amount(tokens, i+n)
	if m == 0 {
		return when{}, 0
	}
	if n == 0 {
		if i+m >= len(tokens) || tokens[i+m].fold != "ago" {
			return when{}, 0
		}
		m++
	}
	return open(spec.OpBetween, "\"ago\" names one day back from the run: both ends are options"), n + m
}
