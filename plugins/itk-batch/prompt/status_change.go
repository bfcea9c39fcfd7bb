package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var statusAddWords = []entry{
	{special, "status", "status, release status, the status, status called, status named, freigabestatus, into status, with status, als, as"},
	{special, "if", "if status is, only if they have, only if status is, only those with status, only with status, nur mit status, die status, having status, that have status, whose status is, which have, deren status, only if it has, if they have"},
	{special, "retain no", "don't keep release date, do not keep release date, dont keep release date, new release date, with new release date, freigabedatum neu setzen, without keeping release date, set release date to today"},
	{special, "retain", "keep release date, keep the release date, retain release date, freigabedatum behalten, freigabedatum bleibt"},
	{special, "error", "error if it has status, error if status exists, fehler wenn status vorhanden"},
	{special, "all", "all statuses, all status, every status, any status, alle status, saemtliche status, all release statuses, statuses"},
	{filler, "", "keep whatever status they have, keep whatever status it has, keep their status, keep their other status, other statuses stay, keep other statuses, keep existing statuses, andere status behalten, add, remove, release, freigeben, stamp, tag, release directly, strip, entfernen, setzen, vergib, vergeben, give, put"},
}

// readStatus reads the status that is added or removed. Behind "if" and
// "with" a status restricts the objects.
func readStatus(r *reader, p phrase, n int) bool {
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	switch p.arg {
	case "retain", "retain no":
		r.spec.Action.RetainDate = p.arg == "retain"
		r.took(n)
		return true
	case "error":
		r.spec.Action.Existing = spec.ExistingError
		r.took(n)
		return true
	case "all":
		if r.spec.Pattern == spec.StatusRemove {
			r.missing = append(r.missing, "the name of the status: \"all statuses\" is refused, because each removal has to be meant")
			r.took(n)
			return true
		}
		return false
	case "if":
		return r.statusFilter(n)
	}
	return r.changedStatus(p, n)
}

// statusFilter reads "only if they have Review".
func (r *reader) statusFilter(n int) bool {
	i := r.pos + n
	if t := r.at(i); t.kind == word && t.fold == "status" {
		i++
	}
	name, m := r.nameAt(i, spec.FieldStatus)
	if m == 0 {
		return false
	}
	r.addStatus(spec.Filter{Op: spec.OpIs, Values: []string{name}})
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

// changedStatus reads the first status that is named as the one to change;
// those that restrict come later, or behind "with".
func (r *reader) changedStatus(p phrase, n int) bool {
	i := r.pos + n
	for t := r.at(i); t.text == ":" || t.text == "=" || t.kind == word && (t.fold == "called" || t.fold == "named" || t.fold == "to" || t.fold == "auf"); t = r.at(i) {
		i++
	}
	name, m := r.nameAt(i, spec.FieldStatus)
	if m == 0 || r.at(i).kind == word && !isUpperFirst(r.at(i).text) && !r.at(i).literal && r.knownAt(i) {
		return false
	}
	first, _, _ := strings.Cut(p.words, " ")
	if (first == "as" || first == "als") && (r.at(i).kind != quoted && !isUpperFirst(r.at(i).text) || r.at(i).fold == "csv" || r.at(i).fold == "json") {
		return false
	}
	if len(r.spec.Action.Status) > 0 && !r.separatedProperty() {
		return false
	}
	if first == "with" && r.hasStatusVerb() {
		return false
	}
	r.spec.Action.Status = append(r.spec.Action.Status, name)
	r.skip(i + m - r.pos)
	for isConjunction(r.at(r.pos)) || r.at(r.pos).text == "," {
		next, m := r.nameAt(r.pos+1, spec.FieldStatus)
		if t := r.at(r.pos + 1); m == 0 || t.kind != quoted && (!isUpperFirst(t.text) || looksPath(t.text) || r.nounAt(r.pos+1) != noNoun) {
			break
		}
		r.spec.Action.Status = append(r.spec.Action.Status, next)
		r.skip(1 + m)
	}
	r.took(0)
	return true
}

// hasStatusVerb reports "add status X", as against "release with status X":
// there, a status behind "with" restricts.
func (r *reader) hasStatusVerb() bool {
	for i, t := range r.tokens {
		if t.kind == word && t.fold == "status" && i != r.pos+1 && i != r.pos {
			return true
		}
	}
	return false
}

// settleStatus needs the name of the status, or a column with it.
func settleStatus(r *reader) {
	r.offerBypass()
	act := &r.spec.Action
	if len(act.Status) == 0 && !r.spec.Input.Has(spec.RoleStatus) {
		r.missing = append(r.missing, "the name of the status")
	}
	for i, name := range act.Status {
		if name == "Released" || name == "Freigegeben" {
			r.note(pathAt("action.status", i), spec.NoteAssumed, "\""+name+"\" taken as the literal status name; a site often means TCM Released: option -status=")
		}
		if !isASCII(name) {
			r.note(pathAt("action.status", i), spec.NoteUncertain, "not ASCII: pass it as an option when the site is not UTF-8")
		}
	}
	if r.spec.Pattern == spec.StatusRemove {
		if r.unlisted() {
			r.missing = append(r.missing, "a list of the revisions by their ids: no status is removed by a filter; make the list with query-export, have a person check it, then use that file")
		}
		r.note("pattern", spec.NoteUncertain, "no public removal function: POM route, no audit trace, date_released stays")
		r.spec.Safety.Bypass = spec.BypassOption
		return
	}
	for _, f := range r.spec.Where {
		if f.Field == spec.FieldStatus && f.Op == spec.OpIs {
			r.note("action.status", spec.NoteAssumed, strings.Join(f.Values, ", ")+" stays beside "+strings.Join(act.Status, ", ")+"; taking it away is status-remove")
		}
	}
}
