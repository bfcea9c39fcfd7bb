package check

import "github.com/kilnworks/kiln/plugins/itk-batch/kb"

// wrongFrees finds memory that goes back to the wrong place, or twice.
func (p *project) wrongFrees(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.is&freeing == 0 || len(c.args) != 1 {
			continue
		}
		t := &c.args[0].target
		if t.name == none {
			continue
		}
		p.wrongFree(fn, c, t)
		if i+1 < len(fn.calls) && p.doubleFree(fn, c, &fn.calls[i+1], t) {
			continue
		}
		if t.bare {
			p.usedFreed(fn, c, t.name)
		}
	}
}

// usedFreed finds what is read, or freed again, behind a free in the same block
// or in one inside it, before it gets another value.
func (p *project) usedFreed(fn *function, c *call, name word) {
	u := fn.unit
	block := u.parent(c.at)
	if !u.is(block, lbrace) || u.match(block) < 0 || u.simpleStart(c.at) != c.at || u.statementStart(c.at) != c.at || !u.is(c.close+1, semicolon) || u.isHead(c.at) {
		return
	}
	for i := c.close + 2; i < u.match(block); i++ {
		switch w := u.tokens[i].word; {
		case len(u.branches) > 0 && u.branchBetween(c.at, i):
			return
		case w == kwCase || w == kwDefault || u.is(i+1, colon) && u.is(i-1, semicolon): // a label: others come here as well
			return
		case w == kwReturn || w == kwBreak || w == kwContinue || w == kwGoto:
			end := u.simpleEnd(i)
			if u.has(name, i, end) {
				break
			}
			if u.parent(i) == block && u.statementStart(i) == i {
				return
			}
			i = end
		case w != name || u.isMember(i):
		case u.is(i+1, assign) || u.is(i-1, amp) || u.is(i-1, star) && u.isIdent(i-2):
			return
		case u.isNullTest(i) || u.is(i-1, lparen) && u.is(i-2, kwSizeof) || u.isFreed(i):
			if u.isFreed(i) && u.parent(u.statementStart(i)) == block && u.simpleStart(i) == u.statementStart(i) {
				p.report("double-free", u, i, p.words.text(name)+" is freed twice", "")
				return
			}
		default:
			p.report("use-after-free", u, i, p.words.text(name)+" is used after "+c.name, "")
			return
		}
	}
}

// isFreed reports whether the name at i is all that a free gets.
func (u *unit) isFreed(i int) bool {
	w := u.text(i - 2)
	return u.is(i-1, lparen) && u.is(i+1, rparen) && (w == "MEM_free" || w == "free")
}

// isHead reports whether the statement at i belongs to an if, a loop or an else.
func (u *unit) isHead(i int) bool {
	w := u.word(i - 1)
	return w == rparen || w == kwElse || w == kwDo || w == colon
}

// wrongFree compares a free with where the memory came from.
func (p *project) wrongFree(fn *function, c *call, t *target) {
	itk, libc, kepts, block := false, false, false, false
	for i := range fn.grants {
		g := &fn.grants[i]
		if g.name != t.name || g.member != t.member {
			continue
		}
		itk = itk || g.from == fromITK
		libc = libc || g.from == fromC
		kepts = kepts || g.from == kept
		block = block || g.from == fromITK && g.frees == kb.Block && !g.element && !fn.owns(t.name)
	}
	if from := p.entries[t.member].from; t.member != none && !itk && !libc {
		itk, libc = from&(1<<fromITK) != 0, from&(1<<fromC) != 0
	}
	u, name := fn.unit, p.words.text(t.name)
	switch {
	case itk && !libc && c.name == "free":
		p.report("wrong-free", u, c.at, name+" is memory of ITK and goes to free", "call MEM_free")
	case libc && !itk && c.name != "free":
		p.report("wrong-free", u, c.at, name+" is memory of malloc and goes to "+c.name, "call free")
	case kepts && !itk && !libc:
		p.report("wrong-free", u, c.at, name+" stays with ITK and must not be freed", "remove the "+c.name)
	case block && t.element && !libc:
		p.report("wrong-free", u, c.at, "the texts in "+name+" are part of one block", "free the array alone")
	}
}

// owns reports whether a body puts memory of its own into the elements of an array.
func (fn *function) owns(name word) bool {
	for _, s := range fn.sources {
		if s.name == name && s.element {
			return true
		}
	}
	for _, s := range fn.sources {
		if s.name == name && s.bare {
			return true
		}
	}
	return false
}

// doubleFree finds two frees of one variable that follow each other, and reports
// whether these are.
func (p *project) doubleFree(fn *function, c, next *call, t *target) bool {
	u := fn.unit
	if next.is&freeing == 0 || len(next.args) != 1 || u.parent(c.at) != u.parent(next.at) {
		return false
	}
	if u.branchBetween(c.at, next.at) || !u.same(&c.args[0], &next.args[0]) || u.simpleStart(c.at) != u.statementStart(c.at) {
		return false
	}
	for i := c.close; i < next.at; i++ {
		if u.isIdent(i) || u.is(i, lbrace) || u.is(i, rbrace) {
			return false
		}
	}
	p.report("double-free", u, next.at, p.words.text(t.name)+" is freed twice", "")
	return true
}

// same reports whether two arguments mean the same.
func (u *unit) same(a, b *argument) bool {
	if a.to-a.from != b.to-b.from {
		return false
	}
	for i := range a.to - a.from {
		if is := u.text(a.from + i); is != u.text(b.from+i) || is == "++" || is == "--" {
			return false // or each time another one
		}
	}
	return true
}
