package check

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// project is what is known of all files together.
type project struct {
	version  kb.Version
	units    []*unit
	findings []Finding
	// functions are those with a body, by name; a later one of the same name
	// in another file hides an earlier one.
	functions map[string]*function
	// macros, and functions that are only declared, by name.
	macros map[string]bool
	// globals are the variables at file level.
	globals map[string]bool
	// freedFields, testedFields and closedFields are the last names of members
	// that something frees, compares or closes.
	freedFields, testedFields, closedFields map[string]bool
	// fields says where the memory of a member comes from, as bits by allocator.
	fields map[string]uint8
	// naming lists the functions whose body names a function of the project,
	// once somebody asked.
	naming map[string][]*function
}

// about is what a function does with one of its parameters. Learned by
// [project.connect] from the body and from the functions it calls.
type about struct {
	// gives says that the parameter puts out memory that the caller must free,
	// and how.
	gives kb.Frees
	from  allocator
	// late says that the function goes on after it got that memory, and so may
	// fail and still put it out.
	late bool
	// takes says that the function frees or keeps what is passed.
	takes bool
	// frees says that it frees it for sure.
	frees bool
	// finds says that it puts out a tag that may be NULLTAG and was not tested.
	finds bool
	// tests says that it compares the parameter with something.
	tests bool
	// format says that the parameter is a printf format.
	format bool
	// closes says that it closes what is passed.
	closes bool
}

// allocator is where memory comes from.
type allocator uint8

const (
	noAllocator allocator = iota
	fromITK
	fromC
	kept // it stays with ITK and must not be freed
)

// rounds bounds how far facts travel along calls between functions.
const rounds = 4

// connect learns what functions of the project do with their parameters.
func (p *project) connect() {
	p.freedFields, p.testedFields, p.closedFields = map[string]bool{}, map[string]bool{}, map[string]bool{}
	p.fields = map[string]uint8{}
	for _, u := range p.units {
		for _, m := range u.macros {
			p.macros[m] = true
		}
		for _, d := range u.declared {
			if _, known := kb.Find(d); !known {
				p.macros[d] = true
			}
		}
		for _, g := range u.globals {
			p.globals[g] = true
		}
		for _, fn := range u.functions {
			p.functions[fn.name] = fn
			p.look(fn)
		}
	}
	for _, u := range p.units {
		for _, fn := range u.functions {
			p.resolve(fn)
		}
	}
	for range rounds {
		changed := false
		for _, u := range p.units {
			for _, fn := range u.functions {
				changed = p.learn(fn) || changed
			}
		}
		if !changed {
			break
		}
	}
	for _, u := range p.units {
		for _, fn := range u.functions {
			fn.grants = p.findGrants(fn)
			for _, g := range fn.grants {
				if g.member != "" {
					p.fields[g.member] |= 1 << g.from
				}
			}
		}
	}
}

// resolve finds out what each call of a body calls.
func (p *project) resolve(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.callee = p.functions[c.name]; c.callee != nil || !kb.HasModule(c.name) {
			continue
		}
		if f, ok := kb.Find(c.name); ok {
			c.itk = &f
		}
	}
}

// look notes what one body says about its parameters by itself.
func (p *project) look(fn *function) {
	fn.sources = fn.ownSources()
	for i := range fn.params {
		if name := fn.params[i].name; name != "" {
			fn.about[i].tests = fn.compares(name)
			fn.about[i].takes = p.stores(fn, name, fn.open)
		}
	}
	for _, s := range fn.sources {
		if i := fn.paramIndex(s.name); i >= 0 && s.pointed {
			fn.about[i].gives, fn.about[i].from = kb.Block, s.from
		}
	}
	p.lookAtFields(fn)
}

// learn adds what follows for the parameters of a function from the calls in
// its body, and reports whether that was news.
func (p *project) learn(fn *function) bool {
	if len(fn.params) == 0 {
		return false
	}
	before := append([]about(nil), fn.about...)
	for i := range fn.calls {
		c := &fn.calls[i]
		for arg := range c.targets {
			if c.targets[arg].name != "" {
				p.learnArgument(fn, c, arg)
			}
		}
	}
	return !slices.Equal(before, fn.about)
}

// learnArgument learns from a parameter that is passed on as an argument.
func (p *project) learnArgument(fn *function, c *call, arg int) {
	t := &c.targets[arg]
	i := fn.paramIndex(t.name)
	if i < 0 || t.member != "" {
		return
	}
	a := &fn.about[i]
	if isFree(c.name) {
		a.takes, a.frees = true, true
	}
	if closer(c.name) {
		a.closes = true
	}
	if !t.bare {
		return
	}
	callee := p.argument(*c, arg)
	if callee.gives != kb.Nothing {
		a.gives, a.from = callee.gives, callee.from
		a.late = a.late || callee.late || !fn.unit.is(fn.unit.simpleStart(c.at), "return")
	}
	a.finds = a.finds || callee.finds && !fn.compares(t.name)
	a.takes = a.takes || callee.takes
	a.frees = a.frees || callee.frees
	a.tests = a.tests || callee.tests
	a.format = a.format || callee.format && (fn.variadic || fn.vaList)
	a.closes = a.closes || callee.closes
}

// lookAtFields notes which members are freed, tested and closed anywhere.
func (p *project) lookAtFields(fn *function) {
	u := fn.unit
	for _, c := range fn.calls {
		if !isFree(c.name) && !closer(c.name) || len(c.args) == 0 {
			continue
		}
		if m := c.targets[0].member; m != "" {
			if isFree(c.name) {
				p.freedFields[m] = true
			} else {
				p.closedFields[m] = true
			}
		}
	}
	for _, i := range fn.members {
		if u.isTest(i) {
			p.testedFields[u.tokens[i].text] = true
		}
	}
}

// argument returns what a call does with one of its arguments, be it to ITK,
// to the C library or to a function of the project.
func (p *project) argument(c call, arg int) about {
	if c.callee != nil {
		if arg < len(c.callee.about) {
			return c.callee.about[arg]
		}
		return about{takes: true}
	}
	if c.itk != nil {
		return aboutITK(c.itk, arg)
	}
	return aboutC(c.name, arg, p.macros[c.name])
}

func aboutITK(f *kb.Function, arg int) about {
	a := about{format: formatArgument(f.Name) == arg}
	if f.Name == "MEM_realloc" && arg == 0 || isFree(f.Name) {
		a.takes, a.frees = true, isFree(f.Name)
		return a
	}
	if arg >= len(f.Params) {
		return a
	}
	if q := f.Params[arg]; q.Dir == kb.Out {
		if q.Frees != kb.Nothing {
			a.gives, a.from = q.Frees, fromITK
		}
		a.finds = f.Finds() && f.FoundTag() == arg
	}
	return a
}

// aboutC knows the C library. Names that nobody knows may do anything, so they
// are taken to keep what they get; a macro is looked through.
func aboutC(name string, arg int, macro bool) about {
	a := about{format: formatArgument(name) == arg}
	switch name {
	case "free", "realloc":
		a.takes = arg == 0
		a.frees = name == "free"
	case "fclose":
		a.closes = true
	default:
		a.takes = !macro && !libraryKeeps(name)
	}
	return a
}

// libraryKeeps reports whether a function of the C library leaves its
// arguments with the caller.
func libraryKeeps(name string) bool {
	for _, known := range [...]string{"printf", "fprintf", "sprintf", "snprintf", "vfprintf", "puts", "fputs", "fputc", "fwrite", "fread",
		"fgets", "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strncat", "strchr", "strrchr", "strstr", "strcspn",
		"strspn", "strtol", "strtod", "atoi", "atof", "memcpy", "memmove", "memset", "memcmp", "qsort", "bsearch", "sscanf",
		"isdigit", "isalpha", "isspace", "tolower", "toupper", "time", "mktime", "localtime", "strftime", "fopen", "fflush",
		"ferror", "remove", "rename", "strtok", "strpbrk", "strcoll", "difftime"} {
		if name == known {
			return true
		}
	}
	return false
}

func isFree(name string) bool { return name == "MEM_free" || name == "free" || name == "SAFE_SM_FREE" }

// closer reports whether a function ends what another began.
func closer(name string) bool {
	for _, pair := range pairs {
		if name == pair.close {
			return true
		}
	}
	return false
}

// scope returns the files whose functions share a variable of that file at
// file level: all, when a header declares it, else the file alone; none when
// there is no such variable.
func (p *project) scope(u *unit, name string) []*unit {
	if !p.globals[name] {
		return nil
	}
	for _, o := range p.units {
		if strings.HasSuffix(o.path, ".h") && slices.Contains(o.globals, name) {
			return p.units
		}
	}
	if slices.Contains(u.globals, name) {
		return []*unit{u}
	}
	return nil
}
