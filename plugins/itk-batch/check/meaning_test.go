package check

// mutateMeaning seeds faults that compile: each call is there, with arguments
// of the right types, and does the wrong thing.
//
// What no reader can know from the text is left out: primary and secondary
// swapped where the variables are not called so ("object" and "dataset" may
// stand in either place), an item for a revision where neither a call nor a name
// says which is which, a boundary of a date, and which of two marks of the same
// body is the one to go back to.
func (p *project) mutateMeaning(fn *function, add seed) {
	for i := range fn.calls {
		c := &fn.calls[i]
		p.mutateKinds(fn, c, add)
		mutateOrder(fn, c, add)
		mutateFree(fn, c, add)
		mutateText(fn, c, add)
		mutateSuccess(fn, c, add)
	}
	mutateBounds(fn, add)
}

// seed adds a variant: tokens from one to another are replaced.
type seed func(operator string, from, to int, with string, rules ...string)

// mutateKinds passes another variable of the body, which is a tag as well.
func (p *project) mutateKinds(fn *function, c *call, add seed) {
	u := fn.unit
	for k := range c.args {
		a := &c.args[k]
		if k >= len(c.arguments) || !a.bare {
			continue
		}
		for _, other := range []struct {
			operator string
			is       objectKind
		}{{"item for revision", itemKind}, {"revision for item", revisionKind}} {
			if is := c.arguments[k].kind; is == other.is || is != itemKind && is != revisionKind {
				continue
			}
			if name := p.variableOf(fn, other.is); name != none {
				add(other.operator, a.from, a.to-1, p.words.text(name), "wrong-kind")
			}
		}
		if c.arguments[k].kind == markKind {
			if flag := p.flagOf(fn, a.name); flag != none {
				add("flag for mark", a.from, a.to-1, p.words.text(flag), "wrong-kind")
			}
		}
		for j := k + 1; j < len(c.args); j++ {
			if b := &c.args[j]; b.bare && c.itk != nil && p.isCalled(c, k, a.name) && p.isCalled(c, j, b.name) && c.itk.Params[k].Type == c.itk.Params[j].Type {
				add("two arguments swapped", a.from, b.to-1, p.words.text(b.name)+spell(u, a.to, b.from-1)+p.words.text(a.name), "swapped", "wrong-kind")
			}
		}
	}
}

// variableOf returns a variable of the body that a call of ITK fills with an
// object of a kind, or a parameter that is called like one.
func (p *project) variableOf(fn *function, kind objectKind) word {
	for _, q := range fn.params {
		if known := p.words.fact(q.name); q.object && known != nil && known.hint == kind {
			return q.name
		}
	}
	for i := range fn.calls {
		c := &fn.calls[i]
		for k := range c.args {
			if a := &c.args[k]; a.address && a.member == none && c.itk != nil && k < len(c.arguments) && c.arguments[k].kind == kind && c.itk.Params[k].Type == "tag_t *" {
				return a.name
			}
		}
	}
	return none
}

// flagOf returns a variable of the body, other than the mark, that is a flag.
func (p *project) flagOf(fn *function, mark word) word {
	for _, at := range fn.uses {
		name := fn.unit.tokens[at].word
		if name != mark && fn.givenMark(&target{name: name, bare: true}) == mixedKind && (fn.paramIndex(name) >= 0 || fn.isAssigned(name)) {
			return name
		}
	}
	return none
}

// mutateOrder lets two calls of one body change places.
func mutateOrder(fn *function, c *call, add seed) {
	u := fn.unit
	for i := range fn.calls {
		o := &fn.calls[i]
		if o.at <= c.at || c.first().name == none || c.first().name != o.first().name || !u.encloses(c.at, o.at) {
			continue
		}
		swapped := spell(u, o.at, o.close) + spell(u, c.close+1, o.at-1) + spell(u, c.at, c.close)
		switch {
		case c.is&saving != 0 && fn.lockOf(o) == givesLock:
			add("unlock before save", c.at, o.close, swapped, "save-unlocked")
		case (changes[c.name] || c.callee != nil && c.callee.changes()) && o.is&saving != 0:
			add("save before set", c.at, o.close, swapped, "never-saved")
		}
	}
	if c.is&telling == 0 || !u.isStatement(u.statementStart(c.at)) {
		return
	}
	start := u.statementStart(c.at)
	add("error stack cleared too early", start, start, "(void) EMH_clear_errors(); "+u.text(start), "error-text-lost")
	if fn.failedBefore(u.parent(start), start) {
		add("error text read too late", start, start, `if (AOM_load(NULLTAG) != ITK_ok) puts("");`+u.text(start), "error-text-lost")
	}
}

// changes reports whether the body changes an object in memory, and does no more
// than that.
func (fn *function) changes() bool {
	return (&search{kind: func(_ *function, c *call) bool { return changes[c.name] }}).near(fn, 0) &&
		!(&search{kind: func(f *function, c *call) bool { return c.is&saving != 0 || f.lockOf(c) != noLock }}).near(fn, 1)
}

// isStatement reports whether a statement of a block begins at i.
func (u *unit) isStatement(i int) bool {
	return u.is(u.parent(i), lbrace) && (u.is(i-1, semicolon) || u.is(i-1, lbrace) || u.is(i-1, rbrace))
}

// mutateFree frees too early, twice, or not in each turn.
func mutateFree(fn *function, c *call, add seed) {
	u := fn.unit
	start, end := c.at, c.close+1
	if c.name != "MEM_free" || len(c.args) != 1 || !u.isStatement(start) || !u.is(end, semicolon) || !c.args[0].bare {
		return
	}
	name, free := c.args[0].name, spell(u, start, end)
	if u.is(start-1, semicolon) {
		before := u.statementStart(start - 2)
		if u.isStatement(before) && u.statementEnd(before) == start-1 && u.has(name, before, start) && !u.has(kwFor, before, start) && u.parent(before) == u.parent(start) &&
			!u.hasBefore(name, before, start) {
			add("free before the last use", before, end, free+spell(u, before, start-1), "use-after-free", "double-free")
		}
	}
	if last := u.match(u.parent(start)) - 1; last > end && u.is(last, semicolon) {
		at := u.statementStart(last - 1)
		if u.isStatement(at) && at > end+1 && u.is(at, kwReturn) && !u.has(kwReturn, end, at) && !u.has(name, end, at) {
			add("free repeated later", at, at, free+u.text(at), "double-free")
		}
	}
	if l, ok := fn.innermost(start); ok && u.match(l.body) > 0 && u.parent(start) == l.body {
		for i := range fn.grants {
			if g := &fn.grants[i]; g.name == name && g.member == none && g.call.at > l.body && g.call.at < start {
				add("continue that skips the free", start, start, "if (rand() == 7) continue; "+u.text(start), "leak-on-return")
				break
			}
		}
	}
}

// hasBefore reports whether the statement only gives the variable something.
func (u *unit) hasBefore(name word, from, to int) bool {
	for i := from; i < to; i++ {
		if u.tokens[i].word == name && !u.isMember(i) {
			return u.is(i+1, assign) || u.is(i-1, amp) || u.isNullTest(i)
		}
	}
	return false
}

// mutateText writes a text that a call put out into an array.
func mutateText(fn *function, c *call, add seed) {
	u := fn.unit
	if c.name != "MEM_free" || len(c.args) != 1 || !c.args[0].bare || !u.isStatement(c.at) {
		return
	}
	for i := range fn.grants {
		if g := &fn.grants[i]; g.name == c.args[0].name && g.call.itk != nil && g.address && g.text() && !fn.measures(g.name, c.at) {
			name := u.words.text(g.name)
			add("text into an array", c.at, c.at, "{ char seeded[32]; strcpy(seeded, "+name+"); puts(seeded); } "+c.name, "overflow")
			add("text into an array", c.at, c.at, `{ char seeded[32]; sprintf(seeded, "%d %s", 1, `+name+"); puts(seeded); } "+c.name, "overflow")
			return
		}
	}
}

// text reports whether the memory is one text.
func (g *grant) text() bool {
	for k := range g.call.args {
		if g.call.args[k].name == g.name {
			return k < len(g.call.itk.Params) && g.call.itk.Params[k].Type == "char **"
		}
	}
	return false
}

// mutateSuccess goes on although what came before failed: "done = done && f()"
// becomes "done = f()", and "if (rc == ITK_ok) rc = f()" becomes "rc = f()".
func mutateSuccess(fn *function, c *call, add seed) {
	u := fn.unit
	start, whole := u.simpleStart(c.at), u.statementStart(c.at)
	if c.itk == nil || !c.itk.Code() || c.itk.Module == "EMH" || !u.isIdent(start) || !u.is(start+1, assign) {
		return
	}
	name := u.tokens[start].word
	switch {
	case u.is(start+2, name) && u.is(start+3, land) && start == whole && u.setBefore(name, whole):
		add("success overwritten", start+2, start+3, "", "return-code")
	case u.is(whole, kwIf) && u.match(whole+1) == start-1 && u.is(whole+2, name) && u.text(whole+4) == "ITK_ok" && whole+5 == start-1 && u.setBefore(name, whole):
		add("success overwritten", whole, start-1, "", "return-code")
	}
}

// setBefore reports whether the statement before one in the same block gives the
// variable what a call returns.
func (u *unit) setBefore(name word, at int) bool {
	for at > 1 && u.is(at-1, semicolon) {
		before := u.statementStart(at - 2)
		if u.is(before, name) && u.is(before+1, assign) || u.is(before+1, name) && u.is(before+2, assign) {
			return u.parent(before) == u.parent(at) && u.hasCode(before, at)
		}
		if u.has(name, before, at) || u.parent(before) != u.parent(at) {
			return false
		}
		at = before
	}
	return false
}

func (u *unit) hasCode(from, to int) bool {
	for i := from; i < to; i++ {
		if known := u.words.fact(u.tokens[i].word); known != nil && known.itk != nil && known.itk.Code() && known.itk.Module != "EMH" {
			return true
		}
	}
	return false
}

// mutateBounds lets loops over a list go one step too far.
func mutateBounds(fn *function, add seed) {
	u := fn.unit
	for _, l := range fn.loops {
		if !u.is(l.head, kwFor) {
			continue
		}
		for i := l.head; i < l.body; i++ {
			if u.text(i) != "<" || !u.isIdent(i-1) {
				continue
			}
			for k := l.body; k < l.end; k++ {
				if count := u.lastMember(i + 1); u.is(k, lbrack) && u.is(k+1, u.word(i-1)) && u.match(k) == k+2 && fn.isCounted(u.word(k-1), count) {
					add("one beyond the count", i, i, "<=", "index-bound")
					break
				}
			}
		}
	}
}

// lastMember is the last name of "a->b.c" at i.
func (u *unit) lastMember(i int) word {
	for isAccess(u.word(i + 1)) {
		i += 2
	}
	return u.word(i)
}
