package check

import "strings"

// bounds finds loops that index a list one place beyond its count.
func (p *project) bounds(fn *function) {
	u := fn.unit
	for _, l := range fn.loops {
		if !u.is(l.head, kwFor) {
			continue
		}
		index, count := u.upTo(l.head + 1)
		if index == none {
			continue
		}
		for i := l.body; i < l.end; i++ {
			if !u.is(i, lbrack) || u.match(i) != i+2 || !u.is(i+1, index) {
				continue
			}
			if list := u.word(i - 1); fn.isCounted(list, count) || p.isCount(count) {
				p.report("index-bound", u, i, "the loop goes up to "+p.words.text(count)+" and reads one more of "+p.words.text(list)+" than there are", "")
				if !fn.isCounted(list, count) {
					p.soften(Warning)
				}
				break
			}
		}
	}
}

// upTo reads the head of a for that begins at zero and goes on as long as its
// variable is not greater than another: "for (i = 0; i <= n; …)".
func (u *unit) upTo(open int) (index, count word) {
	shut := u.match(open)
	first := u.simpleEnd(open + 1)
	if shut < 0 || !u.is(first, semicolon) || u.text(first-1) != "0" || !u.is(first-2, assign) {
		return none, none
	}
	index = u.word(first - 3)
	for i := first + 1; i < shut && !u.is(i, semicolon); i++ {
		if u.tokens[i].word != index || u.text(i+1) != "<=" {
			continue
		}
		for i += 2; isAccess(u.word(i + 1)); {
			i += 2
		}
		switch u.word(i + 1) {
		case semicolon, land:
			return index, u.word(i)
		}
	}
	return none, none
}

// isCounted reports whether a call of ITK puts out the list and its count.
func (fn *function) isCounted(list, count word) bool {
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.passes(list) && c.passes(count) {
			for k := range c.args {
				if c.args[k].name == count && c.args[k].address {
					return true
				}
			}
		}
	}
	return false
}

// isCount reports whether a variable is called like a count.
func (p *project) isCount(w word) bool {
	name := strings.ToLower(p.words.text(w))
	return name == "n" || strings.HasPrefix(name, "n_") || strings.Contains(name, "count") || strings.HasPrefix(name, "num")
}
