package check

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// about is what a call does with one of its arguments. Of a function of the
// project it is learned from the body and from what that calls.
type about struct {
	does deed
	// gives says that the argument puts out memory that the caller must free, and
	// how; from says where it comes from.
	gives kb.Frees
	from  allocator
	// kind is that of the object which the argument is or puts out.
	kind objectKind
}

// deed is something that a function does with a parameter, as a bit.
type deed uint16

const (
	takes    deed = 1 << iota // frees or keeps what is passed
	frees                     // frees it for sure
	finds                     // puts out a tag that may be NULLTAG and was not tested
	tests                     // compares it with something
	compares                  // does so in its own body
	formats                   // is a printf format
	closes                    // closes what is passed
	grows                     // makes memory longer that it was given: the next call goes on with it
	loads                     // reads a property of the object, which loads it
	unloads                   // unloads the object
	late                      // goes on after it got memory, and so may fail and still put it out
)

// allocator is where memory comes from.
type allocator uint8

const (
	noAllocator allocator = iota
	fromITK
	fromC
	kept // it stays with ITK and must not be freed
)

// pass is a parameter that a body passes on, as it is, in a call.
type pass struct {
	call            *call
	argument, param int
}

// about returns what a call does with one of its arguments.
func (c *call) about(i int) about {
	if i < len(c.arguments) {
		return c.arguments[i]
	}
	return c.rest
}

// does reports whether a call does that with one of its arguments.
func (c *call) does(i int, d deed) bool { return c.about(i).does&d != 0 }

// look notes what one body says about its parameters by itself.
func (p *project) look(fn *function) {
	fn.sources = p.ownSources(fn)
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		k := fn.paramIndex(u.tokens[i].word)
		if k < 0 {
			continue
		}
		if u.isNullTest(i) && !p.onlyTells(u, i) {
			fn.about[k].does |= tests | compares
		}
		if u.isStored(i) {
			fn.about[k].does |= takes
		}
	}
	for _, s := range fn.sources {
		if i := fn.putOut(s); i >= 0 {
			fn.about[i].gives, fn.about[i].from = kb.Block, s.from
			if strings.HasSuffix(s.call.name, "realloc") {
				fn.about[i].does |= grows
			}
		}
	}
	for _, at := range fn.members {
		if w := u.tokens[at].word; !p.is(w, testedField) && u.isNullTest(int(at)) {
			p.entries[w].is |= testedField
		}
	}
	p.lookAtCalls(fn)
}

// putOut returns which parameter puts out new memory, at once or from a variable
// that holds it: *x = MEM_alloc(…), or y = MEM_alloc(…) and *x = y; else -1.
func (fn *function) putOut(s source) int {
	if s.pointed {
		return fn.paramIndex(s.name)
	}
	u := fn.unit
	for _, at := range fn.uses {
		i := int(at)
		if u.tokens[i].word == s.name && i > s.call.at && s.bare && u.is(i-1, assign) && u.is(i-3, star) && u.is(i+1, semicolon) {
			if k := fn.paramIndex(u.word(i - 2)); k >= 0 && u.simpleStart(i) == i-3 {
				return k
			}
		}
	}
	return -1
}

// lookAtCalls notes what a body frees and closes, and which parameters it passes on.
func (p *project) lookAtCalls(fn *function) {
	passes := len(p.arena.passes)
	for i := range fn.calls {
		c := &fn.calls[i]
		if m := c.first().member; m != none && (c.is&freeing != 0 || c.rest.does&frees != 0) {
			p.entries[m].is |= freedField
		} else if m != none && c.is&closing != 0 {
			p.entries[m].is |= closedField
		}
		if len(fn.params) == 0 {
			continue
		}
		for arg := range c.args {
			t := &c.args[arg]
			k := fn.paramIndex(t.name)
			if k < 0 || t.member != none {
				continue
			}
			if c.is&freeing != 0 {
				fn.about[k].does |= takes | frees
			}
			if c.is&closing != 0 {
				fn.about[k].does |= closes
			}
			if t.bare {
				p.arena.passes = append(p.arena.passes, pass{c, arg, k})
			}
		}
	}
	fn.passes = cut(p.arena.passes, passes)
}

// first is what the first argument names.
func (c *call) first() target {
	if len(c.args) == 0 {
		return target{}
	}
	return c.args[0].target
}

// rounds bounds how far facts travel along calls between functions.
const rounds = 4

// learn adds what follows for the parameters of functions from the calls that
// they are passed on in.
func (p *project) learn() {
	for range rounds {
		news := false
		for fn := range p.functions {
			for _, s := range fn.passes {
				news = fn.learn(s) || news
			}
		}
		if !news {
			return
		}
	}
}

// learn adds what follows from one call, and reports whether that was news.
func (fn *function) learn(s pass) bool {
	a := &fn.about[s.param]
	before, callee := *a, s.call.about(s.argument)
	if callee.gives != kb.Nothing {
		a.gives, a.from = callee.gives, callee.from
		if u := fn.unit; callee.does&late != 0 || !u.is(u.simpleStart(s.call.at), kwReturn) {
			a.does |= late
		}
	}
	a.does |= callee.does & (takes | frees | tests | closes | grows | loads | unloads)
	if callee.kind != anyKind && a.kind != callee.kind {
		if a.kind == anyKind {
			a.kind = callee.kind
		} else {
			a.kind = mixedKind
		}
	}
	if callee.does&finds != 0 && before.does&compares == 0 {
		a.does |= finds
	}
	if callee.does&formats != 0 && (fn.variadic || fn.vaList) {
		a.does |= formats
	}
	return *a != before
}
