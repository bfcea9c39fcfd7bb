package check

// dialect finds what old compilers do not read.
func (p *project) dialect(u *unit) {
	if u.broken >= 0 {
		p.reportAt("unbalanced", u, u.broken, "a bracket has no other half", "")
	}
	for _, at := range u.trigraphs {
		p.reportAt("trigraph", u, at, "a text holds a trigraph", "")
	}
	if u.plus {
		return
	}
	severity := Info
	if p.version.Major > 0 && p.version.Toolchain().C90 {
		severity = Warning
	}
	for _, at := range u.lineComments {
		p.reportAt("line-comment", u, at, "a // comment", "")
		p.soften(severity)
	}
	for _, in := range u.includes {
		if in.name == "stdbool.h" || in.name == "stdint.h" || in.name == "inttypes.h" {
			p.reportAt("c99", u, in.at, "<"+in.name+"> is C99", "")
			p.soften(severity)
		}
	}
	for _, i := range u.early {
		p.report("c99", u, i, u.text(i)+" is C99", "")
		p.soften(severity)
	}
	for _, fn := range u.functions {
		p.declarations(fn, severity)
	}
}

// declarations finds declarations that do not stand where a block begins.
func (p *project) declarations(fn *function, severity Severity) {
	u := fn.unit
	statement := false // whether the block has had a statement
	for i := fn.open + 1; i < fn.end; {
		switch w := u.tokens[i].word; {
		case w == lbrace || w == rbrace:
			statement = w == rbrace
			i++
		case !u.is(u.parent(i), lbrace):
			i = u.stepEnd(i) // a bracket is missing
		case w == kwFor && u.is(i+1, lparen) && u.declares(i+2):
			p.report("c99", u, i, "a declaration in the head of a for is C99", "")
			p.soften(severity)
			statement = true
			i = u.stepEnd(i)
		case u.declares(i):
			if statement {
				p.report("c99", u, i, "a declaration after a statement is C99", "")
				p.soften(severity)
			}
			i = u.simpleEnd(i) + 1
		default:
			statement = statement || w != semicolon
			i = u.stepEnd(i)
		}
	}
}

// stepEnd returns the index behind the semicolon that follows i, or of the brace
// that comes before it: there the next statement may begin.
func (u *unit) stepEnd(i int) int {
	for ; i < len(u.tokens); i++ {
		switch t := &u.tokens[i]; t.word {
		case semicolon:
			return i + 1
		case lbrace, rbrace:
			return i
		case lparen, lbrack:
			i = max(i, int(t.match))
		}
	}
	return i
}

// declares reports whether a declaration begins at i: a word of a type, then a
// name, or stars and a name, then what follows a name.
func (u *unit) declares(i int) bool {
	if !u.isIdent(i) {
		return false
	}
	switch u.tokens[i].word {
	case kwReturn, kwGoto, kwCase, kwElse, kwBreak, kwContinue, kwDefault, kwDo, kwSizeof, kwIf, kwFor, kwWhile, kwSwitch:
		return false
	case kwConst, kwStatic, kwUnsigned, kwSigned, kwStruct, kwEnum, kwUnion, kwVolatile, kwRegister:
		return true
	}
	k := i + 1
	for u.is(k, star) || u.is(k, kwConst) {
		k++
	}
	if !u.isIdent(k) {
		return false
	}
	switch u.word(k + 1) {
	case semicolon, assign, lbrack, comma, rparen:
		return true
	}
	return false
}
