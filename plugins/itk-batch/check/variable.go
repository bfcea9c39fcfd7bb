package check

import "slices"

// target is what an argument or the left side of an assignment names.
type target struct {
	// name is the variable; member the last member after -> or ., if any.
	name, member word
	// bare is set for "x", address for "&x", pointed for "*x", element for x[…].
	bare, address, pointed, element bool
}

// target reads a half-open range of tokens. The name is none for anything
// complicated.
func (fn *function) target(from, to int) target {
	u := fn.unit
	var t target
	i := from
	if u.is(i, lparen) && u.match(i) > i && u.match(i)+1 < to { // a cast
		i = u.match(i) + 1
	}
	for ; i < to; i++ {
		switch k := &u.tokens[i]; {
		case k.kind == ident && t.name == none:
			t.name = k.word
		case k.kind == ident && isAccess(u.tokens[i-1].word):
			t.member, t.element = k.word, false
		case isAccess(k.word) || k.word == rparen:
		case k.word == lbrack && int(k.match) > i:
			t.element = true
			i = int(k.match)
		case k.word == amp && t.name == none:
			t.address = true
		case k.word == star && t.name == none:
			t.pointed = true
		case k.word == lparen && t.name == none:
		default:
			return target{}
		}
	}
	t.bare = t.name != none && t.member == none && !t.address && !t.pointed && !t.element
	return t
}

// paramIndex returns which parameter has that name, or -1.
func (fn *function) paramIndex(name word) int {
	for i := range fn.params {
		if fn.params[i].name == name && name != none {
			return i
		}
	}
	return -1
}

// source is an assignment of new memory: x = MEM_alloc(…), *x = …, x->y = ….
type source struct {
	target
	call *call
	from allocator
}

// ownSources lists the assignments of new memory in a body.
func (p *project) ownSources(fn *function) []source {
	u, sources := fn.unit, len(p.arena.sources)
	for i := range fn.calls {
		c := &fn.calls[i]
		known := p.words.fact(c.word)
		if known == nil || known.makes == noAllocator {
			continue
		}
		start := u.simpleStart(c.at)
		left := c.at - 1
		if u.is(left, rparen) && u.match(left) >= 0 { // a cast
			left = u.match(left) - 1
		}
		if !u.is(left, assign) || left <= start {
			continue
		}
		if t := fn.target(fn.leftStart(start, left), left); t.name != none {
			p.arena.sources = append(p.arena.sources, source{t, c, known.makes})
		}
	}
	return cut(p.arena.sources, sources)
}

// leftStart skips the type of a declaration such as "char *x = …" and what
// stands before the last comma of one.
func (fn *function) leftStart(start, end int) int {
	u := fn.unit
	first := start
	for i := start; i < end; i++ {
		t := &u.tokens[i]
		if int(t.match) > i {
			i = int(t.match)
			continue
		}
		switch t.word {
		case comma, land, lor, quest, colon:
			first = i + 1
		}
	}
	if u.isIdent(first) && (u.isIdent(first+1) || u.is(first+1, star) && u.isIdent(first+2)) {
		for i := end - 1; i > first; i-- {
			if u.isIdent(i) && !u.isMember(i) {
				return i
			}
		}
	}
	return first
}

// isTest reports whether the variable at i is compared or used as a condition.
func (u *unit) isTest(i int) bool {
	before, after := i-1, i+1
	for w := u.word(before); isAccess(w) || w == star; w = u.word(before) {
		before--
		if u.isIdent(before) || u.is(before, rbrack) {
			if u.is(before, rbrack) && u.match(before) >= 0 {
				before = u.match(before) - 1
			}
			before--
		}
	}
	for u.is(after, lbrack) && u.match(after) > 0 {
		after = u.match(after) + 1
	}
	left, right := u.word(before), u.word(after)
	if left == lparen && right == rparen && u.isIdent(before-1) && !u.isControl(before-1) {
		return false // the only argument of a call
	}
	switch {
	case right == equal || right == notEqual || left == equal || left == notEqual:
		return true
	case left == not || left == land || left == lor:
		return right != assign && right != lparen
	case left == lparen && u.isControl(before-1):
		return right == rparen || right == land || right == lor
	}
	return right == land || right == lor || right == quest
}

// isNullTest reports whether the variable at i is compared with nothing, such as
// NULLTAG, or used as a condition.
func (u *unit) isNullTest(i int) bool {
	if !u.isTest(i) {
		return false
	}
	before, after := i-1, i+1
	for isAccess(u.word(before)) || u.word(before) == star || u.isMember(before+1) {
		before--
	}
	for u.is(after, lbrack) && u.match(after) > 0 {
		after = u.match(after) + 1
	}
	switch {
	case u.is(after, equal) || u.is(after, notEqual):
		return isNothing(u.text(after + 1))
	case u.is(before, equal) || u.is(before, notEqual):
		return isNothing(u.text(before - 1))
	}
	return true
}

func isNothing(text string) bool {
	return text == "NULLTAG" || text == "null_tag" || text == "NULL" || text == "0"
}

// onlyTells reports whether the test at i is that of an if which does no more
// than call something: it tells, and then goes on with what was tested. A
// function that counts what it tells is something else.
func (p *project) onlyTells(u *unit, i int) bool {
	start := u.statementStart(i)
	if !u.is(start, kwIf) || u.match(start+1) < i {
		return false
	}
	then := u.match(start+1) + 1
	if u.is(then, lbrace) {
		then++
	}
	if !u.isIdent(then) || u.tokens[then].word < fixedWords || !u.is(then+1, lparen) || u.match(then+1)+1 != u.simpleEnd(then) {
		return false
	}
	end := u.simpleEnd(then) + 1
	if u.is(end, rbrace) && u.is(then-1, lbrace) {
		end++
	}
	told := p.callee(u, u.tokens[then].word)
	return !u.is(end, kwElse) && !u.is(end-1, rbrace) == !u.is(then-1, lbrace) && (told == nil || told.unit != u || !told.counts())
}

// counts reports whether the body changes a variable at file level.
func (fn *function) counts() bool {
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if slices.Contains(u.globals, u.tokens[i].word) && (u.is(i+1, assign) || u.text(i+1) == "++" || u.text(i-1) == "++") {
			return true
		}
	}
	return false
}

// comparesIn reports whether the variable is tested between two tokens, and what
// it is used for then depends on that.
func (p *project) comparesIn(fn *function, name word, from, to int) bool {
	u := fn.unit
	for _, at := range fn.uses {
		if i := int(at); u.tokens[i].word == name && i > from && i < to && u.isTest(i) && !p.onlyTells(u, i) {
			return true
		}
	}
	return false
}

// compares reports whether the body tests the variable, or what it points to.
func (p *project) compares(fn *function, name word) bool {
	return p.comparesIn(fn, name, fn.open, fn.end)
}

// stores reports whether the body, from a token on, hands the variable on to
// somebody else: assigns it to something, or returns it.
func (fn *function) stores(name word, from int) bool {
	u := fn.unit
	for _, at := range fn.uses {
		if i := int(at); u.tokens[i].word == name && i > from && u.isStored(i) {
			return true
		}
	}
	return false
}

// storedIn returns the index of the name that the variable at i is assigned to,
// or -1.
func (u *unit) storedIn(i int) int {
	for k := i - 1; k >= 0; k-- {
		switch u.tokens[k].word {
		case assign:
			for k--; u.is(k, rbrack) && u.match(k) >= 0; {
				k = u.match(k) - 1
			}
			return k
		case semicolon, lbrace, rbrace:
			return -1
		}
	}
	return -1
}

// isStored reports whether the variable at i is assigned to something, or returned.
func (u *unit) isStored(i int) bool {
	switch u.word(i + 1) {
	case lbrack, arrow, period, assign, equal, notEqual:
		return false
	}
	before := i - 1
	if u.is(before, rparen) && u.match(before) > 0 { // a cast
		before = u.match(before) - 1
	}
	switch u.word(before) {
	case assign, kwReturn:
		return true
	case lparen:
		return u.plus && before > 0 && u.text(before-1) == ">" // what a template is made of
	case quest, colon:
		open := u.parent(i)
		argument := u.is(open, lparen) && u.isIdent(open-1) // the choice is one of a call
		return !argument && !u.isTest(i)
	}
	return false
}
