package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var whereUsedWords = []entry{
	{special, "references", "which objects reference, objects reference, reference, references, referenced by, referenziert von, wer verweist auf, where referenced, objects that reference, who references, " +
		"referencers of, referencers, references to, impact, welche objekte verweisen auf, verweisen auf, objects referencing, what references, referenced, referenziert, referenzieren"},
	{special, "containing", "containing, contain, contains, using, use, that contain, that use, which contain, with component, enthalten, enthaelt"},
	{special, "in", "used in, verwendet in, verbaut in, built into"},
	{special, "top", "top level, top level only, only top level, topmost, top assemblies, top level assemblies, oberste ebene, nur oberste ebene, oberste baugruppen"},
	{special, "rule", "revision rule, with rule, with revision rule, using rule, rule, revisionsregel, mit regel, mit revisionsregel"},
	{special, "rule:Latest Working", "latest working, latest working rule, with latest working rule"},
	{special, "depth:0", "all levels, multi level, multilevel, alle ebenen, ueber alle ebenen, mehrstufig, up to top, to the top, up to the top, bis ganz oben, bis zum erzeugnis, bis zur spitze, every level, all the way up, bis zur obersten ebene"},
	{special, "depth:1", "one level up, one level, single level, direct parents, einstufig, eine ebene, direct parents only, immediate parents, first level, direkte oberteile, only direct parents"},
	{special, "depth", "up to level, bis ebene, max level, depth, tiefe"},
	{property, "item_id@item", "item id, item_id, part number, part numbers, teilenummer, sachnummer, number, artikelnummer"},
	{property, "item_id@parent", "parent id, parent, parents, parent item id, parent_id, oberteil, oberteile, parent item, parent number, assembly id, assembly, baugruppe"},
	{property, "item_revision_id@parent", "parent rev, parent revision, parent_rev, rev, revision, revision des oberteils"},
	{property, "object_name@parent", "parent name, name of parent, parent_name, name, benennung, benennung des oberteils"},
	{property, "object_type@parent", "parent type, type of parent, parent_type, type, typ"},
	{property, "level@run", "level, ebene, stufe"},
	{property, "relation@run", "relation, relation type, beziehung"},
	{filler, "", "where used, whereused, used, parents of, implosion, verwendungsnachweis, verwendung, wo verwendet, where used report, where used list, wo, wird, verwendet, ueber, report, levels, ebenen, is"},
}

// readWhereUsed reads how far up it goes and what is written of the parents.
func readWhereUsed(r *reader, p phrase, n int) bool {
	t := r.at(r.pos)
	if (p.sense == participle || p.sense == statusWord) && r.nounAt(r.pos+n) == assemblyNoun {
		r.missing = append(r.missing, "what \""+clip(r.slice(r.pos, r.pos+n+1), 40)+"\" restricts: the parents are not filtered; list them with their status (columns parent id, parent rev) and filter the file")
		r.took(n + 1)
		return true
	}
	if p.sense == special && p.arg == "top" {
		r.missing = append(r.missing, "how far up: \""+clip(r.slice(r.pos, r.pos+n), 40)+"\" may be one level, or only the topmost assemblies; say \"one level\", or \"all levels\" and take the lines of the highest level")
		r.took(n)
		return true
	}
	if r.uidArgument(p, n) || r.levels(t) {
		return true
	}
	if p.sense == property && strings.Contains(p.arg, "@") {
		return r.parentProperty(p, n)
	}
	if p.sense != special {
		return false
	}
	how, value, _ := strings.Cut(p.arg, ":")
	switch how {
	case "references":
		r.spec.Structure.By = spec.ByReferences
	case "containing":
		r.objectSeen = true
		r.skip(n)
		if t := r.at(r.pos); t.kind == word && isObjectID(t.text) {
			r.addObject(t.text) // 4711-08 is no date here
			r.took(1)
		}
		return true
	case "in":
		return r.usedIn(n)
	case "rule":
		return r.structureRule(value, n)
	case "depth":
		return r.structureDepth(value, n)
	}
	r.took(n)
	return true
}

// usedIn refuses "parts that are used in 4711": those are its components.
func (r *reader) usedIn(n int) bool {
	i := r.pos + n
	for isArticle(r.at(i)) || r.at(i).kind == word && (r.at(i).fold == "assembly" || r.at(i).fold == "baugruppe" || r.at(i).fold == "item") {
		i++
	}
	if t := r.at(i); t.kind == word && t.literal && isObjectID(t.text) {
		r.missing = append(r.missing, "the direction: what is used in "+t.text+" are its components, which bom-export lists; where-used lists what "+t.text+" is used in")
	}
	r.skip(n)
	return true
}

// parentProperty reads a column; an id behind it names an object.
func (r *reader) parentProperty(p phrase, n int) bool {
	next := r.at(r.pos + n)
	if p.arg == "item_id@item" && !r.listing && next.kind == word && next.literal && isObjectID(next.text) {
		r.addObject(next.text)
		r.skip(n)
		r.took(1)
		return true
	}
	if p.arg == "item_revision_id@parent" && isRevisionID(next.text) && next.kind == word && len(r.spec.Select.Objects) > 0 && !r.listing {
		return r.namedObject(phrase{p.words, property, "bl_rev_item_revision_id@line"}, n)
	}
	if !r.listing && r.namesContents(n) {
		r.skip(n)
		return true
	}
	if !r.listing && !r.columnContext(n) {
		if p.words == "part number" || p.words == "part numbers" || p.words == "assembly" || p.words == "baugruppe" || p.words == "parents" || p.words == "used in" || p.words == "revision" || p.words == "rev" || p.words == "number" || p.words == "item id" {
			if p.arg == "item_revision_id@parent" {
				r.setObject("revision|ItemRevision|given")
			}
			r.skip(n)
			return true
		}
	}
	header := r.slice(r.pos, r.pos+n)
	r.skip(n)
	r.column(p.arg, r.headerAs(header))
	r.took(0)
	r.guard = "columns"
	return true
}

// settleWhereUsed completes the walk up.
func settleWhereUsed(r *reader) {
	r.unfiltered("parents")
	s, sel := &r.spec.Structure, &r.spec.Select
	if s.By == "" {
		s.By = spec.ByStructure
	}
	if !r.depthSaid {
		s.Depth = 1
		r.note("structure.depth", spec.NoteDefault, "one level up: all levels of a common part are the whole site; -depth=0 for all")
	}
	if s.By == spec.ByStructure && s.Rule == "" {
		r.note("structure.rule", spec.NoteDefault, "no rule: every parent revision counts, old ones too; option -rule=")
	}
	if sel.From != spec.FromFilter && !sel.TypeGiven {
		sel.Type = ""
	}
	if sel.From == spec.FromInput && sel.Kind == spec.KindRevision && !r.spec.Input.Has(spec.RoleRevID) && !r.spec.Input.Has(spec.RoleUID) && sel.Revision == "" {
		sel.Revision = spec.RevisionAll
	}
	if r.spec.Input != nil && r.spec.Input.File == "" && len(r.spec.Input.Columns) == 0 {
		r.spec.Input.Header = false
	}
	if len(r.spec.Columns) > 0 && sel.From == spec.FromInput && !r.hasItemColumn() {
		r.spec.Columns = append([]spec.Column{{Property: "item_id", Of: spec.OfItem}}, r.spec.Columns...)
		r.note("columns[0]", spec.NoteDefault, "the part of the list stands before the columns that are named")
	}
	r.placeColumns()
}

func (r *reader) hasItemColumn() bool {
	for _, c := range r.spec.Columns {
		if c.Property == "item_id" && c.Of == spec.OfItem || c.Property == "object_string" || c.Property == "uid" {
			return true
		}
	}
	return false
}
