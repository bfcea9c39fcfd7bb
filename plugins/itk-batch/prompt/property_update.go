package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var updateWords = []entry{
	{special, "upper", "auf grossbuchstaben, uppercase, upper case, to uppercase, to upper case, into upper case, capital letters, grossbuchstaben, in grossbuchstaben, gross"},
	{special, "lower", "auf kleinbuchstaben, lowercase, lower case, to lowercase, to lower case, kleinbuchstaben, in kleinbuchstaben"},
	{special, "trim", "remove trailing blanks, remove leading and trailing blanks, remove leading blanks, strip trailing blanks, strip leading blanks, trailing blanks, leading and trailing blanks, trim, strip blanks, trim blanks, leerzeichen entfernen"},
	{special, "clear", "clear, leeren, leere, empty out, blank out, loeschen, loesche, delete, remove, entfernen, entferne"},
	{special, "rename", "rename, umbenennen, benenne"},
	{special, "empty clear", "empty means delete, empty means delete value, empty means clear, empty clears, empty cell clears, empty cells clear, leere zelle loescht, leer bedeutet loeschen, empty cell means clear, empty cells mean delete, leere zellen loeschen, leere zellen loeschen den wert"},
	{special, "empty error", "empty cell means error, empty means error, empty is an error, empty cell is error, leere zelle ist fehler, leere zellen sind fehler, leer ist fehler"},
	{special, "empty keep", "skip empty, skip empty cells, ignore empty cells, ignore empty values, empty cells are skipped, empty cells are ignored, leere zellen ueberspringen, leere ueberspringen, leere zellen ignorieren, leere werte ignorieren, leere felder ueberspringen, empty cells stay, empty means keep, empty cell means keep, empty cells keep, leere zellen behalten, leer heisst behalten, leere zelle behaelt"},
	{special, "to", "to, in, auf, as, into"},
	{special, "value", "new value, neuer wert, with value, value is, mit wert, wert ist, mit dem wert, with the value"},
	{special, "display", "display values, as display values, display value, anzeigewerte"},
	{special, "long form", "property and value, property;value, eigenschaft und wert"},
	{filler, "", "columns c and d, bulk update, bulk update of property, mass update, value, wert"},
}

// readUpdate reads assignments: a property with "=", "to" or "auf" and a
// value, and what happens to old values.
func readUpdate(r *reader, p phrase, n int) bool {
	switch p.sense {
	case special:
		return r.updateWord(p, n)
	case marker, with:
		r.restricting = p.words != "only" && p.words != "nur"
	case job:
		r.restricting = false
	}
	if p.sense != job && r.columnPlace() {
		return true
	}
	if r.at(r.pos).isOneOf("property", "attribute", "eigenschaft", "attribut") {
		r.restricting = false // what is named next is set, or said to be a condition again
	}
	if r.oldAndNew() {
		return true
	}
	if r.columnLetters() || r.sampleNumbers() || r.uidArgument(p, n) {
		return true
	}
	name, m := r.propertyHere(p, n)
	if m == 0 || r.isGuarded() && !r.clearing || r.restricting || r.listing && r.spec.Input != nil {
		return false
	}
	if r.at(r.pos+m).text == ";" || r.at(r.pos+m).text == "," && r.at(r.pos+m+2).text == "," && r.titled {
		return false
	}
	return r.assignment(name, m)
}

func (r *reader) updateWord(p phrase, n int) bool {
	switch p.arg {
	case "to":
		if next := r.at(r.pos + n); r.renaming && next.kind == quoted && len(r.spec.Action.Set) == 0 {
			r.newName = next.text
			r.took(n + 1)
			return true
		}
		return r.lateValue(n)
	case "value":
		return r.newValue(n)
	case "upper", "lower", "trim":
		r.transform = spec.Transform(p.arg)
	case "clear":
		r.clearing = true
		r.skip(n)
		return true
	case "rename":
		r.renaming = true
		r.exported = true
		r.skip(n)
		r.renamedID()
		return true
	case "empty clear", "empty error", "empty keep":
		r.emptyCell = spec.Empty(p.arg[len("empty "):])
	case "display":
		r.display = true
	case "long form":
		return false
	}
	r.took(n)
	return true
}

// newValue reads "new value ACME".
func (r *reader) newValue(n int) bool {
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	set, next := r.spec.Action.Set, r.at(i)
	if len(set) == 0 || set[len(set)-1].Value != "" || next.kind == mark || next.text == "" || next.kind == word && !next.literal && r.knownAt(i) {
		return false
	}
	value, m := r.valueAt(i)
	set[len(set)-1].Value = value
	r.took(i + m - r.pos)
	return true
}

// renamedID reads "rename the item ids", which no program does.
func (r *reader) renamedID() {
	i := r.pos
	for isArticle(r.at(i)) {
		i++
	}
	if p, n := match(r.tokens, i); p.arg == "item_id" && !(r.at(i+n).literal && isObjectID(r.at(i+n).text)) {
		r.assign(spec.Assignment{Property: "item_id"})
	}
}

// lateValue reads the value behind the objects: "die Beschreibung von 4711
// auf 'x'".
func (r *reader) lateValue(n int) bool {
	set := r.spec.Action.Set
	next := r.at(r.pos + n)
	first := r.at(r.pos).fold
	if len(set) == 0 || set[len(set)-1].Value != "" || r.transform != "" || first != "to" && first != "auf" && first != "as" {
		return false
	}
	last := next.kind == word && r.isUnknownName(r.pos+n) && (r.pos+n+1 >= len(r.tokens) || r.at(r.pos+n+1).kind == mark) // "... to kg"
	if next.kind != quoted && !last && !(next.kind == word && next.literal && !looksPath(next.text)) || next.text == "" {
		return false
	}
	value, m := r.valueAt(r.pos + n)
	set[len(set)-1].Value = value
	r.took(n + m)
	return true
}

// oldAndNew reads "from 'Bolt' to 'Screw'": only what has the old value gets
// the new one.
func (r *reader) oldAndNew() bool {
	set := r.spec.Action.Set
	old, value := r.at(r.pos+1), r.at(r.pos+3)
	if !r.at(r.pos).isOneOf("from", "von") || !r.at(r.pos+2).isOneOf("to", "auf", "in", "zu") || len(set) != 1 || set[0].Value != "" ||
		old.kind != quoted || value.kind == mark || old.text == "" || value.text == "" || looksPath(old.text) {
		return false
	}
	set[0].Value = value.text
	field, _ := propertyField(set[0].Property)
	r.addText(field, "is", false, []string{old.text})
	r.took(4)
	return true
}

// columnLetters asks what the columns of a sheet mean.
func (r *reader) columnLetters() bool {
	t := r.at(r.pos)
	if t.kind != word || t.fold != "columns" && t.fold != "column" && t.fold != "spalten" && t.fold != "spalte" {
		return false
	}
	next := r.at(r.pos + 1)
	if len(next.text) != 1 || next.kind != word || next.text[0] < 'A' || next.text[0] > 'Z' {
		return false
	}
	i := r.pos + 2
	for i < len(r.tokens) && (isConjunction(r.at(i)) || r.at(i).text == "," || len(r.at(i).text) == 1) {
		i++
	}
	r.missing = append(r.missing, "which properties the columns "+clip(r.slice(r.pos+1, i), 40)+" set, and which column holds the item id: name the columns in their order")
	r.skip(i - r.pos)
	return true
}

// sampleNumbers reads "3,5 and 1.200,00" as a decimal comma.
func (r *reader) sampleNumbers() bool {
	t := r.at(r.pos)
	if t.kind != word || !allDigits(strings.ReplaceAll(t.text, ".", "")) || r.at(r.pos+1).text != "," || !allDigits(r.at(r.pos+2).text) || r.at(r.pos+2).start != t.end+1 {
		return false
	}
	r.spec.Output.Decimal = ","
	r.note("input.decimal", spec.NoteAssumed, "decimal comma, points group thousands; a value that fits neither is an ERROR line")
	r.took(3)
	return true
}

// propertyHere returns the internal name of the property at the current place.
func (r *reader) propertyHere(p phrase, n int) (string, int) {
	t := r.at(r.pos)
	if t.kind != word {
		return "", 0
	}
	switch {
	case p.sense == property:
		if internal, m := r.internalName(r.pos + n); m > 0 {
			return internal, n + m
		}
		name, _, _ := strings.Cut(p.arg, "@")
		if p.arg == "item_revision_id" || p.arg == "item_id" || p.arg == "uid@run" {
			return "", 0
		}
		return name, n
	case p.sense == nameless:
		if internal, m := r.internalName(r.pos + n); m > 0 {
			return internal, n + m
		}
		return r.guessed(p.words), n
	case p.sense == participle && (p.words == "creation date" || p.words == "release date" || p.words == "erstelldatum" || p.words == "freigabedatum" || p.words == "last modified date"):
		field, _, _ := cutColon(p.arg)
		return dateProperty(spec.Field(field)), n
	case n == 0 && t.literal && spec.IsIdentifier(t.text) && strings.Contains(t.text, "_") && t.fold != "item_id" && t.fold != "rev_id" && t.fold != "item_revision_id":
		return t.text, 1
	}
	return "", 0
}

// guessed makes an internal name from everyday words. The program looks it
// up before the first object, so that a wrong one changes nothing.
func (r *reader) guessed(words string) string {
	name := strings.ReplaceAll(words, " ", "_")
	r.note("action.set", spec.NoteAssumed, guessNote(words, name))
	return name
}

func guessNote(words, name string) string {
	return "no standard property is called \"" + words + "\": taken as " + name + ", option -property=; it is looked up at the site before the first object"
}

// assignment reads a property that is set, and its value.
func (r *reader) assignment(name string, m int) bool {
	if r.negate || r.emptyOp != "" {
		return false
	}
	i := r.pos + m
	for r.at(i).kind == word && r.at(i).fold == "of" && r.at(i+1).text == "=" {
		i++
	}
	a := spec.Assignment{Property: name}
	if value, k := r.assigned1(i); k > 0 {
		if v := r.at(i + k - 1); v.kind == quoted && v.text == "" {
			r.clearing = true // set x = ""
		}
		if v := r.at(i + k - 1); v.kind == word && looksProperty(v.text) && spec.IsIdentifier(v.text) {
			r.missing = append(r.missing, "whether \""+clip(value, 40)+"\" is a text, in quotation marks; a value cannot be taken from another property")
		}
		a.Value = value
		r.assign(a)
		r.skip(i + k - r.pos)
		r.took(0)
		return true
	}
	if op, k := r.operator(i); k > 0 && len(r.spec.Action.Set) > 0 && op != "in" {
		return false // "set A = 'x' where B = 'y'"
	}
	if r.spec.Action.Set != nil && !r.separatedProperty() && !r.clearing {
		return false
	}
	r.assign(a)
	r.skip(m)
	r.took(0)
	return true
}

// setsOnlyWhere reads "only where it is empty", which looks back at the one
// property that is set.
func (r *reader) setsOnlyWhere(op string) bool {
	set := r.spec.Action.Set
	if r.spec.Pattern != spec.PropertyUpdate || !r.isGuarded() || len(set) != 1 {
		return false
	}
	r.addFilter(emptinessFilter(set[0].Property, either(r.negate, opposite(spec.Op(op)), spec.Op(op))))
	return true
}

// separatedProperty reports another property of the same list.
func (r *reader) separatedProperty() bool {
	before := r.at(r.pos - 1)
	return before.text == "," || isConjunction(before)
}

func (r *reader) assign(a spec.Assignment) {
	for i, old := range r.spec.Action.Set {
		if old.Property == a.Property {
			if a.Value != "" {
				r.spec.Action.Set[i].Value = a.Value
			}
			return
		}
	}
	r.spec.Action.Set = append(r.spec.Action.Set, a)
}

// assigned1 reads "= 'x'", "to x" and "auf x" at token i.
func (r *reader) assigned1(i int) (string, int) {
	start := i
	t := r.at(i)
	sign := t.text == "=" || t.text == "==" || t.text == ":"
	if !sign && !(t.kind == word && (t.fold == "to" || t.fold == "auf" || t.fold == "as" || t.fold == "with" || t.fold == "mit")) {
		return "", 0
	}
	i++
	for r.at(i).kind == word && (r.at(i).fold == "value" || r.at(i).fold == "wert" || r.at(i).fold == "den" || r.at(i).fold == "the") {
		i++
	}
	v := r.at(i)
	switch {
	case i >= len(r.tokens):
		return "", 0
	case v.kind == quoted:
		return v.text, i + 1 - start
	case v.kind == mark:
		return "", 0
	}
	if p, _ := r.g.own(r.tokens, i); p.sense == special {
		return "", 0 // "to upper case"
	}
	if p, _ := match(r.tokens, i); !sign && !v.literal && (t.fold == "with" || t.fold == "mit" || p.sense != nothing && p.sense != statusWord && !isUpperFirst(v.text)) {
		return "", 0
	}
	value, m := r.valueAt(i)
	return value, i + m - start
}

// valueAt returns the value at token i and its tokens. A number that is
// written with a decimal comma is cut into three of them.
func (r *reader) valueAt(i int) (string, int) {
	t, comma, places := r.at(i), r.at(i+1), r.at(i+2)
	whole := strings.ReplaceAll(strings.TrimPrefix(t.text, "-"), ".", "")
	if t.kind != word || !allDigits(whole) || comma.text != "," || comma.start != t.end || places.kind != word || places.start != comma.end || !allDigits(places.text) {
		return t.text, 1
	}
	if next := r.at(i + 3); next.text == "," && next.start == places.end {
		return t.text, 1 // a list: 1,2,3
	}
	value := whole + "." + places.text
	if strings.HasPrefix(t.text, "-") {
		value = "-" + value
	}
	r.note("action.set", spec.NoteAssumed, "\""+t.text+","+places.text+"\" read as the number "+value+"; write it in quotation marks for a text")
	return value, 3
}
