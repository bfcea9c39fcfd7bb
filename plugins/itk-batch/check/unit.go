package check

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// unit is one file, read: its tokens, how its brackets match, and what it defines.
type unit struct {
	path   string
	tokens []token
	// match holds the index of the other bracket of a pair, -1 for other tokens.
	match []int
	// parent holds the index of the innermost open bracket around a token, or -1.
	parent []int
	// broken is the line of a bracket without its other half, or 0.
	broken int

	directives              []directive
	lineComments, trigraphs []int
	includes                []include
	macros                  []string
	functions               []*function
	// moduleNames holds the indexes of names that begin with a module of ITK,
	// members left out.
	moduleNames []int
	// declared are functions that are declared, globals variables at file level.
	declared, globals []string
}

// include is one #include line.
type include struct {
	name  string
	quote bool
	// choice says that an #if decides whether it counts.
	choice bool
	line   int
}

// function is one function with its body.
type function struct {
	unit   *unit
	name   string
	at     int
	params []param
	// open and end are the indexes of the braces of the body.
	open, end int
	variadic  bool
	// vaList says that a parameter is a va_list.
	vaList bool
	calls  []call
	loops  []loop
	// uses holds the indexes of the names in the body, members left out;
	// members those of members.
	uses, members []int
	// What project.connect learns about each parameter.
	about []about
	// sources are the assignments of new memory in the body.
	sources []source
	// grants is the memory that the body gets, once everything is learned.
	grants []grant
}

// param is one parameter of a function of the project.
type param struct {
	name string
	// stars counts the stars and brackets of its type.
	stars int
}

// call is one call in a body: name(args...). Each argument is the half-open
// range of its tokens.
type call struct {
	name            string
	at, open, close int
	args            [][2]int
	targets         []target
	// itk is the function of ITK that is called, callee that of the project; at
	// most one of them is set, once the project is connected.
	itk    *kb.Function
	callee *function
}

// loop is a for, while or do; tokens from head to end belong to it.
type loop struct{ head, body, end int }

func readUnit(path, src string) *unit {
	u := scanUnit(path, src, false)
	if u.broken > 0 {
		if first := scanUnit(path, src, true); first.broken == 0 {
			u = first
		}
	}
	u.readDirectives()
	u.readTop()
	u.findModuleNames()
	return u
}

func (u *unit) findModuleNames() {
	for i := range u.tokens {
		t := &u.tokens[i]
		if t.kind == ident && kb.HasModule(t.text) && !u.isMember(i) {
			u.moduleNames = append(u.moduleNames, i)
		}
	}
}

// isMember reports whether the name at i is that of a member, behind -> or a dot.
func (u *unit) isMember(i int) bool {
	return i > 0 && u.tokens[i-1].kind == punct && (u.tokens[i-1].text == "->" || u.tokens[i-1].text == ".")
}

func scanUnit(path, src string, firstOnly bool) *unit {
	s := scan(src, firstOnly)
	u := &unit{path: path, tokens: s.tokens, directives: s.directives, lineComments: s.lineComments, trigraphs: s.trigraphs}
	u.pairBrackets()
	return u
}

func (u *unit) line(at int) int {
	if at < 0 || at >= len(u.tokens) {
		return 1
	}
	return u.tokens[at].line
}

// is reports whether the token at i is that text and no literal.
func (u *unit) is(i int, text string) bool {
	return i >= 0 && i < len(u.tokens) && u.tokens[i].text == text
}

func (u *unit) isIdent(i int) bool {
	return i >= 0 && i < len(u.tokens) && u.tokens[i].kind == ident
}

func (u *unit) pairBrackets() {
	u.match = make([]int, len(u.tokens))
	u.parent = make([]int, len(u.tokens))
	var open []int
	for i, t := range u.tokens {
		u.match[i], u.parent[i] = -1, -1
		if len(open) > 0 {
			u.parent[i] = open[len(open)-1]
		}
		if t.kind != punct {
			continue
		}
		switch t.text {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			if len(open) == 0 || !fits(u.tokens[open[len(open)-1]].text, t.text) {
				if u.broken == 0 {
					u.broken = t.line
				}
				continue
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			u.match[i], u.match[last] = last, i
			u.parent[i] = u.parent[last]
		}
	}
	if len(open) > 0 && u.broken == 0 {
		u.broken = u.tokens[open[0]].line
	}
}

func fits(open, shut string) bool {
	return open == "(" && shut == ")" || open == "[" && shut == "]" || open == "{" && shut == "}"
}

func (u *unit) readDirectives() {
	depth := 0
	for n, d := range u.directives {
		word, rest := directiveWord(d.text)
		switch word {
		case "if", "ifdef", "ifndef":
			if word != "ifndef" || n > 0 { // the first is the guard of a header
				depth++
			}
		case "endif":
			depth--
		case "include":
			if len(rest) < 2 {
				continue
			}
			shut := byte('>')
			if rest[0] == '"' {
				shut = '"'
			}
			if end := strings.IndexByte(rest[1:], shut); end >= 0 {
				u.includes = append(u.includes, include{rest[1 : end+1], rest[0] == '"', depth > 0, d.line})
			}
		case "define":
			end := 0
			for end < len(rest) && (isLetter(rest[end]) || isDigit(rest[end])) {
				end++
			}
			u.macros = append(u.macros, rest[:end])
		}
	}
}

// readTop finds functions, declarations and variables at file level.
func (u *unit) readTop() {
	for i := 0; i < len(u.tokens); i++ {
		t := u.tokens[i]
		switch {
		case t.text == "{" && t.kind == punct:
			// extern "C" { holds more of the file level.
			if i >= 2 && u.is(i-2, "extern") || u.is(i-2, "namespace") {
				continue
			}
			if u.match[i] > i {
				i = u.match[i]
			}
		case t.kind == ident && u.is(i+1, "(") && u.match[i+1] > 0 && u.is(u.match[i+1]+1, "{"):
			i = u.addFunction(i)
		case t.kind == ident && u.is(i+1, "(") && u.match[i+1] > 0:
			u.declared = append(u.declared, t.text)
			i = u.match[i+1]
		case t.kind == ident && (u.is(i+1, "=") || u.is(i+1, ";") || u.is(i+1, "[") || u.is(i+1, ",")):
			u.globals = append(u.globals, t.text)
		case t.text == "(" && u.match[i] > i:
			i = u.match[i]
		}
	}
}

func (u *unit) addFunction(at int) int {
	shut := u.match[at+1]
	fn := &function{unit: u, name: u.tokens[at].text, at: at, open: shut + 1, end: u.match[shut+1]}
	if fn.end < 0 {
		fn.end = len(u.tokens) - 1
	}
	fn.readParams(at+1, shut)
	fn.readBody()
	u.functions = append(u.functions, fn)
	return fn.end
}

func (fn *function) readParams(open, shut int) {
	u := fn.unit
	for _, r := range u.split(open, shut) {
		p := param{}
		for i := r[0]; i < r[1]; i++ {
			switch t := u.tokens[i]; {
			case t.text == "...":
				fn.variadic = true
			case t.text == "*" || t.text == "[":
				p.stars++
			case t.text == "va_list":
				fn.vaList = true
				p.name = ""
			case t.kind == ident:
				p.name = t.text
			}
		}
		if r[1] == r[0]+1 && u.is(r[0], "void") || u.is(r[0], "...") {
			continue
		}
		fn.params = append(fn.params, p)
	}
	fn.about = make([]about, len(fn.params))
}

// split returns the ranges between the commas inside a pair of brackets.
func (u *unit) split(open, shut int) [][2]int {
	var all [][2]int
	start := open + 1
	for i := start; i < shut; i++ {
		if u.match[i] > i {
			i = u.match[i]
			continue
		}
		if u.is(i, ",") {
			all = append(all, [2]int{start, i})
			start = i + 1
		}
	}
	if start < shut {
		all = append(all, [2]int{start, shut})
	}
	return all
}

func (fn *function) readBody() {
	u := fn.unit
	fn.uses = make([]int, 0, (fn.end-fn.open)/2) // names and what stands between them
	for i := fn.open + 1; i < fn.end; i++ {
		if u.tokens[i].kind != ident {
			continue
		}
		if u.isMember(i) {
			fn.members = append(fn.members, i)
		} else {
			fn.uses = append(fn.uses, i)
		}
		switch u.tokens[i].text {
		case "for", "while":
			fn.addLoop(i)
		case "do":
			if u.is(i+1, "{") && u.match[i+1] > 0 {
				fn.loops = append(fn.loops, loop{i, i + 1, u.match[i+1]})
			}
		case "if", "switch", "return", "sizeof", "else", "case", "defined":
		default:
			if u.is(i+1, "(") && u.match[i+1] > 0 {
				fn.addCall(i)
			}
		}
	}
}

func (fn *function) addCall(at int) {
	u := fn.unit
	c := call{name: u.tokens[at].text, at: at, open: at + 1, close: u.match[at+1], args: u.split(at+1, u.match[at+1])}
	c.targets = make([]target, len(c.args))
	for i, r := range c.args {
		c.targets[i] = fn.target(r)
	}
	fn.calls = append(fn.calls, c)
}

func (fn *function) addLoop(at int) {
	u := fn.unit
	if !u.is(at+1, "(") || u.match[at+1] < 0 {
		return
	}
	body := u.match[at+1] + 1
	if u.is(body, ";") && u.is(at, "while") && u.is(at-1, "}") {
		return // the end of a do loop
	}
	fn.loops = append(fn.loops, loop{at, body, u.statementEnd(body)})
}
