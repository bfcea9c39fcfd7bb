package check

// search looks for calls of one kind in many functions. Where functions call
// each other, there are more ways to one than functions: what was found out
// about a function is kept.
type search struct {
	kind func(*function, *call) bool
	// found says of functions whether they have such a call: themselves, and with
	// what they call.
	found [2]answers
}

// answers are what is known of functions, by their numbers.
type answers []answer

type answer uint8

const (
	unknown answer = iota
	no
	yes
)

func answerOf(is bool) answer {
	if is {
		return yes
	}
	return no
}

// of returns the place of the answer about a function.
func (a *answers) of(fn *function) *answer {
	if len(*a) <= fn.number {
		*a = append(*a, make(answers, fn.number+1-len(*a))...)
	}
	return &(*a)[fn.number]
}

// first reports whether nothing was known of a function, and notes that it is.
func (a *answers) first(fn *function) bool {
	place := a.of(fn)
	was := *place
	*place = yes
	return was == unknown
}

// near reports whether a function has such a call, or, with a step down, one that
// it calls.
func (s *search) near(fn *function, down int) bool {
	if found := *s.found[down].of(fn); found != unknown {
		return found == yes
	}
	found := s.look(fn, down)
	*s.found[down].of(fn) = answerOf(found)
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
	var seen answers
	seen.first(fn)
	level := []*function{fn}
	for range 6 {
		var above []*function
		for _, f := range level {
			if asked.near(f, down) {
				return true
			}
			for _, caller := range p.callers(f) {
				if seen.first(caller) {
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
		p.findCallers()
	}
	return fn.callers
}

// naming is a function whose body names another one.
type naming struct{ caller, named *function }

// findCallers tells all functions of their callers, in the order of files.
func (p *project) findCallers() {
	namings := make([]naming, 0, 256)
	for _, u := range p.units {
		for _, f := range u.functions {
			for _, i := range f.uses {
				w := u.tokens[i].word
				if p.entries[w].function == nil {
					continue // most names are no functions of the project
				}
				if named := p.callee(u, w); named != f && named.lastCaller != f {
					named.lastCaller = f
					named.callersCount++
					namings = append(namings, naming{f, named})
				}
			}
		}
	}
	list := make([]*function, len(namings))
	for _, n := range namings {
		if n.named.callers == nil {
			n.named.callers, list = list[:0:n.named.callersCount], list[n.named.callersCount:]
		}
		n.named.callers = append(n.named.callers, n.caller)
	}
}
