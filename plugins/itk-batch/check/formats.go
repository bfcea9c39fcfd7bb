package check

import (
	"strings"
)

// formatArgument returns which argument of a function is a printf format, or -1.
func formatArgument(name string) int {
	switch name {
	case "printf", "vprintf", "TC_write_syslog", "TC_printf":
		return 0
	case "fprintf", "vfprintf", "sprintf", "vsprintf", "TC_fprintf":
		return 1
	case "snprintf", "vsnprintf", "_snprintf", "_vsnprintf":
		return 2
	}
	return -1
}

// formats finds data in the place of a format.
func (p *project) formats(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		for i := range c.args {
			if !c.does(i, formats) || p.isFormat(fn, &c.args[i]) {
				continue
			}
			p.report("format-data", fn.unit, c.at, "the format of "+c.name+" is not a fixed text", "")
		}
	}
}

// isFormat reports whether an argument is a literal, a choice of literals, a
// constant, or the format that a variadic function got itself.
func (p *project) isFormat(fn *function, a *argument) bool {
	u := fn.unit
	for i := a.from; i < a.to; i++ {
		if u.tokens[i].kind == text {
			return true
		}
	}
	if !a.bare {
		return false
	}
	if name := p.words.text(a.name); strings.ToUpper(name) == name {
		return true
	}
	i := fn.paramIndex(a.name)
	return i >= 0 && (fn.variadic || fn.vaList)
}

// unescaped finds values that are written side by side into a file without
// anything that would quote them.
func (p *project) unescaped(fn *function) {
	u := fn.unit
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.name != "fprintf" || len(c.args) < 3 || u.is(c.args[0].from, nameStderr) || u.is(c.args[0].from, nameStdout) {
			continue
		}
		format := u.spelled(&c.args[1])
		for _, delimiter := range [...]string{",", ";", "|", `\t`} {
			if strings.Contains(format, "%s"+delimiter+"%") || strings.Contains(format, "%d"+delimiter+"%s") {
				p.report("unescaped", u, c.at, "values go into a row with \""+delimiter+"\" between them and are not quoted", "")
				break
			}
		}
	}
}

// spelled is the text of the literals in an argument.
func (u *unit) spelled(a *argument) string {
	var all strings.Builder
	for i := a.from; i < a.to; i++ {
		if u.tokens[i].kind == text {
			all.WriteString(strings.Trim(u.text(i), `"`))
		}
	}
	return all.String()
}
