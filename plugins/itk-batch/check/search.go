package check

// search looks for calls of one kind in many functions. Where functions call
// each other, there are more ways to one than functions: what was found out
// about a function is kept.
type search struct {
	kind func(*function, *call) bool
	// found says of functions whether they have such a call: themselves, and with
	// what they call.
	found [2]map[*function]bool
}

// near reports whether a function has such a call, or, with a step down, one that
// it calls.
func (s *search) near(fn *function, down int) bool {
	found, known := s.found[down][fn]
	if !known {
		found = s.look(fn, down)
		if s.found[down] == nil {
			s.found[down] = map[*function]bool{}
		}
		s.found[down][fn] = found
	}
	return found
}

func (s *search) look(fn *function, down int) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if s.kind(fn, c) || down > 0 && c.callee != nil && c.callee != fn && s.near(c.callee, down-1) {
			return true
		}
	}
	return false
}

// behind reports whether such a call ends behind a token and does not begin
// with it, in the body or up to two steps below it.
func (s *search) behind(fn *function, from int) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at != from && c.close > from && (s.kind(fn, c) || c.callee != nil && c.callee != fn && s.near(c.callee, 1)) {
			return true
		}
	}
	return false
}

// near reports whether a call of that kind stands in the function or in those up
// to five steps above it, or with a step down in what one of them calls.
func (p *project) near(fn *function, down int, kind func(*function, *call) bool) bool {
	asked := search{kind: kind}
	seen := map[*function]bool{fn: true}
	level := []*function{fn}
	for range 6 {
		var above []*function
		for _, f := range level {
			if asked.near(f, down) {
				return true
			}
			for _, caller := range p.callers(f) {
				if !seen[caller] {
					seen[caller] = true
					above = append(above, caller)
				}
			}
		}
		level = above
	}
	return false
}

// callers returns the functions that call this one or hand it on by its name.
func (p *project) callers(fn *function) []*function {
	if !p.named {
		p.named = true
		for f := range p.functions {
			tokens := f.unit.tokens
			for _, i := range f.uses {
				w := tokens[i].word
				if p.entries[w].function == nil {
					continue // most names are no functions of the project
				}
				named := p.callee(f.unit, w)
				if named == f {
					continue
				}
				if n := len(named.callers); n == 0 || named.callers[n-1] != f {
					named.callers = append(named.callers, f)
				}
			}
		}
	}
	return fn.callers
}
