package check

import "strings"

// secrets finds passwords in the source.
func (p *project) secrets(u *unit) {
	for _, fn := range u.functions {
		for i := range fn.calls {
			c := &fn.calls[i]
			if c.name == "ITK_init_module" && len(c.args) == 3 {
				p.loginArgument(fn, c)
			}
		}
	}
	for _, i := range u.literals {
		if u.is(i-1, assign) && len(u.text(i)) > 2 && u.namesPassword(i) {
			p.report("password", u, i, "a password stands in the source", "")
		}
	}
}

// loginArgument checks the password of ITK_init_module.
func (p *project) loginArgument(fn *function, c *call) {
	u := fn.unit
	for i := c.args[1].from; i < c.args[1].to; i++ {
		if u.tokens[i].kind == text && len(u.text(i)) > 2 {
			p.report("password", u, i, "the password of ITK_init_module stands in the source", "")
			return
		}
	}
	t := c.args[1].target
	if !t.bare {
		return
	}
	for i := range fn.calls {
		other := &fn.calls[i]
		if other.name == "ITK_ask_cli_argument" && fn.assigned(other).name == t.name &&
			len(other.args) == 1 && u.text(other.args[0].from) == `"-pf="` {
			p.report("usage", u, c.at, "ITK_init_module gets the path of the password file as the password", "log in with ITK_auto_login, which reads -pf= itself")
		}
	}
}

// namesPassword reports whether the literal at i, behind a =, is the value of a variable
// that is called like a password.
func (u *unit) namesPassword(i int) bool {
	at := i - 2
	if u.is(at, rbrack) && u.match(at) >= 0 {
		at = u.match(at) - 1
	}
	if !u.isIdent(at) {
		return false
	}
	name := strings.ToLower(u.text(at))
	value := u.text(i)
	if strings.HasPrefix(value, `"-`) || strings.Contains(value, " ") {
		return false // an option or a sentence
	}
	return strings.Contains(name, "passw") || strings.Contains(name, "pwd")
}
