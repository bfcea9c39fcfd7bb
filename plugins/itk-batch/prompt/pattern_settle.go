package prompt

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// settlePattern decides what the prompt left open for a pattern other than
// query-export.
func (r *reader) settlePattern() {
	r.settleDate()
	r.settleArguments()
	r.settlePlaces()
	r.settleNamed()
	r.settleFrom()
	r.settleObjects()
	if r.g.settle != nil {
		r.g.settle(r)
	}
	if r.spec.Output.CountOnly {
		r.spec.Output.CountOnly = false
		r.remark("the program prints how many it treated after the list")
	}
	r.settleList()
	r.settleRevisions()
	r.settleRelations()
	if r.readsList() {
		r.spec.Columns = nil
		r.settleResult()
	}
	r.requireFilter()
	r.settleUnread()
	if len(r.spec.Output.Sort) > 0 && len(r.spec.Columns) == 0 {
		r.spec.Columns = spec.DefaultColumns(r.spec.Pattern, r.spec.Select.Kind)
	}
	r.settleSort()
	r.settleOutput()
}

// requireFilter makes a filter mandatory when the program runs, so that a
// writer never treats everything of a kind.
func (r *reader) requireFilter() {
	if !r.readsList() || r.spec.Select.From != spec.FromFilter || len(r.spec.Where) > 0 || r.spec.Pattern == spec.PropertyUpdate {
		return
	}
	if r.spec.Select.Kind == spec.KindObject {
		r.missing = append(r.missing, "a filter or a type: \"everything\" would be the whole site")
		return
	}
	r.spec.Where = []spec.Filter{{Field: spec.FieldCreated, Op: spec.OpAfter, Option: true}}
	r.note("where[0]", spec.NoteDefault, "no filter is named, and everything of a kind is never changed at once: the option -created_after= is mandatory")
}

// settleArguments takes objects that the prompt names as arguments.
func (r *reader) settleArguments() {
	sel := &r.spec.Select
	if !r.g.arguments {
		return
	}
	if rev, ok := r.spec.Filter(spec.FieldRevID); ok && rev.Op == spec.OpIs && len(rev.Values) == 1 && len(sel.Objects) > 0 {
		last := &sel.Objects[len(sel.Objects)-1]
		if last.RevID == "" {
			last.RevID = rev.Values[0]
			r.dropFilter(spec.FieldRevID)
		}
	}
	id, ok := r.spec.Filter(spec.FieldItemID)
	if !ok || id.Op != spec.OpIs || sel.From != "" || r.spec.Input != nil {
		return
	}
	rev, hasRev := r.spec.Filter(spec.FieldRevID)
	if hasRev && (rev.Op != spec.OpIs || len(rev.Values) != 1) {
		return
	}
	for _, value := range id.Values {
		o := spec.Object{ItemID: value}
		if hasRev {
			o.RevID = rev.Values[0]
		}
		sel.Objects = append(sel.Objects, o)
	}
	r.dropFilter(spec.FieldItemID)
	r.dropFilter(spec.FieldRevID)
}

func (r *reader) dropFilter(field spec.Field) {
	for i, f := range r.spec.Where {
		if f.Field == field {
			r.spec.Where = append(r.spec.Where[:i], r.spec.Where[i+1:]...)
			r.dropNotes(pathAt("where", i))
			return
		}
	}
}

// dropNotes forgets what was said about a filter that is gone, and moves the
// notes on those behind it.
func (r *reader) dropNotes(path string) {
	var kept []spec.Note
	for _, n := range r.spec.Notes {
		if n.Path != path && !strings.HasPrefix(n.Path, path+".") {
			kept = append(kept, n)
		}
	}
	r.spec.Notes = kept
}

// settleFrom decides where the objects come from.
func (r *reader) settleFrom() {
	sel := &r.spec.Select
	var named []string
	if sel.From != "" {
		named = append(named, "a "+string(sel.From))
	}
	if r.spec.Input != nil {
		named = append(named, "a file")
	}
	if len(sel.Objects) > 0 {
		named = append(named, "single objects")
	}
	if len(named) > 1 {
		r.missing = append(r.missing, "one source of objects: both "+strings.Join(named, " and ")+" are named")
	}
	switch {
	case sel.From != "":
	case r.spec.Input != nil:
		sel.From = spec.FromInput
	case len(sel.Objects) > 0:
		sel.From = spec.FromArguments
	default:
		sel.From = r.usualSource()
	}
	if sources := spec.Sources(r.spec.Pattern); !slices.Contains(sources, sel.From) && (sel.From == spec.FromFolder || sel.From == spec.FromQuery) {
		r.missing = append(r.missing, "objects that do not come from a "+string(sel.From)+": "+r.spec.Pattern+" does not look there; list them with query-export first, and use that file")
	}
	switch sel.From {
	case spec.FromInput:
		if r.spec.Input == nil {
			r.spec.Input = &spec.Input{Header: true}
			r.note("select.from", spec.NoteDefault, "no source is named: a file with one object per line, option -input=")
		}
	case spec.FromArguments:
		if len(sel.Objects) == 0 {
			r.note("select.objects", spec.NoteDefault, "no object is named: the options -item_id= and -rev=, or -uid=, are mandatory")
		}
	}
}

// usualSource is a filter when the prompt speaks of all objects of a kind, or
// of those that something holds for.
func (r *reader) usualSource() spec.From {
	sources := spec.Sources(r.spec.Pattern)
	if len(r.spec.Where) > 0 || r.everything || r.spec.Select.Type != "" && !isRootType(r.spec.Select.Type) && r.spec.Pattern != spec.ItemCreate {
		for _, s := range sources {
			if s == spec.FromFilter {
				return s
			}
		}
	}
	return sources[0]
}

func isRootType(t string) bool { return t == "Item" || t == "ItemRevision" }

// settleObjects decides the kind of the objects. A list or arguments name
// them exactly, so that everyday words do not narrow them.
func (r *reader) settleObjects() {
	sel := &r.spec.Select
	exact := sel.From == spec.FromInput || sel.From == spec.FromArguments
	kinds := spec.Kinds(r.spec.Pattern)
	if sel.Kind == spec.KindObject && !hasKind(kinds, spec.KindObject) {
		sel.Kind, sel.Type, sel.TypeGiven = "", "", false // "these objects"
	}
	if !r.objectSeen || sel.Kind == "" {
		sel.Kind = r.unnamedKind(kinds)
		if sel.Kind == spec.KindDataset && sel.From == spec.FromFolder {
			sel.Type, sel.TypeGiven = r.spec.Action.DatasetType, true
		}
		if !exact && sel.Type == "" && sel.Kind == spec.KindRevision {
			sel.Type = "ItemRevision"
		}
		r.objectSeen = true
	} else if exact && r.spec.Pattern != spec.ItemCreate {
		r.exactKind()
	}
	if !hasKind(kinds, sel.Kind) {
		r.otherKind(kinds)
	}
	if sel.Type != "" && !sel.TypeGiven && !exact {
		r.note("select.type", spec.NoteAssumed, "everyday word taken as type \""+sel.Type+"\": option -type=, checked at the site")
	}
}

// unnamedKind is the kind of objects that the prompt does not name.
func (r *reader) unnamedKind(kinds []spec.Kind) spec.Kind {
	sel := r.spec.Select
	in := r.spec.Input
	for _, o := range sel.Objects {
		switch {
		case o.RevID != "" && hasKind(kinds, spec.KindRevision):
			return spec.KindRevision
		case o.UID != "" && hasKind(kinds, spec.KindObject):
			return spec.KindObject
		}
	}
	switch {
	case in.Has(spec.RoleRevID) && hasKind(kinds, spec.KindRevision):
		return spec.KindRevision
	case (sel.From == spec.FromInput || sel.From == spec.FromArguments) && r.g.parts != "":
		return r.g.parts
	case sel.From == spec.FromInput && hasKind(kinds, spec.KindRevision) && !r.byUID:
		return spec.KindRevision
	case sel.From == spec.FromFolder && hasKind(kinds, spec.KindObject):
		return spec.KindObject
	case sel.From == spec.FromFolder && r.spec.Pattern == spec.DatasetExport && r.spec.Action.DatasetType != "":
		r.note("select.kind", spec.NoteAssumed, "the datasets that lie in the folder; for those of its revisions say \"of the revisions in folder\"")
		return spec.KindDataset
	case sel.From == spec.FromArguments && hasKind(kinds, spec.KindItem) && kinds[0] == spec.KindObject && len(sel.Objects) > 0:
		return spec.KindItem
	}
	if r.needsRevision() && hasKind(kinds, spec.KindRevision) {
		return spec.KindRevision
	}
	return kinds[0]
}

// exactKind is the kind of objects that a list or the prompt names one by one.
func (r *reader) exactKind() {
	sel := &r.spec.Select
	if isRootType(sel.Type) {
		sel.Type, sel.TypeGiven = "", false
	}
	if sel.Type != "" && !sel.TypeGiven && sel.Kind != spec.KindDataset {
		r.note("select.type", spec.NoteAssumed, "the objects are those that are named; \""+sel.Type+"\" does not narrow them")
		sel.Type = ""
		if r.g.parts != "" {
			sel.Kind = r.g.parts
		}
	}
	revised := r.spec.Input.Has(spec.RoleRevID)
	for _, o := range sel.Objects {
		revised = revised || o.RevID != ""
	}
	if revised && sel.Kind == spec.KindItem && hasKind(spec.Kinds(r.spec.Pattern), spec.KindRevision) {
		sel.Kind = spec.KindRevision
	}
}

// otherKind replaces a kind that the pattern does not treat by one that
// belongs to it.
func (r *reader) otherKind(kinds []spec.Kind) {
	sel := &r.spec.Select
	if sel.Kind == spec.KindItem && hasKind(kinds, spec.KindRevision) || sel.Kind == spec.KindRevision && hasKind(kinds, spec.KindItem) {
		was := sel.Kind
		sel.Kind = spec.KindRevision
		if was == spec.KindRevision {
			sel.Kind = spec.KindItem
		}
		switch {
		case isRootType(sel.Type):
			sel.Type = either(sel.Kind == spec.KindItem, "Item", "ItemRevision")
			if sel.From == spec.FromInput || sel.From == spec.FromArguments {
				sel.Type, sel.TypeGiven = "", false
			}
		case sel.Type != "" && sel.Kind == spec.KindRevision:
			sel.Type += revisionSuffix(sel.Type)
		case sel.Type != "":
			sel.Type = strings.TrimSuffix(strings.TrimSuffix(sel.Type, "Revision"), " ")
		}
		r.note("select.kind", spec.NoteAssumed, "the "+string(was)+"s are named, the "+string(sel.Kind)+"s are treated")
		return
	}
	r.missing = append(r.missing, "objects that "+r.spec.Pattern+" can treat: "+r.objectName()+" are none of them")
}

func either[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func hasKind(kinds []spec.Kind, kind spec.Kind) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// settleRevisions decides which revision an item stands for.
func (r *reader) settleRevisions() {
	sel := &r.spec.Select
	if r.spec.Pattern == spec.WhereUsed && sel.Kind == spec.KindItem && r.spec.Structure.By == spec.ByStructure {
		if sel.Revision == "" {
			sel.Revision = spec.RevisionAll
			r.note("select.revision", spec.NoteDefault, "every revision of the item; -revision=latest for the latest only")
		}
		return
	}
	if sel.Kind != spec.KindRevision {
		if sel.Kind != "" && sel.Revision != "" {
			r.note("select.kind", spec.NoteAssumed, "which revisions are meant has no effect on objects of the kind "+string(sel.Kind))
		}
		sel.Revision = ""
		return
	}
	r.revisionOfEach()
	given := r.spec.Input.Has(spec.RoleRevID) || r.spec.Input.Has(spec.RoleUID) || r.spec.Input.Has(spec.RoleParentRev)
	for _, o := range sel.Objects {
		given = given || o.RevID != "" || o.UID != ""
	}
	switch {
	case given:
		sel.Revision = spec.RevisionGiven
	case sel.Revision != "":
	case sel.From == spec.FromFilter:
		sel.Revision = r.filteredRevision()
	case sel.From == spec.FromQuery || sel.From == spec.FromFolder:
		sel.Revision = spec.RevisionAll
		if r.spec.Pattern == spec.Revise {
			sel.Revision = spec.RevisionLatest
		}
	case r.g.unsaid != "":
		sel.Revision = r.g.unsaid
		r.note("select.revision", spec.NoteDefault, "the revision is not named: "+string(sel.Revision)+" of each item, option -revision=")
	case !r.writes():
		sel.Revision = spec.RevisionLatest
		r.note("select.revision", spec.NoteDefault, "the latest revision of each item; -revision=all for every one")
	default:
		r.missing = append(r.missing, "which revision of each item: a column with the revision id, or \"the latest revision\"")
	}
}

// revisionOfEach asks which revision of an item is meant that stands beside
// revisions, where the program changes data.
func (r *reader) revisionOfEach() {
	var bare, revised string
	for _, o := range r.spec.Select.Objects {
		switch {
		case o.RevID != "":
			revised = o.ItemID + "/" + o.RevID
		case o.ItemID != "":
			bare = o.ItemID
		}
	}
	if bare != "" && revised != "" && r.readsList() {
		r.missing = append(r.missing, "which revision of "+clip(bare, 40)+" is meant, beside "+clip(revised, 40)+": name it, or ask for it on its own")
	}
}

// filteredRevision is the revision of objects that filters select: a type
// that the prompt names stands for all of its objects, an everyday word for
// what people see, the latest one.
func (r *reader) filteredRevision() spec.Revision {
	switch r.spec.Pattern {
	case spec.Revise:
		return spec.RevisionLatest
	case spec.WorkflowStart:
		return spec.RevisionLatestWorking
	case spec.ChangeOwnership, spec.CheckoutReport:
		return spec.RevisionAll
	case spec.DatasetExport:
		if r.hasFilter(spec.FieldStatus) {
			return spec.RevisionLatestReleased
		}
		return spec.RevisionLatest
	}
	if r.spec.Select.TypeGiven {
		r.note("select.revision", spec.NoteDefault, "every revision that passes the filters; -revision=latest for the latest only")
		return spec.RevisionAll
	}
	r.note("select.revision", spec.NoteDefault, "the latest revision of each item; -revision=all for every one")
	return spec.RevisionLatest
}

// settleRelations names the relation of filters on attached files.
func (r *reader) settleRelations() {
	for i, f := range r.spec.Where {
		if name, ok := f.Field.Relation(); ok && name == defaultRelation && r.relation != "" {
			r.spec.Where[i].Field = spec.RelationFieldOf(r.relation)
		}
	}
}

// placeColumns decides on which object each property is read.
func (r *reader) placeColumns() {
	for i := range r.spec.Columns {
		if c := &r.spec.Columns[i]; c.Of == "" {
			c.Of = r.placeOf(c.Property)
		}
	}
}
