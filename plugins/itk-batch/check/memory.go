package check

import "github.com/kilnworks/kiln/plugins/itk-batch/kb"

// grant is memory that a body gets: an output of a call, or a result.
type grant struct {
	target
	call  *call
	from  allocator
	frees kb.Frees
	does  deed
}

// memory finds memory that is not freed, or freed in the wrong way.
func (p *project) memory(fn *function) {
	grants := fn.grants
	for i := range grants {
		g := &grants[i]
		if g.from == kept {
			continue
		}
		if g.member != none {
			if !p.is(g.member, freedField) && !fn.moved(g) {
				p.report("leak", fn.unit, g.call.at, p.words.text(g.member)+" of "+g.call.name+" is freed nowhere", "")
			}
			continue
		}
		if fn.paramIndex(g.name) >= 0 && !g.address {
			continue // the caller frees it; see about.gives
		}
		p.local(fn, g, grants[i+1:])
	}
	p.wrongFrees(fn)
}

// moved reports whether a member is copied to somewhere else.
func (fn *function) moved(g *grant) bool {
	u := fn.unit
	for i := g.call.close; i < fn.end; i++ {
		if u.tokens[i].word == g.member && u.is(i+1, semicolon) {
			return true
		}
	}
	return false
}

// findGrants lists the memory that a body gets, in the order of the text.
func (fn *function) findGrants(a *arena) []grant {
	grants := len(a.grants)
	for i := range fn.calls {
		c := &fn.calls[i]
		for i := range c.args {
			t := &c.args[i].target
			if t.name == none {
				continue
			}
			if k := c.about(i); k.gives != kb.Nothing {
				a.grants = append(a.grants, grant{*t, c, k.from, k.gives, k.does})
			} else if t.address && c.name == "EMH_ask_errors" {
				a.grants = append(a.grants, grant{*t, c, kept, kb.Nothing, 0})
			}
		}
	}
	for _, s := range fn.sources {
		a.grants = append(a.grants, grant{s.target, s.call, s.from, kb.Block, 0})
	}
	return cut(a.grants, grants)
}

// local checks memory that a variable of the body holds.
func (p *project) local(fn *function, g *grant, later []grant) {
	if fn.paramIndex(g.name) < 0 && p.freedIn(p.scope(fn.unit, g.name), g.name) {
		return
	}
	if fn.unit.plus && !fn.isPointer(g.name) {
		return // a class, which may free it at its end
	}
	what := p.words.text(g.name)
	last := p.lastRelease(fn, g)
	if last < 0 {
		p.report("leak", fn.unit, g.call.at, what+" of "+g.call.name+" is never freed", "")
		if fn.stores(g.name, g.call.close) {
			p.soften(Warning) // in a member, which somebody outside the files may free
		}
		return
	}
	if g.frees == kb.Strings && !fn.releases(g.name, g.call.at, true) {
		p.report("leak-elements", fn.unit, g.call.at, "the texts in "+what+" of "+g.call.name+" are never freed", "")
	}
	if fn.growsInLoop(g) {
		p.report("free-in-loop", fn.unit, g.call.at, what+" of "+g.call.name+" is freed only after the loop", "")
		return
	}
	if fn.lostBefore(g, later) || fn.overwrites(g) {
		p.report("leak", fn.unit, g.call.at, what+" of "+g.call.name+" gets new memory before it is freed", "")
		return
	}
	at := fn.earlyReturn(g.call, last, g.name)
	if at < 0 && g.does&late != 0 {
		at = fn.failedReturn(g)
	}
	if at >= 0 && g.from == fromITK {
		p.report("leak-on-return", fn.unit, at, "this "+fn.unit.text(at)+" leaks "+what+" of "+g.call.name, "")
	}
}

// isPointer reports whether the body declares a variable as a pointer.
func (fn *function) isPointer(name word) bool {
	u := fn.unit
	for _, at := range fn.uses {
		if i := int(at); u.tokens[i].word == name && u.is(i-1, star) && (u.is(i+1, assign) || u.is(i+1, semicolon) || u.is(i+1, comma)) {
			return true
		}
	}
	return false
}

// freedIn reports whether something in the files frees a variable.
func (p *project) freedIn(units []*unit, name word) bool {
	for _, u := range units {
		for _, fn := range u.functions {
			for i := range fn.calls {
				c := &fn.calls[i]
				if c.is&freeing != 0 && len(c.args) == 1 && c.args[0].name == name {
					return true
				}
			}
		}
	}
	return false
}

// releases reports whether a call takes the variable over: frees it, or may keep it.
func (c *call) releases(name word) bool {
	for i := range c.args {
		t := &c.args[i]
		if t.name == name && t.member == none && !t.element && c.does(i, takes) {
			return true
		}
	}
	return false
}

// lastRelease returns the last place where the memory of a grant goes away,
// the end of the body when it is handed on otherwise, or -1.
func (p *project) lastRelease(fn *function, g *grant) int {
	last, through := -1, false
	l, looping := fn.innermost(g.call.at)
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at != g.call.at && (c.at > g.call.at || looping && c.at > l.head) && c.releases(g.name) {
			last = max(last, c.at)
			through = through || fn.goesOn(g.call.at, c.at)
		}
	}
	if last < 0 && (p.keeps(fn, g, g.call.close) || looping && p.keeps(fn, g, l.head)) {
		return g.call.at
	}
	if !through {
		return -1
	}
	return last
}

// keeps reports whether the body hands the variable on, from a token on, to
// somebody who may free it: for memory of ITK that is no member which nothing
// in the files frees.
func (p *project) keeps(fn *function, g *grant, from int) bool {
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if u.tokens[i].word != g.name || i <= from || !u.isStored(i) {
			continue
		}
		left := u.storedIn(i)
		if g.from != fromITK || left < 0 || !u.isMember(left) || p.is(u.tokens[left].word, freedField) {
			return true
		}
	}
	return false
}

// goesOn reports whether the block around a release goes on to its end, and so
// to the rest of the body: not so where it returns, after an error, for example.
func (fn *function) goesOn(from, release int) bool {
	u := fn.unit
	block := u.parent(u.statementStart(release))
	if block < 0 || u.match(block) < 0 || block < from && from < u.match(block) {
		return true // the release and the call that gets the memory share the block
	}
	for i := release; i < u.match(block); i++ {
		if u.tokens[i].word == kwReturn && u.parent(u.statementStart(i)) == block {
			return false
		}
	}
	return true
}

// releases reports whether a body frees the variable after a token, or, for
// elements, what is in it.
func (fn *function) releases(name word, from int, elements bool) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at <= from {
			continue
		}
		for i := range c.args {
			t := &c.args[i]
			if t.name != name || t.member != none {
				continue
			}
			if t.element == elements && c.does(i, frees) {
				return true
			}
			if c.callee != nil && t.bare && c.does(i, takes) {
				return true
			}
		}
	}
	return fn.stores(name, from)
}

// growsInLoop reports whether a loop gets the memory in each turn but frees it
// only behind its end.
func (fn *function) growsInLoop(g *grant) bool {
	u := fn.unit
	l, ok := fn.innermost(g.call.at)
	if !ok || g.call.at < l.body || g.element || g.does&grows != 0 {
		return false
	}
	if u.has(g.name, l.head, l.body) {
		return false // the loop ends when it has the memory
	}
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at > l.head && c.at <= l.end && c.releases(g.name) {
			return false
		}
	}
	for i := g.call.close; i <= l.end; i++ {
		if u.is(i, kwBreak) || u.is(i, kwReturn) {
			return false
		}
	}
	return !fn.stores(g.name, l.head)
}

// lostBefore reports whether the variable gets new memory before the old one
// is freed, on a straight path.
func (fn *function) lostBefore(g *grant, later []grant) bool {
	u := fn.unit
	for i := range later {
		next := &later[i]
		if next.name != g.name || next.member != g.member || next.call.at <= g.call.at || g.element {
			continue
		}
		if u.branchBetween(g.call.close, next.call.at) {
			return false
		}
		for i := g.call.close; i < next.call.at; i++ {
			switch u.tokens[i].word {
			case kwElse, kwCase, kwReturn, kwBreak, kwGoto, kwDefault, lor, land, quest:
				return false
			}
		}
		for i := range fn.calls {
			c := &fn.calls[i]
			if c.at > g.call.at && c.at <= next.call.at && c.releases(g.name) {
				return false
			}
		}
		if l, ok := fn.innermost(next.call.at); ok && next.call.at < l.body {
			return false
		}
		return !fn.stores(g.name, g.call.close)
	}
	return false
}

// overwrites reports whether the variable gets another value while it holds the
// memory: behind the call and before the next release, unless that is what an if
// asks about.
func (fn *function) overwrites(g *grant) bool {
	u := fn.unit
	if !g.address || g.element || g.member != none {
		return false
	}
	end := fn.end
	for i := range fn.calls {
		if c := &fn.calls[i]; c.at > g.call.at && c.releases(g.name) {
			end = min(end, c.at)
		}
	}
	for _, at := range fn.uses {
		i := int(at)
		if i <= g.call.close || i >= end || u.tokens[i].word != g.name {
			continue
		}
		start := u.statementStart(i)
		switch {
		case u.isStored(i):
			return false
		case !u.is(i+1, assign) || u.simpleStart(i) != i || !u.encloses(g.call.at, i) || u.isElse(g.call.at, i):
		case start != i && u.has(g.name, start, i) || u.has(g.name, i+1, u.simpleEnd(i)):
		default:
			return true
		}
	}
	return false
}

// isElse reports whether an else, a case or a way out stands between two tokens.
func (u *unit) isElse(from, to int) bool {
	if u.branchBetween(from, to) {
		return true
	}
	for i := from; i < to; i++ {
		switch u.tokens[i].word {
		case kwElse, kwCase, kwDefault, kwReturn, kwBreak, kwContinue, kwGoto:
			return true
		}
	}
	return false
}

// failedReturn returns the return in "if (!f(&x)) return …;" for a function of
// the project that may fail after it got the memory, unless x is freed there; else -1.
func (fn *function) failedReturn(g *grant) int {
	u := fn.unit
	start := u.statementStart(g.call.at)
	if !u.is(start, kwIf) || u.match(start+1) < g.call.close {
		return -1
	}
	end := u.statementEnd(u.match(start+1) + 1)
	for i := u.match(start + 1); i <= end && i < len(u.tokens); i++ {
		if u.tokens[i].word == kwReturn && !u.has(g.name, u.match(start+1), end) {
			return i
		}
	}
	return -1
}
