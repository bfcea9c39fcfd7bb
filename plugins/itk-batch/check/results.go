package check

// results finds calls whose return code nobody looks at.
func (p *project) results(fn *function) {
	u := fn.unit
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.itk == nil || !c.itk.Code() || c.itk.Module == "EMH" {
			continue
		}
		start := u.simpleStart(c.at)
		switch {
		case start == c.at && !u.isHalf(c.at), p.discarded(u, c.at):
			p.report("return-code", u, c.at, "the return code of "+c.name+" is not looked at", "")
		case u.is(c.at-1, assign) && u.isIdent(c.at-2):
			name := u.tokens[c.at-2].word
			if fn.overwritten(name, u.simpleEnd(c.close+1)) {
				p.report("return-code", u, c.at, "the return code of "+c.name+" is overwritten before anybody looks at it", "")
			}
		default:
			p.lostSuccess(fn, c, start)
		}
	}
}

// lostSuccess wants somebody to look at "done = WRAPPED(call(…)) && …;", where
// start is that of the statement.
func (p *project) lostSuccess(fn *function, c *call, start int) {
	u := fn.unit
	for start < c.at && !u.is(start+1, assign) && u.isIdent(start) && u.isIdent(start+1) {
		start++ // the type of a declaration
	}
	if !u.isIdent(start) || !u.is(start+1, assign) || start+1 >= c.at {
		return
	}
	if name := u.tokens[start].word; fn.overwritten(name, u.simpleEnd(c.close+1)) {
		p.report("return-code", u, start, "what "+p.words.text(name)+" says of "+c.name+" is overwritten before anybody looks at it", "")
	}
}

// isHalf reports whether the token at i begins the second half of a choice.
func (u *unit) isHalf(i int) bool {
	if !u.is(i-1, colon) {
		return false
	}
	question, _ := u.choiceAround(i)
	return question >= 0
}

// discarded reports whether the value of the call at i is cast to void.
func (p *project) discarded(u *unit, i int) bool {
	return u.is(i-1, rparen) && u.is(i-2, kwVoid) && u.is(i-3, lparen)
}

// overwritten reports whether a variable gets a new value, or goes out of use,
// after the statement that ends at a token, before it is read. Where the flow
// cannot be followed it says no.
func (fn *function) overwritten(name word, end int) bool {
	u := fn.unit
	for i := end + 1; i < fn.end; i++ {
		t := &u.tokens[i]
		switch {
		case len(u.branches) > 0 && u.branchBetween(end, i):
			return false
		case t.word == kwElse:
			i = u.statementEnd(i + 1)
		case t.word == kwBreak || t.word == kwContinue || t.word == kwGoto:
			return false
		case t.word == kwReturn:
			return !u.has(name, i, u.simpleEnd(i))
		case t.word == name && !u.isMember(i):
			once := u.simpleStart(i) == u.statementStart(i) && !u.isHead(u.simpleStart(i)) // and not only if
			return once && u.is(i+1, assign) && !u.has(name, i+1, u.simpleEnd(i))
		case t.word == rbrace:
			if fn.readInLoop(name, u.match(i), end) {
				return false
			}
		}
	}
	_, looping := fn.innermost(end)
	return !looping && fn.isLocal(name)
}

// readInLoop reports whether the block that begins at open is a loop whose
// next turn may read the variable.
func (fn *function) readInLoop(name word, open, end int) bool {
	for _, l := range fn.loops {
		if l.body == open && fn.unit.has(name, l.head, end) {
			return true
		}
	}
	return false
}

// isLocal reports whether a name is neither a parameter nor set through one.
func (fn *function) isLocal(name word) bool { return fn.paramIndex(name) < 0 }
