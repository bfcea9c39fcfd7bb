package check

// unloads wants a program that selects many objects, or reads a list of them,
// and reads properties of each in a loop, to unload some.
func (p *project) unloads() {
	var wide, reading *function
	at := -1
	for _, u := range p.units {
		for _, fn := range u.functions {
			for i := range fn.calls {
				c := &fn.calls[i]
				switch {
				case c.is&unloading != 0:
					return
				case c.is&selecting != 0:
					wide = fn
				}
				if _, loops := fn.innermost(c.at); loops && at < 0 && c.reads(rounds) {
					reading, at = fn, c.at
				}
			}
		}
	}
	if wide != nil && reading != nil {
		p.report("unload", reading.unit, at, "what this loop reads is never unloaded", "")
	}
}

// reads reports whether a call reads a property of an object, itself or
// through what it calls.
func (c *call) reads(depth int) bool {
	if c.is&reading != 0 {
		return true
	}
	if c.callee == nil || depth == 0 {
		return false
	}
	for i := range c.callee.calls {
		o := &c.callee.calls[i]
		if o.reads(depth - 1) {
			return true
		}
	}
	return false
}
