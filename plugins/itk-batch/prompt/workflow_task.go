package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var taskWords = []entry{
	{special, "do:complete", "complete, complete task, finish, erledigen, erledige, abschliessen, aufgabe erledigen, complete all, promote, promote task"},
	{special, "do:approve", "approve, with approve, sign off, approve all, genehmigen, genehmige, abzeichnen, freigeben, approved, with decision approve, sign"},
	{special, "do:reject", "reject, with reject, ablehnen, reject all, zurueckweisen, with decision reject"},
	{special, "do:assign", "reassign, reassign task, delegate, delegate task, hand over, uebertragen, umverteilen, delegieren, uebergeben, assign, reassign all, zuweisen, weise"},
	{special, "do:report", "report, list, show, overview, auflisten, liste, zeige, uebersicht, which"},
	{special, "mine", "my, mine, meine, meiner, my own, assigned to me, my worklist, in my worklist, meine arbeitsliste, i have, mir"},
	{special, "user", "of user, for user, from user, user, of, from, von, von benutzer, des benutzers, benutzer, assigned to, responsible party is, zugewiesen an, owned by"},
	{special, "to", "to, an, to user, an benutzer, auf"},
	{special, "behalf", "on behalf of, he is on holiday, she is on holiday, is on holiday, im namen von, in vertretung"},
	{special, "comment", "comment, with comment, kommentar, mit kommentar, comments, bemerkung, mit bemerkung"},
	{special, "name", "task named, tasks named, task called, tasks called, task, named, called, task name is, aufgabe, namens"},
	{special, "template", "template, of template, from template, with template, workflow template, of workflow, in workflow, from workflow, workflow named, workflow called, process template, im workflow, des workflows, workflow, of process"},
	{special, "started", "seit ueber, since over, for over, older than, running longer than, started before, aelter als, laenger als, running for more than, open for more than, seit mehr als, not finished for, waiting for more than, for more than, started, gestartet, begonnen, hanging for, stuck for, open since, started after"},
	{property, "object_name@process", "process, process name, prozess, prozessname, job name, workflow name, name of process, job"},
	{property, "object_name@task", "task name, aufgabenname, name of task, aufgabe"},
	{property, "responsible_party@task", "responsible party, responsible, zustaendig, bearbeiter, assignee, responsible user, zustaendiger, verantwortlicher, responsible person, zustaendigkeit"},
	{property, "fnd0StartDate@task", "start date, startdatum, started on, date started, begin date, gestartet am"},
	{property, "task_type@task", "task type, aufgabentyp"},
	{property, "state@task", "state, task state, zustand"},
	{property, "targets@run", "targets, target objects, target, ziele, zielobjekte, zielobjekt, attachments"},
	{filler, "", "tasks, task, open, open tasks, offene, offene aufgaben, aufgaben, pending, stuck, haengende, haengend, stuck workflows, workflows, workflow, processes, review, review tasks, pending processes, haengende workflows, started tasks, worklist, running, laufende, running workflows, all pending, reports, arbeitsliste, overdue, in arbeitsliste, prozesse"},
}

// readTask reads what happens to which tasks.
func readTask(r *reader, p phrase, n int) bool {
	act := &r.spec.Action
	if p.sense == property && strings.Contains(p.arg, "@") {
		return r.taskProperty(p, n)
	}
	if p.sense == author && p.arg == "group" {
		return false
	}
	if p.sense != special {
		return false
	}
	how, value, _ := strings.Cut(p.arg, ":")
	switch how {
	case "do":
		if value != "report" && (act.Do == "" || act.Do == spec.DoReport || act.Do == spec.DoComplete) {
			act.Do = spec.Do(value)
		} else if act.Do == "" {
			act.Do = spec.Do(value)
		}
		r.exported = true
		r.skip(n)
		if last := r.at(r.pos - 1); last.isOneOf("task", "tasks", "aufgabe", "aufgaben") && r.at(r.pos).kind == quoted {
			return r.taskName(p, 0) // "complete the task "Check""
		}
		return true
	case "mine":
		r.spec.Select.From, r.sessionSaid = spec.FromSession, true
	case "user":
		return r.taskUser(n)
	case "to":
		return r.taskReceiver(n)
	case "behalf":
		r.behalf = true
	case "comment":
		return r.targetName(n, &act.Comment)
	case "name":
		return r.taskName(p, n)
	case "template":
		return r.taskTemplate(n)
	case "started":
		return r.taskAge(n)
	}
	r.took(n)
	return true
}

func (r *reader) taskProperty(p phrase, n int) bool {
	if !r.listing && !r.columnContext(n) && (p.words == "process" || p.words == "job" || p.words == "aufgabe" || p.words == "state" || p.words == "target" || p.words == "targets") {
		if p.words == "aufgabe" && r.at(r.pos+n).kind == quoted {
			return r.taskName(p, n)
		}
		r.skip(n)
		return true
	}
	header := r.slice(r.pos, r.pos+n)
	r.skip(n)
	r.column(p.arg, r.headerAs(header))
	r.took(0)
	r.guard = "columns"
	return true
}

func (r *reader) taskUser(n int) bool {
	i := r.afterUserWord(r.pos + n)
	if _, m := r.nameAt(i, spec.FieldOwner); m == 0 {
		return false
	}
	r.skip(i - r.pos)
	r.addFilter(spec.Filter{Field: spec.FieldOwner, Op: spec.OpIs, Values: r.names(spec.FieldOwner)})
	r.note("where", spec.NoteAssumed, "the user of a task is its responsible party")
	r.took(0)
	return true
}

func (r *reader) taskReceiver(n int) bool {
	if r.spec.Action.Do != spec.DoAssign {
		return false
	}
	i := r.afterUserWord(r.pos + n)
	name, m := r.nameAt(i, spec.FieldOwner)
	if m == 0 || r.spec.Action.AssignTo != "" {
		return false
	}
	r.spec.Action.AssignTo = name
	r.skip(i + m - r.pos)
	r.took(0)
	return true
}

// taskName reads the name of the tasks, a pattern when it has a star.
func (r *reader) taskName(p phrase, n int) bool {
	t := r.at(r.pos + n)
	if t.kind != quoted || t.text == "" {
		if p.words == "task" || p.words == "aufgabe" {
			if r.columnContext(n) || r.listing {
				return r.taskProperty(phrase{p.words, property, "object_name@task"}, n)
			}
			r.skip(n)
			return true
		}
		return false
	}
	op := spec.OpIs
	if r.negate {
		op = spec.OpIsNot
		if r.spec.Action.Do != spec.DoReport && r.spec.Action.Do != "" {
			r.missing = append(r.missing, "the names of the tasks that are meant: an exception names only those that are not")
		}
	} else if strings.Contains(t.text, "*") {
		op = spec.OpLike
	}
	r.addFilter(spec.Filter{Field: spec.FieldTaskName, Op: op, Values: []string{t.text}})
	r.took(n + 1)
	return true
}

func (r *reader) taskTemplate(n int) bool {
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.text == "" || t.kind == word && !t.literal && !isUpperFirst(t.text) {
		r.skip(n)
		return true
	}
	end := i + 1
	for t.kind == word && r.at(end).kind == word && end < len(r.tokens) && isUpperFirst(r.at(end).text) && !r.knownAt(end) {
		end++
	}
	value := t.text
	if t.kind == word {
		value = r.slice(i, end)
	}
	if last := r.at(r.pos + n - 1); last.isOneOf("process", "prozess", "prozesses") && t.kind == quoted && strings.ContainsAny(value, "0123456789") {
		r.missing = append(r.missing, "whether \""+clip(value, 40)+"\" is a workflow template: one process by its name is no filter; name the task, and the template as \"workflow template\"")
	}
	r.addFilter(spec.Filter{Field: spec.FieldTemplate, Op: spec.OpIs, Values: []string{value}})
	r.skip(end - r.pos)
	r.took(0)
	return true
}

// taskAge reads how long the tasks have been open.
func (r *reader) taskAge(n int) bool {
	if w, m := readWhen(r.tokens, r.pos); m > 0 {
		r.addDate(spec.FieldStarted, w)
		r.took(m)
		return true
	}
	if last, unit, m := amount(r.tokens, r.pos+n); m > 0 {
		r.addFilter(spec.Filter{Field: spec.FieldStarted, Op: spec.OpOlderThan, Last: last, Unit: spec.Unit(unit)})
		r.took(n + m)
		return true
	}
	for back := 1; back < n; back++ {
		if w, m := readWhen(r.tokens, r.pos+back); m > 0 {
			r.addDate(spec.FieldStarted, w) // "started before 2024"
			r.took(back + m)
			return true
		}
	}
	if w, m := readWhen(r.tokens, r.pos+n); m > 0 {
		r.addDate(spec.FieldStarted, w)
		r.took(n + m)
		return true
	}
	if r.at(r.pos).fold == "started" || r.at(r.pos).fold == "gestartet" {
		r.skip(n)
		return true
	}
	return false
}

// settleTask takes open tasks only, and asks for names before it signs.
func settleTask(r *reader) {
	for i, f := range r.spec.Where {
		if f.Field == spec.FieldCreated && f.Op == spec.OpOlderThan { // "tasks which are older than 30 days"
			r.spec.Where[i].Field = spec.FieldStarted
			r.dropNotes(pathAt("where", i))
		}
	}
	act, sel := &r.spec.Action, &r.spec.Select
	if act.Do == "" {
		act.Do = spec.DoReport
	}
	owner, ofUser := r.spec.Filter(spec.FieldOwner)
	if ofUser && len(owner.Values) == 1 && owner.Values[0] == "@me" {
		sel.From, r.sessionSaid, ofUser = spec.FromSession, true, false
		r.dropFilter(spec.FieldOwner)
	}
	signs := act.Do.Decides() || act.Do == spec.DoComplete
	if signs && (ofUser || r.behalf) {
		r.missing = append(r.missing, "the session's own tasks: a sign-off on behalf of another person is refused; hand the tasks over with \"reassign the tasks of ... to ...\" (do assign), or list them")
	}
	if !r.sessionSaid {
		sel.From = spec.FromSession
		if act.Do == spec.DoReport || act.Do == spec.DoAssign {
			sel.From = spec.FromFilter
		}
	}
	sel.Kind, sel.Type, sel.TypeGiven, sel.Revision = spec.KindTask, "", false, ""
	state := spec.Filter{Field: spec.FieldTaskState, Op: spec.OpIs, Values: []string{"started"}}
	r.spec.Where = append([]spec.Filter{state}, r.spec.Where...)
	r.shiftNotes()
	if act.Do != spec.DoReport && !r.hasFilter(spec.FieldTaskName) {
		r.spec.Where = append(r.spec.Where, spec.Filter{Field: spec.FieldTaskName, Op: spec.OpLike, Option: true})
		r.note(pathAt("where", len(r.spec.Where)-1), spec.NoteDefault, "-task= is mandatory for writing: each decision is made on named tasks")
	}
	if act.Do == spec.DoAssign && act.AssignTo == "" {
		r.missing = append(r.missing, "the user who takes the tasks over")
	}
	if signs && act.Comment == "" {
		act.Comment = pastOf(act.Do) + " by batch"
		r.note("action.comment", spec.NoteDefault, "no comment named: "+act.Comment)
	}
	r.taskColumns()
}

func pastOf(do spec.Do) string {
	switch do {
	case spec.DoApprove:
		return "approved"
	case spec.DoReject:
		return "rejected"
	}
	return "completed"
}

// taskColumns puts the process before the columns that are named.
func (r *reader) taskColumns() {
	if len(r.spec.Columns) == 0 {
		return
	}
	for i := range r.spec.Columns {
		c := &r.spec.Columns[i]
		if c.Of == "" {
			c.Of = spec.OfTask
		}
		if c.Of == spec.OfProcess {
			return
		}
	}
	r.spec.Columns = append([]spec.Column{{Property: "object_name", Of: spec.OfProcess, Header: "process"}}, r.spec.Columns...)
	r.note("columns[0]", spec.NoteDefault, "the process stands before the columns that are named")
}

// shiftNotes moves the notes on filters behind the one that was put first.
func (r *reader) shiftNotes() {
	for i := range r.spec.Notes {
		path := r.spec.Notes[i].Path
		rest, ok := strings.CutPrefix(path, "where[")
		number, tail, closed := strings.Cut(rest, "]")
		if n, isNumber := digits(number, 3); ok && closed && isNumber {
			r.spec.Notes[i].Path = pathAt("where", n+1) + tail
		}
	}
}
