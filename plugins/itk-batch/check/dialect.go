package check

// dialect finds what old compilers do not read.
func (p *project) dialect(u *unit) {
	if u.broken > 0 {
		p.reportLine("unbalanced", u.path, u.broken, "a bracket has no other half", "")
	}
	for _, line := range u.trigraphs {
		p.reportLine("trigraph", u.path, line, "a text holds a trigraph", "")
	}
	severity := Info
	if p.version.Major > 0 && p.version.Toolchain().C90 {
		severity = Warning
	}
	for _, line := range u.lineComments {
		p.reportLine("line-comment", u.path, line, "a // comment", "")
		p.soften(severity)
	}
	for _, in := range u.includes {
		if in.name == "stdbool.h" || in.name == "stdint.h" || in.name == "inttypes.h" {
			p.reportLine("c99", u.path, in.line, "<"+in.name+"> is C99", "")
			p.soften(severity)
		}
	}
	for _, fn := range u.functions {
		p.dialectOf(fn, severity)
	}
}

func (p *project) dialectOf(fn *function, severity Severity) {
	u := fn.unit
	statement := false // whether the block has had a statement
	var outer []bool
	for i := fn.open + 1; i < fn.end; i++ {
		t := &u.tokens[i]
		switch {
		case t.text == "{" && t.kind == punct:
			outer = append(outer, true)
			statement = false
			continue
		case t.text == "}" && t.kind == punct:
			if len(outer) > 0 {
				outer = outer[:len(outer)-1]
			}
			statement = true
			continue
		}
		if c99Name(t) {
			p.report("c99", u, i, t.text+" is C99", "")
			p.soften(severity)
		}
		if !u.begins(i) {
			continue
		}
		switch {
		case t.text == "for" && u.is(i+1, "(") && u.declares(i+2):
			p.report("c99", u, i, "a declaration in the head of a for is C99", "")
			p.soften(severity)
			statement = true
		case u.declares(i):
			if statement {
				p.report("c99", u, i, "a declaration after a statement is C99", "")
				p.soften(severity)
			}
			i = u.simpleEnd(i)
		case t.text != ";":
			statement = true
		}
	}
}

func c99Name(t *token) bool {
	if t.kind != ident {
		return false
	}
	switch t.text {
	case "inline", "restrict", "_Bool", "snprintf", "vsnprintf", "__func__", "strtoll", "va_copy":
		return true
	}
	return false
}

// begins reports whether a statement or declaration begins at i.
func (u *unit) begins(i int) bool {
	if i == 0 || u.tokens[i-1].kind != punct {
		return false
	}
	switch u.tokens[i-1].text {
	case ";", "{", "}":
		p := u.parent[i]
		return p < 0 || u.is(p, "{")
	}
	return false
}

// declares reports whether a declaration begins at i: a word of a type, then a
// name, or stars and a name, then what follows a name.
func (u *unit) declares(i int) bool {
	if !u.isIdent(i) {
		return false
	}
	switch u.tokens[i].text {
	case "return", "goto", "case", "else", "break", "continue", "default", "do", "sizeof", "if", "for", "while", "switch":
		return false
	case "const", "static", "unsigned", "signed", "struct", "enum", "union", "volatile", "register":
		return true
	}
	k := i + 1
	for u.is(k, "*") || u.is(k, "const") {
		k++
	}
	if !u.isIdent(k) {
		return false
	}
	return u.is(k+1, ";") || u.is(k+1, "=") || u.is(k+1, "[") || u.is(k+1, ",") || u.is(k+1, ")")
}
