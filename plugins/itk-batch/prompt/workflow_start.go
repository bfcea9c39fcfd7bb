package prompt

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

var workflowWords = []entry{
	{special, "template", "workflow template, process template, template, workflow, workflow named, process, workflow called, prozess, vorlage, workflow vorlage, prozessvorlage, procedure, mit vorlage, with template, to workflow, to process, into workflow, in workflow, into process, via workflow, workflows, in den workflow, durch den workflow"},
	{revisions, "latest-working", "working revisions, working revision, revisions in work, arbeitsstand, revisionen in arbeit"},
	{special, "one", "one process, in one process, as one process, in a single process, alle in einem prozess, in einem prozess, one process for all, single process for all, ein prozess fuer alle, all in one process, all together, gemeinsam, gemeinsamer, gemeinsamer prozess, ein gemeinsamer prozess"},
	{special, "each", "one process per object, one process each, per object, for each, je objekt ein prozess, one process per item, one process per revision, einzeln, a process each, pro teil ein prozess, per item"},
	{special, "name", "process name, named process, name of process, prozessname, name the process, call the process, process is named"},
	{filler, "", "start, starte, submit, kick off, initiate, release, quick release, release via workflow, via, route, through, schicke, durch, senden, a process, an, starten, launch"},
}

// readWorkflow reads the template and how many processes are started.
func readWorkflow(r *reader, p phrase, n int) bool {
	if t := r.at(r.pos); t.kind == quoted && t.text != "" && r.at(r.pos-1).isOneOf("start", "off", "launch", "initiate", "trigger", "run", "starte", "starten") && r.spec.Action.Template == "" {
		r.spec.Action.Template = t.text // start "Quick Release" for ...
		r.took(1)
		return true
	}
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	switch p.arg {
	case "one", "each":
		if p.words == "for each" {
			r.everything = true
		}
		r.spec.Action.OnePerObject = p.arg == "each"
		r.took(n)
		return true
	case "name":
		return r.targetName(n, &r.spec.Action.ProcessName)
	}
	if r.spec.Action.Template == "" && r.templateName(n) {
		return true
	}
	r.skip(n)
	return true
}

// templateName reads the name behind "workflow" or "template".
func (r *reader) templateName(n int) bool {
	i := r.pos + n
	for t := r.at(i); t.text == ":" || t.text == "=" || t.kind == word && (t.fold == "template" || t.fold == "named" || t.fold == "called" || t.fold == "vorlage"); t = r.at(i) {
		i++
	}
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || t.text == "" || looksPath(t.text) || t.kind == word && !t.literal && !isUpperFirst(t.text) || t.kind == word && isObjectID(t.text) {
		return false
	}
	end := i + 1
	for t.kind == word && r.at(end).kind == word && end < len(r.tokens) && (r.at(end).joined || isUpperFirst(r.at(end).text) && !r.objectAt(end)) {
		end++
	}
	r.spec.Action.Template = t.text
	if t.kind == word {
		r.spec.Action.Template = r.slice(i, end)
	}
	r.skip(end - r.pos)
	r.took(0)
	return true
}

func (r *reader) objectAt(i int) bool {
	p, _ := match(r.tokens, i)
	return p.sense == object || p.sense == filler || p.sense == preposition
}

// settleWorkflow makes the template an option when none is named.
func settleWorkflow(r *reader) {
	sel := r.spec.Select
	if r.spec.Action.ProcessName == "" {
		r.spec.Action.ProcessName = "{item_id}/{rev} {title}"
	}
	if r.spec.Action.Template == "" {
		r.note("action.template", spec.NoteDefault, "the template is not named: the option -template= is mandatory")
	}
	if sel.Kind == spec.KindRevision && !r.revisionObject && (sel.From == spec.FromInput || sel.From == spec.FromArguments) {
		r.note("select.kind", spec.NoteAssumed, "the latest working revision of each item is the target, not the item")
	}
}
