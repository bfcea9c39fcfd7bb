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
	for _, c := range fn.calls {
		for i, r := range c.args {
			if !p.argument(c, i).format || p.isFormat(fn, r) {
				continue
			}
			p.report("format-data", fn.unit, c.at, "the format of "+c.name+" is not a fixed text", "")
		}
	}
}

// isFormat reports whether an argument is a literal, a choice of literals, a
// constant, or the format that a variadic function got itself.
func (p *project) isFormat(fn *function, r [2]int) bool {
	u := fn.unit
	literal := false
	for i := r[0]; i < r[1]; i++ {
		literal = literal || u.tokens[i].kind == text
	}
	if literal {
		return true
	}
	t := fn.target(r)
	if !t.bare {
		return false
	}
	if strings.ToUpper(t.name) == t.name {
		return true
	}
	i := fn.paramIndex(t.name)
	return i >= 0 && (fn.variadic || fn.vaList)
}

// unescaped finds values that are written side by side into a file without
// anything that would quote them.
func (p *project) unescaped(fn *function) {
	u := fn.unit
	for _, c := range fn.calls {
		if c.name != "fprintf" || len(c.args) < 3 || u.is(c.args[0][0], "stderr") || u.is(c.args[0][0], "stdout") {
			continue
		}
		format := spelled(u, c.args[1])
		for _, delimiter := range [...]string{",", ";", "|", `\t`} {
			if strings.Contains(format, "%s"+delimiter+"%") || strings.Contains(format, "%d"+delimiter+"%s") {
				p.report("unescaped", u, c.at, "values go into a row with \""+delimiter+"\" between them and are not quoted", "")
				break
			}
		}
	}
}

// spelled is the text of the literals in a range.
func spelled(u *unit, r [2]int) string {
	var all strings.Builder
	for i := r[0]; i < r[1]; i++ {
		if u.tokens[i].kind == text {
			all.WriteString(strings.Trim(u.tokens[i].text, `"`))
		}
	}
	return all.String()
}
