package check

// finders finds tags that may be NULLTAG and are used without a test.
func (p *project) finders(fn *function) {
	for _, c := range fn.calls {
		for i := range c.args {
			if !p.argument(c, i).finds {
				continue
			}
			t := fn.target(c.args[i])
			if t.name == "" || p.tested(fn, c, t) {
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
	if p.globals[t.name] && fn.paramIndex(t.name) < 0 && p.globalTested(t.name) {
		return true
	}
	if fn.compares(t.name) {
		return true
	}
	for _, other := range fn.calls {
		for i, r := range other.args {
			if o := fn.target(r); o.name == t.name && other.at != c.at && p.argument(other, i).tests {
				return true
			}
		}
	}
	return false
}

func (p *project) globalTested(name string) bool {
	for _, u := range p.units {
		for _, fn := range u.functions {
			if fn.compares(name) {
				return true
			}
		}
	}
	return false
}
