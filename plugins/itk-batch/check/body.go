package check

// bodyBehind returns the brace of the body behind the parameters of a function,
// whose bracket closes at shut; -1 when there is none. Between them stand the
// declarations of the parameters in old C, and qualifiers and initial values of
// members in C++.
func (u *unit) bodyBehind(shut int) int {
	i := shut + 1
	if u.is(i, lbrace) {
		return i
	}
	if u.isIdent(i) && !u.plus {
		return u.oldBody(i)
	}
	if !u.plus {
		return -1
	}
	for u.isIdent(i) { // const, noexcept, override, final
		i++
	}
	if u.is(i, colon) {
		i = u.initialEnd(i + 1)
	}
	if u.is(i, lbrace) {
		return i
	}
	return -1
}

// initialEnd returns the index behind "a(1), b{2}".
func (u *unit) initialEnd(i int) int {
	for ; u.isIdent(i); i++ {
		for u.isIdent(i) || u.text(i) == "::" {
			i++
		}
		if !u.is(i, lparen) && !u.is(i, lbrace) || u.match(i) < 0 {
			return i
		}
		if i = u.match(i) + 1; !u.is(i, comma) {
			return i
		}
	}
	return i
}

// oldBody returns the brace behind declarations of parameters such as "int a;
// char *b;", or -1.
func (u *unit) oldBody(i int) int {
	for ; i < len(u.tokens); i++ {
		switch t := &u.tokens[i]; {
		case t.kind == ident || t.word == star || t.word == comma || t.word == semicolon:
		case t.word == lbrack && int(t.match) > i:
			i = int(t.match)
		case t.word == lbrace && u.is(i-1, semicolon):
			return i
		default:
			return -1
		}
	}
	return -1
}

// opensNamespace reports whether the brace at i is that of "namespace a::b".
func (u *unit) opensNamespace(i int) bool {
	for i--; u.isIdent(i) && !u.is(i, kwNamespace) || u.text(i) == "::"; {
		i--
	}
	return u.is(i, kwNamespace)
}

// opensClass reports whether the brace at i is that of a class or structure.
func (u *unit) opensClass(i int) bool {
	for i--; i >= 0; i-- {
		switch t := &u.tokens[i]; {
		case t.word == semicolon || t.word == lbrace || t.word == rbrace || t.word == rparen || t.word == assign:
			return false
		case t.word == kwStruct || u.text(i) == "class":
			return true
		}
	}
	return false
}
