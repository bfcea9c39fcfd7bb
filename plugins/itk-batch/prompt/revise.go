package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

var reviseWords = []entry{
	{special, "column", "new revision id is in second column, new rev in column 2, new revision id in column 2, neue revisions id steht in spalte 2, " +
		"neue revision steht in spalte 2, neue revision in spalte 2, second column is new rev, second column is new revision id, new id in second column"},
	{special, "to", "to, auf, must be, be, als, as, is"},
	{filler, "", "next rev, next revision, to next rev, to next revision, to new revision, neue revision, revise, next, naechste revision, auf naechste revision, nach der naechsten, up, deep copy rules, hoch"},
}

// readRevise reads where the new revision id comes from.
func readRevise(r *reader, p phrase, n int) bool {
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	if p.arg == "to" {
		if next := r.at(r.pos + n); next.kind != word || !isRevisionID(next.text) {
			return false
		}
		r.missing = append(r.missing, "where the new id comes from: \""+r.at(r.pos+n).text+"\" for all is refused; the site's rule gives the next one, or a column of the list")
		r.took(n + 1)
		return true
	}
	r.newRev = true
	r.took(n)
	return true
}

// settleRevise decides between the site's next id and a column.
func settleRevise(r *reader) {
	r.spec.Action.RevisionID = spec.RevisionIDNext
	if in := r.spec.Input; in != nil && r.newRev && !in.Has(spec.RoleNewRevID) {
		if !in.Has(spec.RoleItemID) {
			r.usualKeys()
		}
		c := spec.InputColumn{Role: spec.RoleNewRevID}
		if in.Header {
			c.Header = "new_rev_id"
		}
		in.Columns = append(in.Columns, c)
	}
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
