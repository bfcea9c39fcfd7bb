package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var bomImportWords = []entry{
	{special, "existing:update", "update existing, update existing lines, update quantities, vorhandene aktualisieren, mengen aktualisieren, existing lines are updated, merge, merge with existing, merge with existing lines, merge into existing lines, zusammenfuehren, mit vorhandenen zusammenfuehren"},
	{special, "existing:skip", "skip existing, skip existing lines, vorhandene positionen ueberspringen, vorhandene ueberspringen, bestehende ueberspringen, leave existing lines, ignore existing lines, existing lines stay"},
	{special, "existing:replace", "replace existing, replace existing structure, replace existing structures, replace existing lines, replace structure, vorhandene ersetzen, vorhandene struktur ersetzen, replace the existing structure"},
	{special, "existing:add", "add to existing, always add, add again, immer hinzufuegen"},
	{special, "existing:error", "error if line exists, existing line is an error, fehler wenn vorhanden, error if exists, error if it exists"},
	{special, "missing", "missing children should be created, missing children are created, missing parts should be created, missing items should be created, missing components should be created, create missing children, create missing parts, fehlende kinder anlegen, create missing items, create missing components, create if missing, create missing, create if needed, missing items are created, fehlende artikel anlegen, fehlende teile anlegen, fehlende anlegen, missing components are created, create items that are missing"},
	{special, "missing error", "if a component does not exist report an error, if a component does not exist report error, if component is missing report error, report an error, error if component is missing, error if a component is missing, error if missing, missing items are errors, missing is an error, report missing items, fehlende sind fehler, missing components are errors, report as error, fehlende melden, missing parts as error, missing as error, missing as errors, missing items as error, missing items as errors, missing components as error, fehlende als fehler, fehlende teile als fehler, fehlende artikel als fehler, fehlende teile sind fehler, fehlende teile melden"},
	{special, "precise", "precise, exact revision, exact revisions, praezise, exakte revision, exakte revisionen"},
	{special, "imprecise", "imprecise, unpraezise, not precise, nicht praezise"},
	{special, "rule", "revision rule, with rule, rule, mit regel, revisionsregel"},
	{special, "view", "view, bom view, view type, sicht"},
	{special, "child", "component, components, part, komponente, child, add component, add part, insert part, insert component, bauteil, teil, einbauen"},
	{special, "quantity", "quantity, qty, with quantity, menge, mit menge, anzahl, stueckzahl, amount"},
	{special, "find", "find no, find number, findno, at position, position, pos, find, positionsnummer, pos nr"},
	{special, "excel", "excel, excel vorhanden, excel file, excel datei, xlsx, from excel, aus excel, exceldatei"},
	{special, "parent", "assembly, assemblies, parent, baugruppe, baugruppen, parents, all assemblies, to assembly, to assemblies, in baugruppe, in die baugruppe, all parents"},
	{filler, "", "indented, indented list, eingerueckt, eingerueckte, eingerueckte liste, bom, boms, structure, structures, stueckliste, stuecklisten, strukturen, struktur, below, build, load, items, item, lines, vorhanden, aufbauen, no, nein, create assembly structure, import bom, file below"},
}

// readBOMImport reads what the lines of the file mean and what happens to
// lines that exist.
func readBOMImport(r *reader, p phrase, n int) bool {
	if p.sense == negativeAnswer || p.sense == not && r.missingAsked {
		r.spec.Action.Missing = spec.MissingError
		r.missingAsked = false
		r.took(n)
		return true
	}
	if !r.titled && r.rolesBegin() && r.takeHeaders(r.pos, false) {
		return true
	}
	if p.sense != special {
		return false
	}
	act := &r.spec.Action
	how, value, _ := strings.Cut(p.arg, ":")
	switch how {
	case "existing":
		act.Existing = spec.Existing(value)
	case "missing":
		act.Missing = spec.MissingCreate
		if r.negate {
			act.Missing = spec.MissingError
		}
		r.missingAsked = r.at(r.pos+n).text == "?" || r.question(r.pos+n-1)
	case "missing error":
		act.Missing = spec.MissingError
	case "precise", "imprecise":
		act.Precise = how == "precise" && !r.negate
	case "rule":
		return r.structureRule("", n)
	case "view":
		return r.structureView("", n)
	case "child", "quantity", "find":
		return r.constant(how, n)
	case "excel":
		r.note("input", spec.NoteAssumed, "save the Excel file as CSV")
		if r.german() {
			r.sheetDelimiter = ";"
			r.spec.Output.Decimal = ","
			r.note("input.decimal", spec.NoteAssumed, "semicolon and decimal comma, as Excel with German settings saves them")
		}
	case "parent":
		r.objectSeen = true
		r.skip(n)
		return true
	}
	r.took(n)
	return true
}

// german reports that the prompt is written in German.
func (r *reader) german() bool {
	for _, t := range r.tokens {
		switch t.fold {
		case "und", "aus", "der", "die", "das", "mit", "fuer", "spalten", "nach", "menge", "ebene", "stuecklisten", "stueckliste", "bitte", "alle":
			return true
		}
	}
	return false
}

// question reports a question mark behind token i, which the tokenizer cuts.
func (r *reader) question(i int) bool {
	end := r.at(i).end
	for end < len(r.text) && r.text[end] == ' ' {
		end++
	}
	return end < len(r.text) && r.text[end] == '?'
}

// constant reads a value that is the same for every line: "component 123456",
// "qty 2", "find no 900".
func (r *reader) constant(how string, n int) bool {
	i := r.pos + n
	if r.at(i).text == "=" || r.at(i).text == ":" {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.kind == word && (!t.literal || looksPath(t.text)) || !strings.ContainsAny(t.text, "0123456789") {
		if n == 1 && how != "child" || r.listing || r.spec.Input != nil && !r.titled {
			return false
		}
		r.skip(n)
		return true
	}
	role := spec.RoleChildID
	switch how {
	case "quantity":
		role = spec.RoleQuantity
	case "find":
		role = spec.RoleFindNo
	}
	value, rev, ok := strings.Cut(t.text, "/")
	if how != "child" || !ok {
		value = t.text
	}
	r.constants = append(r.constants, spec.InputColumn{Role: role, Value: value})
	if how == "child" && ok {
		r.constants = append(r.constants, spec.InputColumn{Role: spec.RoleChildRev, Value: rev})
	}
	r.skip(i + 1 - r.pos)
	r.took(0)
	return true
}

// settleBOMImport completes the columns: constants stand behind those of the file.
func settleBOMImport(r *reader) {
	sel := &r.spec.Select
	if sel.From == spec.FromArguments {
		r.singleParent()
	}
	in := r.spec.Input
	if in == nil {
		return
	}
	level := in.Has(spec.RoleLevel)
	if r.titled && !in.Has(spec.RoleParentID) && !level && !in.Has(spec.RoleItemID) {
		r.missing = append(r.missing, "the column with the parent, such as (parent_id,child_id,quantity), or with the level")
	}
	if !in.Has(spec.RoleParentID) && !level {
		r.usualKeys()
	}
	if r.sheetDelimiter != "" {
		in.Delimiter = r.sheetDelimiter
	}
	in.Columns = append(in.Columns, r.constants...)
	if in.Has(spec.RoleItemID) {
		r.itemColumn()
	}
	r.revisionColumns()
	if !in.Has(spec.RoleChildID) {
		if len(in.Columns) > 1 || r.titled {
			r.missing = append(r.missing, "the column with the component, such as (parent_id,child_id,quantity)")
			return
		}
		in.Columns = nil
		for _, role := range [...]spec.Role{spec.RoleParentID, spec.RoleChildID, spec.RoleQuantity, spec.RoleFindNo} {
			c := spec.InputColumn{Role: role}
			if in.Header {
				c.Header = strings.ReplaceAll(string(role), "-", "_")
			}
			in.Columns = append(in.Columns, c)
		}
		r.note("input.columns", spec.NoteDefault, "the columns are not named: parent, child, quantity, find number")
	}
	sel.Type, sel.TypeGiven = "", false
	sel.Kind = spec.KindRevision
	if r.spec.Structure.View == "" {
		r.spec.Structure.View = "view"
	}
	if r.spec.Action.Existing == "" {
		r.note("action.existing", spec.NoteAssumed, "same parent, child and find number: quantity is updated, other lines stay; nothing is removed")
	}
	if level {
		r.note("input", spec.NoteAssumed, "level form: the parent is the last line one level up; without find numbers the same part twice under one parent is an error")
	}
}

// itemColumn takes an item id as the component when the parents stand
// elsewhere, and as the parent otherwise.
func (r *reader) itemColumn() {
	for i := range r.spec.Input.Columns {
		c := &r.spec.Input.Columns[i]
		if c.Role != spec.RoleItemID {
			continue
		}
		if r.spec.Input.Has(spec.RoleParentID) || r.spec.Input.Has(spec.RoleLevel) {
			c.Role = spec.RoleChildID
		} else {
			c.Role = spec.RoleParentID
		}
	}
}

// revisionColumns gives a revision to the parent or component that stands
// before it. Of an indented list it is the component's, which is also the parent
// of the lines below.
func (r *reader) revisionColumns() {
	in, of := r.spec.Input, spec.RoleChildRev
	for i := range in.Columns {
		c := &in.Columns[i]
		switch {
		case c.Role == spec.RoleParentID:
			of = spec.RoleParentRev
		case c.Role == spec.RoleChildID:
			of = spec.RoleChildRev
		case c.Role == spec.RoleRevID && !in.Has(of):
			c.Role = of
		case c.Role == spec.RoleRevID:
			c.Role = spec.RoleIgnore
		}
	}
	if in.Has(spec.RoleParentRev) || in.Has(spec.RoleLevel) && in.Has(spec.RoleChildRev) {
		r.spec.Select.Revision = spec.RevisionGiven
	} else if r.spec.Select.Revision == spec.RevisionGiven {
		r.spec.Select.Revision = ""
	}
}

// singleParent turns "add 900123 to assembly 4711" into a list of one line:
// the pattern reads its parents from a file.
func (r *reader) singleParent() {
	sel := &r.spec.Select
	objects := sel.Objects
	sel.From, sel.Objects = spec.FromInput, nil
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	if !r.spec.Input.Has(spec.RoleParentID) {
		r.usualKeys()
	}
	for _, o := range objects {
		line := o.ItemID
		if o.RevID != "" {
			line += "/" + o.RevID
		}
		r.note("input", spec.NoteAssumed, "the assembly "+line+" is one line of the input file, under the title parent_id")
	}
}
