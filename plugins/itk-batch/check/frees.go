package check

import "github.com/kilnworks/kiln/plugins/itk-batch/kb"

// wrongFrees finds memory that goes back to the wrong place, or twice.
func (p *project) wrongFrees(fn *function) {
	for i, c := range fn.calls {
		if !isFree(c.name) || len(c.args) != 1 {
			continue
		}
		t := c.targets[0]
		if t.name == "" {
			continue
		}
		p.wrongFree(fn, c, t)
		if i+1 < len(fn.calls) {
			p.doubleFree(fn, c, fn.calls[i+1], t)
		}
	}
}

// wrongFree compares a free with where the memory came from.
func (p *project) wrongFree(fn *function, c call, t target) {
	itk, libc, kepts, block := false, false, false, false
	for _, g := range fn.grants {
		if g.name != t.name || g.member != t.member {
			continue
		}
		itk = itk || g.from == fromITK
		libc = libc || g.from == fromC
		kepts = kepts || g.from == kept
		block = block || g.from == fromITK && g.frees == kb.Block && !g.element && !p.owns(fn, t.name)
	}
	if from := p.fields[t.member]; t.member != "" && !itk && !libc {
		itk, libc = from&(1<<fromITK) != 0, from&(1<<fromC) != 0
	}
	u := fn.unit
	switch {
	case itk && !libc && c.name == "free":
		p.report("wrong-free", u, c.at, t.name+" is memory of ITK and goes to free", "call MEM_free")
	case libc && !itk && c.name != "free":
		p.report("wrong-free", u, c.at, t.name+" is memory of malloc and goes to "+c.name, "call free")
	case kepts && !itk && !libc:
		p.report("wrong-free", u, c.at, t.name+" stays with ITK and must not be freed", "remove the "+c.name)
	case block && t.element && !libc:
		p.report("wrong-free", u, c.at, "the texts in "+t.name+" are part of one block", "free the array alone")
	}
}

// owns reports whether a body puts memory of its own into the elements of an array.
func (p *project) owns(fn *function, name string) bool {
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
func (p *project) doubleFree(fn *function, c, next call, t target) {
	u := fn.unit
	if !isFree(next.name) || len(next.args) != 1 || u.parent[c.at] != u.parent[next.at] {
		return
	}
	if t.element || !u.same(c.args[0], next.args[0]) || u.simpleStart(c.at) != u.statementStart(c.at) {
		return
	}
	for i := c.close; i < next.at; i++ {
		if u.isIdent(i) || u.is(i, "{") || u.is(i, "}") {
			return
		}
	}
	p.report("double-free", u, next.at, t.name+" is freed twice", "")
}

// same reports whether two ranges hold the same tokens.
func (u *unit) same(a, b [2]int) bool {
	if a[1]-a[0] != b[1]-b[0] {
		return false
	}
	for i := range a[1] - a[0] {
		if u.tokens[a[0]+i].text != u.tokens[b[0]+i].text {
			return false
		}
	}
	return true
}
