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
