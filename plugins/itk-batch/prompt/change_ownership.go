package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var ownershipWords = []entry{
	{special, "old", "from user, from, of, of user, objects of, von benutzer, des benutzers, vom benutzer, von, owned by, belonging to, belonging to user"},
	{special, "new", "should belong to, should now belong to, should be owned by, shall belong to, must belong to, should go to, sollen gehoeren, soll gehoeren, to user, to, auf, an, new owner, to new owner, auf benutzer, an benutzer, neuer besitzer, new owner is, neuer besitzer ist, neuer eigentuemer"},
	{special, "new group", "owning group, owning group to, group to, gruppe auf, besitzergruppe auf, group, to group, and group, in group, gruppe, new group, auf gruppe, neue gruppe, in die gruppe, auf die gruppe, an gruppe, an die gruppe"},
	{special, "home", "home folder, home ordner, mailbox, newstuff"},
	{special, "lead", "group lead, gruppenleiter, manager, boss, vorgesetzten, successor, nachfolger"},
	{special, "keep owner", "leave the owner as it is, leave owner as it is, leave the owner unchanged, leave owner unchanged, leave the owner alone, keep the owner, keep owner, keep the current owner, owner stays, owner stays the same, owner remains, owner remains unchanged, owner unchanged, without changing the owner, besitzer bleibt, besitzer bleibt gleich, besitzer bleibt unveraendert, besitzer soll bleiben, besitzer nicht aendern"},
	{special, "site", "another site, other site, site"},
	{object, "object||everyday", "everything, all objects, all data, alles, alle objekte, alle daten, objects"},
	{filler, "", "owner, ownership, owning user, besitzer, eigentuemer, besitz, the owner, current owner, aktueller besitzer, uebergeben, uebertragen, hand over, over, chown"},
}

// readOwnership reads the old and the new owner: "from jsmith to mbrown / group
// Design", "infodba dba", "anna/Design.Mechanics".
func readOwnership(r *reader, p phrase, n int) bool {
	switch {
	case p.sense == job && (r.at(r.pos+n).text == "=" || r.at(r.pos+n).text == ":"):
		return r.newOwner(n)
	case p.sense == special && p.arg == "home":
		if r.negate || r.guard == "without" {
			r.took(n)
			return true
		}
		r.missing = append(r.missing, "Home, Newstuff and Mailbox folders stay with their user: taking them away breaks that user's login; ask for the objects without them")
		r.took(n)
		return true
	case r.at(r.pos).isOneOf("contents", "content", "inhalt", "inhalte") && r.spec.Select.Kind == spec.KindFolder && r.spec.Select.From == "":
		r.missing = append(r.missing, "the folder or what is in it: one program hands over the folder itself (\"the folder 'X'\"), another one its contents (\"the contents of folder 'X'\")")
		r.skip(1)
		r.took(0)
		return true
	case p.sense == special && p.arg == "keep owner":
		r.ownerStays = true
		r.took(n)
		r.open = nil
		return true
	case p.sense == special && p.arg == "lead":
		r.missing = append(r.missing, "the user id of the new owner")
		r.took(n)
		return true
	case p.sense == special && p.arg == "old":
		return r.oldOwner(n)
	case p.sense == special && p.arg == "new":
		return r.newOwner(n)
	case p.sense == special && p.arg == "new group":
		return r.newGroup(n)
	case p.sense == author && p.arg == "group":
		// "of group Extern" restricts
		return false
	}
	return r.uidArgument(p, n)
}

// oldOwner reads whose objects they are.
func (r *reader) oldOwner(n int) bool {
	i := r.afterUserWord(r.pos + n)
	if t := r.at(i); t.kind == word && (t.fold == "group" || t.fold == "gruppe" || t.fold == "project" || t.fold == "projekt") {
		return false
	}
	t := r.at(i)
	if t.kind == word && (looksPath(t.text) || t.literal && isObjectID(t.text)) {
		return false
	}
	if _, m := r.nameAt(i, spec.FieldOwner); m == 0 {
		return false
	}
	negated := r.negate
	r.skip(i - r.pos)
	names := r.names(spec.FieldOwner)
	r.addText(r.groupBehind(spec.FieldOwner, names), "is", negated, names)
	r.took(0)
	return true
}

func (r *reader) afterUserWord(i int) int {
	for t := r.at(i); t.kind == word && (t.fold == "user" || t.fold == "benutzer" || t.fold == "the" || t.fold == "der" || t.fold == "dem" || t.fold == "den" || t.fold == "die" || t.isOneOf("herr", "herrn", "frau", "mr", "mrs", "ms")) || t.text == ":" || t.text == "="; t = r.at(i) {
		i++
	}
	return i
}

// newOwner reads the user, and the group behind it.
func (r *reader) newOwner(n int) bool {
	i := r.afterUserWord(r.pos + n)
	t := r.at(i)
	if t.kind == word && (t.fold == "group" || t.fold == "gruppe") {
		r.skip(i - r.pos)
		return r.newGroup(1)
	}
	name, m := r.nameAt(i, spec.FieldOwner)
	if m == 0 && t.kind == word && t.literal && !looksPath(t.text) {
		name, m = t.text, 1
	}
	if m == 0 && t.kind == word && isUpperFirst(t.text) && r.spec.Action.Group == "" && i+1 >= len(r.tokens) {
		r.spec.Action.Group = t.text // "change the group ... to Design"
		r.note("action.group", spec.NoteAssumed, "\""+clip(t.text, 40)+"\" taken as a group")
		r.skip(i + 1 - r.pos)
		r.took(0)
		return true
	}
	if m == 0 || r.spec.Action.User != "" {
		return false
	}
	if r.groupAlone && i == r.pos+n && r.spec.Action.Group == "" {
		r.spec.Action.Group = name
		r.note("action.group", spec.NoteAssumed, "\""+clip(name, 40)+"\" taken as a group, because the group is to be changed")
		r.skip(i + m - r.pos)
		r.took(0)
		return true
	}
	user, group, split := strings.Cut(name, "/")
	r.spec.Action.User = user
	if split {
		r.spec.Action.Group = group
	}
	r.skip(i + m - r.pos)
	r.nameEnd = r.pos
	if next := r.at(r.pos); next.text == "/" && next.kind == word {
		r.skip(1)
	}
	personal := isUpperFirst(user) && t.kind == word && r.nameGoesOn(r.at(r.pos)) // "to John Smith"
	if next := r.at(r.pos); !split && !personal && next.kind == word && !r.knownAt(r.pos) && !looksPath(next.text) && r.at(r.pos-1).text != "," && r.endsOwner(r.pos+1) {
		r.spec.Action.Group = next.text // "to infodba dba"
		r.skip(1)
	}
	r.took(0)
	return true
}

// endsOwner tells the group of "to infodba dba, keep ..." from a word that
// goes on: what stands at token i begins something else.
func (r *reader) endsOwner(i int) bool {
	if i >= len(r.tokens) || r.tokens[i].kind == mark {
		return true
	}
	p, _ := match(r.tokens, i)
	switch p.sense {
	case and, with, not, marker, columnsWord, preposition, listWord, limitWord, safetyWord, noEffect, job:
		return true
	}
	return false
}

// newGroup reads the group that is named beside or instead of the user.
func (r *reader) newGroup(n int) bool {
	if r.at(r.pos-1).isOneOf("or", "oder") {
		return false // "owned by jdoe or group QS" speaks of the old ones
	}
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	name, m := r.nameAt(i, spec.FieldGroup)
	if m == 0 && len(r.spec.Where) == 0 && r.spec.Action.User == "" {
		r.groupAlone = true // "set the group of all items to Design"
	}
	if m == 0 || r.spec.Action.Group != "" {
		return false
	}
	r.spec.Action.Group = name
	r.nameRead(i, m, spec.FieldGroup)
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

// settleOwnership needs a new owner, by name or by column.
func settleOwnership(r *reader) {
	r.offerBypass()
	if r.spec.Select.From == spec.FromFolder {
		r.note("select.folder", spec.NoteAssumed, "what is in the folder is handed over, the folder itself is not: for that, ask for the folder by its name")
	}
	act := r.spec.Action
	if r.ownerStays && act.User != "" {
		r.missing = append(r.missing, "whether the owner stays or becomes "+clip(act.User, 40)+": both are said")
	}
	if act.User == "" && act.Group == "" && !r.spec.Input.Has(spec.RoleUser) && !r.spec.Input.Has(spec.RoleGroup) {
		r.missing = append(r.missing, "the new owner: a user id, a group, or a column of the list with them")
	}
	if _, ok := r.spec.Filter(spec.FieldOwner); ok {
		r.note("select", spec.NoteDefault, "Home, Newstuff, Mailbox and worklist folders are never handed over")
	}
	for _, what := range r.spec.Select.Include {
		if what == spec.IncludeRevisions {
			r.include(spec.IncludeBOMViews)
			r.note("select.include", spec.NoteAssumed, "the BOM views go with the revisions, whose structure they hold")
			break
		}
	}
	if act.User != "" && act.Group == "" {
		r.note("action.group", spec.NoteDefault, "the group is not named: the new owner's login group, option -new_group=")
	}
}
