package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var userWords = []entry{
	{special, "active", "active, active users, aktiv, aktive, aktiven, aktive benutzer, enabled, not inactive"},
	{special, "inactive", "inactive, inactive users, inaktiv, inaktive, inaktiven, gesperrt, gesperrte, disabled, deactivated, deaktiviert, deaktivierte, deaktivierten"},
	{special, "both", "active/inactive, active or inactive, active and inactive, aktiv/inaktiv, aktive und inaktive"},
	{special, "never", "never logged in, that never logged in, who never logged in, nie angemeldet, noch nie angemeldet, without any login, ohne jede anmeldung, have never logged in"},
	{special, "last", "last login, last logged in, not logged in, logged in, have not logged in, haven't logged in, did not log in, letzte anmeldung, zuletzt angemeldet, angemeldet, nicht angemeldet, not logged on, no login, without login, without a login, ohne anmeldung, ohne login, keine anmeldung, not logged in since, have not logged in since, last login older than, not logged in for"},
	{special, "member", "in group, of group, members of group, member of group, group members of, members of, in der gruppe, der gruppe, mitglieder der gruppe, who is in group, belonging to group, from group, gruppe, group"},
	{special, "role in", "with role, having role, in role, mit rolle, with the role, whose role is"},
	{special, "per user", "one line per user, per user, one row per user, eine zeile pro benutzer, pro benutzer"},
	{property, "user_id@user", "user id, user ids, login, userid, login name, user_id, benutzerkennung, anmeldename, kennung, id, uid"},
	{property, "user_name@user", "user name, username, full name, name, names, user_name, klarname, name des benutzers, person name, person"},
	{property, "email@user", "email, e mail, mail, email address, mail address, emails, e mails, e mail adresse, mailadresse, email addresses"},
	{property, "default_group@user", "default group, home group, standardgruppe, login group"},
	{property, "group@member", "group, groups, gruppe, gruppen, group name"},
	{property, "role@member", "role, roles, rolle, rollen"},
	{property, "license_level@user", "license level, licence level, license, licence, lizenzstufe, lizenztyp, license type, lizenz, author or consumer, license levels"},
	{property, "status@user", "status, user status, state, benutzerstatus"},
	{property, "last_login_time@user", "last login, last login date, last login time, letzte anmeldung, last logon, letzter login, last logins"},
	{property, "member_inactive@member", "membership status, member inactive, inactive membership, mitgliedschaft inaktiv"},
	{filler, "", "users, user, user list, users and groups, list users, all users, benutzer, alle benutzer, benutzerliste, licence usage, license usage, anwender, anwenderliste, members, gruppenmitglieder, mitglieder, members of group, user report, accounts, people, we have, do we have, who is in group, report users, memberships, mitgliedschaften, days, who"},
}

// readUsers reads which users are listed, and what of each.
func readUsers(r *reader, p phrase, n int) bool {
	if p.sense == count {
		r.exported = true
		r.spec.Output.CountOnly = true
		r.took(n)
		return true
	}
	if p.sense == property && strings.Contains(p.arg, "@") {
		return r.userProperty(p, n)
	}
	if p.sense != special {
		return false
	}
	switch p.arg {
	case "active", "inactive":
		return r.userState(p.arg, n)
	case "both":
		if r.at(r.pos-1).text == "(" {
			n += boolToInt(r.at(r.pos+n).text == ")")
		}
	case "never":
		r.addFilter(spec.Filter{Field: spec.FieldLastLogin, Op: spec.OpUnset})
	case "last":
		if r.lastLogin(p, n) {
			return true
		}
		if p.words == "last login" || p.words == "letzte anmeldung" {
			return r.userProperty(phrase{p.words, property, "last_login_time@user"}, n)
		}
		return false
	case "member":
		if r.memberOf(n) {
			return true
		}
		if p.words == "group" || p.words == "gruppe" {
			return r.userProperty(phrase{p.words, property, "group@member"}, n)
		}
		return false
	case "role in":
		return r.withRole(n)
	case "per user":
		r.note("columns", spec.NoteAssumed, "one line per user: the option -per_user; group and role are lists then")
	}
	r.took(n)
	return true
}

// userState reads a filter, or the title of a column in a list.
func (r *reader) userState(state string, n int) bool {
	if r.at(r.pos-1).text == "(" || r.listing && r.at(r.pos-1).text == "," {
		r.skip(n)
		return true
	}
	if r.negate {
		state = either(state == "active", "inactive", "active")
	}
	r.addFilter(spec.Filter{Field: spec.FieldUserState, Op: spec.OpIs, Values: []string{state}})
	r.took(n)
	return true
}

func (r *reader) userProperty(p phrase, n int) bool {
	if p.arg == "group@member" && !r.listing && r.memberOf(n) {
		return true
	}
	header := r.slice(r.pos, r.pos+n)
	for _, t := range r.tokens[r.pos : r.pos+n] {
		if t.corrected {
			header = ""
		}
	}
	r.skip(n)
	r.column(p.arg, r.headerAs(header))
	r.took(0)
	r.guard = "columns"
	return true
}

// lastLogin reads "not logged in for 90 days" and "last login before 2023".
func (r *reader) lastLogin(p phrase, n int) bool {
	without := strings.HasPrefix(p.words, "without ") || strings.HasPrefix(p.words, "ohne ")
	negated := r.negate || strings.Contains(p.words, "not ") || strings.Contains(p.words, "n't") || strings.Contains(p.words, "nicht") || strings.HasPrefix(p.words, "no ") || without
	i := r.pos + n
	if f := r.at(i).fold; f == "for" || f == "seit" && negated {
		if last, unit, m := amount(r.tokens, i+1); m > 0 {
			r.addFilter(spec.Filter{Field: spec.FieldLastLogin, Op: spec.OpOlderThan, Last: last, Unit: spec.Unit(unit)})
			r.took(n + 1 + m)
			return true
		}
	}
	w, m := readWhen(r.tokens, i)
	if m == 0 || i >= len(r.tokens) {
		if without {
			r.addFilter(spec.Filter{Field: spec.FieldLastLogin, Op: spec.OpUnset})
			r.took(n)
			return true
		}
		if negated && r.at(i-1).fold != "login" {
			r.missing = append(r.missing, "since when the users have not logged in")
			r.took(n)
			return true
		}
		return false
	}
	if negated {
		w = reversed(w)
	}
	if w.Op == spec.OpWithin && negated {
		w.Op = spec.OpOlderThan
	}
	r.addDate(spec.FieldLastLogin, w)
	r.took(n + m)
	return true
}

// reversed turns "since" into "before".
func reversed(w when) when {
	switch w.Op {
	case spec.OpAfter:
		w.Op, w.From, w.To = spec.OpBefore, "", w.From
	case spec.OpWithin:
		w.Op, w.Calendar = spec.OpOlderThan, false
	}
	return w
}

// memberOf reads the group whose members are listed.
func (r *reader) memberOf(n int) bool {
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	if r.at(i).kind == word && (r.at(i).fold == "gruppe" || r.at(i).fold == "group") {
		i++
	}
	t := r.at(i)
	name, m := r.nameAt(i, spec.FieldGroup)
	if m == 0 || t.kind == word && !isUpperFirst(t.text) && !t.literal && r.knownOwn(i) {
		return false
	}
	op := spec.OpIs
	if r.negate {
		op = spec.OpIsNot
	}
	r.nameRead(i, m, spec.FieldGroup)
	r.addFilter(spec.Filter{Field: spec.FieldMemberOf, Op: op, Values: []string{name}})
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

func (r *reader) knownOwn(i int) bool {
	_, n := r.g.own(r.tokens, i)
	return n > 0 || r.knownAt(i)
}

// withRole has no filter: roles are a column.
func (r *reader) withRole(n int) bool {
	t := r.at(r.pos + n)
	if t.kind == mark || t.kind == word && !isUpperFirst(t.text) && !t.literal {
		if p, m := r.g.own(r.tokens, r.pos+n-1); m > 0 && p.sense == property {
			r.skip(n - 1)
			return r.userProperty(p, m)
		}
		return false
	}
	r.missing = append(r.missing, "a filter by role: list the users with the column role, and filter the file")
	r.took(n + 1)
	return true
}

// settleUsers puts id and name before the columns that are named.
func settleUsers(r *reader) {
	sel := &r.spec.Select
	sel.Kind, sel.Type, sel.TypeGiven, sel.Revision = spec.KindUser, "", false, ""
	sel.From = spec.FromFilter
	if r.spec.Output.CountOnly {
		r.spec.Output.CountOnly = false
		r.remark("the program prints the number of users after the list")
	}
	if r.spec.Input != nil {
		r.missing = append(r.missing, "users by a filter: a list of users cannot be read; export all and compare the files")
		r.spec.Input = nil
	}
	if len(r.spec.Columns) == 0 {
		return
	}
	for i := range r.spec.Columns {
		c := &r.spec.Columns[i]
		if c.Of == "" {
			c.Of = spec.OfUser
		}
		switch c.Property {
		case "license_level", "last_login_time":
			r.note(pathAt("columns", i), spec.NoteUncertain, c.Property+" is checked with POM_attr_exists at start")
		}
	}
	var keys []spec.Column
	for _, name := range [...]string{"user_id", "user_name"} {
		if !r.hasColumn(name) {
			keys = append(keys, spec.Column{Property: name, Of: spec.OfUser})
		}
	}
	if len(keys) > 0 {
		r.note("columns", spec.NoteDefault, "the user's id and name stand before the columns that are named")
		r.spec.Columns = append(keys, r.spec.Columns...)
	}
}
