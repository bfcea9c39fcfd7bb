package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// settle decides what the prompt left open once all of it has been read, and
// writes down each decision.
func (r *reader) settle() {
	if r.second() {
		r.settlePattern()
	} else {
		r.settleExport()
	}
	named := r.second() && (r.spec.Select.From == spec.FromInput || r.spec.Select.From == spec.FromArguments)
	r.settleStatuses()
	if r.secondType != "" && !named {
		r.missing = append(r.missing, "one type of objects: "+r.objectName()+" and \""+r.secondType+"\" are both named; export twice, or name the relation between them")
	}
}

// settleStatuses asks about conditions of which no object meets both: with a
// status, and without any.
func (r *reader) settleStatuses() {
	none, some := false, ""
	for _, f := range r.spec.Where {
		if f.Field != spec.FieldStatus || f.Option {
			continue
		}
		none = none || f.Op == spec.OpUnset
		if f.Op == spec.OpIs || f.Op == spec.OpSet {
			some = "released"
			if len(f.Values) > 0 {
				some = f.Values[0]
			}
		}
	}
	if none && some != "" {
		r.missing = append(r.missing, "either objects without a status or those with \""+clip(some, 40)+"\": none is both; to give them a status, say \"add status\"")
	}
}

// settleExport decides for query-export.
func (r *reader) settleExport() {
	r.settleDate()
	r.settleSource()
	r.settleKind()
	r.settleRevision()
	r.settleColumns()
	r.settleInput()
	r.settleSort()
	r.settleOutput()
}

// settleDate places a date whose field was never named.
func (r *reader) settleDate() {
	if r.pending == nil {
		return
	}
	w := *r.pending
	r.pending = nil
	if r.context.ExplicitPattern == "" && w.Op != spec.OpOlderThan {
		r.missing = append(r.missing, "which date is meant: created, modified or released")
		return
	}
	where := len(r.spec.Where)
	r.addDate(spec.FieldCreated, w)
	r.note(pathAt("where", where)+".field", spec.NoteAssumed, "the date is not named: creation date")
}

func (r *reader) settleSource() {
	sel := &r.spec.Select
	if r.spec.Input != nil {
		if sel.From != "" {
			r.missing = append(r.missing, "one source of objects: both a file and a "+string(sel.From)+" are named")
		}
		sel.From = spec.FromInput
	}
	if sel.From == spec.FromQuery && sel.Folder != nil || sel.From == spec.FromFolder && sel.Query != nil {
		r.missing = append(r.missing, "one source of objects: both a saved query and a folder are named")
	}
	if sel.From != "" && !r.objectSeen {
		kind := spec.KindObject
		if sel.From == spec.FromInput {
			kind = spec.KindItem
			if r.spec.Input.Has(spec.RoleRevID) {
				kind = spec.KindRevision
			}
		}
		sel.Kind, r.objectSeen = kind, true
	}
	if sel.From == "" {
		sel.From = spec.FromFilter
	}
	if sel.From == spec.FromQuery && len(r.spec.Where) > 0 {
		r.note("where", spec.NoteDefault, "the filters are tested on what the saved query found")
	}
}

// settleKind moves conditions that items do not have to their revisions.
func (r *reader) settleKind() {
	sel := &r.spec.Select
	if !r.objectSeen && r.acceptable() {
		sel.Kind, sel.Type, r.objectSeen = spec.KindRevision, "ItemRevision", true
		if r.hasFilter(spec.FieldItemID) && !r.needsRevision() {
			sel.Kind, sel.Type = spec.KindItem, "Item"
		}
		r.note("select.type", spec.NoteAssumed, "the objects are not named: "+sel.Type+", option -type=")
	}
	if sel.Kind == spec.KindItem && r.needsRevision() {
		sel.Kind, sel.TypeGiven = spec.KindRevision, false
		if sel.Type == "Item" {
			sel.Type = "ItemRevision"
		} else if sel.Type != "" {
			sel.Type += revisionSuffix(sel.Type)
		}
		r.note("select.kind", spec.NoteAssumed, "statuses and attached files belong to revisions: the revisions of the items are tested")
	}
	if sel.Type != "" && !sel.TypeGiven && sel.From != spec.FromInput {
		r.note("select.type", spec.NoteAssumed, "everyday word taken as type \""+sel.Type+"\": option -type=, checked at the site")
	}
	for i, f := range r.spec.Where {
		if name, ok := f.Field.Relation(); ok && name == defaultRelation {
			if r.relation != "" {
				r.spec.Where[i].Field = spec.RelationFieldOf(r.relation)
				continue
			}
			r.note(pathAt("where", i)+".field", spec.NoteAssumed, "relation not named: "+defaultRelation+", option -relation=")
		}
	}
}

func revisionSuffix(typ string) string {
	if strings.Contains(typ, " ") || typ == "Part" || typ == "Design" || typ == "Drawing" {
		return " Revision"
	}
	return "Revision"
}

// acceptable reports that something can be exported although no objects are named.
func (r *reader) acceptable() bool {
	if len(r.spec.Where) > 0 {
		return r.exported || r.context.ExplicitPattern != ""
	}
	return r.context.ExplicitPattern != "" && len(r.spec.Columns) > 0
}

func (r *reader) needsRevision() bool {
	for _, f := range r.spec.Where {
		if f.Field.Kind() == spec.RelationField || f.Field == spec.FieldStatus || f.Field == spec.FieldReleased || f.Field == spec.FieldRevID {
			return true
		}
	}
	return r.spec.Select.Revision != "" || r.spec.Input.Has(spec.RoleRevID)
}

// settleRevision takes every revision where the filters speak of the life
// cycle, of a revision by name, or the prompt of revisions; otherwise the
// latest one.
func (r *reader) settleRevision() {
	sel := &r.spec.Select
	if sel.Kind != spec.KindRevision {
		sel.Revision = ""
		return
	}
	if sel.Revision != "" {
		return
	}
	switch {
	case sel.From == spec.FromInput && (r.spec.Input.Has(spec.RoleRevID) || r.spec.Input.Has(spec.RoleUID)):
		sel.Revision = spec.RevisionGiven
	case sel.From == spec.FromQuery || sel.From == spec.FromFolder:
		sel.Revision = spec.RevisionAll
		r.note("select.revision", spec.NoteDefault, "the revisions that are found, not only the latest; -revision=latest for those")
	case sel.From == spec.FromFilter && (sel.TypeGiven || r.lifeCycleFilter()):
		sel.Revision = spec.RevisionAll
		r.note("select.revision", spec.NoteDefault, "every revision that passes the filters; -revision=latest for the latest only")
	default:
		sel.Revision = spec.RevisionLatest
		r.note("select.revision", spec.NoteDefault, "the latest revision of each item; -revision=all for every one")
	}
}

func (r *reader) lifeCycleFilter() bool {
	return r.hasFilter(spec.FieldStatus) || r.hasFilter(spec.FieldReleased) || r.hasFilter(spec.FieldRevID)
}

// settleInput completes what the list of objects holds.
func (r *reader) settleInput() {
	in := r.spec.Input
	if in == nil {
		return
	}
	if len(in.Columns) == 0 {
		role := spec.RoleItemID
		if len(r.spec.Columns) > 0 && r.spec.Columns[0].Property == "uid" && r.spec.Select.Type == "" {
			r.spec.Select.Kind = spec.KindObject // "uid list in uids.txt"
		}
		if kind := r.spec.Select.Kind; kind != spec.KindItem && kind != spec.KindRevision {
			role = spec.RoleUID
		}
		in.Columns = []spec.InputColumn{{Role: role}}
		r.note("input.columns", spec.NoteDefault, "the first column of the list is the "+string(role))
	}
	if !in.Has(spec.RoleItemID) && !in.Has(spec.RoleUID) {
		r.missing = append(r.missing, "the column of the list that holds the item id")
	}
	in.Repeat = spec.RepeatOnce
	if in.File == "" {
		r.note("input.file", spec.NoteAssumed, "the file is not named: the option -input= is mandatory")
	}
}

// settleSort makes each key a column, since rows are sorted by what they hold.
func (r *reader) settleSort() {
	for i, key := range r.spec.Output.Sort {
		if r.hasColumn(key.Property) {
			continue
		}
		c := spec.Column{Property: key.Property, Of: r.placeOf(key.Property)}
		if of, ok := r.g.placeOf(key.Property); ok {
			c.Of = of
		}
		r.spec.Columns = append(r.spec.Columns, c)
		r.note(pathAt("output.sort", i), spec.NoteAssumed, "\""+key.Property+"\" was added to the columns, because rows are sorted by what they hold")
	}
}

func (r *reader) hasColumn(property string) bool {
	for _, c := range r.spec.Columns {
		if c.Property == property {
			return true
		}
	}
	return false
}
