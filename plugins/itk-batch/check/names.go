package check

import (
	"fmt"
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
)

// names finds names that look like ITK and are none.
func (p *project) names(u *unit) {
	for _, i := range u.moduleNames {
		w := u.tokens[i].word
		if known := p.words.fact(w); known != nil && known.is&listed != 0 {
			continue
		}
		name := p.words.text(w)
		if !likeITK(name) || p.defines(u, w) {
			continue
		}
		if s, ok := kb.Invented(name); ok {
			p.report("name-invented", u, i, name+" does not exist: it "+s.Why, instead(s))
			continue
		}
		p.report("name-unknown", u, i, name+" is not in the facts about ITK", "")
		if !u.is(i+1, lparen) {
			p.soften(Warning)
		}
	}
}

func instead(s kb.Suspect) string {
	if s.Instead == "" {
		return "there is no such call; solve it in another way"
	}
	return "use " + s.Instead
}

// likeITK reports whether a name that begins with a module of ITK has the shape
// MODULE_lower.
func likeITK(name string) bool {
	if name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for i := range len(name) {
		if name[i] >= 'a' && name[i] <= 'z' {
			return true
		}
	}
	return false
}

// defines reports whether the project itself has a function, macro or variable
// of that name.
func (p *project) defines(u *unit, name word) bool {
	return p.entries[name].function != nil || p.is(name, macro|global) || slices.Contains(u.declared, name)
}

// calls checks each call of ITK: number of arguments, deprecation, usual misuse.
func (p *project) calls(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		f := c.itk
		if f == nil {
			continue
		}
		p.arity(fn, c, f)
		if f.DeprecatedBy != "" && p.version.AtLeast(10, 0) {
			p.report("deprecated", fn.unit, c.at, fmt.Sprintf("%s is deprecated", c.name), "call "+f.DeprecatedBy)
		}
	}
}

func (p *project) arity(fn *function, c *call, f *kb.Function) {
	n := len(c.args)
	if n == f.Arity() || f.Variadic() && n > f.Arity() {
		return
	}
	hint := ""
	if m, ok := kb.Misused(c.name); ok {
		hint = m.Instead
	}
	p.report("arity", fn.unit, c.at, fmt.Sprintf("%s takes %d arguments and gets %d", c.name, f.Arity(), n), hint)
	if f.Confidence == kb.Low {
		p.soften(Warning)
	}
}
