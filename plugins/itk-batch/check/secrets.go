package check

import "strings"

// secrets finds passwords in the source.
func (p *project) secrets(u *unit) {
	for _, fn := range u.functions {
		for _, c := range fn.calls {
			if c.name == "ITK_init_module" && len(c.args) == 3 {
				p.loginArgument(fn, c)
			}
		}
	}
	for i, t := range u.tokens {
		if t.kind == text && len(t.text) > 2 && namesPassword(u, i) {
			p.report("password", u, i, "a password stands in the source", "")
		}
	}
}

// loginArgument checks the password of ITK_init_module.
func (p *project) loginArgument(fn *function, c call) {
	u := fn.unit
	for i := c.args[1][0]; i < c.args[1][1]; i++ {
		if u.tokens[i].kind == text && len(u.tokens[i].text) > 2 {
			p.report("password", u, i, "the password of ITK_init_module stands in the source", "")
			return
		}
	}
	t := c.targets[1]
	if !t.bare {
		return
	}
	for _, other := range fn.calls {
		if other.name == "ITK_ask_cli_argument" && fn.assigned(other).name == t.name &&
			len(other.args) == 1 && u.is(other.args[0][0], `"-pf="`) {
			p.report("usage", u, c.at, "ITK_init_module gets the path of the password file as the password", "log in with ITK_auto_login, which reads -pf= itself")
		}
	}
}

// namesPassword reports whether the literal at i is the value of a variable
// that is called like a password.
func namesPassword(u *unit, i int) bool {
	at := i - 1
	if !u.is(at, "=") {
		return false
	}
	at--
	if u.is(at, "]") && u.match[at] >= 0 {
		at = u.match[at] - 1
	}
	if !u.isIdent(at) {
		return false
	}
	name := strings.ToLower(u.tokens[at].text)
	value := u.tokens[i].text
	if strings.HasPrefix(value, `"-`) || strings.Contains(value, " ") {
		return false // an option or a sentence
	}
	return strings.Contains(name, "passw") || strings.Contains(name, "pwd")
}
