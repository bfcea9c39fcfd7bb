package prompt

import (
	"reflect"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// restriction is a word that announces one, such as "except", "only" or
// "that", and what was understood when it was read. It stays open until the
// reader understands something more.
type restriction struct {
	from, end int // its tokens
	before    understood
}

// understood is all that a word can change.
type understood struct {
	spec                                  spec.Spec
	words                                 patternWords
	filters, missing, remarks, jobs, soft int
	relation, secondType                  string
	pending                               *when
	lists, uids                           bool
	inputHeader                           *bool
}

func (r *reader) understood() understood {
	u := understood{
		spec: r.spec, words: r.patternWords,
		filters: r.filters, missing: len(r.missing), remarks: len(r.remarks), jobs: len(r.jobs), soft: len(r.soft),
		relation: r.relation, secondType: r.secondType, pending: r.pending,
		lists: r.listMentioned, uids: r.byUID, inputHeader: r.inputHeader,
	}
	u.spec.Notes = nil // a note says what was read, and changes nothing
	u.words.restricting = false
	if r.readsList() {
		u.spec.Columns = nil // nor does a column that is not written
	}
	return u
}

// announce opens a restriction of n tokens at the current place. One that is
// open goes on: "except those that are".
func (r *reader) announce(n int) {
	if r.open == nil {
		r.open = &restriction{from: r.pos, end: r.pos + n, before: r.understood()}
	}
}

// heed closes the restriction when what has been read since changed anything.
func (r *reader) heed() {
	if r.open == nil {
		return
	}
	before, now := r.open.before, r.understood()
	if first := r.at(r.open.from); r.negate || first.isOneOf("with", "mit") { // "unless the revision is": the objects alone exclude nothing
		before.forgetObjects()
		now.forgetObjects()
	}
	if !reflect.DeepEqual(before, now) {
		r.open = nil
	}
}

func (u *understood) forgetObjects() {
	sel := &u.spec.Select
	sel.Kind, sel.Type, sel.TypeGiven, u.secondType = "", "", false, ""
	u.spec.Columns = nil
}

// unheeded asks about a restriction that ends before anything was understood:
// without it the program would treat more than was meant.
func (r *reader) unheeded() {
	if r.undated != "" && (r.pos >= len(r.tokens) || r.at(r.pos).text != ",") {
		r.missing = append(r.missing, "since when or by whom \""+r.undated+"\" is meant: a date, such as \"since 2024-01-31\", or a user")
		r.undated = ""
	}
	if r.heed(); r.open == nil {
		return
	}
	if r.open.end == r.pos && r.at(r.open.from).isOneOf("only", "nur", "ausschliesslich") {
		r.open = nil // "to group Design only" looks back
		return
	}
	from, end := r.open.from, min(r.pos, r.open.end+mostQuoted)
	r.open = nil
	r.missing = append(r.missing, "what \""+clip(r.slice(from, max(end, from+1)), 60)+"\" restricts: say it by a property, such as owner = \"jdoe\", or leave it out")
}

// isException reports words that take objects off those that were named.
func isException(words string) bool {
	switch words {
	case "all but", "everything but", "anything but", "bis auf", "alle bis auf", "alles bis auf", "alle ausser", "alles ausser",
		"apart from", "aside from", "with the exception of", "with exception of", "mit ausnahme von", "mit ausnahme der", "abgesehen von", "but not", "aber nicht":
		return true
	}
	first, _, _ := strings.Cut(words, " ")
	switch first {
	case "except", "excluding", "ausser", "ausgenommen", "other", "skip", "skipping", "omit", "omitting", "exclude", "leave", "leaving":
		return true
	}
	return false
}

// excepted asks about an exception by two conditions, as in "except released
// ones of jdoe": filters must all hold, so that none of them says it.
func (r *reader) excepted() {
	if r.exception == 0 {
		return
	}
	if r.exception++; r.exception == 3 {
		r.missing = append(r.missing, "an exception by one condition: what is left out by two of them at once is no filter; list all with those columns and filter the file, or name one condition")
	}
}

// turned asks about a filter that does not say the opposite where it should:
// its reader has no way to exclude.
func (r *reader) turned(f spec.Filter) {
	if !r.negate || f.Field == spec.FieldSite {
		return
	}
	switch f.Op {
	case spec.OpIs, spec.OpLike, spec.OpAfter, spec.OpBefore, spec.OpBetween, spec.OpWithin, spec.OpOlderThan:
		r.missing = append(r.missing, "a condition that says what is wanted, instead of an exclusion of \""+clip(filterTitle(f), 60)+"\"")
	}
}

// relative notes a pronoun behind the objects that begins a relative clause:
// a word of it that is not understood may narrow them.
func (r *reader) relative(t token) {
	switch {
	case !r.objectSeen && !r.second() || r.listing || r.isGuarded() || t.kind != word:
	case t.isOneOf("which", "who", "welche", "welcher", "welches", "welchen"),
		t.isOneOf("die", "der", "das", "den") && r.at(r.pos-1).text == ",":
		r.guard = t.fold
	}
}

// beginsPrompt reports the first word that says anything, where nothing but an
// article stands between it and the objects: it is a verb.
func (r *reader) beginsPrompt() bool {
	if r.objectSeen || len(r.unknown) > 0 || r.pos > longestGreeting {
		return false
	}
	for _, t := range r.tokens[:r.pos] {
		if p, _ := match([]token{t}, 0); p.sense != filler {
			return false
		}
	}
	i := r.pos + 1
	for isArticle(r.at(i)) || r.at(i).isOneOf("open", "pending", "running", "offenen", "offene", "laufenden", "laufende") {
		i++
	}
	noun := r.nounAt(i)
	return noun == taskNoun || noun == workflowNoun || noun == objectNoun || noun == revisionNoun || noun == fileNoun || noun == propertyNoun
}

// endsAsVerb reports a German sentence that ends with a verb which is not
// known: "alle Teile in die Gruppe Neu überführen".
func (r *reader) endsAsVerb(t token) bool {
	next := r.at(r.pos + 1)
	return (r.objectSeen || r.spec.Input != nil) && !t.literal && !isUpperFirst(t.text) && strings.HasSuffix(t.fold, "en") && len(t.fold) > 5 &&
		(r.pos+1 >= len(r.tokens) || next.kind == mark && next.text != "," && next.text != ";")
}

// partOfTime reports a word that narrows a date: "the first half of 2023".
func (r *reader) partOfTime() bool {
	if !r.at(r.pos+1).isOneOf("of", "von", "des", "vom") || r.pos+2 >= len(r.tokens) {
		return false
	}
	_, n := readDate(r.tokens, r.pos+2, true)
	return n > 0
}

// longestGreeting bounds the words before the verb of a prompt.
const longestGreeting = 8

// describes reports a word right before the objects of a report, which may
// narrow them: "blue parts". A verb that is not known begins its sentence.
func (r *reader) describes() bool {
	if p, _ := match(r.tokens, r.pos+1); p.sense != object && p.sense != revisions {
		return false
	}
	before := r.at(r.pos - 1)
	return r.pos > 0 && before.kind == word && !r.objectSeen
}

// mostQuoted bounds how many words behind a restriction a question repeats.
const mostQuoted = 6

// goesOn reports a comma before a relative clause: "nur die, die frei sind".
func (r *reader) goesOn() bool {
	return r.at(r.pos+1).isOneOf("die", "der", "das", "deren", "dessen", "welche", "welcher", "that", "which", "whose", "who", "if", "wenn")
}

// passed asks about what must not be done, from the verb to token to, when it
// says to which objects: that leaves them out of what is done, too.
func (r *reader) passed(verb, from, to int) {
	for i := from; i < to; i++ {
		t := r.tokens[i]
		p, n := match(r.tokens, i)
		switch p.sense {
		case statusWord, participle, author, mine, siteLocal, unreferenced, withFiles, textOp:
		case nothing:
			if isArticle(t) || isDash(t) || t.kind == mark || t.isOneOf("anything", "anyone", "something", "nothing", "etwas", "irgendetwas", "others") {
				continue
			}
		default:
			i += max(0, n-1)
			continue
		}
		r.missing = append(r.missing, "which objects \""+clip(r.slice(verb, to), 60)+"\" leaves out: say it by a property, such as owner = \"jdoe\", or leave it out")
		return
	}
}

// settleUnread asks about every word that nobody understood, where the
// program changes data: it might narrow what is changed. A word that names the
// list itself does not: "the scans in scans.csv".
func (r *reader) settleUnread() {
	if !r.changes() {
		return
	}
	var unread []string
	for _, w := range unique(r.unknown) {
		if !r.namesList(w) {
			unread = append(unread, w)
		}
	}
	if len(unread) == 0 {
		return
	}
	verb := either(len(unread) == 1, "means", "mean")
	example := unread[len(unread)-1]
	r.missing = append(r.missing, "what "+strings.Join(firstOf(unread, 12), ", ")+" "+verb+": a word that is left out could widen what is changed; say it by a property, such as owner = "+example+" or object_name = "+example+", or leave it out")
}

// namesList reports a word that the name of the input file begins with.
func (r *reader) namesList(quotedWord string) bool {
	if r.spec.Input == nil || r.spec.Input.File == "" {
		return false
	}
	path := r.spec.Input.File
	base := fold(path[strings.LastIndexAny(path, `/\`)+1:])
	base, _, _ = strings.Cut(base, ".")
	return sameWord(fold(strings.Trim(quotedWord, "\"")), base)
}

// changes reports a program that writes: a pattern that does, unless it only
// lists tasks.
func (r *reader) changes() bool {
	return r.writes() && (r.spec.Pattern != spec.WorkflowTask || r.spec.Action.Do != spec.DoReport)
}

// misread reports a word that was corrected into one that says nothing here.
// It may have been right as it stood, and have meant something.
func (r *reader) misread(p phrase, n int) bool {
	corrected := false
	for _, t := range r.tokens[r.pos : r.pos+n] {
		corrected = corrected || t.corrected
	}
	switch {
	case !corrected:
		return false
	case p.sense == filler:
		return true
	case r.open != nil && (p.sense == job || p.sense == weakJob || p.sense == object):
		return true
	case !r.second() || !r.writes():
		return false
	case p.sense == job || p.sense == weakJob:
		asked := r.resolve(p.arg, n)
		return asked != r.spec.Pattern && !slices.Contains(includes(r.spec.Pattern), asked)
	}
	return p.sense == object && r.objectSeen
}

// doubts reports that one of the n tokens at the current place is far from
// what was written, where the program changes data.
func (r *reader) doubts(n int) bool {
	return r.writes() && slices.ContainsFunc(r.tokens[r.pos:r.pos+n], func(t token) bool { return t.doubtful })
}

// vague reports an adjective before the objects that names no limit: old and
// new ones are told apart by a date.
func (r *reader) vague(p phrase, n int) bool {
	switch p.words {
	case "old", "alte", "alten":
	case "new", "neue", "neuen", "neuer":
		switch r.spec.Pattern {
		case spec.DeleteObjects, spec.ChangeOwnership, spec.StatusAdd, spec.StatusRemove, spec.ProjectAssign, spec.WorkflowStart:
		default:
			return false
		}
	default:
		return false
	}
	next := r.at(r.pos + n)
	switch r.nounAt(r.pos + n) {
	case objectNoun, revisionNoun, fileNoun, assemblyNoun:
		return true
	}
	return next.kind == mark || next.fold == "ones" || r.open != nil
}
