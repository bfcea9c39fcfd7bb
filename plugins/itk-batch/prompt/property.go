package prompt

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func pathAt(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// property reads a property: with an operator it is a filter, followed by a
// name it may be one, otherwise it is a column.
func (r *reader) property(p phrase, n int) {
	words := r.slice(r.pos, r.pos+n)
	if p.words == "me" && words != "ME" {
		r.skip(n)
		return
	}
	if r.revisionLetter(p, n) {
		return
	}
	if r.second() && !r.listing && !r.columnContext(n) && r.namesContents(n) {
		r.skip(n)
		return
	}
	if p.arg == "item_revision_id" && r.stateFollows(n) {
		r.skip(n) // "unless the revision is released"
		return
	}
	if r.isObjectWord(p, n) {
		arg := "revision|ItemRevision|given"
		r.object(phrase{p.words, object, arg}, n)
		return
	}
	name, headerText := p.arg, words
	for _, t := range r.tokens[r.pos : r.pos+n] {
		if t.corrected {
			headerText = "" // no misspelt word becomes a header
		}
	}
	if internal, m := r.internalName(r.pos + n); m > 0 {
		name, headerText, n = internal, "", n+m
	} else if p.sense == nameless {
		r.namelessProperty(p, n, words)
		return
	}
	r.named(name, headerText, n)
}

// named reads on after a property whose internal name is known.
func (r *reader) named(name, headerText string, n int) {
	if next := r.at(r.pos + n); name == "original_file_name@file" && looksPath(next.text) {
		r.skip(n)
		r.putFile(next.text)
		r.took(1)
		return
	}
	asked := r.at(r.pos-1).isOneOf("which", "what", "welche", "welchen", "welches") // "which projects is 4711 in"
	if !asked && (name == "release_status_list" && r.status(n) || r.filter(name, n)) {
		return
	}
	if r.negate || r.emptyOp != "" {
		r.emptiness(name, n)
		return
	}
	last := r.at(r.pos + n - 1).fold
	if next, m := match(r.tokens, r.pos+n); m == 0 && next.sense == nothing && (last == "on" || last == "am") && r.at(r.pos+n).kind == word {
		r.missing = append(r.missing, "a date after \""+r.slice(r.pos, r.pos+n)+"\"")
	}
	r.skip(n)
	r.column(name, r.headerAs(headerText))
	r.took(0)
	r.guard = "columns"
}

// headerAs reads the header in: name as "Benennung".
func (r *reader) headerAs(headerText string) string {
	as := r.at(r.pos).fold
	if as != "as" && as != "als" || r.at(r.pos+1).kind != quoted {
		return headerText
	}
	headerText = r.at(r.pos + 1).text
	r.skip(2)
	return headerText
}

// revisionLetter reads "revision A" and "rev 01".
func (r *reader) revisionLetter(p phrase, n int) bool {
	next := r.at(r.pos + n)
	if p.arg != "item_revision_id" || r.listing || next.kind == mark || next.text == "" || len(next.text) > 3 {
		return false
	}
	for _, c := range next.text {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	if q, _ := match(r.tokens, r.pos+n); q.sense != nothing && q.sense != filler {
		return false
	}
	r.skip(n)
	r.addText(spec.FieldRevID, "is", r.negate, []string{next.text})
	r.took(1)
	return true
}

// stateFollows reports "is released" behind the n tokens of an object.
func (r *reader) stateFollows(n int) bool {
	op, m := r.operator(r.pos + n)
	if op != "is" && op != "is-not" || m == 0 || r.at(r.pos+n).kind == mark {
		return false
	}
	p, _ := match(r.tokens, r.pos+n+m)
	return p.sense == participle || p.sense == statusWord
}

// isObjectWord tells "released revisions" from "name, revision, owner".
func (r *reader) isObjectWord(p phrase, n int) bool {
	if p.arg != "item_revision_id" || p.words != "rev" && p.words != "revision" || r.listing {
		return false
	}
	fold := r.at(r.pos).fold
	plural := fold != "rev" && fold != "revision"
	if r.objectSeen {
		return plural || !r.isGuarded() && r.at(r.pos-1).text != "," && r.at(r.pos-1).fold != "and" && r.at(r.pos-1).fold != "und" && len(r.spec.Columns) == 0
	}
	next := r.at(r.pos + n)
	if next.text != "," && next.fold != "and" && next.fold != "und" && r.at(r.pos-1).text != "," && len(r.spec.Columns) == 0 {
		return true
	}
	after, _ := match(r.tokens, min(r.pos+n+1, len(r.tokens)-1))
	return plural && after.sense != property && after.sense != nameless
}

// internalName reads "(pnx_material)" after an everyday name.
func (r *reader) internalName(i int) (string, int) {
	if r.at(i).text != "(" || r.at(i+2).text != ")" {
		return "", 0
	}
	t := r.at(i + 1)
	if t.kind == mark || !spec.IsIdentifier(t.text) || !t.literal && t.kind != quoted {
		return "", 0
	}
	return t.text, 3
}

// namelessProperty refuses what has no standard name: a guess would read a
// property that the site does not have.
func (r *reader) namelessProperty(p phrase, n int, words string) {
	if r.at(r.pos+n).isOneOf("list", "lists", "file", "sheet", "liste", "datei", "tabelle") {
		r.skip(n) // "the supplier list"
		return
	}
	if op, m := r.operator(r.pos + n); op == "number" {
		r.missing = append(r.missing, "a comparison with "+clip(r.slice(r.pos+n, r.pos+n+m), 20)+": only dates can be compared; export the column and filter the file")
	}
	r.missing = append(r.missing, "the internal name of the property \""+words+"\": write "+words+" (a4_"+strings.ReplaceAll(p.words, " ", "_")+") with your own name in parentheses")
	r.took(n)
	if _, m := r.operator(r.pos); m > 0 {
		r.pos += m
		if _, k := r.freeText(r.pos); k > 0 {
			r.pos += k
		}
	}
}

// emptiness reads "without description" and "empty description".
func (r *reader) emptiness(name string, n int) {
	op := spec.OpUnset
	if r.emptyOp != "" {
		op = r.emptyOp
		if r.negate {
			op = opposite(op)
		}
	}
	r.addFilter(emptinessFilter(name, op))
	r.took(n)
}

func emptinessFilter(name string, op spec.Op) spec.Filter {
	name, _, _ = strings.Cut(name, "@")
	switch name {
	case "release_status_list":
		return spec.Filter{Field: spec.FieldStatus, Op: op}
	case "date_released", "creation_date", "last_mod_date":
		field, _ := propertyField(name)
		return spec.Filter{Field: field, Op: op}
	case "project_ids":
		if op == spec.OpUnset {
			return spec.Filter{Field: spec.FieldProject, Op: op}
		}
	}
	return spec.Filter{Field: spec.PropertyField(name), Op: op}
}

// column adds a column once. The prompt's own words become its header.
func (r *reader) column(name, headerText string) {
	c := spec.Column{Header: headerText}
	c.Property, c.Type, _ = strings.Cut(name, "@")
	of, typ, _ := strings.Cut(c.Type, ":")
	c.Of, c.Type = spec.Of(of), typ
	if headerText == c.Property || spec.IsIdentifier(headerText) && strings.Contains(headerText, "_") && !strings.Contains(name, "@") {
		c.Header = "" // the internal name itself was written
	}
	if typ != "" {
		c.Header = strings.ToLower(typ) + "_file_name"
	}
	c.Header = clip(c.Header, 64)
	for _, old := range r.spec.Columns {
		if old.Property == c.Property && old.Of == c.Of && old.Type == c.Type {
			return
		}
	}
	r.spec.Columns = append(r.spec.Columns, c)
}

// clip shortens a text to a number of characters and its blanks to one.
func clip(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}
