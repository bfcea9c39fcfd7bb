package check

// statementEnd returns the index of the last token of the statement that
// begins at i: its semicolon or closing brace. An if takes its else along.
func (u *unit) statementEnd(i int) int {
	for depth := 0; i < len(u.tokens) && depth < 200; depth++ {
		t := u.tokens[i]
		switch {
		case t.text == "{" && t.kind == punct:
			if u.match[i] < 0 {
				return len(u.tokens) - 1
			}
			return u.match[i]
		case t.kind == ident && (t.text == "if" || t.text == "for" || t.text == "while" || t.text == "switch"):
			if !u.is(i+1, "(") || u.match[i+1] < 0 {
				return i
			}
			end := u.statementEnd(u.match[i+1] + 1)
			if t.text != "if" || !u.is(end+1, "else") {
				return end
			}
			i = end + 2
		case t.kind == ident && (t.text == "else" || t.text == "do"):
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
		if u.tokens[i].kind != punct {
			continue
		}
		if u.match[i] > i {
			i = u.match[i]
			continue
		}
		switch u.tokens[i].text {
		case ";":
			return i
		case "}", ")", "]":
			return i - 1
		}
	}
	return len(u.tokens) - 1
}

// statementStart returns the index of the first token of the statement around
// i; of "if (x) y = f();" it is the if, wherever i stands.
func (u *unit) statementStart(i int) int {
	for i > 0 {
		if p := u.parent[i]; p >= 0 && !u.is(p, "{") {
			i = p
			continue
		}
		if t := u.tokens[i-1]; t.kind == punct {
			switch t.text {
			case ";", "{", "}":
				return i
			case ")", "]":
				if m := u.match[i-1]; m >= 0 {
					i = m
					continue
				}
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
		if p := u.parent[i]; p >= 0 && !u.is(p, "{") {
			i = p
			continue
		}
		t := u.tokens[i-1]
		if t.kind == punct && (t.text == ";" || t.text == "{" || t.text == "}" || t.text == ":") {
			return i
		}
		if t.kind == ident && (t.text == "else" || t.text == "do") {
			return i
		}
		if t.text == ")" && u.match[i-1] >= 0 {
			if u.isControl(u.match[i-1] - 1) {
				return i
			}
			i = u.match[i-1]
			continue
		}
		if t.text == "]" && u.match[i-1] >= 0 {
			i = u.match[i-1]
			continue
		}
		i--
	}
	return 0
}

func (u *unit) isControl(i int) bool {
	return u.is(i, "if") || u.is(i, "for") || u.is(i, "while") || u.is(i, "switch")
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
func (u *unit) has(name string, from, to int) bool {
	for i := max(from, 0); i < to && i < len(u.tokens); i++ {
		if u.tokens[i].kind == ident && u.tokens[i].text == name && !u.is(i-1, "->") && !u.is(i-1, ".") {
			return true
		}
	}
	return false
}
