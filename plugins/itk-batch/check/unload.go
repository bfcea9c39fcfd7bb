package check

// unloads wants a loop that visits any number of objects, and reads properties
// of each, to unload what a turn loads: the object that is read, and not
// another one which the program unloads elsewhere. Where the objects of a turn
// cannot be followed, the program must at least unload something.
func (p *project) unloads() {
	s := selection{p: p}
	var first *function
	at, found, unloading, wide := -1, false, false, false
	for fn := range p.functions {
		for i := range fn.calls {
			c := &fn.calls[i]
			wide, unloading = wide || c.is&selecting != 0 || fn.gathers(c), unloading || c.unloads()
			l, looping := fn.innermost(c.at)
			if !looping {
				continue
			}
			if at < 0 && s.reads(c) {
				first, at = fn, c.at
			}
			if object := s.left(fn, l, c); object != none {
				found = true
				p.report("unload", fn.unit, c.at, "the objects of "+p.words.text(object)+" that this loop reads are never unloaded", "")
			}
		}
	}
	if !found && !unloading && wide && at >= 0 {
		p.report("unload", first.unit, at, "what this loop reads is never unloaded", "")
	}
}

// unloads reports whether a call of ITK unloads something.
func (c *call) unloads() bool {
	if c.itk == nil {
		return false
	}
	for k := range c.arguments {
		if c.arguments[k].does&unloads != 0 {
			return true
		}
	}
	return false
}

// left returns the variable of an object that a call in a loop reads, and each
// turn leaves in memory; none if there is no such object.
func (s *selection) left(fn *function, l loop, c *call) word {
	for k := range c.args {
		a := &c.args[k]
		if c.does(k, loads) && !fn.unloadsIn(l, &a.target) && s.varies(fn, l, &a.target) {
			return a.name
		}
	}
	return none
}

// unloadsIn reports whether a loop unloads an object, itself or by what it
// hands it to.
func (fn *function) unloadsIn(l loop, object *target) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at < l.head || c.at > l.end {
			continue
		}
		for k := range c.args {
			a := &c.args[k]
			if a.name == object.name && a.member == object.member && a.element == object.element && c.does(k, unloads) {
				return true
			}
		}
	}
	return false
}

// selection tells what comes from a call that finds any number of objects.
type selection struct {
	p *project
	// selecting says of functions whether they lead to such a call, reading whether
	// they lead to one that reads.
	selecting, reading answers
}

// varies reports whether each turn of a loop has another object in the
// variable, out of any number: an element of a list that was selected, or what
// the loop finds for each line that it reads.
func (s *selection) varies(fn *function, l loop, object *target) bool {
	if object.element {
		return !fn.picks(l, object.name) && s.fills(fn, object.name, l.end, map[held]bool{})
	}
	if !object.bare || fn.paramIndex(object.name) >= 0 {
		return false
	}
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if i <= l.head || i >= l.end || u.tokens[i].word != object.name || !u.is(i+1, assign) {
			continue
		}
		if from := fn.target(i+2, u.simpleEnd(i)); from.element && s.fills(fn, from.name, l.end, map[held]bool{}) {
			return true
		}
	}
	return s.selectsIn(fn, l) && fn.putsOutIn(l, object.name)
}

// picks reports whether a loop looks for one of a list, which then stays.
func (fn *function) picks(l loop, list word) bool {
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if i > l.head && i < l.end && u.tokens[i].word == list && u.is(i+1, lbrack) && u.is(i-1, assign) {
			return true
		}
	}
	return false
}

// fills reports whether a call that stands before a token puts any number of
// objects in a variable; of a parameter, whether one of a caller does.
func (s *selection) fills(fn *function, name word, before int, seen map[held]bool) bool {
	if seen[held{fn, name}] {
		return false
	}
	seen[held{fn, name}] = true
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at >= before {
			break
		}
		for k := range c.args {
			if a := &c.args[k]; a.name == name && (a.address || a.bare && !c.does(k, loads)) && (c.does(k, grows) && !fn.givesObject(c) || s.selects(c)) {
				return true
			}
		}
	}
	k := fn.paramIndex(name)
	if k < 0 {
		return false
	}
	for _, caller := range s.p.callers(fn) {
		for i := range caller.calls {
			c := &caller.calls[i]
			if c.callee == fn && k < len(c.args) && c.args[k].name != none && s.fills(caller, c.args[k].name, c.at, seen) {
				return true
			}
		}
	}
	return false
}

// gathers reports whether a call makes a list of any length, one by one.
func (fn *function) gathers(c *call) bool {
	for k := range c.args {
		if c.args[k].address && c.does(k, grows) {
			return !fn.givesObject(c)
		}
	}
	return false
}

// givesObject reports whether a call gets an object that the function got: what
// it puts out belongs to that object, and is not any number.
func (fn *function) givesObject(c *call) bool {
	for k := range c.args {
		if i := fn.paramIndex(c.args[k].name); i >= 0 && fn.params[i].object {
			return true
		}
	}
	return false
}

// selects reports whether a call leads to one that finds any number of objects.
func (s *selection) selects(c *call) bool {
	return c.leadsTo(&s.selecting, func(o *call) bool { return o.is&selecting != 0 })
}

// reads reports whether a call leads to one that reads a property of an object.
func (s *selection) reads(c *call) bool {
	return c.leadsTo(&s.reading, func(o *call) bool { return o.does(0, loads) })
}

// leadsTo reports whether a call is of a kind, or one that it leads to; known
// says so of functions that were asked about.
func (c *call) leadsTo(known *answers, kind func(*call) bool) bool {
	if c.callee == nil || kind(c) {
		return kind(c)
	}
	if leads := *known.of(c.callee); leads != unknown {
		return leads == yes
	}
	*known.of(c.callee) = no // as long as it is not known, for functions that call themselves
	for i := range c.callee.calls {
		if c.callee.calls[i].leadsTo(known, kind) {
			*known.of(c.callee) = yes
			return true
		}
	}
	return false
}

// selectsIn reports whether a loop itself, its head or its body, finds one more.
func (s *selection) selectsIn(fn *function, l loop) bool {
	for i := range fn.calls {
		if c := &fn.calls[i]; c.at > l.head && c.at < l.end && c.is&selecting != 0 {
			return true
		}
	}
	return false
}

// putsOutIn reports whether a call in a loop puts something in the variable.
func (fn *function) putsOutIn(l loop, name word) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at < l.head || c.at > l.end {
			continue
		}
		for k := range c.args {
			if c.args[k].name == name && c.args[k].address {
				return true
			}
		}
	}
	return false
}
