package check

import (
	"slices"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// unit is one file, read: its tokens, how its brackets match, and what it defines.
type unit struct {
	path, src string
	// base is the last part of the path.
	base word
	// number counts the files from 1.
	number int32
	// plus says that it is C++.
	plus   bool
	words  *words
	tokens []token
	// broken is where a bracket without its other half stands, or -1.
	broken int

	// lineComments and trigraphs are where those stand.
	lineComments, trigraphs []int
	includes                []include
	macros, freers          []word
	// branches are the indexes of the tokens before which an #else or #elif stands.
	branches []int32
	// arrays are the indexes of the names of arrays at file level.
	arrays []int32
	// seen is a place of the file and its line, the last that was asked for.
	seen      struct{ at, line int }
	functions []*function
	// literals holds the indexes of texts, moduleNames those of names that begin
	// with a module of ITK, members left out.
	literals, moduleNames []int
	// declared are functions that are declared, globals variables at file level.
	declared, globals []word
	// early are the indexes of what only later dialects of C have.
	early []int
}

// include is one #include line.
type include struct {
	name string
	at   int
	word word
	// choice says that an #if decides whether it counts.
	choice bool
	// file is the file of the project that it means, if any.
	file *unit
}

// function is one function with its body.
type function struct {
	unit *unit
	// number counts the functions of the project from 0.
	number int
	name   word
	params []param
	// open and end are the indexes of the braces of the body.
	open, end int
	variadic  bool
	// vaList says that a parameter is a va_list.
	vaList bool
	calls  []call
	// callers are the functions whose body names this one, once somebody asked.
	callers []*function
	// callersCount is how many there are, lastCaller the last of them.
	callersCount int
	lastCaller   *function
	loops        []loop
	// uses holds the indexes of the names in the body, members left out;
	// members those of members.
	uses, members []int32
	// passes are the parameters that the body passes on.
	passes []pass
	// What project.connect learns about each parameter.
	about []about
	// sources are the assignments of new memory in the body.
	sources []source
	// grants is the memory that the body gets, once everything is learned.
	grants []grant
}

// param is one parameter of a function of the project.
type param struct {
	name word
	// object says that it is a tag, and not a list of them.
	object bool
}

// call is one call in a body: name(args...).
type call struct {
	word            word
	name            string
	is              trait
	at, open, close int
	args            []argument
	// itk is the function of ITK that is called, callee that of the project; at
	// most one of them is set, once the project is connected.
	itk    *kb.Function
	callee *function
	// arguments is what the call does with each argument, rest what with those
	// beyond; see [call.does].
	arguments []about
	rest      about
}

// argument is the half-open range of tokens of one argument, and what it names.
type argument struct {
	from, to int
	target
}

// loop is a for, while or do; tokens from head to end belong to it.
type loop struct{ head, body, end int }

// read reads one file of C.
func (p *project) read(path, src string) *unit {
	u := p.scan(path, src, p.arena.tokens, false)
	p.arena.tokens = u.tokens[len(u.tokens):]
	if u.broken >= 0 {
		if first := p.scan(path, src, nil, true); first.broken < 0 {
			u = first
		}
	}
	u.readTop(&p.arena)
	return u
}

func (p *project) scan(path, src string, tokens []token, firstOnly bool) *unit {
	s := scan(src, p.words, tokens, firstOnly)
	return &unit{path: path, base: p.words.of(path[strings.LastIndexByte(path, '/')+1:]), src: src, number: int32(len(p.units) + 1), words: p.words, tokens: s.tokens, broken: s.broken,
		plus: isPlus(path), includes: s.includes, macros: s.macros, freers: s.freers, branches: s.branches, literals: s.literals, moduleNames: s.moduleNames,
		lineComments: s.lineComments, trigraphs: s.trigraphs}
}

// arena is what the lists of all units and functions are cut from: a guest pays
// for each piece of memory that it gets.
type arena struct {
	tokens    []token
	functions []function
	// numbered is how many functions there are.
	numbered      int
	params        []param
	abouts        []about
	calls         []call
	args          []argument
	loops         []loop
	uses, members []int32
	passes        []pass
	sources       []source
	grants        []grant
}

func newArena(files []File) arena {
	size := 0
	for _, f := range files {
		if isC(f.Path) {
			size += len(f.Body)
		}
	}
	return arena{
		tokens: make([]token, 0, size/5), functions: make([]function, 0, size/500),
		params: make([]param, 0, size/200), abouts: make([]about, 0, size/200),
		calls: make([]call, 0, size/100), args: make([]argument, 0, size/50), loops: make([]loop, 0, size/1000),
		uses: make([]int32, 0, size/16), members: make([]int32, 0, size/200), passes: make([]pass, 0, size/200),
		sources: make([]source, 0, size/2000), grants: make([]grant, 0, size/1000),
	}
}

// cut returns what was added to a list since it had that length.
func cut[E any](list []E, since int) []E { return list[since:len(list):len(list)] }

// isMember reports whether the name at i is that of a member, behind -> or a dot.
func (u *unit) isMember(i int) bool { return i > 0 && isAccess(u.tokens[i-1].word) }

// text is what the token at i looks like, empty outside the file.
func (u *unit) text(i int) string {
	if uint(i) >= uint(len(u.tokens)) {
		return ""
	}
	return u.words.text(u.tokens[i].word)
}

// line is the line of the token at i.
func (u *unit) line(i int) int {
	if i < 0 || i >= len(u.tokens) {
		return 1
	}
	return u.lineAt(int(u.tokens[i].at))
}

// lineAt is the line of a place in the file. Few tokens are ever asked for it,
// and those near each other.
func (u *unit) lineAt(at int) int {
	if at >= u.seen.at {
		u.seen.line += strings.Count(u.src[u.seen.at:at], "\n")
	} else {
		u.seen.line -= strings.Count(u.src[at:u.seen.at], "\n")
	}
	u.seen.at = at
	return 1 + u.seen.line
}

// branchBetween reports whether an #else or #elif stands between two tokens: what
// stands on both sides is then never compiled together.
func (u *unit) branchBetween(from, to int) bool {
	if len(u.branches) == 0 {
		return false
	}
	i, _ := slices.BinarySearch(u.branches, int32(from)+1)
	return i < len(u.branches) && int(u.branches[i]) <= to
}

// word is the word at i; none outside the file.
func (u *unit) word(i int) word {
	if uint(i) < uint(len(u.tokens)) {
		return u.tokens[i].word
	}
	return none
}

// is reports whether the token at i is that word.
func (u *unit) is(i int, w word) bool {
	return uint(i) < uint(len(u.tokens)) && u.tokens[i].word == w
}

func (u *unit) isIdent(i int) bool {
	return uint(i) < uint(len(u.tokens)) && u.tokens[i].kind == ident
}

// match is the index of the other bracket of a pair, or -1.
func (u *unit) match(i int) int { return int(u.tokens[i].match) }

// parent is the index of the innermost open bracket around a token, or -1.
func (u *unit) parent(i int) int { return int(u.tokens[i].parent) }

// readTop finds functions, declarations and variables at file level.
func (u *unit) readTop(a *arena) {
	class := -1 // the end of the class that i stands in
	for i := 0; i < len(u.tokens); i++ {
		t := &u.tokens[i]
		switch {
		case t.word == lbrace:
			// extern "C" { holds more of the file level.
			if u.is(i-2, kwExtern) || u.is(i-2, kwNamespace) || u.plus && u.opensNamespace(i) {
				continue
			}
			if u.plus && u.opensClass(i) {
				class = max(class, u.match(i))
				continue
			}
			i = max(i, u.match(i))
		case t.word == lparen:
			i = max(i, u.match(i))
		case t.kind != ident || i+1 >= len(u.tokens):
		case u.tokens[i+1].word == lparen:
			shut := u.match(i + 1)
			if shut < 0 {
				continue
			}
			if open := u.bodyBehind(shut); open >= 0 {
				i = u.addFunction(a, i, open)
			} else {
				u.declared = append(u.declared, t.word)
				i = shut
			}
		case i < class:
		case u.is(i+1, assign) || u.is(i+1, semicolon) || u.is(i+1, lbrack) || u.is(i+1, comma):
			u.globals = append(u.globals, t.word)
			if u.is(i+1, lbrack) {
				u.arrays = append(u.arrays, int32(i))
			}
		}
	}
}

func (u *unit) addFunction(a *arena, at, open int) int {
	shut := u.match(at + 1)
	fn := a.function()
	*fn = function{unit: u, number: a.numbered, name: u.tokens[at].word, open: open, end: u.match(open)}
	if fn.end < 0 {
		fn.end = len(u.tokens) - 1
	}
	a.numbered++
	fn.readParams(a, at+1, shut)
	fn.readBody(a)
	u.functions = append(u.functions, fn)
	return fn.end
}

// function is a new one, which stays where it is.
func (a *arena) function() *function {
	if len(a.functions) == cap(a.functions) {
		a.functions = make([]function, 0, 64)
	}
	a.functions = a.functions[:len(a.functions)+1]
	return &a.functions[len(a.functions)-1]
}

func (fn *function) readParams(a *arena, open, shut int) {
	u, params := fn.unit, len(a.params)
	for start := open + 1; start < shut; {
		end := u.argumentEnd(start, shut)
		if name, ok := fn.param(start, end); ok {
			object := end == start+2 && u.is(start, nameTag)
			a.params, a.abouts = append(a.params, param{name, object}), append(a.abouts, about{})
		}
		start = end + 1
	}
	fn.params, fn.about = cut(a.params, params), cut(a.abouts, params)
}

// param reads one parameter; void and ... are none.
func (fn *function) param(start, end int) (name word, ok bool) {
	u := fn.unit
	for i := start; i < end; i++ {
		switch t := &u.tokens[i]; {
		case t.word == ellipsis:
			fn.variadic = true
		case t.word == kwVaList:
			fn.vaList = true
			name = none
		case t.kind == ident:
			name = t.word
		}
	}
	return name, !(end == start+1 && name == kwVoid) && !u.is(start, ellipsis)
}

// argumentEnd is the index of the comma behind the argument that begins at i,
// or of the bracket that ends them all.
func (u *unit) argumentEnd(i, shut int) int {
	for ; i < shut; i++ {
		t := &u.tokens[i]
		if int(t.match) > i {
			i = int(t.match)
		} else if t.word == comma {
			return i
		}
	}
	return shut
}

func (fn *function) readBody(a *arena) {
	u := fn.unit
	calls, loops, uses, members := len(a.calls), len(a.loops), len(a.uses), len(a.members)
	for i := fn.open + 1; i < fn.end; i++ {
		t := &u.tokens[i]
		if t.kind != ident {
			continue
		}
		if isAccess(u.tokens[i-1].word) {
			a.members = append(a.members, int32(i))
		} else {
			a.uses = append(a.uses, int32(i))
		}
		switch {
		case t.word >= fixedWords:
			if u.tokens[i+1].word == lparen && u.match(i+1) > 0 {
				fn.addCall(a, i)
			}
		case t.word == kwFor || t.word == kwWhile:
			fn.addLoop(a, i)
		case t.word == kwDo:
			if u.is(i+1, lbrace) && u.match(i+1) > 0 {
				a.loops = append(a.loops, loop{i, i + 1, u.match(i + 1)})
			}
		case t.word >= c99Bool:
			if t.word <= c99Vsnprintf {
				u.early = append(u.early, i)
			}
			if u.tokens[i+1].word == lparen && u.match(i+1) > 0 {
				fn.addCall(a, i)
			}
		}
	}
	fn.calls, fn.loops = cut(a.calls, calls), cut(a.loops, loops)
	fn.uses, fn.members = cut(a.uses, uses), cut(a.members, members)
}

func (fn *function) addCall(a *arena, at int) {
	u := fn.unit
	shut := u.match(at + 1)
	args := len(a.args)
	for start := at + 2; start < shut; {
		end := u.argumentEnd(start, shut)
		a.args = append(a.args, argument{start, end, fn.target(start, end)})
		start = end + 1
	}
	w := u.tokens[at].word
	a.calls = append(a.calls, call{word: w, name: u.words.text(w), at: at, open: at + 1, close: shut, args: cut(a.args, args)})
}

func (fn *function) addLoop(a *arena, at int) {
	u := fn.unit
	if !u.is(at+1, lparen) || u.match(at+1) < 0 {
		return
	}
	body := u.match(at+1) + 1
	if u.is(body, semicolon) && u.is(at, kwWhile) && u.is(at-1, rbrace) {
		return // the end of a do loop
	}
	a.loops = append(a.loops, loop{at, body, u.statementEnd(body)})
}
