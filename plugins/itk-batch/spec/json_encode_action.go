package spec

// action writes the members that the pattern takes: switches and choices with
// their values, names where they have one.
func (e *encoder) action(a Action, r *rule) {
	if len(r.action) == 0 {
		return
	}
	e.name("action")
	e.open()
	for _, member := range actionMembers {
		if r.takes(member) {
			e.actionMember(a, member)
		}
	}
	e.close()
}

func (e *encoder) actionMember(a Action, member string) {
	if flag := a.flag(member); flag != nil {
		e.flag(member, *flag)
		return
	}
	if name := a.name(member); name != nil {
		e.optional(member, *name)
		return
	}
	switch member {
	case "set":
		if len(a.Set) > 0 {
			e.list(member, len(a.Set), func(i int) { e.assignment(a.Set[i]) })
		}
	case "keep":
		e.integer(member, 1)
	case "status", "assign", "remove":
		if names := a.texts(member); len(names) > 0 {
			e.texts(member, names)
		}
	default:
		e.text(member, a.choice(member))
	}
}

func (e *encoder) assignment(s Assignment) {
	e.open()
	e.text("property", s.Property)
	e.text("of", string(s.Of))
	e.optional("value", s.Value)
	e.optional("transform", string(s.Transform))
	e.text("by", string(s.By))
	e.close()
}

func (e *encoder) structure(s Structure) {
	e.name("structure")
	e.open()
	e.optional("rule", s.Rule)
	e.optional("view", s.View)
	e.integer("depth", s.Depth)
	e.text("by", string(s.By))
	e.flag("total", s.Total)
	e.flag("pack", s.Pack)
	e.text("unconfigured", string(s.Unconfigured))
	e.texts("skipTypes", s.SkipTypes)
	e.close()
}

// safety writes what the pattern knows of it. What always holds is written
// too, for people who read it.
func (e *encoder) safety(s Safety, r *rule) {
	e.name("safety")
	e.open()
	if r.writes {
		e.flag("dryRun", true)
		e.text("bypass", string(s.Bypass))
	}
	e.integer("limit", s.Limit)
	if r.writes {
		e.flag("requireFilter", true)
		e.guards(s, r)
	}
	e.integer("stopAfter", s.StopAfter)
	e.close()
}

func (e *encoder) guards(s Safety, r *rule) {
	if r.guards(safetyKeepModified) {
		e.flag(safetyKeepModified, s.KeepModified)
	}
	if r.guards(safetyReleased) {
		e.text(safetyReleased, string(s.Released))
	}
	if r.guards(safetyCheckedOut) {
		e.text(safetyCheckedOut, string(s.CheckedOut))
	}
	if r.guards(safetyInProcess) {
		e.text(safetyInProcess, string(s.InProcess))
	}
}
