package prompt

import (
	"slices"

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
		if p.sense == special && r.guard == "" && !r.negate {
			r.open = nil
		}
		return true
	}
	if t.kind != word {
		return false
	}
	if !r.titled && (r.listMentioned || r.spec.Input != nil) && r.onePerLine() {
		return true
	}
	return r.existing() || r.everyRevision(p, n) || r.guardWords(p, n) || r.includes(p, n) || r.list(t, p, n) || r.jobWord(p, n) || r.argument(t)
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
		if p.sense == topic && p.arg == spec.CheckoutReport && r.negate && spec.Guards(r.spec.Pattern, "checkedOut") {
			r.checkedOutHow("checkedOut", n)
			r.safety("checkedOut:skip")
			r.took(n)
			r.open = nil
			return true
		}
		if p.sense == topic && r.readsList() && (r.isGuarded() || isCondition(p.arg)) {
			r.missing = append(r.missing, "what \""+clip(r.slice(r.pos, r.pos+n), 40)+"\" restricts: "+r.spec.Pattern+" has no such condition")
			r.took(n)
			return true
		}
		r.exported = true
		r.lists = r.lists || p.sense != topic
		if asked := r.forbiddenJob(p, n); asked != "" && asked != r.spec.Pattern && !slices.Contains(includes(r.spec.Pattern), asked) {
			r.passClause(n)
			r.skip(n)
			return true
		}
		if !r.negate && (p.sense != topic) {
			r.open = nil // "just list", "that writes"
		}
		r.verbEnd = r.pos + n
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
