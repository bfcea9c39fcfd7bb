package check

// finders finds tags that may be NULLTAG and are used without a test.
func (p *project) finders(fn *function) {
	for _, c := range fn.calls {
		for i, t := range c.targets {
			if t.name == "" || !p.argument(c, i).finds || p.tested(fn, c, t) {
				continue
			}
			what := t.name
			if t.member != "" {
				what = t.member
			}
			p.report("null-test", fn.unit, c.at, c.name+" may find nothing, and "+what+" is not tested", "")
		}
	}
}

// tested reports whether something tests what a call put out.
func (p *project) tested(fn *function, c call, t target) bool {
	if t.member != "" {
		return p.testedFields[t.member]
	}
	if t.bare && fn.paramIndex(t.name) >= 0 {
		return true // the caller must test it; see about.finds
	}
	if fn.paramIndex(t.name) < 0 && p.testedIn(p.scope(fn.unit, t.name), t.name) {
		return true
	}
	from, to := p.testPlace(fn, c, t)
	if fn.comparesIn(t.name, from, to) {
		return true
	}
	for _, other := range fn.calls {
		for i, o := range other.targets {
			if o.name == t.name && other.at != c.at && p.argument(other, i).tests {
				return true
			}
		}
	}
	return false
}

// testPlace returns between which tokens a test of what a call puts out may stand:
// the whole body, unless other calls fill the same variable. Then it stands
// behind the call and before the next of them.
func (p *project) testPlace(fn *function, c call, t target) (from, to int) {
	from, to = fn.open, fn.end
	for _, other := range fn.calls {
		for i, o := range other.targets {
			if other.at == c.at || o.name != t.name || o.member != "" || !o.address || p.argument(other, i).tests {
				continue
			}
			from = max(from, c.at)
			if other.at > c.at {
				to = min(to, other.at)
			}
		}
	}
	return from, to
}

// testedIn reports whether something in the files tests a variable.
func (p *project) testedIn(units []*unit, name string) bool {
	for _, u := range units {
		for _, fn := range u.functions {
			if fn.compares(name) {
				return true
			}
		}
	}
	return false
}
