package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

var reviseWords = []entry{
	{special, "to", "to, auf, must be, be, als, as, is"},
	{special, "copy", "copy, copying, carry over, copy over, kopieren, kopiere, uebernehmen, mitnehmen"},
	{filler, "", "to next index, auf naechsten index, auf naechsten stand, auf den naechsten, auf die naechste, auf naechsten revisionsstand, naechsten, naechste, naechster, next rev, next revision, to next rev, to next revision, to new revision, neue revision, revise, next, naechste revision, auf naechste revision, nach der naechsten, up, deep copy rules, hoch"},
}

// readRevise reads where the new revision id comes from.
func readRevise(r *reader, p phrase, n int) bool {
	if p.arg == "item_revision_id" && r.at(r.pos+n).kind == word && isRevisionID(r.at(r.pos+n).text) && r.made() {
		n += boolToInt(p.sense == property)
		r.missing = append(r.missing, "where the new id comes from: \""+r.at(r.pos+n-1).text+"\" for all is refused; the site's rule gives the next one, or a column of the list")
		r.took(n)
		return true
	}
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	if p.arg == "copy" {
		r.missing = append(r.missing, "what goes along to the new revision, without a wish: the site's rules for deep copies decide that, and the program has no other way")
		r.took(n)
		return true
	}
	if next := r.at(r.pos + n); next.kind != word || !isRevisionID(next.text) {
		return false
	}
	r.missing = append(r.missing, "where the new id comes from: \""+r.at(r.pos+n).text+"\" for all is refused; the site's rule gives the next one, or a column of the list")
	r.took(n + 1)
	return true
}

// made reports "create revision" at the current place: what follows is the new one.
func (r *reader) made() bool {
	i := r.pos - 1
	for i > 0 && (isArticle(r.at(i)) || r.at(i).isOneOf("new", "neue", "neuen")) {
		i--
	}
	return r.at(i).isOneOf("create", "make", "add", "build", "erzeuge", "erstelle", "lege")
}

// settleRevise decides between the site's next id and a column.
func settleRevise(r *reader) {
	r.spec.Action.RevisionID = spec.RevisionIDNext
	if r.spec.Input.Has(spec.RoleNewRevID) {
		r.spec.Action.RevisionID = spec.RevisionIDColumn
	}
	r.statusGuess()
}

// statusGuess notes a status that a site often calls otherwise.
func (r *reader) statusGuess() {
	for i, f := range r.spec.Where {
		if f.Field == spec.FieldStatus && len(f.Values) == 1 && f.Values[0] == "Released" {
			r.note(pathAt("where", i)+".values", spec.NoteAssumed, "\"Released\" taken as the literal status name; a site often means TCM Released: option -status=")
		}
	}
}
