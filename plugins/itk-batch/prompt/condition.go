package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// condition reads filters that do not begin with a property.
func (r *reader) condition(p phrase, n int) {
	switch p.sense {
	case author:
		r.person(p, n)
		return
	case mine:
		r.addText(spec.FieldOwner, "is", r.negate, []string{"@me"})
		if strings.HasPrefix(p.words, "created") {
			r.lastDate = spec.FieldCreated
		}
	case textOp:
		r.looseOperator(p, n)
		return
	case siteLocal:
		r.siteFilter(p.arg)
	case unreferenced:
		op := spec.OpUnset
		if r.negate {
			op = spec.OpSet
		}
		r.addFilter(spec.Filter{Field: spec.FieldReferences, Op: op})
	case withFiles:
		r.files(n)
		return
	case related:
		if !r.isGuarded() {
			r.missing = append(r.missing, "attached files are not listed on lines of their own: list datasets, or add a column such as \"file name of the PDF\"")
			r.skip(n)
			return
		}
		r.relationFilter("")
	case relation:
		r.namedRelation(p, n)
		return
	}
	r.took(n)
}

// looseOperator reads operators without a property before them: "empty
// description", or a comparison that cannot be made.
func (r *reader) looseOperator(p phrase, n int) {
	switch p.arg {
	case "set", "unset":
		if before := r.at(r.pos - 1).fold; (before == "or" || before == "oder") && len(r.spec.Where) > 0 {
			r.missing = append(r.missing, "\"or "+p.words+"\": export twice, or name a saved query that joins both conditions")
		}
		r.skip(n)
		next, _ := match(r.tokens, min(r.pos, len(r.tokens)-1))
		switch {
		case r.pos < len(r.tokens) && next.sense == property:
			r.emptyOp = spec.Op(p.arg)
		case r.setsOnlyWhere(p.arg):
			r.took(0)
		case next.sense == object && strings.HasPrefix(next.arg, "dataset|") && r.pos < len(r.tokens):
			r.addFilter(spec.Filter{Field: spec.FieldNamedReferences, Op: either(r.negate, opposite(spec.Op(p.arg)), spec.Op(p.arg))}) // "empty datasets"
		case next.sense == object && r.pos < len(r.tokens):
			r.missing = append(r.missing, "what is empty of the objects: name the property, such as empty description")
		}
		return
	case "is-not":
		r.announce(n)
		r.skip(n)
		r.negate, r.guard = true, p.words
		return
	case "number", "negated":
		r.missing = append(r.missing, "\""+p.words+"\": this comparison cannot be made; export the column and filter the file")
	case "contains", "starts", "ends", "like":
		r.looseText(p, n)
		return
	}
	r.skip(n)
}

// looseText reads "items starting with 47": the id of items, else the name.
func (r *reader) looseText(p phrase, n int) {
	t := r.at(r.pos + n)
	if t.kind != quoted && !t.literal || looksPath(t.text) {
		r.skip(n)
		r.guard = p.words
		return
	}
	if r.readsList() {
		r.missing = append(r.missing, "which property \""+clip(r.slice(r.pos, r.pos+n+1), 60)+"\" is said of, such as object_name "+p.words+" "+clip(r.slice(r.pos+n, r.pos+n+1), 40))
		r.took(n + 1)
		return
	}
	field, path := spec.FieldName, "name"
	if r.spec.Select.Kind == spec.KindItem || r.spec.Select.Kind == spec.KindRevision && allDigits(strings.Trim(t.text, "*")) {
		field, path = spec.FieldItemID, "item id"
	}
	negated := r.negate
	r.skip(n)
	where := len(r.spec.Where)
	r.addText(field, p.arg, negated, r.texts(p.arg))
	r.note(pathAt("where", where)+".field", spec.NoteAssumed, "the property is not named: "+path)
	r.took(0)
}

// site reads the value after "owning site is".
func (r *reader) site(op string, negated bool) bool {
	p, n := match(r.tokens, min(r.pos, len(r.tokens)-1))
	if r.pos < len(r.tokens) && p.sense == siteLocal {
		arg := p.arg
		if negated != (op == "is-not") {
			arg = flipped(arg)
		}
		r.negate = false
		r.siteFilter(arg)
		r.skip(n)
		return true
	}
	if values := r.names(spec.FieldSite); len(values) > 0 {
		r.addText(spec.FieldSite, op, negated, values)
		return true
	}
	return false
}

func flipped(op string) string {
	if op == "is" {
		return "is-not"
	}
	return "is"
}

func (r *reader) siteFilter(op string) {
	if r.negate {
		op = flipped(op)
	}
	r.note(pathAt("where", r.addFilter(spec.Filter{Field: spec.FieldSite, Op: spec.Op(op), Values: []string{"local"}})),
		spec.NoteUncertain, "local means that the owning site is empty; tested on each object after the selection")
}

// files reads "without files" and "with named references".
func (r *reader) files(n int) {
	if !r.isGuarded() {
		r.skip(n)
		return
	}
	if r.spec.Select.Kind == spec.KindDataset || !r.objectSeen {
		op := spec.OpSet
		if r.negate {
			op = spec.OpUnset
		}
		r.addFilter(spec.Filter{Field: spec.FieldNamedReferences, Op: op})
	} else {
		r.relationFilter("")
	}
	r.took(n)
}

// namedRelation reads "relation IMAN_reference". With "with" or "without"
// before it, it is a filter; otherwise it is the way to attached files.
func (r *reader) namedRelation(p phrase, n int) {
	name, negated, guarded := p.arg, r.negate, r.isGuarded()
	r.skip(n)
	if before := r.at(r.pos - n - 1); name == "" && spec.IsIdentifier(before.text) && before.literal {
		return // "with TC_Attaches relation"
	}
	if name == "" {
		if r.at(r.pos).text == "=" || r.at(r.pos).text == ":" {
			r.pos++
		}
		t := r.at(r.pos)
		if t.kind == mark || !spec.IsIdentifier(t.text) {
			r.missing = append(r.missing, "the internal name of the relation, such as IMAN_specification")
			return
		}
		name = t.text
		r.skip(1)
	}
	r.useRelation(name, guarded, negated)
	r.took(0)
}

func (r *reader) useRelation(name string, guarded, negated bool) {
	name = properCase(name)
	if !guarded {
		r.relation = name
		return
	}
	op := spec.OpSet
	if negated {
		op = spec.OpUnset
	}
	r.addFilter(spec.Filter{Field: spec.RelationFieldOf(name), Op: op})
}

// properCase corrects the case of the standard relations.
func properCase(name string) string {
	for _, known := range [...]string{"IMAN_specification", "IMAN_Rendering", "IMAN_reference", "IMAN_manifestation", "IMAN_requirement", "IMAN_master_form", "IMAN_master_form_rev", "IMAN_classification"} {
		if strings.EqualFold(name, known) {
			return known
		}
	}
	return name
}
