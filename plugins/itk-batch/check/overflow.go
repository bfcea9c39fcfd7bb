package check

import (
	"strconv"
	"strings"
)

// unbounded is the length of a text of which nothing is known.
const unbounded = 1 << 30

// overflows finds texts that are written into an array of fixed size without
// anything that bounds them.
func (p *project) overflows(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.is&filling == 0 || len(c.args) < 2 || !c.args[0].bare {
			continue
		}
		size, is := fn.arraySize(c.args[0].name)
		if !is {
			continue
		}
		var need int
		if c.name == "sprintf" {
			need = p.printedLength(fn, c)
		} else {
			need = p.textLength(fn, &c.args[1])
		}
		if need >= size && need > 0 {
			p.report("overflow", fn.unit, c.at, "what "+c.name+" writes may be longer than "+p.words.text(c.args[0].name), "")
		}
	}
}

// arraySize returns how many characters an array of the body or of the file
// holds; an array whose size is a name holds all that is bounded.
func (fn *function) arraySize(name word) (size int, is bool) {
	u := fn.unit
	if fn.paramIndex(name) >= 0 {
		return 0, false
	}
	for _, at := range fn.uses {
		if i := int(at); u.tokens[i].word == name && u.is(i+1, lbrack) && u.isDeclared(i) {
			return u.arraySize(i + 1), true
		}
	}
	for _, at := range u.arrays {
		if i := int(at); u.tokens[i].word == name && u.isDeclared(i) {
			return u.arraySize(i + 1), true
		}
	}
	return 0, false
}

// isDeclared reports whether the array at i is declared there, as one of char:
// behind the type, or in a list behind it.
func (u *unit) isDeclared(i int) bool {
	start := u.simpleStart(i)
	for k := start; k < min(start+4, i); k++ {
		if u.text(k) == "char" {
			return !u.is(i-1, star) && u.is(u.match(i+1)+1, semicolon) || u.is(u.match(i+1)+1, comma) || u.is(u.match(i+1)+1, assign)
		}
	}
	return false
}

func (u *unit) arraySize(open int) int {
	if size, err := strconv.Atoi(u.text(open + 1)); err == nil && u.match(open) == open+2 {
		return size
	}
	return unbounded
}

// textLength returns the greatest length of a text argument.
func (p *project) textLength(fn *function, a *argument) int {
	u := fn.unit
	longest := 0
	for i := a.from; i < a.to; i++ {
		if u.tokens[i].kind == text {
			longest = max(longest, len(u.text(i))-2)
		}
	}
	if longest > 0 || a.to == a.from+1 && u.tokens[a.from].kind == text {
		return longest
	}
	if a.name == none || a.element || fn.measures(a.name, a.from) {
		return 0
	}
	if size, is := fn.arraySize(a.name); is && a.bare {
		if size == unbounded {
			return 0 // a name says its size
		}
		return size - 1
	}
	return p.passedLength(fn, a.name, map[held]bool{})
}

// measures reports whether the body asks for the length of a text before a token.
func (fn *function) measures(name word, before int) bool {
	for i := range fn.calls {
		if c := &fn.calls[i]; c.at < before && c.name == "strlen" && c.first().name == name {
			return true
		}
	}
	return false
}

// passedLength returns the greatest length of the texts that the callers of a
// function pass for a parameter, when all of them are known.
func (p *project) passedLength(fn *function, name word, seen map[held]bool) int {
	k, longest := fn.paramIndex(name), 0
	switch {
	case k < 0 || len(p.callers(fn)) == 0:
		return unbounded
	case seen[held{fn, name}]:
		return 0 // no longer than what was asked about first
	}
	seen[held{fn, name}] = true
	for _, caller := range p.callers(fn) {
		for i := range caller.calls {
			c := &caller.calls[i]
			if c.callee != fn || k >= len(c.args) {
				continue
			}
			if at := c.args[k].from; caller.unit.tokens[at].kind == text {
				longest = max(longest, len(caller.unit.text(at))-2)
			} else if c.args[k].bare {
				longest = max(longest, p.passedLength(caller, c.args[k].name, seen))
			} else {
				return unbounded
			}
		}
	}
	return longest
}

// printedLength returns the greatest length of what sprintf writes.
func (p *project) printedLength(fn *function, c *call) int {
	format := fn.unit.spelled(&c.args[1])
	total, next := 0, 2
	for {
		before, rest, ok := strings.Cut(format, "%")
		total += len(before)
		if !ok {
			return total
		}
		if strings.HasPrefix(rest, "%") {
			total, format = total+1, rest[1:]
			continue
		}
		end := strings.IndexAny(rest, "diouxXeEfgGscp")
		if end < 0 {
			return total
		}
		length := 0 // numbers are short
		if rest[end] == 's' {
			length = p.shownLength(fn, c, rest[:end], next)
		}
		total, format = min(total+length, unbounded), rest[end+1:]
		next++
	}
}

// shownLength returns the greatest length of a text that a format shows, which
// its precision may bound.
func (p *project) shownLength(fn *function, c *call, flags string, argument int) int {
	if _, precision, ok := strings.Cut(flags, "."); ok {
		if n, err := strconv.Atoi(precision); err == nil {
			return n
		}
		return 0 // it is passed
	}
	if argument >= len(c.args) {
		return 0
	}
	return p.textLength(fn, &c.args[argument])
}
