package check

import "slices"

// target is what an argument or the left side of an assignment names.
type target struct {
	// name is the variable; member the last member after -> or ., if any.
	name, member string
	// bare is set for "x", address for "&x", pointed for "*x", element for x[…].
	bare, address, pointed, element bool
}

// target reads a range of tokens. The name is empty for anything complicated.
func (fn *function) target(r [2]int) target {
	u := fn.unit
	var t target
	i, end := r[0], r[1]
	if u.is(i, "(") && u.match[i] > i && u.match[i]+1 < end { // a cast
		i = u.match[i] + 1
	}
	for ; i < end; i++ {
		switch {
		case u.is(i, "&") && t.name == "":
			t.address = true
		case u.is(i, "*") && t.name == "":
			t.pointed = true
		case u.is(i, "(") && t.name == "" || u.is(i, ")"):
		case u.isIdent(i) && t.name == "":
			t.name = u.tokens[i].text
		case u.isIdent(i) && (u.is(i-1, "->") || u.is(i-1, ".")):
			t.member = u.tokens[i].text
			t.element = false
		case u.is(i, "->") || u.is(i, "."):
		case u.is(i, "[") && u.match[i] > i:
			t.element = true
			i = u.match[i]
		default:
			return target{}
		}
	}
	t.bare = t.name != "" && t.member == "" && !t.address && !t.pointed && !t.element
	return t
}

func (fn *function) paramIndex(name string) int {
	if name == "" {
		return -1
	}
	return slices.IndexFunc(fn.params, func(p param) bool { return p.name == name })
}

// source is an assignment of new memory: x = MEM_alloc(…), *x = …, x->y = ….
type source struct {
	target
	at   int
	from allocator
}

// ownSources lists the assignments of new memory in a body.
func (fn *function) ownSources() []source {
	u := fn.unit
	var all []source
	for _, c := range fn.calls {
		from := allocatorOf(c.name)
		if from == noAllocator {
			continue
		}
		start := u.simpleStart(c.at)
		left := c.at - 1
		if u.is(left, ")") && u.match[left] >= 0 { // a cast
			left = u.match[left] - 1
		}
		if !u.is(left, "=") || left <= start {
			continue
		}
		if t := fn.target([2]int{fn.leftStart(start, left), left}); t.name != "" {
			all = append(all, source{t, c.at, from})
		}
	}
	return all
}

// leftStart skips the type of a declaration such as "char *x = …" and what
// stands before the last comma of one.
func (fn *function) leftStart(start, end int) int {
	u := fn.unit
	first := start
	for i := start; i < end; i++ {
		if u.match[i] > i {
			i = u.match[i]
			continue
		}
		if u.is(i, ",") || u.is(i, "&&") || u.is(i, "||") || u.is(i, "?") || u.is(i, ":") {
			first = i + 1
		}
	}
	if u.isIdent(first) && (u.isIdent(first+1) || u.is(first+1, "*") && u.isIdent(first+2)) {
		for i := end - 1; i > first; i-- {
			if u.isIdent(i) && !u.is(i-1, "->") && !u.is(i-1, ".") {
				return i
			}
		}
	}
	return first
}

func allocatorOf(name string) allocator {
	switch name {
	case "MEM_alloc", "MEM_realloc", "MEM_string_copy", "MEM_string_ncopy":
		return fromITK
	case "malloc", "calloc", "realloc", "strdup":
		return fromC
	case "ITK_ask_cli_argument", "EMH_ask_system_log":
		return kept
	}
	return noAllocator
}

// isTest reports whether the variable at i is compared or used as a condition.
func (u *unit) isTest(i int) bool {
	before, after := i-1, i+1
	for u.is(before, "->") || u.is(before, ".") || u.is(before, "*") {
		before--
		if u.isIdent(before) || u.is(before, "]") {
			if u.is(before, "]") && u.match[before] >= 0 {
				before = u.match[before] - 1
			}
			before--
		}
	}
	for u.is(after, "[") && u.match[after] > 0 {
		after = u.match[after] + 1
	}
	if u.is(after, ")") && u.is(before, "(") && u.isIdent(before-1) && !u.isControl(before-1) {
		return false // the only argument of a call
	}
	switch {
	case u.is(after, "==") || u.is(after, "!=") || u.is(before, "==") || u.is(before, "!="):
		return true
	case u.is(before, "!") || u.is(before, "&&") || u.is(before, "||"):
		return !u.is(after, "=") && !u.is(after, "(")
	case u.is(before, "(") && u.isControl(before-1):
		return u.is(after, ")") || u.is(after, "&&") || u.is(after, "||")
	}
	return u.is(after, "&&") || u.is(after, "||") || u.is(after, "?")
}

// compares reports whether the body tests the variable, or what it points to.
func (fn *function) compares(name string) bool { return fn.comparesIn(name, fn.open, fn.end) }

// comparesIn reports whether the variable is tested between two tokens.
func (fn *function) comparesIn(name string, from, to int) bool {
	u := fn.unit
	for _, i := range fn.uses {
		if i > from && i < to && u.tokens[i].text == name && u.isTest(i) {
			return true
		}
	}
	return false
}

// stores reports whether the body, from a token on, hands the variable on to
// somebody else: assigns it to something, or returns it.
func (p *project) stores(fn *function, name string, from int) bool {
	u := fn.unit
	for _, i := range fn.uses {
		if i <= from || u.tokens[i].text != name {
			continue
		}
		if u.is(i+1, "[") || u.is(i+1, "->") || u.is(i+1, ".") || u.is(i+1, "=") || u.is(i+1, "==") || u.is(i+1, "!=") {
			continue
		}
		before := i - 1
		if u.is(before, ")") && u.match[before] > 0 { // a cast
			before = u.match[before] - 1
		}
		choice := (u.is(before, "?") || u.is(before, ":")) && !u.isTest(i)
		if open := u.parent[i]; choice && u.is(open, "(") && u.isIdent(open-1) {
			continue // a choice that is an argument
		}
		if choice || u.is(before, "=") || u.is(before, "return") {
			return true
		}
	}
	return false
}
