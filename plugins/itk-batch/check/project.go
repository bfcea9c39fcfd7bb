package check

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// project is what is known of all files together.
type project struct {
	version  kb.Version
	words    *words
	arena    arena
	units    []*unit
	findings []Finding
	// entries say what the files make of each word.
	entries []entry
	// named says that the functions know their callers.
	named bool
	// These are searches for what locks, unlocks or makes an object, or a folder.
	locks, unlocks, creations, newFolders search
}

// entry is what the files make of one word.
type entry struct {
	// function is that with a body, the last one of the name; see [project.callee].
	function *function
	is       mark
	// from says where the memory of the member comes from, as bits by allocator.
	from uint8
	// told is the file, counted from 1, in which a finding was last told of it.
	told int32
}

// mark is something that the files say of a word, as a bit.
type mark uint8

const (
	macro       mark = 1 << iota // a macro, or a function that is only declared
	global                       // a variable at file level
	shared                       // such a variable that a header declares
	freedField                   // the last name of a member that something frees
	testedField                  // … compares
	closedField                  // … closes
	freer                        // a macro that frees something
	several                      // a function that more than one file has for itself
)

// readProject reads the C among the files.
func readProject(files []File, version kb.Version) *project {
	p := &project{version: version, words: newWords(), arena: newArena(files), units: make([]*unit, 0, len(files))}
	p.locks.kind, p.unlocks.kind, p.creations.kind, p.newFolders.kind = isLock, isUnlock, isCreation, named("FL_create2")
	for _, f := range files {
		if isC(f.Path) {
			p.units = append(p.units, p.read(f.Path, f.text()))
		}
	}
	p.connect()
	return p
}

// is reports whether the files say that of a word.
func (p *project) is(w word, m mark) bool { return p.entries[w].is&m != 0 }

// connect relates the files to each other, and learns what functions of the
// project do with their parameters.
func (p *project) connect() {
	p.entries = make([]entry, p.words.end())
	for _, u := range p.units {
		p.enter(u)
	}
	for fn := range p.functions {
		p.resolve(fn)
		p.look(fn)
	}
	p.learn()
	for fn := range p.functions {
		fn.grants = fn.findGrants(&p.arena)
		for i := range fn.grants {
			if g := &fn.grants[i]; g.member != none {
				p.entries[g.member].from |= 1 << g.from
			}
		}
	}
}

// functions calls yield for each function, in the order of files.
func (p *project) functions(yield func(*function) bool) {
	for _, u := range p.units {
		for _, fn := range u.functions {
			if !yield(fn) {
				return
			}
		}
	}
}

// enter notes what one file defines.
func (p *project) enter(u *unit) {
	for _, w := range u.macros {
		p.entries[w].is |= macro
	}
	for _, w := range u.freers {
		p.entries[w].is |= freer
	}
	for _, w := range u.declared {
		if k := p.words.fact(w); k == nil || k.itk == nil {
			p.entries[w].is |= macro
		}
	}
	for _, w := range u.globals {
		p.entries[w].is |= global
		if strings.HasSuffix(u.path, ".h") {
			p.entries[w].is |= shared
		}
	}
	for _, fn := range u.functions {
		if p.entries[fn.name].function != nil {
			p.entries[fn.name].is |= several
		}
		p.entries[fn.name].function = fn
	}
	for i := range u.includes {
		in := &u.includes[i]
		if known := p.words.fact(in.word); known == nil || known.is&current == 0 {
			in.file = p.find(in)
		}
	}
}

// find returns the file of the project that an include line means.
func (p *project) find(in *include) *unit {
	deep := strings.Contains(in.name, "/")
	for _, u := range p.units {
		if u.base == in.word || deep && (u.path == in.name || strings.HasSuffix(u.path, "/"+in.name)) {
			return u
		}
	}
	return nil
}

// resolve finds out what each call of a body calls.
func (p *project) resolve(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		c.rest.does = takes
		known := p.words.fact(c.word)
		if known != nil {
			c.is = known.is
		}
		switch c.callee = p.callee(fn.unit, c.word); {
		case c.callee != nil:
			c.arguments = c.callee.about
			if c.callee.variadic {
				c.rest = about{} // what a format prints is not kept
			}
		case known != nil:
			c.itk, c.arguments, c.rest = known.itk, known.arguments, known.rest
		}
		if c.callee != nil || c.itk != nil || c.is&freeing != 0 || !p.is(c.word, macro) {
			continue
		}
		if c.rest.does &^= takes; p.is(c.word, freer) { // a macro is looked through
			c.rest.does |= takes | frees
		}
	}
}

// callee returns the function with a body that a name means in a file: that of
// the file itself, else that of another; nil if there is none.
func (p *project) callee(u *unit, name word) *function {
	if p.is(name, several) {
		for _, fn := range u.functions {
			if fn.name == name {
				return fn
			}
		}
	}
	return p.entries[name].function
}

// scope returns the files whose functions share a variable of that file at
// file level: all, when a header declares it, else the file alone; none when
// there is no such variable.
func (p *project) scope(u *unit, name word) []*unit {
	switch {
	case !p.is(name, global):
		return nil
	case p.is(name, shared):
		return p.units
	case slices.Contains(u.globals, name):
		return []*unit{u}
	}
	return nil
}
