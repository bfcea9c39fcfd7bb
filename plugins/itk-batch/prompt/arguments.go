package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// argument reads an object that the prompt names by its id.
func (r *reader) argument(t token) bool {
	if !r.g.arguments || t.kind != word || !t.literal || looksPath(t.text) || r.listing || !isObjectID(t.text) {
		return false
	}
	if _, n := readWhen(r.tokens, r.pos); n > 0 {
		return false
	}
	if p, _ := match(r.tokens, r.pos); p.sense == encoding || p.sense == environment {
		return false // UTF-8
	}
	if len(r.spec.Select.Objects) > 0 && isObjectID(r.at(r.pos-2).text) && (r.at(r.pos-1).isOneOf("to", "bis", "through", "until") || r.at(r.pos-1).text == ".." || r.at(r.pos-1).text == "...") {
		r.missing = append(r.missing, "each object by its id: \""+clip(r.slice(r.pos-2, r.pos+1), 60)+"\" names only the ends; list the ids in a file")
	}
	if r.containing() {
		r.missing = append(r.missing, "which assemblies contain "+clip(t.text, 60)+": they are not found here; list them with where-used, and use that file")
		r.took(1)
		return true
	}
	if r.negate {
		r.missing = append(r.missing, "the objects without "+clip(t.text, 60)+": it is excluded, and objects are named one by one; leave it out of them")
		r.took(1)
		return true
	}
	r.addObject(t.text)
	r.skip(1)
	r.took(0)
	return true
}

// containing reports "that use" before an object: others are meant, which
// hold it.
func (r *reader) containing() bool {
	if r.spec.Pattern == spec.WhereUsed {
		return false
	}
	i := r.pos - 1
	for i > 0 && (isArticle(r.at(i)) || r.at(i).isOneOf("part", "item", "component", "parts", "items", "teil", "komponente", "revision")) {
		i--
	}
	return r.at(i).isOneOf("use", "uses", "using", "contain", "contains", "containing", "include", "includes", "verwenden", "verwendet", "enthalten", "enthaelt")
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
		if old != o {
			continue
		}
		if r.readsList() {
			r.missing = append(r.missing, "what is said of "+clip(text, 40)+" alone: it is named twice, and a condition holds for all objects of a program; ask for it on its own")
		}
		return
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
