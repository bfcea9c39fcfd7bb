package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// propertyField returns the field that tests a property, given its internal name.
func propertyField(name string) (spec.Field, bool) {
	name, _, _ = strings.Cut(name, "@")
	switch name {
	case "item_id":
		return spec.FieldItemID, true
	case "item_revision_id":
		return spec.FieldRevID, true
	case "object_name":
		return spec.FieldName, true
	case "object_desc":
		return spec.FieldDescription, true
	case "owning_user":
		return spec.FieldOwner, true
	case "owning_group":
		return spec.FieldGroup, true
	case "last_mod_user":
		return spec.FieldModifiedBy, true
	case "creation_date":
		return spec.FieldCreated, true
	case "last_mod_date":
		return spec.FieldModified, true
	case "date_released":
		return spec.FieldReleased, true
	case "release_status_list":
		return spec.FieldStatus, true
	case "project_ids":
		return spec.FieldProject, true
	case "owning_site":
		return spec.FieldSite, true
	}
	return spec.PropertyField(name), false
}

// operator reads an operator at tokens[i:]: is, is-not, like, contains,
// starts, ends, set, unset, number, negated.
func (r *reader) operator(i int) (op string, n int) {
	t := r.at(i)
	if t.kind == mark {
		switch t.text {
		case "=", "==":
			return "is", 1
		case "!=", "<>":
			return "is-not", 1
		case "<", ">", "<=", ">=":
			return "number", 1
		case ":":
			if r.at(i+1).kind == quoted {
				return "is", 1
			}
		}
		return "", 0
	}
	if t.kind != word {
		return "", 0
	}
	if i >= len(r.tokens) {
		return "", 0
	}
	p, n := match(r.tokens, i)
	if next := r.at(i + 1); t.fold == "set" && (next.kind == mark || isConjunction(next)) {
		return "set", 1 // "a4_material set", as against the verb
	}
	if p.sense != textOp {
		return "", 0
	}
	if p.words == "in" && r.at(i+1).kind != quoted && r.at(i+1).text != "(" {
		return "", 0
	}
	if p.words == "is" || p.words == "ist" || p.words == "are" {
		if q, m := match(r.tokens, min(i+1, len(r.tokens)-1)); q.sense == textOp && r.at(i+1).kind == word {
			return q.arg, n + m // "is like", "ist nicht leer"
		}
	}
	return p.arg, n
}

// filter reads an operator and a value after a property of n tokens.
func (r *reader) filter(name string, n int) bool {
	field, _ := propertyField(name)
	if field.Kind() == spec.DateField {
		return r.dateProperty(field, n)
	}
	op, m := r.operator(r.pos + n)
	if m == 0 {
		return r.verbLast(field, n) || r.directValue(name, field, n)
	}
	if op == "set" || op == "unset" {
		r.addFilter(emptinessFilter(name, either(r.negate, opposite(spec.Op(op)), spec.Op(op))))
		r.took(n + m)
		return true
	}
	if op == "number" || op == "negated" {
		r.missing = append(r.missing, "\""+r.slice(r.pos, r.pos+n+m)+"\": this comparison cannot be made; export the column and filter the file")
		r.took(n + m)
		if _, k := r.freeText(r.pos); k > 0 {
			r.pos += k
		}
		return true
	}
	start := r.pos
	r.pos += n + m
	if !r.valued(name, field, op) {
		r.missing = append(r.missing, "a value after \""+r.slice(start, r.pos)+"\"")
	}
	r.grasped += n + m
	r.took(0)
	return true
}

func (r *reader) dateProperty(field spec.Field, n int) bool {
	w, m := readWhen(r.tokens, min(r.pos+n, len(r.tokens)))
	if r.pos+n >= len(r.tokens) || m == 0 {
		return false
	}
	r.lastDate = field
	r.skip(n)
	r.addDate(field, w)
	r.took(m)
	return true
}

// valued reads the value of an operator and adds the filter.
func (r *reader) valued(name string, field spec.Field, op string) bool {
	negated := r.negate
	if field == spec.FieldSite {
		return r.site(op, negated)
	}
	var values []string
	switch field.Kind() {
	case spec.TextField:
		if values = r.bracketed(); values == nil {
			values = r.texts(op)
		}
	case spec.PersonField, spec.NameField, spec.StatusField:
		values = r.names(field)
	}
	if len(values) == 0 {
		return false
	}
	r.doubtValue(field, values)
	if name == "object_type" && op == "is" && !negated && len(values) == 1 {
		r.setType(values[0])
		return true
	}
	r.addText(field, op, negated, values)
	return true
}

// doubtValue asks about a value that names a property or something else of the
// objects, which no filter compares with, and reads a decimal comma.
func (r *reader) doubtValue(field spec.Field, values []string) {
	last := r.at(r.pos - 1)
	if len(values) != 1 || last.kind != word || field.Kind() != spec.TextField {
		return
	}
	tokens := tokenize(values[0])
	if p, n := match(tokens, 0); p.sense == property && n == len(tokens) && n > 1 {
		r.missing = append(r.missing, "whether \""+clip(values[0], 40)+"\" is a text, in quotation marks; a property is not compared with another one")
	}
	if len(tokens) > 1 && isArticle(tokens[0]) && !isUpperFirst(tokens[0].text) { // "named like the drawing"
		r.missing = append(r.missing, "whether \""+clip(values[0], 40)+"\" is a text, in quotation marks, or which text stands for it")
	}
	if whole, places, ok := strings.Cut(values[0], ","); ok && allDigits(whole) && allDigits(places) && field != spec.FieldItemID {
		values[0] = whole + "." + places
		r.note("where", spec.NoteAssumed, "\""+whole+","+places+"\" read as the number "+values[0]+"; write it in quotation marks for a text")
	}
}

// bracketed reads the values of "in (A1, B2, C3)".
func (r *reader) bracketed() []string {
	if r.at(r.pos).text != "(" {
		return nil
	}
	var values []string
	start := r.pos + 1
	for i := start; i < len(r.tokens); i++ {
		sign := r.tokens[i].text
		if r.tokens[i].kind != mark || sign != "," && sign != ";" && sign != ")" {
			continue
		}
		switch value := r.slice(start, i); {
		case i == start+1 && r.tokens[start].kind == quoted && r.tokens[start].text != "":
			values = append(values, r.tokens[start].text)
		case value != "":
			values = append(values, value)
		}
		start = i + 1
		if sign == ")" {
			r.skip(start - r.pos)
			return values
		}
	}
	return nil
}

// addText adds a filter on text, turning starts, ends and contains into a pattern.
func (r *reader) addText(field spec.Field, op string, negated bool, values []string) {
	f := spec.Filter{Field: field, Op: spec.OpIs, Values: values}
	switch op {
	case "is-not":
		negated = !negated
	case "like", "contains", "starts", "ends":
		f.Op = spec.OpLike
		f.Values = patterns(op, values)
	}
	if negated {
		if f.Op == spec.OpLike {
			r.missing = append(r.missing, "a pattern that is excluded: only exact texts can be excluded; export the column and filter the file")
			return
		}
		f.Op = spec.OpIsNot
	}
	if f.Op == spec.OpLike && field.Kind() != spec.TextField {
		r.missing = append(r.missing, "an exact name for \""+string(field)+"\": patterns work on texts only")
		return
	}
	r.literalNote(pathAt("where", r.addFilter(f)), f)
}

func patterns(op string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		switch op {
		case "contains":
			v = "*" + v + "*"
		case "starts":
			v = strings.TrimSuffix(v, "*") + "*"
		case "ends":
			v = "*" + strings.TrimPrefix(v, "*")
		}
		out[i] = v
	}
	return out
}

// literalNote says how signs in a value are read that mean something elsewhere.
func (r *reader) literalNote(path string, f spec.Filter) {
	for i, v := range f.Values {
		place := pathAt(path+".values", i)
		switch {
		case f.Op == spec.OpLike && strings.ContainsAny(v, "%_"):
			r.note(place, spec.NoteUncertain, "* stands for any text; % and _ may do so too, that depends on the site's database")
		case f.Op != spec.OpLike && strings.ContainsAny(v, "*%_") && !spec.IsIdentifier(v):
			r.note(place, spec.NoteAssumed, "taken literally: *, % and _ are no wildcards with op is; write \"like\" for a pattern")
		}
		if !isASCII(v) {
			r.note(place, spec.NoteUncertain, "not ASCII: pass it as an option when the site is not UTF-8")
		}
	}
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
