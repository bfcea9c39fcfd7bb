package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var classWords = []entry{
	{special, "class", "class, in class, of class, for class, for class id, klasse, in klasse, der klasse, in der klasse, classified in, classified in class, klassifiziert in, in classification class, klassen id, class ids, sachmerkmalklasse, classes, klassen"},
	{special, "wide", "one column per attribute, one line per object, wide, eine spalte pro merkmal, eine zeile pro objekt"},
	{special, "subclasses", "or its subclasses, or subclasses, and its subclasses, oder unterklassen, und unterklassen, including subclasses, with subclasses, and subclasses, incl subclasses, mit unterklassen, samt unterklassen, inkl unterklassen"},
	{property, "class_id@class", "class id, classid, class_id, klassen id, klassennummer"},
	{property, "class_name@class", "class name, class_name, klassenname, name of class"},
	{property, "attribute@class", "attribute, attributes, attribute name, merkmal, merkmale, sachmerkmal, attributname"},
	{property, "value@class", "value, values, wert, werte, attribute values, attribute value, all attribute values, merkmalswerte"},
	{filler, "", "classification, classification export, classification values, classified, klassifizierte, klassifizierten, klassifiziert, sachmerkmale, klassifikation, klassifikationswerte, ico, ico values, classification report, classification data, klassifizierter, sachmerkmalen, all attribute values, attribute values, with all attribute values, ausgeben, with all attributes, all attributes, sachmerkmalleisten, sachmerkmalleiste, objects, classification attributes, klassifizierungsdaten"},
}

// readClasses reads the class and the columns.
func readClasses(r *reader, p phrase, n int) bool {
	switch {
	case p.sense == property && strings.HasSuffix(p.arg, "@class"):
		if p.arg == "class_id@class" && !r.listing && r.className(n) {
			return true
		}
		if (p.arg == "attribute@class" || p.arg == "value@class") && !r.listing && r.at(r.pos-1).text != "," && !isConjunction(r.at(r.pos-1)) && !(r.isColumnGuard() && !isEvery(r.at(r.pos-1))) {
			r.skip(n)
			return true
		}
		header := r.slice(r.pos, r.pos+n)
		r.skip(n)
		r.column(p.arg, r.headerAs(header))
		r.took(0)
		r.guard = "columns"
		return true
	case p.sense != special:
		return r.uidArgument(p, n)
	case p.arg == "class":
		if r.className(n) {
			return true
		}
		if r.isColumnGuard() || r.listing {
			r.skip(n)
			r.column("class_id@class", "")
			r.took(0)
			return true
		}
		r.skip(n)
		return true
	case p.arg == "wide":
		r.note("columns", spec.NoteAssumed, "one line per object: the option -wide, because the attributes are known only at the site")
	case p.arg == "subclasses":
		r.note("where", spec.NoteAssumed, "subclasses: the option -subclasses")
	}
	r.took(n)
	return true
}

// className reads the id of the class.
func (r *reader) className(n int) bool {
	i := r.pos + n
	for t := r.at(i); t.text == ":" || t.text == "=" || t.kind == word && (t.fold == "id" || t.fold == "is"); t = r.at(i) {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.text == "" || looksPath(t.text) || t.kind == word && !t.literal && !isUpperFirst(t.text) {
		return false
	}
	if p, _ := match(r.tokens, i); t.kind == word && !t.literal && p.sense != nothing && !(p.sense == nameless) {
		return false
	}
	op := spec.OpIs
	if r.negate {
		op = spec.OpIsNot
	}
	if last := len(r.spec.Where) - 1; last >= 0 && r.spec.Where[last].Field == spec.FieldClassID {
		r.spec.Where[last].Values = append(r.spec.Where[last].Values, t.text)
	} else {
		r.addFilter(spec.Filter{Field: spec.FieldClassID, Op: op, Values: []string{t.text}})
	}
	i++
	for (isConjunction(r.at(i)) || r.at(i).kind == word && (r.at(i).fold == "or" || r.at(i).fold == "oder") || r.at(i).text == ",") && r.at(i+1).kind == word && r.at(i+1).literal && !looksPath(r.at(i+1).text) && !strings.Contains(r.at(i+1).text, "_") {
		last := len(r.spec.Where) - 1
		r.spec.Where[last].Values = append(r.spec.Where[last].Values, r.at(i+1).text)
		i += 2
	}
	r.skip(i - r.pos)
	r.took(0)
	return true
}

// settleClasses puts the object before the columns that are named.
func settleClasses(r *reader) {
	if len(r.spec.Columns) == 0 {
		r.note("columns", spec.NoteAssumed, "one line per attribute, because the attributes are known only at the site; -wide makes one line per object")
		return
	}
	if r.hasColumn("attribute") && !r.hasColumn("value") {
		r.spec.Columns = append(r.spec.Columns, spec.Column{Property: "value", Of: spec.OfClass})
		r.note("columns", spec.NoteAssumed, "an attribute says nothing without its value: the column is added")
	}
	if !r.hasColumn("object_string") && !r.hasColumn("item_id") && !r.hasColumn("object_name") {
		r.spec.Columns = append([]spec.Column{{Property: "object_string"}}, r.spec.Columns...)
	}
	r.placeColumns()
}
