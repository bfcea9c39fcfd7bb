package check

import "github.com/kilnworks/kiln/plugins/itk-batch/kb"

// grant is memory that a body gets: an output of a call, or a result.
type grant struct {
	target
	call  call
	from  allocator
	frees kb.Frees
	late  bool
}

// memory finds memory that is not freed, or freed in the wrong way.
func (p *project) memory(fn *function) {
	grants := fn.grants
	for i, g := range grants {
		if g.from == kept {
			continue
		}
		if g.member != "" {
			if !p.freedFields[g.member] && !p.moved(fn, g) {
				p.report("leak", fn.unit, g.call.at, g.member+" of "+g.call.name+" is freed nowhere", "")
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
func (p *project) moved(fn *function, g grant) bool {
	u := fn.unit
	for i := g.call.close; i < fn.end; i++ {
		if u.isIdent(i) && u.tokens[i].text == g.member && u.is(i+1, ";") {
			return true
		}
	}
	return false
}

// findGrants lists the memory that a body gets, in the order of the text.
func (p *project) findGrants(fn *function) []grant {
	var all []grant
	for _, c := range fn.calls {
		for i, t := range c.targets {
			if t.name == "" {
				continue
			}
			if a := p.argument(c, i); a.gives != kb.Nothing {
				all = append(all, grant{t, c, a.from, a.gives, a.late})
			}
		}
		if c.name == "EMH_ask_errors" {
			for _, t := range c.targets {
				if t.address {
					all = append(all, grant{t, c, kept, kb.Nothing, false})
				}
			}
		}
	}
	for _, s := range fn.sources {
		for _, c := range fn.calls {
			if c.at == s.at {
				all = append(all, grant{s.target, c, s.from, kb.Block, false})
			}
		}
	}
	return all
}

// local checks memory that a variable of the body holds.
func (p *project) local(fn *function, g grant, later []grant) {
	if fn.paramIndex(g.name) < 0 && p.freedIn(p.scope(fn.unit, g.name), g.name) {
		return
	}
	last := p.lastRelease(fn, g)
	if last < 0 {
		p.report("leak", fn.unit, g.call.at, g.name+" of "+g.call.name+" is never freed", "")
		return
	}
	if g.frees == kb.Strings && !p.releases(fn, g.name, g.call.at, true) {
		p.report("leak-elements", fn.unit, g.call.at, "the texts in "+g.name+" of "+g.call.name+" are never freed", "")
	}
	if p.growsInLoop(fn, g) {
		p.report("free-in-loop", fn.unit, g.call.at, g.name+" of "+g.call.name+" is freed only after the loop", "")
		return
	}
	if p.lostBefore(fn, g, later) {
		p.report("leak", fn.unit, g.call.at, g.name+" of "+g.call.name+" gets new memory before it is freed", "")
		return
	}
	at := fn.earlyReturn(g.call, last, g.name)
	if at < 0 && g.late {
		at = fn.failedReturn(g)
	}
	if at >= 0 && g.from == fromITK {
		p.report("leak-on-return", fn.unit, at, "this return leaks "+g.name+" of "+g.call.name, "")
	}
}

// freedIn reports whether something in the files frees a variable.
func (p *project) freedIn(units []*unit, name string) bool {
	for _, u := range units {
		for _, fn := range u.functions {
			for _, c := range fn.calls {
				if isFree(c.name) && len(c.args) == 1 && c.targets[0].name == name {
					return true
				}
			}
		}
	}
	return false
}

// release reports whether a call takes the variable over: frees it, or may keep it.
func (p *project) release(c call, name string) bool {
	for i, t := range c.targets {
		if t.name == name && t.member == "" && !t.element && p.argument(c, i).takes {
			return true
		}
	}
	return false
}

// lastRelease returns the last place where the memory of a grant goes away,
// the end of the body when it is handed on otherwise, or -1.
func (p *project) lastRelease(fn *function, g grant) int {
	last, through := -1, false
	l, looping := fn.innermost(g.call.at)
	for _, c := range fn.calls {
		if c.at != g.call.at && (c.at > g.call.at || looping && c.at > l.head) && p.release(c, g.name) {
			last = max(last, c.at)
			through = through || fn.goesOn(g.call.at, c.at)
		}
	}
	if last < 0 && (p.stores(fn, g.name, g.call.close) || looping && p.stores(fn, g.name, l.head)) {
		return g.call.at
	}
	if !through {
		return -1
	}
	return last
}

// goesOn reports whether the block around a release goes on to its end, and so
// to the rest of the body: not so where it returns, after an error, for example.
func (fn *function) goesOn(from, release int) bool {
	u := fn.unit
	block := u.parent[u.statementStart(release)]
	if block < 0 || u.match[block] < 0 || block < from && from < u.match[block] {
		return true // the release and the call that gets the memory share the block
	}
	for i := release; i < u.match[block]; i++ {
		if u.isIdent(i) && u.tokens[i].text == "return" && u.parent[u.statementStart(i)] == block {
			return false
		}
	}
	return true
}

// releases reports whether a body frees the variable after a token, or, for
// elements, what is in it.
func (p *project) releases(fn *function, name string, from int, elements bool) bool {
	for _, c := range fn.calls {
		if c.at <= from {
			continue
		}
		for i, t := range c.targets {
			if t.name != name || t.member != "" {
				continue
			}
			if t.element == elements && p.argument(c, i).frees {
				return true
			}
			if c.callee != nil && t.bare && p.argument(c, i).takes {
				return true
			}
		}
	}
	return p.stores(fn, name, from)
}

// growsInLoop reports whether a loop gets the memory in each turn but frees it
// only behind its end.
func (p *project) growsInLoop(fn *function, g grant) bool {
	u := fn.unit
	l, ok := fn.innermost(g.call.at)
	if !ok || g.call.at < l.body || g.element {
		return false
	}
	if u.has(g.name, l.head, l.body) {
		return false // the loop ends when it has the memory
	}
	for _, c := range fn.calls {
		if c.at > l.head && c.at <= l.end && p.release(c, g.name) {
			return false
		}
	}
	for i := g.call.close; i <= l.end; i++ {
		if u.isIdent(i) && (u.tokens[i].text == "break" || u.tokens[i].text == "return") {
			return false
		}
	}
	return !p.stores(fn, g.name, l.head)
}

// lostBefore reports whether the variable gets new memory before the old one
// is freed, on a straight path.
func (p *project) lostBefore(fn *function, g grant, later []grant) bool {
	u := fn.unit
	for _, next := range later {
		if next.name != g.name || next.member != g.member || next.call.at <= g.call.at || g.element {
			continue
		}
		for i := g.call.close; i < next.call.at; i++ {
			if u.isIdent(i) {
				switch u.tokens[i].text {
				case "else", "case", "return", "break", "goto", "default":
					return false
				}
			}
			if u.is(i, "||") || u.is(i, "&&") || u.is(i, "?") {
				return false
			}
		}
		for _, c := range fn.calls {
			if c.at > g.call.at && c.at <= next.call.at && p.release(c, g.name) {
				return false
			}
		}
		if l, ok := fn.innermost(next.call.at); ok && next.call.at < l.body {
			return false
		}
		return !p.stores(fn, g.name, g.call.close)
	}
	return false
}

// failedReturn returns the return in "if (!f(&x)) return …;" for a function of
// the project that may fail after it got the memory, unless x is freed there; else -1.
func (fn *function) failedReturn(g grant) int {
	u := fn.unit
	start := u.statementStart(g.call.at)
	if !u.is(start, "if") || u.match[start+1] < g.call.close {
		return -1
	}
	end := u.statementEnd(u.match[start+1] + 1)
	for i := u.match[start+1]; i <= end && i < len(u.tokens); i++ {
		if u.isIdent(i) && u.tokens[i].text == "return" && !u.has(g.name, u.match[start+1], end) {
			return i
		}
	}
	return -1
}
