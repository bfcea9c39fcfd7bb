package check

// statementEnd returns the index of the last token of the statement that
// begins at i: its semicolon or closing brace. An if takes its else along.
func (u *unit) statementEnd(i int) int {
	for depth := 0; i < len(u.tokens) && depth < 200; depth++ {
		t := &u.tokens[i]
		switch {
		case t.word == lbrace:
			if u.match(i) < 0 {
				return len(u.tokens) - 1
			}
			return u.match(i)
		case t.word >= kwFor && t.word <= kwWhile:
			if !u.is(i+1, lparen) || u.match(i+1) < 0 {
				return i
			}
			end := u.statementEnd(u.match(i+1) + 1)
			if t.word != kwIf || !u.is(end+1, kwElse) {
				return end
			}
			i = end + 2
		case t.word == kwElse || t.word == kwDo:
			i++
		default:
			return u.simpleEnd(i)
		}
	}
	return min(i, len(u.tokens)-1)
}

// simpleEnd returns the index of the semicolon that ends an expression or
// declaration, or of the brace before which it breaks off.
func (u *unit) simpleEnd(i int) int {
	for ; i < len(u.tokens); i++ {
		t := &u.tokens[i]
		switch {
		case int(t.match) > i:
			i = int(t.match)
		case t.word == semicolon:
			return i
		case t.word == rbrace || t.word == rparen || t.word == rbrack:
			return i - 1
		}
	}
	return len(u.tokens) - 1
}

// statementStart returns the index of the first token of the statement around
// i; of "if (x) y = f();" it is the if, wherever i stands.
func (u *unit) statementStart(i int) int {
	for i > 0 {
		if p := u.parent(i); p >= 0 && !u.is(p, lbrace) {
			i = p
			continue
		}
		switch t := &u.tokens[i-1]; t.word {
		case semicolon, lbrace, rbrace:
			return i
		case rparen, rbrack:
			if t.match >= 0 {
				i = int(t.match)
				continue
			}
		}
		i--
	}
	return 0
}

// simpleStart returns the index of the first token of the expression statement
// around i; of "if (x) y = f();" it is y when i stands behind the bracket.
func (u *unit) simpleStart(i int) int {
	for i > 0 {
		if p := u.parent(i); p >= 0 && !u.is(p, lbrace) {
			i = p
			continue
		}
		switch t := &u.tokens[i-1]; t.word {
		case semicolon, lbrace, rbrace, colon, kwElse, kwDo:
			return i
		case rparen, rbrack:
			if t.match >= 0 {
				if t.word == rparen && u.isControl(int(t.match)-1) {
					return i
				}
				i = int(t.match)
				continue
			}
		}
		i--
	}
	return 0
}

// isControl reports whether if, for, while or switch stands at i.
func (u *unit) isControl(i int) bool {
	return uint(i) < uint(len(u.tokens)) && u.tokens[i].word >= kwFor && u.tokens[i].word <= kwWhile
}

// innermost returns the smallest loop around a token of the body.
func (fn *function) innermost(at int) (loop, bool) {
	var best loop
	found := false
	for _, l := range fn.loops {
		if l.head < at && at <= l.end && (!found || l.end-l.head < best.end-best.head) {
			best, found = l, true
		}
	}
	return best, found
}

// has reports whether an identifier stands in a half-open range, not as a member.
func (u *unit) has(name word, from, to int) bool {
	for i := max(from, 0); i < to && i < len(u.tokens); i++ {
		if u.tokens[i].word == name && !u.isMember(i) {
			return true
		}
	}
	return false
}
