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
		if i+1 < len(fn.calls) {
			p.doubleFree(fn, c, &fn.calls[i+1], t)
		}
	}
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

// doubleFree finds two frees of one variable that follow each other.
func (p *project) doubleFree(fn *function, c, next *call, t *target) {
	u := fn.unit
	if next.is&freeing == 0 || len(next.args) != 1 || u.parent(c.at) != u.parent(next.at) {
		return
	}
	if !u.same(&c.args[0], &next.args[0]) || u.simpleStart(c.at) != u.statementStart(c.at) {
		return
	}
	for i := c.close; i < next.at; i++ {
		if u.isIdent(i) || u.is(i, lbrace) || u.is(i, rbrace) {
			return
		}
	}
	p.report("double-free", u, next.at, p.words.text(t.name)+" is freed twice", "")
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
