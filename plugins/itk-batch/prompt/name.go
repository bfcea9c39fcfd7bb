package prompt

import (
	"strings"
	"unicode"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// names reads user ids, groups, projects or statuses.
func (r *reader) names(field spec.Field) []string {
	v, n := r.nameAt(r.pos, field)
	if n == 0 {
		return nil
	}
	values := []string{v}
	r.nameRead(r.pos, n, field)
	r.skip(n)
	for k := r.another(true); k > 0; k = r.another(true) {
		v, m := r.nameAt(r.pos+k, field)
		if m == 0 {
			break
		}
		values = append(values, v)
		r.nameRead(r.pos+k, m, field)
		r.skip(k + m)
	}
	return values
}

// nameAt reads one name: quoted text, an identifier, or one word that the
// vocabulary does not know; of known ones only those that are written with a
// capital where names may be such words.
func (r *reader) nameAt(i int, field spec.Field) (string, int) {
	t := r.at(i)
	switch {
	case t.kind == quoted:
		return t.text, boolToInt(t.text != "")
	case t.kind == mark || i >= len(r.tokens):
		return "", 0
	}
	switch t.fold {
	case "inactive", "inaktiv", "active", "aktiv", "listed", "aufgelistete", "aufgelisteten", "aufgefuehrten", "genannten", "attached", "respective":
		return "", 0 // it says something of the objects, and is no name
	case "me", "myself", "mir", "mich":
		if field.Kind() == spec.PersonField {
			return "@me", 1
		}
	}
	if field.Kind() == spec.PersonField && !strings.ContainsFunc(t.text, unicode.IsLetter) {
		return "", 0 // "by 10%"
	}
	p, n := match(r.tokens, i)
	capital := isUpperFirst(t.text) && field != spec.FieldOwner && field != spec.FieldModifiedBy
	if field == spec.FieldStatus && capital && p.sense == property && n > 1 && !isUpperFirst(r.at(i+1).text) {
		p, n = longest(r.tokens[:i+1], i) // "status Released on all revisions" names no date
	}
	plain := p.sense == nothing || t.literal && n == 1 && p.sense != and
	switch p.sense {
	case object, statusWord, participle, refused, job, nameless:
		plain = plain || capital
	case filler:
		plain = plain || isCapitals(t.text) && (r.at(i+1).joined || capital && len(t.text) > 2) // SAP-MIG, OLD
	}
	if !plain || looksPath(t.text) {
		return "", 0
	}
	if p.sense == statusWord && field == spec.FieldStatus && n > 1 {
		return r.slice(i, i+n), n
	}
	end := i + 1
	for r.at(end).joined {
		end++
	}
	switch {
	case field == spec.FieldStatus:
		end = r.moreName(end)
	case field == spec.FieldGroup && isUpperFirst(t.text):
		end = r.moreGroup(end)
	}
	name := r.slice(i, end)
	for _, genitive := range [...]string{"'s", "’s"} {
		name = strings.TrimSuffix(name, genitive)
	}
	return name, end - i
}

// moreName continues a name such as TCM Released over capitalised words that
// are unknown or words of the life cycle.
func (r *reader) moreName(i int) int {
	for ; r.at(i).kind == word && isUpperFirst(r.at(i).text); i++ {
		p, n := match(r.tokens, i)
		if n > 1 || p.sense != nothing && p.sense != statusWord && p.sense != participle {
			break
		}
		if _, m := readWhen(r.tokens, i); m > 0 {
			break
		}
	}
	return i
}

// moreGroup continues the name of a group over capitalised words that are
// unknown or say what a group is: Design Team.
func (r *reader) moreGroup(i int) int {
	for ; r.at(i).kind == word && isUpperFirst(r.at(i).text); i++ {
		if isGroupForm(r.at(i)) {
			continue
		}
		if p, n := match(r.tokens, i); n > 0 || p.sense != nothing {
			break
		}
		if _, m := readWhen(r.tokens, i); m > 0 {
			break
		}
	}
	return i
}

// isGroupForm reports a word that ends the names of groups.
func isGroupForm(t token) bool {
	return t.isOneOf("team", "department", "dept", "division", "office", "lab", "plant", "unit", "abteilung", "bereich", "werk", "standort")
}

// nameRead notes that a name was read from the n tokens at i. Of several words
// that stand without quotation marks nobody can tell where the name of a
// group ends, unless the last one says that it is one: a program that changes
// data would treat other objects than were meant.
func (r *reader) nameRead(i, n int, field spec.Field) {
	r.nameEnd = i + n
	if field != spec.FieldGroup || n < 2 || r.at(i).kind == quoted {
		return
	}
	for k := i + 1; k < i+n; k++ {
		if r.at(k).joined || isGroupForm(r.at(k)) {
			continue
		}
		name := clip(r.slice(i, i+n), 60)
		if r.changes() {
			r.missing = append(r.missing, "where the name of the group in \""+name+"\" ends: put it in quotation marks")
		} else {
			r.note("where", spec.NoteAssumed, "\""+name+"\" taken as the name of one group; it is looked up at the site")
		}
		return
	}
}

// joinsName reports a word that "and" joins to a name: "of jdoe and asmith".
func (r *reader) joinsName(t token) bool {
	return r.pos > 1 && r.pos-1 == r.nameEnd && t.kind == word && isConjunction(r.at(r.pos-1)) && r.at(r.pos-2).kind == word
}

// nameGoesOn reports a capitalised word right behind a name, which may be
// part of it: "project Alpha Two", "owned by John Smith".
func (r *reader) nameGoesOn(t token) bool {
	return r.pos > 0 && r.pos == r.nameEnd && t.kind == word && isUpperFirst(t.text) && r.at(r.pos-1).kind == word
}
