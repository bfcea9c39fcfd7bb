package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// structureWords are those that every walk over a structure knows.
var bomWords = []entry{
	{special, "rule", "revision rule, rule, with rule, using rule, using revision rule, with revision rule, revisionsregel, mit regel, mit revisionsregel, regel, konfiguriert mit, configured with, configured by"},
	{special, "rule:Latest Working", "latest working, neueste in arbeit, latest working rule"},
	{special, "rule:Any Status; No Working", "released structure, as released, freigegebene struktur, freigegebener stand, nur freigegebene staende"},
	{special, "rule:Latest by Creation Date", "latest by creation date, nach erstelldatum"},
	{special, "depth:0", "all levels, multi level, multilevel, full, complete, indented, alle ebenen, ueber alle ebenen, mehrstufig, mehrstufige, komplett, vollstaendig, all the way down, completely, every level, alle stufen, complete structure, whole structure, bis ganz unten, nach ganz unten"},
	{special, "depth:1", "single level, one level, first level, direct children, einstufig, einstufige, eine ebene, baukasten, baukastenstueckliste, only first level, first level only, top level only, immediate children, erste ebene, nur erste ebene"},
	{special, "depth", "down to level, to level, bis ebene, bis stufe, max level, depth, tiefe, max depth, first, up to level, bis zur ebene"},
	{special, "total", "quantity list, summed quantities, aufsummiert, aufsummierte, aufsummierten, aufsummierte mengen, aufsummierten mengen, summierte mengen, summierten mengen, total quantity, rolled up, total quantities, summed, mengenstueckliste, gesamtmenge, gesamtmengen, summierte menge, flatten, flat, aggregated, sum of quantities, summenstueckliste, consolidated, flattened, sum quantities, mengenuebersicht"},
	{special, "per part", "total quantity per part number, total quantity per part, total quantities per part, total quantity per item, total per part, quantity per part number, gesamtmenge pro teil, gesamtmenge je teil, menge pro teil, menge je teil, gesamtmenge pro teilenummer, sum per part, total quantity by part number"},
	{special, "pack", "packed, pack, pack lines, gepackt, zusammengefasst, gepackte"},
	{special, "unpack", "unpacked, each occurrence, einzeln, ungepackt, one line per occurrence, nicht gepackt, not packed"},
	{special, "list", "list lines without revision, list unconfigured lines, unkonfigurierte auflisten, show unconfigured"},
	{special, "skip", "skip unconfigured, skip lines without revision, skip unconfigured lines, unkonfigurierte ueberspringen"},
	{special, "view", "view, bom view, with view, sicht, bom view type, view type, ansicht"},
	{special, "view:EBOM", "ebom, engineering bom"},
	{special, "view:MBOM", "mbom, manufacturing bom"},
	{special, "skip types", "ignore phantom items, ignore phantoms, without phantoms, skip phantoms, exclude phantoms, ignore phantom, phantome ignorieren, ohne phantome, " +
		"without fasteners, ignore fasteners, ohne normteile, normteile ignorieren, skip fasteners, ohne schrauben, exclude standard parts, without standard parts, ignore standard parts"},
	{special, "as of", "as of, on date, zum stichtag, zum datum, effective, effectivity"},
	{special, "variant", "variant, variants, option set, variante, varianten, with variants, with variants applied"},
	{special, "leaf", "leaf only, only leaves, purchased only, purchased parts only, nur einzelteile, nur kaufteile, leaves only, only purchased parts"},
	{property, "level@run", "level, depth level, ebene, stufe, lvl, bom level"},
	{property, "bl_sequence_no@line", "find number, find numbers, find no, findno, find nr, findnummer, item no, pos, position, positionsnummer, pos nr, sequence number, sequence no"},
	{property, "bl_quantity@line", "quantity, quantities, qty, amount, menge, anzahl, stueckzahl, mengen, total quantity per, totals"},
	{property, "bl_uom@line", "unit, uom, unit of measure, einheit, mengeneinheit, me, units"},
	{property, "bl_ref_designator@line", "ref designator, ref designators, reference designator, reference designators, refdes, referenzbezeichner, bauteilkennzeichen"},
	{property, "bl_formatted_title@line", "line title, titel der zeile, bom line title"},
	{property, "bl_rev_object_desc@line", "description, beschreibung, component description, desc"},
	{property, "item_id@parent", "parent, parent id, parent item, parent item id, parent number, parent_id, parent_item_id, oberteil, uebergeordnete baugruppe, vater, next assembly, parent part number, father, uebergeordnetes teil"},
	{property, "item_revision_id@parent", "parent rev, parent revision, parent_rev, revision des oberteils"},
	{property, "object_name@parent", "parent name, name of parent, parent_name, benennung des oberteils"},
	{property, "object_type@parent", "parent type, type of parent"},
	{property, "bl_item_item_id@line", "component id, component ids, child item ids, child item id, child id, child ids, child, komponente, komponentennummer, item id, item ids, part, teil, part number, item_id, teilenummer, sachnummer, artikelnummer, id, itemid, part no, number, nummer, p/n, item, sachnr"},
	{property, "bl_rev_item_revision_id@line", "component rev, component revision, child rev, rev, revision, rev id, item_revision_id, revision id, index, revisionsstand, revs"},
	{property, "bl_rev_object_name@line", "component name, name, names, benennung, bezeichnung, object_name, part name, title, komponentenname"},
	{property, "bl_rev_release_status_list@line", "component status, status, release status, status of each component, status of components, freigabestatus, status der komponente, status der komponenten, component statuses"},
	{property, "bl_item_object_type@line", "type, component type, item type, object type, typ, typ der komponente"},
	{property, "bl_rev_owning_user@line", "owner, component owner, besitzer, owner of component, owning user, eigentuemer"},
	{filler, "", "bom, boms, bill of material, stueckliste, stuecklisten, strukturstueckliste, structure, struktur, assembly, assemblies, assy, baugruppe, baugruppen, components, explode, export bom, bom lines, " +
		"parts list, structure list, per part number, component, its components, levels, ebenen, aufloesen, line, lines, each component, of each component, extract, stuecklistenauszug, child and parent, zusammenbau, product, produkt, erzeugnis, top item, top level, top assembly"},
}

// readBOM reads how a structure is walked.
func readBOM(r *reader, p phrase, n int) bool {
	t := r.at(r.pos)
	if r.uidArgument(p, n) || r.levels(t) || r.plantWord(p, n) {
		return true
	}
	if p.sense == property && strings.Contains(p.arg, "@") {
		return r.lineProperty(p, n)
	}
	if p.sense == revisions && p.arg == "latest-working" {
		r.spec.Structure.Rule = "Latest Working"
		r.took(n)
		return true
	}
	if p.sense != special {
		return false
	}
	s := &r.spec.Structure
	how, value, _ := strings.Cut(p.arg, ":")
	switch how {
	case "rule":
		return r.structureRule(value, n)
	case "depth":
		return r.structureDepth(value, n)
	case "total":
		s.Total = true
	case "per part":
		s.Total = true
		r.column("bl_item_item_id@line", "")
		r.column("bl_quantity@line", "")
	case "pack", "unpack":
		s.Pack = how == "pack" && !r.negate
	case "list", "skip":
		s.Unconfigured = spec.Unconfigured(how)
	case "view":
		return r.structureView(value, n)
	case "skip types":
		r.note("structure.skipTypes", spec.NoteAssumed, "\""+clip(r.slice(r.pos, r.pos+n), 40)+"\": that is a word of the site: option -skip_types=; children of a skipped line move up, quantities multiply")
	case "as of", "variant", "leaf":
		r.missing = append(r.missing, structureMissing(how))
	}
	r.took(n)
	return true
}

func structureMissing(how string) string {
	switch how {
	case "as of":
		return "a structure as of a date: no trustworthy call sets the date of a rule; use a revision rule of the site that holds the date"
	case "variant":
		return "variants: no trustworthy call applies an option set; export the 150 % structure, or a variant rule's result as a saved structure"
	}
	return "leaves or purchased parts only: export all lines with their type, and filter the file"
}

// lineProperty reads a column of the structure, and a quantity with its value
// as part of a request.
func (r *reader) lineProperty(p phrase, n int) bool {
	header := r.slice(r.pos, r.pos+n)
	if p.words == "rev" || p.words == "revision" || p.words == "item" || p.words == "part" || p.words == "teil" || p.words == "item id" || p.words == "id" || p.words == "number" || p.words == "part number" || p.words == "teilenummer" || p.words == "sachnummer" || p.words == "artikelnummer" || p.words == "nummer" {
		if next := r.at(r.pos + n); !r.listing && next.kind == word && next.literal && strings.ContainsAny(next.text, "0123456789") || next.kind == word && p.arg == "bl_rev_item_revision_id@line" && isRevisionID(next.text) && len(r.spec.Select.Objects) > 0 && !r.listing {
			return r.namedObject(p, n)
		}
		if !r.listing && len(r.spec.Columns) == 0 && !r.columnContext(n) {
			r.skip(n)
			return true
		}
	}
	if p.arg == "bl_item_object_type@line" && r.at(r.pos+n).fold == "and" && len(r.spec.Columns) == 0 && !r.listing && r.guard == "" {
		r.skip(n)
		return true
	}
	for _, t := range r.tokens[r.pos : r.pos+n] {
		if t.corrected {
			header = ""
		}
	}
	r.skip(n)
	r.column(p.arg, r.headerAs(header))
	r.took(0)
	r.guard = "columns"
	return true
}

// columnContext reports that a word stands among columns: behind "with" or a
// colon, or before a comma.
func (r *reader) columnContext(n int) bool {
	after, before := r.at(r.pos+n), r.at(r.pos-1)
	return r.isColumnGuard() || r.guard == "columns" || after.text == "," || isConjunction(after) || before.text == ":" || before.text == "," || before.kind == word && (before.fold == "with" || before.fold == "mit")
}

func isRevisionID(s string) bool {
	if s == "" || len(s) > 3 {
		return false
	}
	for _, c := range s {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// namedObject reads "item 4711" and "Revision A".
func (r *reader) namedObject(p phrase, n int) bool {
	t := r.at(r.pos + n)
	sel := &r.spec.Select
	if p.arg == "bl_rev_item_revision_id@line" && len(sel.Objects) > 0 && sel.Objects[len(sel.Objects)-1].RevID == "" && isRevisionID(t.text) {
		sel.Objects[len(sel.Objects)-1].RevID = t.text
	} else {
		r.addObject(t.text)
	}
	r.skip(n)
	r.took(1)
	return true
}

// levels reads "2 levels" and "first 3 levels".
func (r *reader) levels(t token) bool {
	if t.kind != word {
		return false
	}
	number, ok := smallNumber(t.fold)
	if !ok {
		return false
	}
	next := r.at(r.pos + 1).fold
	if next != "level" && next != "levels" && next != "ebenen" && next != "ebene" && next != "stufen" && next != "stufe" {
		return false
	}
	r.spec.Structure.Depth = number
	r.depthSaid = true
	m := 2
	if up := r.at(r.pos + 2).fold; up == "up" || up == "down" || up == "deep" || up == "tief" || up == "hoch" {
		m++
	}
	r.took(m)
	return true
}

func (r *reader) structureRule(value string, n int) bool {
	s := &r.spec.Structure
	if value != "" {
		s.Rule = value
		r.took(n)
		return true
	}
	i := r.pos + n
	for t := r.at(i); t.text == ":" || t.text == "=" || t.kind == word && (t.fold == "named" || t.fold == "called"); t = r.at(i) {
		i++
	}
	if p, m := r.g.own(r.tokens, i); p.sense == special && strings.HasPrefix(p.arg, "rule:") {
		s.Rule = strings.TrimPrefix(p.arg, "rule:")
		r.took(i + m - r.pos)
		return true
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark {
		r.missing = append(r.missing, "the name of the revision rule")
		r.took(n)
		return true
	}
	end := i + 1
	for t.kind == word && r.at(end).kind == word && (r.at(end).joined || isUpperFirst(r.at(end).text)) && end < len(r.tokens) {
		end++
	}
	s.Rule = t.text
	if t.kind == word {
		s.Rule = r.slice(i, end)
	}
	r.took(end - r.pos)
	return true
}

func (r *reader) structureDepth(value string, n int) bool {
	if value != "" {
		r.spec.Structure.Depth, _ = digits(value, 3)
		r.depthSaid = true
		r.took(n)
		return true
	}
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	number, ok := smallNumber(r.at(i).fold)
	if !ok || r.at(i).kind != word {
		return false
	}
	r.spec.Structure.Depth = number
	r.depthSaid = true
	i++
	if f := r.at(i).fold; f == "levels" || f == "ebenen" || f == "level" {
		i++
	}
	r.took(i - r.pos)
	return true
}

func (r *reader) structureView(value string, n int) bool {
	if value != "" {
		r.spec.Structure.View = value
		r.note("structure.view", spec.NoteAssumed, "view type \""+value+"\": option -view=, checked at the site")
		r.took(n)
		return true
	}
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.kind == word && !t.literal && !isUpperFirst(t.text) {
		return false
	}
	r.spec.Structure.View = t.text
	r.took(i + 1 - r.pos)
	return true
}

// plantWord reads "for plant 1000", which no structure call can filter by.
func (r *reader) plantWord(p phrase, n int) bool {
	if p.words != "plant" && p.words != "werk" {
		return false
	}
	if next := r.at(r.pos + n); next.kind == word && next.literal {
		n++
	}
	r.note("structure.view", spec.NoteUncertain, "\""+clip(r.slice(r.pos, r.pos+n), 40)+"\" is not known to a structure: choose the plant's structure with -view= or -rule=, or name its top item")
	r.took(n)
	return true
}

// allRevised reports objects that are all named with their revision.
func (r *reader) allRevised() bool {
	for _, o := range r.spec.Select.Objects {
		if o.RevID == "" {
			return false
		}
	}
	return len(r.spec.Select.Objects) > 0
}

// settleBOMExport completes the walk down and its columns.
func settleBOMExport(r *reader) {
	r.unfiltered("lines")
	s := &r.spec.Structure
	released := r.revisionSaid && r.spec.Select.Revision == spec.RevisionLatestReleased && s.Rule == ""
	switch {
	case released && r.allRevised():
		s.Rule = "Any Status; No Working" // the top is named, so that only the components can be meant
		r.note("structure.rule", spec.NoteAssumed, "\"latest released\" taken as the rule Any Status; No Working: option -rule=")
	case released:
		r.note("structure.rule", spec.NoteAssumed, "the top is the latest released revision; the components follow the rule")
	}
	if s.Rule == "" {
		s.Rule = "Latest Working"
		r.note("structure.rule", spec.NoteDefault, "Latest Working")
	}
	if !r.depthSaid {
		r.note("structure.depth", spec.NoteDefault, "all levels")
	}
	r.spec.Select.Type, r.spec.Select.TypeGiven = r.topType(), r.spec.Select.TypeGiven && r.topType() != ""
	r.lineColumns()
	r.lineKeys()
}

// lineKeys puts what tells the lines apart before a single column that does not:
// "the structure with quantity". A list of columns is taken as it is.
func (r *reader) lineKeys() {
	if len(r.spec.Columns) != 1 {
		return
	}
	for _, property := range [...]string{"bl_item_item_id", "bl_item_object_name", "bl_rev_object_name", "bl_line_name", "bl_indented_title", "object_name", "object_string", "item_id", "uid"} {
		if r.hasColumn(property) {
			return
		}
	}
	var keys []spec.Column
	for _, usual := range spec.DefaultColumns(spec.BOMExport, r.spec.Select.Kind) {
		if (usual.Property == "level" || usual.Property == "bl_item_item_id") && !r.hasColumn(usual.Property) {
			keys = append(keys, usual)
		}
	}
	r.note("columns", spec.NoteDefault, "the level and the id of the component stand before the column that is named")
	r.spec.Columns = append(keys, r.spec.Columns...)
}

// unfiltered asks about conditions beside objects that are named one by one:
// they are meant for what the walk finds, which is not filtered.
func (r *reader) unfiltered(found string) {
	if r.spec.Select.From != spec.FromArguments || len(r.spec.Select.Objects) == 0 {
		return
	}
	for _, f := range r.spec.Where {
		r.missing = append(r.missing, "the "+found+" without the condition \""+clip(filterTitle(f), 60)+"\": "+found+" are not filtered; list them with that column and filter the file")
	}
}

// topType drops types that the prompt's everyday words stand for, because
// arguments and lists name the top items one by one.
func (r *reader) topType() string {
	sel := r.spec.Select
	if sel.From == spec.FromFilter || sel.TypeGiven && !isRootType(sel.Type) {
		return sel.Type
	}
	return ""
}

// lineColumns moves columns to where a structure has them.
func (r *reader) lineColumns() {
	for i := range r.spec.Columns {
		c := &r.spec.Columns[i]
		if c.Of != "" {
			continue
		}
		switch c.Property {
		case "object_string":
			c.Property = "bl_formatted_title"
		case "item_id", "item_revision_id", "object_name":
		default:
			if !strings.HasPrefix(c.Property, "bl_") {
				r.note(pathAt("columns", i), spec.NoteUncertain, "read from the line as "+c.Property+"; it is looked up at the site before the first object")
			}
		}
		c.Of = spec.OfLine
	}
	if r.spec.Structure.Total {
		if len(r.spec.Columns) == 0 {
			r.spec.Columns = []spec.Column{
				{Property: "bl_item_item_id", Of: spec.OfLine, Header: "item_id"}, {Property: "bl_rev_item_revision_id", Of: spec.OfLine, Header: "rev"},
				{Property: "bl_quantity", Of: spec.OfLine, Header: "quantity"}, {Property: "bl_uom", Of: spec.OfLine, Header: "uom"},
			}
			r.note("columns", spec.NoteDefault, "no columns named: what is added up, with its quantity and unit")
		}
		return
	}
	described := len(r.spec.Columns) == 1 && r.spec.Columns[0].Property == "bl_rev_release_status_list"
	if !described {
		return
	}
	usual := []spec.Column{
		{Property: "level", Of: spec.OfRun}, {Property: "bl_item_item_id", Of: spec.OfLine, Header: "item_id"},
		{Property: "bl_rev_item_revision_id", Of: spec.OfLine, Header: "rev"}, {Property: "bl_quantity", Of: spec.OfLine, Header: "quantity"},
	}
	r.spec.Columns = append(usual, r.spec.Columns...)
}
