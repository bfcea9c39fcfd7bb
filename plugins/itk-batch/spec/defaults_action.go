package spec

// actionDefaults fills in the choices that the pattern takes, and the
// properties that the input columns set.
func (s Spec) actionDefaults(r *rule) Action {
	a := s.Action
	if r.takes("match") {
		fill(&a.Match, MatchKey)
		if a.Match != MatchKey {
			fill(&a.Existing, ExistingReplace) // what is found by its name is there
		}
	}
	if r.takes("set") {
		a.Set = s.assignments()
	}
	if r.takes("existing") {
		fill(&a.Existing, r.existing[0])
	}
	if r.takes("missing") {
		fill(&a.Missing, MissingError)
	}
	if r.takes("revisionId") {
		fill(&a.RevisionID, s.revisionID())
	}
	if r.takes("do") {
		fill(&a.Do, DoReport)
	}
	if r.takes("datasetType") && s.Select.Kind != KindDataset && !s.Input.Has(RoleRelation) {
		fill(&a.Relation, "IMAN_specification")
	}
	if r.takes("fileName") {
		fill(&a.FileName, s.fileName())
	}
	return a
}

func (s Spec) assignments() []Assignment {
	set := append([]Assignment(nil), s.Action.Set...)
	if s.Input != nil {
		for _, c := range s.Input.Columns {
			if c.Role == RoleProperty && !sets(set, c.Property, c.Of) {
				set = append(set, Assignment{Property: c.Property, Of: c.Of})
			}
		}
	}
	for i := range set {
		fill(&set[i].Of, OfSelf)
		fill(&set[i].By, AsRaw)
	}
	return set
}

func sets(set []Assignment, property string, of Of) bool {
	for _, a := range set {
		if a.Property == property && (a.Of == of || a.Of == "" && of == OfSelf) {
			return true
		}
	}
	return false
}

func (s Spec) revisionID() RevisionID {
	if s.Input.Has(RoleNewRevID) {
		return RevisionIDColumn
	}
	return RevisionIDNext
}

func (s Spec) fileName() string {
	if s.Select.Kind == KindDataset {
		return "{original}"
	}
	return "{item_id}_{rev}.{ext}"
}

func (s Structure) withDefaults(kind Kind) Structure {
	by := ByStructure
	if kind != KindItem && kind != KindRevision {
		by = ByReferences
	}
	fill(&s.By, by)
	fill(&s.Unconfigured, UnconfiguredList)
	return s
}

func (s Spec) safetyDefaults(r *rule) Safety {
	safety := s.Safety
	if safety.Limit == DefaultLimit {
		safety.Limit = s.limit(r)
	}
	fill(&safety.Bypass, BypassNever)
	if r.guards(safetyReleased) {
		fill(&safety.Released, released(r.id))
	}
	if r.guards(safetyCheckedOut) {
		fill(&safety.CheckedOut, GuardSkip)
	}
	if r.guards(safetyInProcess) {
		fill(&safety.InProcess, inProcess(r.id))
	}
	return safety
}

// limit is what a run may change without being asked: a file was made by
// somebody who knows how long it is, a filter was not.
func (s Spec) limit(r *rule) int {
	named := s.Select.From == FromInput || s.Select.From == FromArguments
	if r.id == PropertyUpdate && named || r.id == WorkflowTask && s.reportsTasks() {
		return 0
	}
	return r.limit
}

// reportsTasks reports whether nothing is done to the tasks.
func (s Spec) reportsTasks() bool { return s.Action.Do == DoReport || s.Action.Do == "" }

// released is the guard of patterns whose purpose is released objects, and of
// the others.
func released(pattern string) Guard {
	switch pattern {
	case Revise, ChangeOwnership, StatusAdd, StatusRemove, ProjectAssign, RelationCreate:
		return GuardAllow
	}
	return GuardSkip
}

func inProcess(pattern string) Guard {
	switch pattern {
	case StatusAdd, StatusRemove, DatasetPurge, DeleteObjects, WorkflowStart:
		return GuardSkip
	}
	return GuardAllow
}
