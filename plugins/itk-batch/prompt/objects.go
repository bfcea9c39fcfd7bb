package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// objects reads what is listed: a type, or which revisions of it.
func (r *reader) objects(p phrase, n int) {
	switch p.sense {
	case revisions:
		if r.negate {
			r.missing = append(r.missing, "which revisions \""+clip(r.slice(r.pos, r.pos+n), 40)+"\" leaves out: revisions are chosen (latest, latest released, latest working, all), not excluded; list them with query-export, take those lines out, and use that file")
			r.took(n)
			return
		}
		if isNumber(r.at(r.pos-1)) && !r.second() {
			r.missing = append(r.missing, "a number of newest objects cannot be cut off: sort by a date, descending, and take the first lines")
		}
		r.spec.Select.Revision = spec.Revision(p.arg)
		r.revisionSaid = true
		if !r.objectSeen {
			r.setObject("revision|ItemRevision|given")
			r.compound = true
		}
		r.took(n)
	case typeWord:
		r.skip(n)
		r.namedType(p.arg)
	default:
		r.object(p, n)
	}
}

func (r *reader) object(p phrase, n int) {
	kind, typ, _ := strings.Cut(p.arg, "|")
	typ, _, _ = strings.Cut(typ, "|")
	switch {
	case r.objectSeen && n == 1 && isUpperFirst(r.at(r.pos).text) && r.at(r.pos+1).fold == "group" && r.belongs():
		negated := r.negate
		r.addText(spec.FieldGroup, "is", negated, []string{r.at(r.pos).text}) // "parts of the Design group"
		r.took(2)
		return
	case r.negate && r.objectSeen && r.spec.Select.Kind == spec.KindObject && kind != "object":
		r.missing = append(r.missing, "which objects remain without \""+clip(r.slice(r.pos, r.pos+n), 40)+"\": name one kind of them, such as items, revisions or datasets; a kind is not excluded")
	case r.negate && kind == "dataset" && typ != "" && r.spec.Select.Kind == spec.KindDataset && r.spec.Select.Type == "":
		r.addFilter(spec.Filter{Field: spec.PropertyField("object_type"), Op: spec.OpIsNot, Values: []string{typ}})
	case r.negate && r.objectSeen && kind == "dataset", r.objectSeen && kind == "dataset" && r.spec.Select.Kind != spec.KindDataset && r.isGuarded():
		r.relationFilter(typ)
	case !r.objectSeen:
		r.setObject(p.arg)
	case r.compound && kind == "revision" || r.spec.Select.Type == "" && r.spec.Select.Kind == spec.Kind(kind):
		r.setObject(p.arg)
	case r.compound && kind == "item":
	case typ == "ItemRevision" && r.spec.Select.Kind == spec.KindRevision && isEvery(r.at(r.pos-1)):
		r.spec.Select.Revision, r.revisionSaid = spec.RevisionAll, true
	case kind == "dataset" && r.spec.Select.Kind == spec.KindRevision && r.guard == "":
		r.secondType = typ
	case r.spec.Select.Type != typ && typ != "" && typ != "ItemRevision" && typ != "Item":
		r.secondType = typ
	case typ == "ItemRevision" && r.spec.Select.Kind == spec.KindItem:
		r.setObject(p.arg)
	}
	if next := r.at(r.pos + n); kind == "folder" && next.kind == quoted && next.text != "" && r.spec.Select.Kind == spec.KindFolder {
		r.skip(n)
		r.addText(spec.FieldName, "is", r.negate, []string{next.text})
		r.took(1)
		return
	}
	r.compound = r.compound || kind == "revision" && typ == "ItemRevision"
	r.listing = false
	r.took(n)
}

func isEvery(t token) bool {
	switch t.fold {
	case "everything", "alles", "all", "alle", "aller", "allen", "every", "each", "jede", "jeder":
		return true
	}
	return false
}

// isGuarded reports that a word such as "with" or "without" came before.
func (r *reader) isGuarded() bool { return r.guard != "" && r.guard != "columns" }

func (r *reader) setObject(arg string) {
	kind, rest, _ := strings.Cut(arg, "|")
	typ, how, _ := strings.Cut(rest, "|")
	r.spec.Select.Kind = spec.Kind(kind)
	r.spec.Select.Type = typ
	r.spec.Select.TypeGiven = how == "given"
	r.revisionObject = r.spec.Select.Kind == spec.KindRevision && r.spec.Select.TypeGiven
	r.objectSeen = true
}

// namedType reads the name after "of type".
func (r *reader) namedType(kind string) {
	for r.at(r.pos).text == ":" || r.at(r.pos).text == "=" || isArticle(r.at(r.pos)) && r.at(r.pos).kind == word {
		r.pos++
	}
	name, n := r.typeName()
	if n == 0 {
		r.missing = append(r.missing, "the name of the type")
		return
	}
	if r.negate {
		r.addFilter(spec.Filter{Field: spec.PropertyField("object_type"), Op: spec.OpIsNot, Values: []string{name}})
		r.took(n)
		return
	}
	if kind != "" && !r.objectSeen {
		r.setObject(kind + "||given")
	}
	r.setType(name)
	r.took(n)
}

// typeName reads quoted text, an identifier, or the name of a type that the
// vocabulary knows.
func (r *reader) typeName() (string, int) {
	t := r.at(r.pos)
	switch {
	case t.kind == quoted && t.text != "":
		return t.text, 1
	case t.kind != word:
		return "", 0
	}
	if p, n := match(r.tokens, r.pos); p.sense == object && !t.literal {
		_, typ, _ := strings.Cut(p.arg, "|")
		typ, _, _ = strings.Cut(typ, "|")
		if typ != "" && !(n == 1 && isUpperFirst(t.text) && !strings.HasPrefix(typ, t.text)) {
			if n == 1 && strings.HasSuffix(typ, " Revision") && r.spec.Select.Kind != spec.KindRevision {
				return t.text, 1
			}
			return typ, n
		}
	}
	n := 1
	for r.at(r.pos+n).joined || isUpperFirst(r.at(r.pos+n).text) && r.at(r.pos+n).fold == "revision" {
		n++
	}
	return r.slice(r.pos, r.pos+n), n
}

// setType takes a type that the prompt names itself.
func (r *reader) setType(name string) {
	sel := &r.spec.Select
	switch {
	case strings.HasSuffix(strings.ToLower(name), "revision"):
		sel.Kind = spec.KindRevision
	case !r.objectSeen:
		sel.Kind = spec.KindItem
		r.note("select.kind", spec.NoteAssumed, "the kind of \""+name+"\" is not named: taken as a type of items; write \"revisions of type\" or \"datasets of type\" otherwise")
	case sel.Kind == spec.KindRevision && sel.Type == "ItemRevision":
		r.note("select.type", spec.NoteAssumed, "\""+name+"\" taken as a type of revisions")
	}
	sel.Type, sel.TypeGiven, r.objectSeen = name, true, true
}

func isUpperFirst(s string) bool { return s != "" && 'A' <= s[0] && s[0] <= 'Z' }

// relationFilter tests for an attached dataset of a type, or of any.
func (r *reader) relationFilter(typ string) {
	op := spec.OpSet
	if r.negate {
		op = spec.OpUnset
	}
	if next, m := r.operator(r.pos + 1); m > 0 && (next == "unset" || next == "set") {
		op = either(r.negate, opposite(spec.Op(next)), spec.Op(next)) // "whose PDF is missing"
	}
	f := spec.Filter{Field: spec.RelationFieldOf(defaultRelation), Op: op}
	if typ != "" {
		f.Values = []string{typ}
	}
	r.addFilter(f)
}

// defaultRelation is taken for "attached" when no relation is named.
const defaultRelation = "IMAN_specification"
