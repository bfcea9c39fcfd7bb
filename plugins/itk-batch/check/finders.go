package check

// finders finds tags that may be NULLTAG and are used without a test.
func (p *project) finders(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		for i := range c.args {
			t := &c.args[i].target
			if t.name == none || !c.does(i, finds) || p.tested(fn, c, t) {
				continue
			}
			what := t.name
			if t.member != none {
				what = t.member
			}
			p.report("null-test", fn.unit, c.at, c.name+" may find nothing, and "+p.words.text(what)+" is not tested", "")
			if t.member != none && p.is(t.member, testedField) {
				p.soften(Warning) // somebody else may mean this one
			}
		}
	}
}

// tested reports whether something tests what a call put out.
func (p *project) tested(fn *function, c *call, t *target) bool {
	if t.member != none {
		return fn.testsMember(t.member, c.at)
	}
	if t.bare && fn.paramIndex(t.name) >= 0 {
		return true // the caller must test it; see finds
	}
	if fn.paramIndex(t.name) < 0 && p.testedIn(p.scope(fn.unit, t.name), t.name) {
		return true
	}
	from, to := fn.testPlace(c, t.name)
	if p.comparesIn(fn, t.name, from, to) {
		return true
	}
	for i := range fn.calls {
		other := &fn.calls[i]
		for i := range other.args {
			if other.args[i].name == t.name && other.at != c.at && other.does(i, tests) {
				return true
			}
		}
	}
	return false
}

// testPlace returns between which tokens a test of what a call puts out may stand:
// behind the call, or in the loop around it; where other calls fill the same
// variable, before the next of them.
func (fn *function) testPlace(c *call, name word) (from, to int) {
	from, to = c.at, fn.end
	if l, ok := fn.innermost(c.at); ok {
		from = l.head
	}
	for i := range fn.calls {
		other := &fn.calls[i]
		for i := range other.args {
			o := &other.args[i]
			if other.at == c.at || o.name != name || o.member != none || !o.address || other.does(i, tests) {
				continue
			}
			if from = c.at; other.at > c.at {
				to = min(to, other.at)
			}
		}
	}
	return from, to
}

// testedIn reports whether something in the files tests a variable.
func (p *project) testedIn(units []*unit, name word) bool {
	for _, u := range units {
		for _, fn := range u.functions {
			if p.compares(fn, name) {
				return true
			}
		}
	}
	return false
}

// testsMember reports whether the body tests a member behind a token.
func (fn *function) testsMember(name word, from int) bool {
	u := fn.unit
	for _, at := range fn.members {
		if i := int(at); u.tokens[i].word == name && i > from && u.isNullTest(i) {
			return true
		}
	}
	return false
}
