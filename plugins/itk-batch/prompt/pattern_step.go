package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// second reports that the pattern is known and is not query-export, whose
// words the common reader understands alone.
func (r *reader) second() bool { return r.spec.Pattern != spec.QueryExport }

func (r *reader) writes() bool { return spec.Writes(r.spec.Pattern) }

// readsList reports a writer of objects: its columns are those of its input.
func (r *reader) readsList() bool { return r.writes() && r.spec.Pattern != spec.WorkflowTask }

// patternStep understands what the pattern reads in its own way.
func (r *reader) patternStep(t token, p phrase, n int) bool {
	if r.g.read != nil && r.g.read(r, p, n) {
		return true
	}
	if t.kind != word {
		return false
	}
	return r.everyRevision(p, n) || r.guardWords(p, n) || r.includes(p, n) || r.list(t, p, n) || r.jobWord(p, n) || r.argument(t)
}

// everyRevision reads "every revision" as the objects, not as a choice among
// the revisions of each item.
func (r *reader) everyRevision(p phrase, n int) bool {
	if p.sense != revisions || p.arg != "all" || p.words != "every revision" && p.words != "each revision" && p.words != "jede revision" {
		return false
	}
	r.everything = true
	r.object(phrase{p.words, object, "revision|ItemRevision|given"}, n)
	return true
}

// jobWord passes over the words that chose the pattern.
func (r *reader) jobWord(p phrase, n int) bool {
	switch p.sense {
	case job, weakJob, topic:
		if p.sense == topic && r.readsList() && (r.isGuarded() || isCondition(p.arg)) {
			r.missing = append(r.missing, "what \""+clip(r.slice(r.pos, r.pos+n), 40)+"\" restricts: "+r.spec.Pattern+" has no such condition")
			r.took(n)
			return true
		}
		r.exported = true
		if asked := r.forbiddenJob(p, n); asked != "" && asked != r.spec.Pattern && !slices.Contains(includes(r.spec.Pattern), asked) {
			r.passClause(n)
			r.skip(n)
			return true
		}
		r.skip(1) // what follows the verb may be words of the pattern
		return true
	case refused:
		switch {
		case p.arg == "assembly":
			r.objectSeen = true
			r.skip(n)
			return true
		case p.arg == "xlsx" && r.readsList():
			r.soft = append(r.soft, "xlsx input")
			r.took(n)
			return true
		}
	}
	return false
}

// forbiddenJob returns the job of a verb behind "do not".
func (r *reader) forbiddenJob(p phrase, n int) string {
	if p.sense != job || !r.forbidden() {
		return ""
	}
	return r.resolve(p.arg, n)
}

// isCondition reports topics that in a change can only restrict its objects.
func isCondition(topic string) bool {
	return topic == spec.CheckoutReport || topic == spec.ClassificationReport || topic == spec.WhereUsed
}

// guardWords read what the safety of a writer says.
func (r *reader) guardWords(p phrase, n int) bool {
	if !r.writes() {
		return false
	}
	s := &r.spec.Safety
	switch p.sense {
	case noEffect:
		switch p.arg {
		case "bypass":
			if !spec.Guards(r.spec.Pattern, "bypass") {
				r.remark("this program has no bypass: it changes only what its user may change")
				break
			}
			s.Bypass = spec.BypassOption
			r.remark("the program has the option -bypass; it never switches the bypass on by itself")
		case "dry run":
			r.remark("a dry run is the default; -nodryrun writes")
		case "resume":
			r.remark("an interrupted run goes on with -start= when a file names the objects, and otherwise by running it again")
		case "overwrite":
			return false
		default:
			r.remark(withoutEffect(p.arg))
		}
		r.took(n)
		return true
	case safetyWord:
		r.safety(p.arg)
		r.took(n)
		return true
	}
	return false
}

func (r *reader) safety(arg string) {
	s := &r.spec.Safety
	member, _, _ := strings.Cut(arg, ":")
	if member != "productive" && !spec.Guards(r.spec.Pattern, member) {
		r.remark("this program does not test \"" + member + "\", so that the wish has no effect")
		return
	}
	switch arg {
	case "keepModified":
		s.KeepModified = true
	case "released:allow":
		s.Released = spec.GuardAllow
		if spec.Guards(r.spec.Pattern, "bypass") {
			s.Bypass = spec.BypassOption
		}
	case "released:skip":
		s.Released = spec.GuardSkip
	case "checkedOut:skip":
		s.CheckedOut = spec.GuardSkip
	case "checkedOut:error":
		s.CheckedOut = spec.GuardError
	case "inProcess:allow":
		s.InProcess = spec.GuardAllow
	case "inProcess:skip":
		s.InProcess = spec.GuardSkip
	case "productive":
		r.remark("a dry run stays the default; -nodryrun writes")
	}
}

// offerBypass gives a pattern that needs it at most sites the option -bypass.
func (r *reader) offerBypass() {
	if r.spec.Safety.Bypass == "" {
		r.spec.Safety.Bypass = spec.BypassOption
		r.note("safety.bypass", spec.NoteDefault, "the program has the option -bypass; it never switches the bypass on by itself")
	}
}

// includes reads "including their revisions and datasets".
func (r *reader) includes(p phrase, n int) bool {
	if !spec.Includes(r.spec.Pattern) {
		return false
	}
	i := r.pos
	switch {
	case p.sense == with, p.sense == columnsWord && isIncluding(p.words):
		i += n
	case p.sense == revisions && p.arg == "all" && r.withAll(p.words):
		r.include(spec.IncludeRevisions)
		r.skip(n)
		i = r.pos
		if isConjunction(r.at(i)) || r.at(i).text == "," {
			i++
		}
	default:
		return false
	}
	found := false
	for {
		for isArticle(r.at(i)) || r.at(i).kind == word && (r.at(i).fold == "attached" || r.at(i).fold == "also") {
			i++
		}
		what, m := r.includeWord(i)
		if m == 0 {
			break
		}
		found = true
		r.include(what)
		i += m
		r.skip(i - r.pos)
		if r.at(i).text == "," {
			i++
		}
		if isConjunction(r.at(i)) || r.at(i).kind == word && r.at(i).fold == "sowie" {
			i++
		}
	}
	if found || p.sense == revisions {
		r.took(0)
		return true
	}
	return false
}

func isIncluding(words string) bool {
	switch words {
	case "including", "incl", "inkl", "inklusive", "plus":
		return true
	}
	return false
}

// withAll tells "with all revisions" from "all revisions of".
func (r *reader) withAll(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return first == "with" || first == "incl" || first == "including" || first == "mit" || first == "samt"
}

func (r *reader) includeWord(i int) (spec.Include, int) {
	t := r.at(i)
	if t.kind != word || i >= len(r.tokens) {
		return "", 0
	}
	var best spec.Include
	length := 0
	for w := range includeWords {
		for words := range phrasesOf(includeWords[w].words) {
			if begins(words, t.fold) {
				if n := matches(words, r.tokens[i:]); n > length {
					best, length = includeWords[w].include, n
				}
			}
		}
	}
	return best, length
}

var includeWords = [...]struct {
	include spec.Include
	words   string
}{
	{spec.IncludeItem, "item, items, artikel"},
	{spec.IncludeRevisions, "revision, revisions, revs, revisionen, item revisions"},
	{spec.IncludeForms, "form, forms, formulare, formular, master forms, stammformulare"},
	{spec.IncludeDatasets, "dataset, datasets, datensaetze, datensatz, attachments, anhaenge, anhaengen, drawings, zeichnungen, files, dateien, attached files"},
	{spec.IncludeBOMViews, "bom views, bom view, bvr, bvrs, structures, stuecklistensichten, stuecklisten"},
}

// include widens the objects, in the order in which the Spec names it.
func (r *reader) include(what spec.Include) {
	order := [...]spec.Include{spec.IncludeItem, spec.IncludeRevisions, spec.IncludeForms, spec.IncludeDatasets, spec.IncludeBOMViews}
	var out []spec.Include
	for _, o := range order {
		known := o == what
		for _, old := range r.spec.Select.Include {
			known = known || old == o
		}
		if known {
			out = append(out, o)
		}
	}
	r.spec.Select.Include = out
}

// list reads what names the file with the objects, and its columns.
func (r *reader) list(t token, p phrase, n int) bool {
	if p.sense == property && p.arg == "uid@run" && !r.titled && !r.listing && (r.readsList() || !r.columnContext(n)) {
		r.byUID = true
		r.skip(n)
		return true
	}
	if !r.readsList() {
		return false
	}
	switch {
	case r.columnPlace():
		return true
	case t.fold == "listed" || t.fold == "aufgelistet" || t.fold == "aufgefuehrt":
		r.listMentioned = true
		r.skip(1)
		return true
	case p.sense == columnsWord && (r.at(r.pos).fold == "column" || r.at(r.pos).fold == "spalte") && r.title(r.pos+n, false) > 0 && r.at(r.pos+n+1).text != ",":
		r.skip(n + 1) // "from column status": the list of titles comes elsewhere
		return true
	case p.sense == columnsWord && !isIncluding(p.words):
		i := r.pos + n
		for r.at(i).text == ":" || isArticle(r.at(i)) || isCopula(r.at(i)) {
			i++
		}
		return r.takeHeaders(i, true)
	case p.sense == format && !r.isOutput(p.words), p.sense == listWord && p.arg == "":
		r.listMentioned = true
		r.inputList(phrase{p.words, listWord, ""}, n)
		r.afterFile()
		return true
	case n == 0 && looksPath(t.text) && r.role != "log" && r.role != "out file" && r.role != "out folder" && hasExtension(t.text) && (r.spec.Input == nil || r.spec.Input.File == ""):
		r.role, r.listMentioned = "", true
		r.inputFile(t.text)
		r.skip(1)
		r.afterFile()
		r.took(0)
		return true
	case p.sense == preposition && p.arg == "in" && looksPath(r.at(r.pos+n).text) && (r.spec.Input == nil || r.spec.Input.File == ""):
		r.skip(n)
		r.inputFile(r.at(r.pos).text)
		r.skip(1)
		r.afterFile()
		r.took(0)
		return true
	case !r.titled && (r.spec.Input != nil || r.afterMark(":") || r.at(r.pos+max(n, 1)).text == ";"):
		return r.takeHeaders(r.pos, false)
	}
	return false
}

// isCopula reports the verb of "the columns are a, b and c".
func isCopula(t token) bool {
	if t.kind != word {
		return false
	}
	switch t.fold {
	case "are", "is", "sind", "lauten", "heissen", "being", "namely", "naemlich":
		return true
	}
	return false
}

func (r *reader) afterMark(text string) bool { return r.at(r.pos-1).text == text }

// isOutput tells "to csv" from "from csv".
func (r *reader) isOutput(words string) bool {
	switch first, _, _ := strings.Cut(words, " "); first {
	case "to", "as", "als", "nach", "into", "output":
		return true
	}
	return false
}

// afterFile reads the titles behind the name of a file.
func (r *reader) afterFile() {
	i, free := r.pos, false
	for i < len(r.tokens) {
		t := r.at(i)
		switch {
		case t.text == ":" || t.text == "=":
			free = true
		case t.kind == word && (t.fold == "with" || t.fold == "mit" || t.fold == "columns" || t.fold == "spalten" || t.fold == "column" || t.fold == "has" || t.fold == "format" || t.fold == "header"):
			free = free || t.fold == "columns" || t.fold == "spalten" || t.fold == "header"
		default:
			if r.titled {
				return
			}
			r.takeHeaders(i, free)
			return
		}
		i++
	}
}

// argument reads an object that the prompt names by its id.
func (r *reader) argument(t token) bool {
	if !r.g.arguments || t.kind != word || !t.literal || looksPath(t.text) || r.listing || !isObjectID(t.text) {
		return false
	}
	if _, n := readWhen(r.tokens, r.pos); n > 0 {
		return false
	}
	r.addObject(t.text)
	r.skip(1)
	r.took(0)
	return true
}

// isObjectID reports ids such as 4711/B, 000123, PNX-100 or 900-1000/02.
func isObjectID(s string) bool {
	id, rev, ok := strings.Cut(s, "/")
	if ok && (rev == "" || len(rev) > 6 || strings.Contains(rev, "/")) {
		return false
	}
	if id == "" || strings.Contains(s, "_") || strings.ContainsAny(s, "*.:\\$%@") {
		return false
	}
	return strings.ContainsAny(id, "0123456789") && (ok || len(id) >= 3)
}

func (r *reader) addObject(text string) {
	o := spec.Object{ItemID: text}
	if id, rev, ok := strings.Cut(text, "/"); ok {
		o = spec.Object{ItemID: id, RevID: rev}
	}
	for _, old := range r.spec.Select.Objects {
		if old == o {
			return
		}
	}
	r.spec.Select.Objects = append(r.spec.Select.Objects, o)
}

// uidArgument reads "uid wXd9abc123".
func (r *reader) uidArgument(p phrase, n int) bool {
	if p.sense != property || p.arg != "uid@run" || !r.g.arguments {
		return false
	}
	i := r.pos + n
	if r.at(i).text == "=" || r.at(i).text == ":" {
		i++
	}
	t := r.at(i)
	if t.kind == mark || !isUID(t.text) || t.kind == word && !t.literal {
		return false
	}
	r.spec.Select.Objects = append(r.spec.Select.Objects, spec.Object{UID: t.text})
	r.skip(i + 1 - r.pos)
	r.took(0)
	return true
}

func isUID(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') && c != '$' && c != '_' {
			return false
		}
	}
	return len(s) >= 4 && len(s) <= 32
}
