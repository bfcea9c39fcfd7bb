package spec

import (
	"strings"
)

func (s Spec) validateAction(e *Errors, r *rule) {
	a := s.Action
	for _, member := range actionMembers {
		if !r.takes(member) {
			if a.holds(member) {
				e.add("action."+member, "is no part of "+r.id)
			}
			continue
		}
		if name := a.name(member); name != nil && *name != "" {
			e.line("action."+member, *name, 0, longest(member))
		}
		for i, text := range a.texts(member) {
			e.line(index("action."+member, i), text, 1, 128)
		}
	}
	if r.takes("relation") && a.Relation != "" {
		e.identifier("action.relation", a.Relation)
	}
	e.assignments(a.Set, s)
	s.validateChoices(e, r)
}

func longest(member string) int {
	if member == "comment" {
		return 240
	}
	return 128
}

func (s Spec) validateChoices(e *Errors, r *rule) {
	a := s.Action
	if r.takes("existing") {
		oneOf(e, "action.existing", a.Existing, r.existing...)
	}
	if r.takes("missing") {
		oneOf(e, "action.missing", a.Missing, MissingError, MissingCreate)
	}
	if r.takes("revisionId") {
		oneOf(e, "action.revisionId", a.RevisionID, RevisionIDNext, RevisionIDColumn)
	}
	if r.takes("do") {
		oneOf(e, "action.do", a.Do, DoReport, DoComplete, DoApprove, DoReject, DoAssign)
	}
	if r.takes("match") {
		oneOf(e, "action.match", a.Match, MatchKey, MatchFileName, MatchDatasetName)
	}
}

func (e *Errors) assignments(set []Assignment, s Spec) {
	for i, a := range set {
		path := index("action.set", i)
		e.identifier(path+".property", a.Property)
		oneOf(e, path+".of", a.Of, OfSelf, OfItem, OfRevision)
		e.reach(path+".of", a.Of, s.Select.Kind)
		oneOf(e, path+".by", a.By, AsRaw, AsDisplay)
		if a.Transform != "" {
			oneOf(e, path+".transform", a.Transform, TransformUpper, TransformLower, TransformTrim)
		}
		if len(a.Value) > 0 {
			e.value(path+".value", a.Value)
		}
		column := s.Input != nil && setsTwice(s.Input.Columns, InputColumn{Property: a.Property, Of: a.Of})
		if a.Value != "" && column {
			e.add(path+".value", "is given, and an input column gives another")
		}
		if sets(set[:i], a.Property, a.Of) {
			e.add(path+".property", quoted(a.Property)+" is set twice")
		}
	}
}

func (s Spec) validateStructure(e *Errors, r *rule) {
	t := s.Structure
	if !r.structure {
		if t.Rule != "" || t.View != "" || t.Depth != 0 || t.By != "" || t.Total || t.Pack || t.Unconfigured != "" || len(t.SkipTypes) > 0 {
			e.add("structure", r.id+" walks along no structure")
		}
		return
	}
	e.line("structure.rule", t.Rule, 0, 128)
	e.line("structure.view", t.View, 0, 128)
	if t.Depth < 0 || t.Depth > 999 {
		e.add("structure.depth", "must be 0 (all levels) to 999")
	}
	oneOf(e, "structure.by", t.By, ByStructure, ByReferences)
	oneOf(e, "structure.unconfigured", t.Unconfigured, UnconfiguredSkip, UnconfiguredList)
	for i, name := range t.SkipTypes {
		e.line(index("structure.skipTypes", i), name, 1, 128)
	}
	if t.By == ByReferences && r.id != WhereUsed {
		e.add("structure.by", `"references" is a way of `+WhereUsed+" only")
	}
}

func (s Spec) validateSafety(e *Errors, r *rule) {
	safety := s.Safety
	if safety.Limit < 0 {
		e.add("safety.limit", "must be 0 (no limit) or more")
	}
	if safety.StopAfter < 0 {
		e.add("safety.stopAfter", "must be 0 (never) or more")
	}
	if r.writes && safety.Limit == 0 && s.limit(r) > 0 {
		e.add("safety.limit", "must not be 0: a run of "+r.id+" has an end; the option -max= of the program can raise it")
	}
	choice := func(member string, value Guard, choices ...Guard) {
		if r.guards(member) {
			oneOf(e, "safety."+member, value, choices...)
		} else if value != "" {
			e.add("safety."+member, "is no part of "+r.id)
		}
	}
	choice(safetyReleased, safety.Released, GuardSkip, GuardAllow)
	choice(safetyCheckedOut, safety.CheckedOut, GuardSkip, GuardError)
	choice(safetyInProcess, safety.InProcess, GuardSkip, GuardAllow)
	if safety.KeepModified && !r.guards(safetyKeepModified) {
		e.add("safety.keepModified", "is no part of "+r.id)
	}
	s.validateBypass(e, r)
}

func (s Spec) validateBypass(e *Errors, r *rule) {
	bypass := s.Safety.Bypass
	switch {
	case !r.writes && bypass != "":
		e.add("safety.bypass", r.id+" changes nothing and never bypasses access rules")
	case r.writes:
		oneOf(e, "safety.bypass", bypass, BypassNever, BypassOption)
		if bypass == BypassOption && !r.guards(safetyBypass) {
			e.add("safety.bypass", r.id+" never bypasses access rules")
		}
	}
}

func hasWildcard(text string) bool { return strings.ContainsAny(text, "*?%") }
