package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

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
	case job, weakJob, count, refused:
		r.task(p, n)
	case and, or, then, not, marker, with, columnsWord, negativeAnswer:
		r.connect(p, n)
	case preposition, logWord:
		r.place(p, n)
	case limitWord, stopAtError, emptyResult, exitCode, scheduled, login, environment, noEffect:
		r.running(p, n)
	case format, delimiter, delimiterWord, header, encoding, byteOrder, newline, decimalComma, quoteAll, sortWord, direction:
		r.shape(p, n)
	case dateWord:
		r.dateless(p, n)
	default:
		r.skip(n)
	}
}

func (r *reader) connect(p phrase, n int) {
	switch p.sense {
	case not:
		r.negate, r.guard, r.listing = true, p.words, false
	case marker:
		r.guard, r.listing = p.words, false
	case with:
		r.guard = p.words
	case columnsWord:
		r.columnList(p, n)
		return
	case or:
		r.orPending = len(r.spec.Where) > 0
	}
	r.skip(n)
}

// columnList begins a list of columns. "in this order" may follow it, and
// "including" begins one only when a property comes next.
func (r *reader) columnList(p phrase, n int) {
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

// task notes what the prompt wants done.
func (r *reader) task(p phrase, n int) {
	switch p.sense {
	case weakJob:
		r.exported = true
	case count:
		if before := r.at(r.pos - 1); r.exported && (isConjunction(before) || before.fold == "also" || before.fold == "auch") {
			r.remark("the program prints the number of objects after each export")
			break
		}
		r.exported = true
		r.spec.Output.CountOnly = true
	case job:
		if p.arg == "item-create" && r.makesProgram(n) {
			r.exported = true
			break
		}
		if r.exported && len(r.jobs) == 0 && isConjunction(r.at(r.pos-1)) {
			r.addJob(spec.QueryExport)
		}
		r.addJob(p.arg)
		r.bareRelease = p.words == "release" || p.words == "freigeben"
	case refused:
		if d, m := readDate(r.tokens, r.pos+n, true); p.arg == "released by" && m > 0 {
			r.skip(n)
			r.addDate(spec.FieldReleased, condition(untilInclusive, d, date{}))
			r.took(m)
			return
		}
		if isForeign(p.arg) && r.foreign == "" {
			r.foreign = p.arg
		}
		r.soft = append(r.soft, p.arg)
	}
	r.took(n)
}

// makesProgram tells "create a utility that" from "create items".
func (r *reader) makesProgram(n int) bool {
	for i := r.pos + n; i < min(r.pos+n+4, len(r.tokens)); i++ {
		switch r.tokens[i].fold {
		case "utility", "program", "programm", "tool", "batch", "script", "skript", "report", "bericht", "list", "liste", "csv", "export", "file", "datei",
			"overview", "uebersicht", "auswertung", "extract", "auszug", "job", "itk", "json":
			return true
		case "item", "items", "part", "parts", "from", "aus", "teile", "artikel", "and", "und":
			return false
		}
	}
	return false
}

func (r *reader) addJob(pattern string) {
	for _, j := range r.jobs {
		if j == pattern {
			return
		}
	}
	r.jobs = append(r.jobs, pattern)
}

// addFilter appends a filter and returns its index, or -1 when it continues
// an alternative that one filter holds.
func (r *reader) addFilter(f spec.Filter) int {
	last := len(r.spec.Where) - 1
	for i, old := range r.spec.Where {
		if sameFilter(old, f) {
			return i
		}
	}
	if r.orPending {
		r.orPending = false
		if before := &r.spec.Where[last]; before.Field == f.Field && before.Op == f.Op && f.Op == spec.OpIs {
			before.Values = append(before.Values, f.Values...)
			return last
		}
		r.missing = append(r.missing, "\"or\" between different conditions: export twice, or name a saved query that joins them")
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
