package prompt

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// request is one thing that the prompt asks for.
type request struct {
	job string
	at  int
	// verb is false for a noun such as "bill of material", which asks for a
	// report only where no verb asks for more.
	verb bool
	// loose is true for "release", which a workflow does as well as a status.
	loose bool
}

// task notes what the prompt wants done.
func (r *reader) task(p phrase, n int) {
	switch p.sense {
	case weakJob:
		r.exported, r.lists = true, true
		if r.exportsFiles(p, n) {
			r.addJob(spec.DatasetExport, true)
		}
		if r.writesInto(p) {
			r.addJob(spec.PropertyUpdate, true)
		}
	case count:
		r.count()
	case topic:
		r.addJob(p.arg, false)
	case job:
		r.verb(p, n)
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

func (r *reader) count() {
	if before := r.at(r.pos - 1); r.exported && (isConjunction(before) || before.fold == "also" || before.fold == "auch") {
		r.remark("the program prints the number of objects after each export")
		return
	}
	r.exported = true
	r.spec.Output.CountOnly = true
}

// verb notes what a verb asks for, by what it acts on.
func (r *reader) verb(p phrase, n int) {
	if r.forbidden() {
		if asked := r.resolve(p.arg, n); asked != "" {
			r.excluded = append(r.excluded, asked)
		}
		r.passClause(n)
		return
	}
	if p.arg == "item-create" && r.makesProgram(n) {
		r.exported = true
		return
	}
	if r.exported && len(r.jobs) == 0 && isConjunction(r.at(r.pos-1)) {
		r.addJob(spec.QueryExport, true)
	}
	if len(r.jobs) > 0 && isExisting(r.at(r.pos+n)) {
		return // "import ..., update existing lines": how, not another job
	}
	if asked := r.resolve(p.arg, n); asked != "" {
		r.addJob(asked, true)
		r.bareRelease = p.words == "release" || p.words == "freigeben"
		if last := len(r.jobs) - 1; last >= 0 {
			r.jobs[last].loose = r.bareRelease || p.words == "release directly"
		}
	}
}

// forbidden reports "do not" right before the current verb.
func (r *reader) forbidden() bool {
	switch before := r.at(r.pos - 1); before.fold {
	case "not", "don't", "dont", "never", "niemals":
		return before.kind == word
	}
	return false
}

// passClause moves to the end of what must not be done; n are the tokens of
// the verb, which the caller passes.
func (r *reader) passClause(n int) {
	i := r.pos + n
	for i < len(r.tokens) && r.tokens[i].kind != mark && !r.tokens[i].isOneOf("but", "just", "only", "instead", "sondern", "nur") && !r.verbFollows(i) {
		i++
	}
	if r.second() {
		r.passed(r.pos, r.pos+n, i)
	}
	r.skip(max(0, i-n-r.pos))
	r.negate, r.guard, r.open = false, "", nil
}

func isExisting(t token) bool {
	switch t.fold {
	case "existing", "vorhandene", "vorhandenen", "bestehende", "bestehenden", "existierende":
		return t.kind == word
	}
	return false
}

// makesProgram tells "create a utility that" from "create items".
func (r *reader) makesProgram(n int) bool {
	for i := r.pos + n; i < min(r.pos+n+4, len(r.tokens)) && r.tokens[i].kind != mark; i++ {
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

// mostJobs bounds what is kept of a text of verbs alone.
const mostJobs = 256

func (r *reader) addJob(id string, verb bool) {
	if len(r.jobs) >= mostJobs {
		return
	}
	r.jobs = append(r.jobs, request{job: id, at: r.pos, verb: verb})
}

// asked returns the jobs that the prompt asks for, each once: all verbs, and
// the nouns whose clause has no stronger verb than "list" or "export".
func (r *reader) asked() []string {
	var jobs []string
	for _, q := range r.jobs {
		if (q.verb || r.standsAlone(q) && !r.usedInStructures(q)) && !slices.Contains(jobs, q.job) {
			jobs = append(jobs, q.job)
		}
	}
	if jobs = distinctJobs(jobs); slices.Equal(jobs, []string{spec.WorkflowStart}) && r.addsStatus() {
		return []string{spec.StatusAdd, spec.WorkflowStart}
	}
	return jobs
}

// addsStatus reports a status that is added by a verb of its own, as in "set
// status Approved, then start the workflow".
func (r *reader) addsStatus() bool {
	return slices.ContainsFunc(r.jobs, func(q request) bool { return q.job == spec.StatusAdd && q.verb && !q.loose })
}

// writesInto tells "write the weight into the revisions" from "write the
// parts into a file".
func (r *reader) writesInto(p phrase) bool {
	switch p.words {
	case "write", "schreibe", "schreiben", "schreibt":
	default:
		return false
	}
	from, to := r.clause()
	for i := from; i < to; i++ {
		if f := r.tokens[i].fold; f != "in" && f != "into" && f != "auf" {
			continue
		}
		k := i + 1
		for isArticle(r.at(k)) {
			k++
		}
		if found := r.nounAt(k); k < to && (found == objectNoun || found == revisionNoun) {
			return true
		}
	}
	return false
}

// exportsFiles tells "export the PDFs to /data" from "export the PDFs to
// list.csv": files go into a directory.
func (r *reader) exportsFiles(p phrase, n int) bool {
	switch p.words {
	case "export", "extract", "exportieren", "exportiere", "get":
	default:
		return false
	}
	return r.verbObject(n) == fileNoun && r.toDirectory()
}

// toDirectory reports that the prompt names a directory; it is looked for once.
func (r *reader) toDirectory() bool {
	if r.namesDirectory == nil {
		r.namesDirectory = new(r.directoryNamed())
	}
	return *r.namesDirectory
}

// directoryNamed reports a directory before any format.
func (r *reader) directoryNamed() bool {
	for i, t := range r.tokens {
		if p, _ := match(r.tokens, i); p.sense == format {
			return false
		}
		if t.kind != mark && looksPath(t.text) && !hasExtension(t.text) {
			return true
		}
	}
	return false
}

// usedInStructures reports the noun "bill of material" inside a question for
// its parents: "in which BOMs is 4711 used".
func (r *reader) usedInStructures(noun request) bool {
	if noun.job != spec.BOMExport || noun.verb {
		return false
	}
	if _, n := match(r.tokens, noun.at); r.at(noun.at+n).isOneOf("of", "von", "for", "fuer") {
		return false // "the BOM of all assemblies that contain 4711"
	}
	r.pos = noun.at
	from, to := r.clause()
	for _, q := range r.jobs {
		if q.job != spec.WhereUsed || q.at < from || q.at >= to {
			continue
		}
		joined := false
		for _, t := range r.tokens[min(q.at, noun.at):max(q.at, noun.at)] {
			joined = joined || isConjunction(t) || t.text == ","
		}
		if !joined {
			return true
		}
	}
	return false
}

// standsAlone reports a noun that asks for a report of its own.
func (r *reader) standsAlone(noun request) bool {
	verbs := false
	for _, q := range r.jobs {
		verbs = verbs || q.verb && q.job != spec.QueryExport
	}
	if !verbs {
		return true
	}
	r.pos = noun.at
	from, to := r.clause()
	for _, q := range r.jobs {
		if q.verb && q.job != spec.QueryExport && from <= q.at && q.at < to {
			return false
		}
	}
	return true
}

// choose returns the pattern that the prompt asks for, or why there is none.
func (r *reader) choose() (string, *Refusal) {
	if r.foreign != "" {
		return "", foreignRefusal(r.foreign)
	}
	hint := r.context.ExplicitPattern
	jobs := r.asked()
	switch {
	case len(jobs) == 0 && len(r.excluded) > 0 && !r.exported && hint == "":
		return "", excludedRefusal(r.excluded[0])
	case len(jobs) == 0 && hint != "":
		return hint, nil
	case len(jobs) == 0:
		return spec.QueryExport, nil
	case len(jobs) > 1:
		return "", severalRefusal(jobs)
	case jobs[0] == spec.StatusAdd && r.bareRelease && !r.clauseNames(statusNoun) && hint != spec.StatusAdd:
		if hint == spec.WorkflowStart {
			return hint, nil
		}
		return "", releaseRefusal()
	case !slices.Contains(spec.Patterns(), jobs[0]):
		return "", impossibleRefusal(jobs[0])
	case hint != "" && hint != jobs[0]:
		return "", conflictRefusal(hint, jobs[0])
	}
	return jobs[0], nil
}

// clauseNames reports a noun of that class anywhere in the prompt.
func (r *reader) clauseNames(class noun) bool {
	for i := range r.tokens {
		if r.nounAt(i) == class {
			return true
		}
	}
	return false
}
