package spec

import (
	"slices"
	"strings"
)

// validatePattern checks what a pattern needs beside the rules of the blocks.
func (s Spec) validatePattern(e *Errors) {
	s.requireFilter(e)
	a := s.Action
	switch s.Pattern {
	case PropertyUpdate:
		s.validateUpdate(e)
	case ItemCreate:
		s.validateCreate(e)
	case Revise:
		if a.RevisionID == RevisionIDColumn && !s.Input.Has(RoleNewRevID) {
			e.add("action.revisionId", `"column" needs an input column with the role "new-rev-id"`)
		}
	case StatusRemove:
		s.validateStatusRemove(e)
	case RelationCreate:
		if !s.Input.Has(RoleSecondaryID) {
			e.add("input.columns", `must hold the other end: a column with the role "secondary-id"`)
		}
	case BOMImport:
		if !s.Input.Has(RoleChildID) {
			e.add("input.columns", `must hold a column with the role "child-id"`)
		}
	case DatasetImport:
		s.validateImport(e)
	case DeleteObjects:
		s.validateDelete(e)
	case WorkflowTask:
		s.validateTask(e)
	case WhereUsed:
		s.validateWhereUsed(e)
	case UserReport:
		e.columnsOf(s, OfMember, "group", "role", "inactive")
	case ClassificationReport:
		e.columnsOf(s, OfClass, "class_id", "class_name", "attribute", "value")
		s.notUnset(e, FieldClassID)
	case CheckoutReport:
		s.notUnset(e, FieldCheckedOut)
		s.notUnset(e, FieldCheckedOutBy)
	}
}

// columnsOf reports a column of what has no properties but those.
func (e *Errors) columnsOf(s Spec, of Of, properties ...string) {
	for i, c := range s.Columns {
		if c.Of == of && !slices.Contains(properties, c.Property) {
			e.add(index("columns", i)+".property", "of the "+string(of)+" there are only "+strings.Join(properties, ", "))
		}
	}
}

// notUnset refuses the opposite of what the report is for.
func (s Spec) notUnset(e *Errors, field Field) {
	for i, f := range s.Where {
		if f.Field == field && f.Op == OpUnset {
			e.add(index("where", i)+".op", s.Pattern+" lists only objects that have it")
		}
	}
}

func (s Spec) validateWhereUsed(e *Errors) {
	kind := s.Select.Kind
	if s.Structure.By == ByStructure && kind != KindItem && kind != KindRevision {
		e.add("structure.by", `must be "references": only items and revisions are part of structures`)
	}
	if r := s.Select.Revision; kind == KindItem && r != "" && r != RevisionAll && r != RevisionLatest {
		e.add("select.revision", `must be "all" or "latest" for items`)
	}
}

// requireFilter refuses a writer that would treat everything of a kind. The
// update of a property may be given its filter as an option, which its program
// then requires.
func (s Spec) requireFilter(e *Errors) {
	if !s.Writes() || s.Select.From != FromFilter || len(s.Where) > 0 || s.Pattern == PropertyUpdate {
		return
	}
	e.add("where", s.Pattern+" needs at least one filter beside the type: without one it would change everything of that kind")
}

func (s Spec) validateUpdate(e *Errors) {
	long := s.Input.Has(RoleValue)
	if long != s.Input.Has(RolePropertyName) {
		e.add("input.columns", `need both roles "property-name" and "value", or neither`)
	}
	if len(s.Action.Set) == 0 && !long {
		e.add("action.set", "must name at least one property")
	}
	for i, a := range s.Action.Set {
		column := s.Input != nil && setsTwice(s.Input.Columns, InputColumn{Property: a.Property, Of: a.Of})
		if a.Transform == TransformUpper && a.By == AsDisplay {
			e.add(index("action.set", i)+".by", "a transform works on stored values only")
		}
		if column && a.Transform != "" {
			continue
		}
		if a.Value != "" && a.Transform != "" {
			e.add(index("action.set", i)+".transform", "makes the new value from the old one, so there must be no value")
		}
	}
}

func (s Spec) validateCreate(e *Errors) {
	if !s.Input.Has(RoleName) {
		e.add("input.columns", `must hold a column with the role "name"`)
	}
	if !s.Input.Has(RoleItemID) && !s.Action.AutoID {
		e.add("action.autoId", `must be true, or a column must have the role "item-id"`)
	}
	if s.Input != nil && s.Input.Empty == EmptyClear {
		e.add("input.empty", `"clear" has no meaning for a new object`)
	}
}

// validateStatusRemove keeps to exactly named objects and statuses: nothing of
// it can be undone.
func (s Spec) validateStatusRemove(e *Errors) {
	if len(s.Action.Status) == 0 {
		e.add("action.status", "must name the statuses that are removed")
	}
	for i, status := range s.Action.Status {
		if hasWildcard(status) {
			e.add(index("action.status", i), "must be the exact name of a status: "+quoted(status)+" stands for several")
		}
	}
	if s.Safety.Bypass != BypassOption {
		e.add("safety.bypass", `must be "option": no one may remove a status without it`)
	}
}

func (s Spec) validateImport(e *Errors) {
	key := s.Input.Has(RoleItemID) || s.Input.Has(RoleUID)
	if s.Action.Match == MatchKey && !key {
		e.add("input.columns", `must hold the key "item-id" or "uid", or action.match must say how a file finds its object`)
	}
	if !s.Input.Has(RoleFile) {
		e.add("input.columns", `must hold a column with the role "file"`)
	}
	if s.Action.Match != MatchKey {
		s.validateMatch(e)
	}
}

// validateMatch checks how a file's name finds the dataset that takes it.
func (s Spec) validateMatch(e *Errors) {
	byFile := s.Action.Match == MatchFileName
	switch {
	case s.Input.Has(RoleUID):
		e.add("action.match", `must be "key": the UID of the line names the dataset`)
	case s.FindsByName() && s.Select.Kind != KindDataset:
		e.add("select.kind", `must be "dataset", because no column names an item`)
	case s.FindsByName() && byFile && s.Action.Existing != ExistingReplace && s.Action.Existing != ExistingUpdate:
		e.add("action.existing", `must be "replace" or "update": a dataset that holds a file of that name is there`)
	case !s.FindsByName() && byFile && s.Action.Existing == ExistingAdd:
		e.add("action.match", `must be "key" where every file makes another dataset`)
	}
}

// validateDelete refuses a selection that nobody has seen as a list.
func (s Spec) validateDelete(e *Errors) {
	if s.Select.Query == nil {
		return
	}
	if len(s.Select.Query.Entries) == 0 {
		e.add("select.query.entries", "must not be empty: the query would find everything")
	}
	for i, entry := range s.Select.Query.Entries {
		if hasWildcard(entry.Value) {
			e.add(index("select.query.entries", i)+".value", "must be exact: "+quoted(entry.Value)+" deletes what nobody has named")
		}
	}
}

// taskStates are the states of a task, each a constant of ITK without its prefix.
var taskStates = []string{"unassigned", "pending", "started", "completed", "skipped", "suspended", "aborted"}

func (s Spec) validateTask(e *Errors) {
	for i, f := range s.Where {
		path := index("where", i)
		if f.Op == OpUnset && (f.Field == FieldTaskState || f.Field == FieldTemplate) {
			e.add(path+".op", "every task has a "+strings.TrimPrefix(string(f.Field), "task-"))
		}
		for k, value := range f.Values {
			switch {
			case f.Field == FieldTaskState && !slices.Contains(taskStates, value):
				e.add(index(path+".values", k), quoted(value)+" is no state of a task; there are "+strings.Join(taskStates, ", "))
			case f.Field == FieldTaskName && s.Writes() && strings.Trim(value, "*") == "":
				e.add(index(path+".values", k), "names no task: each decision is made on named tasks")
			}
		}
	}
	if !s.Writes() {
		return
	}
	if s.Select.From != FromSession && s.Action.Do != DoAssign {
		e.add("select.from", `must be "session": nobody signs or completes a task for another person`)
	}
	if !slices.ContainsFunc(s.Where, func(f Filter) bool { return f.Field == FieldTaskName && f.Op != OpIsNot }) {
		e.add("where", `must hold a filter on "task-name": each decision is made on named tasks (with "option": true, when the program runs)`)
	}
	if s.Action.AssignTo != "" && s.Action.Do != DoAssign {
		e.add("action.assignTo", `is allowed only when action.do is "assign"`)
	}
}
