package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var checkoutWords = []entry{
	{special, "by", "checked out by, checked out by user, ausgecheckt von, of user, by user, from user, by, von, reserved by, in bearbeitung bei, von benutzer, des benutzers, user, benutzer, des users, durch"},
	{special, "since", "seit ueber, for over, over, ueber, checked out, checked out since, ausgecheckt, ausgecheckte, ausgecheckten, ausgecheckt seit, checked out before, checkout, checkouts, check outs, check out, reserved, who has what checked out, who has checked out, older than, aelter als, for more than, longer than, laenger als, seit mehr als, more than, mehr als, seit, since, before, vor, auscheckungen, checked out for more than"},
	{property, "object_string", "object, objekt, object name"},
	{property, "checked_out_user", "user, by whom, checked out user, benutzer, checked out by, user id, ausgecheckt von"},
	{property, "checked_out_date", "date, checkout date, check out date, checked out date, datum, since when, seit wann, checked out on, checked out since, ausgecheckt am, auscheckdatum"},
	{property, "days@run", "days, tage, number of days, anzahl tage, age in days"},
	{property, "group_of_user", "group of user"},
	{object, "object||everyday", "what, objects, objekte, everything, alles"},
	{filler, "", "who, has, list, report, all, wer, hat, was, current, aktuelle, housekeeping"},
}

// readCheckouts reads who has checked out, and for how long.
func readCheckouts(r *reader, p phrase, n int) bool {
	after := r.at(r.pos + n)
	column := r.listing || r.columnContext(n)
	switch {
	case !column && r.checkoutGroup(p, n):
		return true
	case n == 0 && r.isUnknownName(r.pos) && r.at(r.pos).kind == word && (r.at(r.pos+1).fold == "has" || r.at(r.pos+1).fold == "hat"):
		r.addFilter(spec.Filter{Field: spec.FieldCheckedOutBy, Op: spec.OpIs, Values: []string{r.at(r.pos).text}})
		r.took(2) // "jdoe has checked out"
		return true
	case p.sense == property && p.arg == "object_string" && !column:
		r.setObject("object||everyday")
		r.skip(n)
		return true
	case p.sense == property && (p.arg == "checked_out_user" || p.arg == "checked_out_date" || strings.HasPrefix(p.arg, "days")):
		if p.arg == "checked_out_user" && !column && r.checkoutUser(n) {
			return true
		}
		return r.checkoutColumn(p, n)
	case p.sense == special && p.arg == "by":
		if (p.words == "user" || p.words == "benutzer" || p.words == "checked out by" || p.words == "ausgecheckt von") && column && (after.text == "," || isConjunction(after) || after.kind == mark) {
			return r.checkoutColumn(phrase{p.words, property, "checked_out_user"}, n)
		}
		if r.checkoutUser(n) {
			return true
		}
		if strings.HasPrefix(p.words, "checked out") || strings.HasPrefix(p.words, "ausgecheckt") {
			r.skip(n)
			return true
		}
		return false
	case p.sense == special:
		return r.checkoutAge(p, n)
	}
	return false
}

func (r *reader) checkoutColumn(p phrase, n int) bool {
	header := r.slice(r.pos, r.pos+n)
	r.skip(n)
	r.column(p.arg, r.headerAs(header))
	r.took(0)
	r.guard = "columns"
	return true
}

func (r *reader) checkoutUser(n int) bool {
	i := r.afterUserWord(r.pos + n)
	name, m := r.nameAt(i, spec.FieldOwner)
	if m == 0 {
		return false
	}
	r.addFilter(spec.Filter{Field: spec.FieldCheckedOutBy, Op: spec.OpIs, Values: []string{name}})
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

// checkoutGroup asks about the group of who has checked something out, which
// no filter tests. Behind the objects, and behind "owned", it is theirs.
func (r *reader) checkoutGroup(p phrase, n int) bool {
	i := r.pos
	switch {
	case p.sense == author && p.arg == "group":
		i += n
	case p.sense == special && p.arg == "by":
		i += n
		for r.at(i).isOneOf("members", "member", "mitgliedern", "people", "users", "someone", "of", "in", "from") || isArticle(r.at(i)) {
			i++
		}
		fallthrough
	default:
		if !r.at(i).isOneOf("group", "gruppe") {
			return false
		}
		i++
	}
	name, m := r.nameAt(i, spec.FieldGroup)
	if m == 0 || strings.HasPrefix(p.words, "owned") || r.behindObjects() {
		return false
	}
	r.missing = append(r.missing, "whose check-outs are meant: the group of who has checked out is no filter; name the users, such as checked out by jdoe, or say objects owned by group \""+clip(name, 40)+"\"")
	r.took(i + m - r.pos)
	return true
}

// behindObjects reports that the words right before name the objects.
func (r *reader) behindObjects() bool {
	i := r.pos - 1
	for i > 0 && (isArticle(r.at(i)) || r.at(i).isOneOf("for", "fuer")) {
		i--
	}
	switch r.nounAt(i) {
	case objectNoun, revisionNoun, fileNoun, folderNoun:
		return true
	}
	if r.at(i).isOneOf("report", "list", "bericht", "liste") {
		return true
	}
	p, _ := match(r.tokens, i)
	return p.sense == object
}

// checkoutAge reads a date behind "checked out", or alone.
func (r *reader) checkoutAge(p phrase, n int) bool {
	for _, i := range [...]int{r.pos, max(r.pos, r.pos+n-1), r.pos + n} {
		if i >= len(r.tokens) {
			break
		}
		if last, unit, m := amount(r.tokens, i); m > 0 && i > r.pos && !strings.HasPrefix(p.words, "check") {
			r.addFilter(spec.Filter{Field: spec.FieldCheckedOut, Op: spec.OpOlderThan, Last: last, Unit: spec.Unit(unit)})
			r.took(i + m - r.pos)
			return true
		}
		if w, m := readWhen(r.tokens, i); m > 0 {
			if w.Op == spec.OpWithin && !w.Calendar && (p.words == "seit" || p.words == "since") {
				w = reversed(w)
				w.note = ""
			}
			r.addDate(spec.FieldCheckedOut, w)
			r.took(i + m - r.pos)
			return true
		}
	}
	r.skip(n)
	r.lastDate = spec.FieldCheckedOut
	return true
}

// settleCheckouts completes the columns.
func settleCheckouts(r *reader) {
	sel := &r.spec.Select
	for i, f := range r.spec.Where {
		if f.Field == spec.FieldOwner && len(f.Values) == 1 && f.Values[0] == "@me" {
			r.spec.Where[i].Field = spec.FieldCheckedOutBy
		}
		if f.Field == spec.FieldGroup {
			r.note(pathAt("where", i), spec.NoteAssumed, "the group that owns the objects, not that of who has checked them out")
		}
	}
	if sel.Kind == spec.KindObject {
		sel.Type, sel.TypeGiven = "", false
	}
	if len(r.spec.Columns) > 0 && !r.hasColumn("object_string") && !r.hasColumn("item_id") && !r.hasColumn("object_name") {
		r.spec.Columns = append([]spec.Column{{Property: "object_string"}}, r.spec.Columns...)
		r.note("columns[0]", spec.NoteDefault, "the object stands before the columns that are named")
	}
	r.placeColumns()
}
