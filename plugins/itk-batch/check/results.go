package check

// results finds calls whose return code nobody looks at.
func (p *project) results(fn *function) {
	u := fn.unit
	for _, c := range fn.calls {
		if c.itk == nil || !c.itk.Code() || c.itk.Module == "EMH" {
			continue
		}
		switch {
		case u.simpleStart(c.at) == c.at, p.discarded(u, c.at):
			p.report("return-code", u, c.at, "the return code of "+c.name+" is not looked at", "")
		case u.is(c.at-1, "=") && u.isIdent(c.at-2):
			name := u.tokens[c.at-2].text
			if fn.overwritten(name, u.simpleEnd(c.close+1)) {
				p.report("return-code", u, c.at, "the return code of "+c.name+" is overwritten before anybody looks at it", "")
			}
		}
	}
}

// discarded reports whether the value of the call at i is cast to void.
func (p *project) discarded(u *unit, i int) bool {
	return u.is(i-1, ")") && u.is(i-2, "void") && u.is(i-3, "(")
}

// overwritten reports whether a variable gets a new value, or goes out of use,
// after the statement that ends at a token, before it is read. Where the flow
// cannot be followed it says no.
func (fn *function) overwritten(name string, end int) bool {
	u := fn.unit
	for i := end + 1; i < fn.end; i++ {
		t := u.tokens[i]
		switch {
		case t.kind == ident && t.text == "else":
			i = u.statementEnd(i + 1)
		case t.kind == ident && (t.text == "break" || t.text == "continue" || t.text == "goto"):
			return false
		case t.kind == ident && t.text == "return":
			return !u.has(name, i, u.simpleEnd(i))
		case t.kind == ident && t.text == name && !u.is(i-1, "->") && !u.is(i-1, "."):
			return u.is(i+1, "=") && !u.has(name, i+1, u.simpleEnd(i))
		case t.text == "}" && t.kind == punct:
			if fn.readInLoop(name, u.match[i], end) {
				return false
			}
		}
	}
	_, looping := fn.innermost(end)
	return !looping && fn.isLocal(name)
}

// readInLoop reports whether the block that begins at open is a loop whose
// next turn may read the variable.
func (fn *function) readInLoop(name string, open, end int) bool {
	for _, l := range fn.loops {
		if l.body == open && fn.unit.has(name, l.head, end) {
			return true
		}
	}
	return false
}

// isLocal reports whether a name is neither a parameter nor set through one.
func (fn *function) isLocal(name string) bool { return fn.paramIndex(name) < 0 }
