package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var relateWords = []entry{
	{special, "relation", "by, using, vom typ, of type, relation, relation type, with relation, via relation, beziehung, mit beziehung, relationen, relations of type, relations, as, als"},
	{special, "level item", "on item level, item level, auf artikelebene, between items"},
	{special, "level revision", "on revision level, revision level, latest revisions, auf revisionsebene, between item revisions, between revisions, item revisions"},
	{special, "error", "error if it exists, error if relation exists, existing is an error, fehler wenn vorhanden"},
	{special, "skip", "skip existing, if not yet related, if not existing, skip if exists, vorhandene ueberspringen, if missing"},
	{object, "item|Item|given", "documents, document, dokumente, drawings, zeichnungen, zeichnung, parts, teile, items, artikel, documents to parts"},
	{filler, "", "via, ueber, between, zwischen, primary, secondary, create, attach, relate, link, connect, verknuepfe, verknuepfen"},
}

// readRelate reads the relation and the level of the objects.
func readRelate(r *reader, p phrase, n int) bool {
	t := r.at(r.pos)
	switch {
	case p.sense == object:
		kind := spec.KindItem
		if strings.HasPrefix(p.arg, "revision|") && strings.HasSuffix(p.arg, "|given") {
			kind = spec.KindRevision
		}
		if !r.objectSeen {
			r.spec.Select.Kind, r.objectSeen = kind, true
		}
		r.skip(n)
		return true
	case p.sense == special && p.arg == "relation":
		return r.relationHere(p, n)
	case p.sense == special:
		return r.relateWord(p, n)
	case n == 0 && t.kind == word && t.literal && isRelationName(t):
		r.relation = properCase(t.text)
		r.took(1)
		return true
	case p.sense == nothing && t.kind == word && r.everydayRelation(t.fold) != "":
		r.relation = r.everydayRelation(t.fold)
		r.note("action.relation", spec.NoteAssumed, "\""+clip(t.text, 30)+"\" taken as "+r.relation+": option -relation=")
		r.took(1)
		return true
	}
	return false
}

// relationHere reads the relation behind "relation", "by" or "as".
func (r *reader) relationHere(p phrase, n int) bool {
	i := r.pos + n
	for r.at(i).text == "=" || r.at(i).text == ":" || r.at(i).kind == word && r.at(i).fold == "type" {
		i++
	}
	next := r.at(i)
	if next.kind == mark || !spec.IsIdentifier(next.text) || !next.literal && next.kind != quoted {
		if q, m := match(r.tokens, i); q.sense == relation && q.arg != "" {
			r.relation = q.arg
			r.took(i + m - r.pos)
			return true
		}
		if p.words == "as" || p.words == "als" {
			return r.namedAs(i)
		}
		if r.titled || p.words == "relation" && r.at(r.pos-1).text == "," {
			return false
		}
		if p.words == "by" || p.words == "using" {
			return false
		}
		r.skip(n)
		return true
	}
	r.relation = properCase(next.text)
	r.took(i + 1 - r.pos)
	return true
}

func (r *reader) namedAs(i int) bool {
	if name := r.everydayRelation(r.at(i).fold); name != "" && r.at(i).kind == word {
		r.relation = name
		r.note("action.relation", spec.NoteAssumed, "\""+clip(r.at(i).text, 30)+"\" taken as "+name+": option -relation=")
		r.took(i + 1 - r.pos)
		return true
	}
	return false
}

// everydayRelation names the relations that people call by a word.
func (r *reader) everydayRelation(w string) string {
	switch {
	case sameWord(w, "specification"), w == "spezifikation", w == "specs":
		return "IMAN_specification"
	case sameWord(w, "reference"), sameWord(w, "referenz"):
		return "IMAN_reference"
	case w == "manifestation":
		return "IMAN_manifestation"
	case w == "rendering":
		return "IMAN_Rendering"
	case w == "requirement":
		return "IMAN_requirement"
	}
	return ""
}

func (r *reader) relateWord(p phrase, n int) bool {
	switch p.arg {
	case "level item":
		r.spec.Select.Kind, r.objectSeen = spec.KindItem, true
	case "level revision":
		r.spec.Select.Kind, r.objectSeen = spec.KindRevision, true
	default:
		r.spec.Action.Existing = spec.Existing(p.arg)
	}
	r.took(n)
	return true
}

func isRelationName(t token) bool {
	return spec.IsIdentifier(t.text) && (len(t.fold) > 5 && t.fold[:5] == "iman_" || len(t.fold) > 3 && t.fold[:3] == "tc_" || len(t.text) > 5 && t.text[:5] == "CMHas")
}

// settleRelate needs a relation and two columns.
func settleRelate(r *reader) {
	r.spec.Action.Relation = r.relation
	in := r.spec.Input
	if f, ok := r.spec.Filter(spec.FieldItemID); ok && f.Op == spec.OpIs {
		r.missing = append(r.missing, "each pair as a line of the list: "+clip(strings.Join(f.Values, ", "), 40)+" alone is named; put it into a column, in every line")
	}
	if r.relation == "" && !in.Has(spec.RoleRelation) {
		r.missing = append(r.missing, "the relation, such as IMAN_specification, or a column with it")
	}
	if in != nil && !in.Has(spec.RoleSecondaryID) {
		if len(in.Columns) > 0 {
			r.missing = append(r.missing, "the column with the secondary object, such as (primary_id,secondary_id)")
			return
		}
		header := [2]string{"primary_id", "secondary_id"}
		if !in.Header {
			header = [2]string{}
		}
		in.Columns = []spec.InputColumn{{Role: spec.RoleItemID, Header: header[0]}, {Role: spec.RoleSecondaryID, Header: header[1]}}
		r.note("input.columns", spec.NoteDefault, "the columns are not named: the primary item, then the secondary one")
	}
	if r.spec.Select.Kind == spec.KindItem {
		r.note("select.kind", spec.NoteAssumed, "item to item, because no revision column was given; option -level=item|latest")
	}
	if r.spec.Select.Kind == spec.KindRevision && r.spec.Select.Revision == "" && !in.Has(spec.RoleRevID) {
		r.spec.Select.Revision = spec.RevisionLatest
	}
}
