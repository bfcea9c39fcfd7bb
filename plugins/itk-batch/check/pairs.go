package check

// pairs are the calls that open something and those that close it again.
var pairs = [...]struct {
	open, close, what string
	// result says that the open call returns what is closed.
	result bool
}{
	{"POM_enquiry_create", "POM_enquiry_delete", "the enquiry", false},
	{"BOM_create_window", "BOM_close_window", "the window", false},
	{"POM_place_markpoint", "POM_forget_markpoint", "the mark point", false},
	{"fopen", "fclose", "the file", true},
}

// pairs finds what is opened and not closed.
func (p *project) pairs(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		for _, pair := range pairs {
			if c.name != pair.open {
				continue
			}
			var t target
			if pair.result {
				t = fn.assigned(c)
				if t.name == none || p.closesElsewhere(fn, t) {
					continue
				}
			}
			p.pair(fn, c, pair.close, pair.what, t)
		}
	}
}

// assigned returns what the value of a call is assigned to.
func (fn *function) assigned(c *call) target {
	u := fn.unit
	left := c.at - 1
	if !u.is(left, assign) {
		return target{}
	}
	start := u.simpleStart(c.at)
	if p := u.parent(c.at); u.is(p, lparen) {
		start = p + 1
	}
	return fn.target(fn.leftStart(start, left), left)
}

// closesElsewhere reports whether a file belongs to more than this function:
// a member or a variable at file level that is closed somewhere, a parameter.
func (p *project) closesElsewhere(fn *function, t target) bool {
	if t.member != none {
		return p.is(t.member, closedField)
	}
	if t.pointed && fn.paramIndex(t.name) >= 0 {
		return true
	}
	return p.closedIn(p.scope(fn.unit, t.name), t.name) || fn.stores(t.name, fn.open)
}

// closedIn reports whether something in the files closes a variable.
func (p *project) closedIn(units []*unit, name word) bool {
	for _, u := range units {
		for _, fn := range u.functions {
			for i := range fn.calls {
				c := &fn.calls[i]
				if c.is&closing != 0 && len(c.args) > 0 && c.args[0].name == name {
					return true
				}
			}
		}
	}
	return false
}

func (p *project) pair(fn *function, c *call, closing, what string, t target) {
	last := -1
	for i := range fn.calls {
		other := &fn.calls[i]
		if other.at > c.at && other.ends(closing, t) {
			last = other.at
		}
	}
	if last < 0 {
		if t.name != none || !p.callersClose(fn, closing, rounds) {
			p.report("open", fn.unit, c.at, what+" that "+c.name+" opens is never closed", "call "+closing)
		}
		return
	}
	if at := fn.earlyReturn(c, last, t.name); at >= 0 {
		p.report("open-on-return", fn.unit, at, "this "+fn.unit.text(at)+" leaves "+what+" of "+c.name+" open", "")
	}
}

// ends reports whether a call closes, itself or by what it is given to.
func (c *call) ends(closing string, t target) bool {
	if c.name == closing {
		return t.name == none || len(c.args) > 0 && c.args[0].name == t.name
	}
	if t.name != none {
		for i := range c.args {
			o := &c.args[i]
			if o.name == t.name && c.does(i, closes) {
				return true
			}
		}
		return false
	}
	return c.callee != nil && c.callee.callsName(closing)
}

// callsName reports whether the body calls a function of that name.
func (fn *function) callsName(name string) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.name == name {
			return true
		}
	}
	return false
}

// callsFunction reports whether the body calls a function of the project.
func (fn *function) callsFunction(other *function) bool {
	for i := range fn.calls {
		if fn.calls[i].word == other.name {
			return true
		}
	}
	return false
}

// callersClose reports whether a function that calls this one closes, or has it
// closed, in up to so many steps above it.
func (p *project) callersClose(fn *function, closing string, steps int) bool {
	var seen answers
	seen.first(fn)
	level := []*function{fn}
	for range steps {
		var above []*function
		for _, f := range level {
			for _, caller := range p.callers(f) {
				if *seen.of(caller) != unknown || !caller.callsFunction(f) {
					continue
				}
				if caller.closesBeside(f, closing) {
					return true
				}
				seen.first(caller)
				above = append(above, caller)
			}
		}
		level = above
	}
	return false
}

// closesBeside reports whether the body closes, itself or by a function that it
// calls beside another.
func (fn *function) closesBeside(other *function, closing string) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.name == closing || c.callee != nil && c.callee != other && c.callee.callsName(closing) {
			return true
		}
	}
	return false
}

// earlyReturn returns a return, or a continue of the loop around both, between a call that gets something and the last
// one that gives it back, unless the return is the test of the call itself,
// depends on the variable, or stands in another branch; else -1.
func (fn *function) earlyReturn(c *call, last int, name word) int {
	u := fn.unit
	first := u.statementEnd(u.statementStart(c.at)) + 1
	for u.declares(first) && u.is(u.simpleEnd(first), semicolon) {
		first = u.simpleEnd(first) + 1
	}
	if code := fn.assigned(c).name; u.is(first, kwIf) && code != none && u.has(code, first, u.match(first+1)) {
		first = u.statementEnd(first) + 1 // the test of the return code
	}
	for i := first; i < last; i++ {
		if u.is(i, kwElse) && u.isIdent(i) {
			i = u.statementEnd(i + 1)
			continue
		}
		if w := u.tokens[i].word; w != kwReturn && !(w == kwContinue && fn.skips(c.at, i, last)) {
			continue
		}
		start := u.statementStart(i)
		if name != none && u.has(name, start, u.simpleEnd(i)) || fn.givenBack(name, c.at, i) || !u.encloses(c.at, i) {
			continue
		}
		return i
	}
	return -1
}

// skips reports whether a continue goes on with the loop that holds a call and
// what comes last, and that both stand in its body.
func (fn *function) skips(call, i, last int) bool {
	l, ok := fn.innermost(i)
	return ok && l.body <= call && last <= l.end
}

// encloses reports whether token i stands in the block of token at, or in one
// inside it.
func (u *unit) encloses(at, i int) bool {
	block := u.parent(u.statementStart(at))
	for b := u.parent(i); ; b = u.parent(b) {
		if b == block {
			return true
		}
		if b < 0 {
			return false
		}
	}
}

// givenBack reports whether something frees or closes the variable between two
// tokens.
func (fn *function) givenBack(name word, from, to int) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at <= from || c.at >= to || c.is&freeing == 0 && c.is&closing == 0 || len(c.args) == 0 {
			continue
		}
		if name == none || c.args[0].name == name && !c.args[0].element {
			return true
		}
	}
	return false
}
