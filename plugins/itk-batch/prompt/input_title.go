package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// roleOfIdentifier reads a title such as part_id or DatasetName as the words
// that it is made of. One that a property may be called by is left alone
// where properties are set.
func (r *reader) roleOfIdentifier(h headerText) spec.Role {
	t := r.at(h.at)
	if h.n != 1 || t.kind != word || !t.literal || !spec.IsIdentifier(t.text) {
		return ""
	}
	words := tokenize(spaced(t.text))
	if len(words) < 2 || len(words) > 4 {
		return ""
	}
	apart := reader{tokens: words, spec: spec.Spec{Pattern: r.spec.Pattern}}
	if role, n := apart.roleWords(0); n == len(words) {
		return role
	}
	if p, n := match(words, 0); n == len(words) && p.sense == property {
		switch role, _ := apart.roleOfProperty(p); role {
		case spec.RoleItemID, spec.RoleRevID, spec.RoleUID:
			return role
		}
	}
	return ""
}

// parenthesized reads "(part;doc)" that stands apart from the file: titles,
// when all of them say something to the pattern and one names the object.
func (r *reader) parenthesized() bool {
	if !r.second() || !r.readsList() || r.titled {
		return false
	}
	list, _, _ := r.headers(r.pos, true)
	if len(list) < 2 {
		return false
	}
	apart := reader{text: r.text, tokens: r.tokens, g: r.g, spec: spec.Spec{Pattern: r.spec.Pattern, Input: &spec.Input{}}}
	columns := apart.columnsOf(list)
	if anyRole(columns, spec.RoleIgnore) || !anyRole(columns, spec.RoleItemID, spec.RoleUID, spec.RoleParentID, spec.RoleLevel) {
		return false
	}
	return r.takeHeaders(r.pos, true)
}

// renamedTo returns the standard property that a title such as new_name or
// "new description" holds the new value of.
func (r *reader) renamedTo(t token) string {
	if r.spec.Pattern != spec.PropertyUpdate || t.kind != word {
		return ""
	}
	words := tokenize(spaced(t.text))
	if len(words) != 2 || words[0].fold != "new" && words[0].fold != "neue" && words[0].fold != "neuer" {
		return ""
	}
	if p, n := match(words, 1); n == 1 && p.sense == property && (p.arg == "object_name" || p.arg == "object_desc") {
		return p.arg
	}
	return ""
}

// spaced writes part_id and PartID as words.
func spaced(identifier string) string {
	var b strings.Builder
	for i := 0; i < len(identifier); i++ {
		c := identifier[i]
		upper := 'A' <= c && c <= 'Z'
		if c == '_' || upper && i > 0 && 'a' <= identifier[i-1] && identifier[i-1] <= 'z' {
			b.WriteByte(' ')
		}
		if c != '_' {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isIDTitle reports a title that ends as those of ids do: ecn_id, MatNr.
func (r *reader) isIDTitle(h headerText) bool {
	t := r.at(h.at)
	if h.n != 1 || t.kind != word {
		return false
	}
	words := tokenize(spaced(t.text))
	return len(words) > 1 && words[len(words)-1].isOneOf("id", "nr", "no", "number", "nummer")
}

// freeID is the first end of a relation that no column names yet.
func (r *reader) freeID(columns []spec.InputColumn) spec.Role {
	for _, role := range [...]spec.Role{spec.RoleItemID, spec.RoleSecondaryID} {
		if !anyRole(columns, role) {
			return role
		}
	}
	return spec.RoleIgnore
}
