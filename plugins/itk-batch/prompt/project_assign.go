package prompt

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

var projectWords = []entry{
	{special, "assign", "assign to, assign them to, add to, add them to, to project, to projects, into project, assign to project, add to project, zum projekt, zu projekt, ins projekt, in projekt, in das projekt, dem projekt, dem projekt, to the project, to the projects, zu projekten, den projekten"},
	{special, "remove", "from project, from projects, remove from, remove them from, remove it from, remove from project, aus projekt, aus dem projekt, vom projekt, von projekt, out of project, aus den projekten, from the project"},
	{special, "of", "of project, in project, im projekt, des projekts, belonging to project"},
	{special, "project", "project, projects, projekt, projekte"},
	{special, "their", "their project, ihrem projekt, its project, ihren projekten, their projects, the given project, dem angegebenen projekt"},
	{special, "verb remove", "remove, entfernen, entferne, remove them, take, delete, nimm, nehme, nehmen, pull"},
	{special, "verb move", "move, verschiebe, verschieben"},
	{special, "verb assign", "assign, add, zuweisen, aufnehmen, put, zuordnen, weise, ordne"},
	{filler, "", "out, zu, assignment, aufnehmen"},
}

// readProjects reads which project is assigned and which is removed.
func readProjects(r *reader, p phrase, n int) bool {
	if p.sense == author && p.arg == "project" && (r.projectVerb == "" || r.projectVerb == "move") {
		return false
	}
	act := &r.spec.Action
	if t := r.at(r.pos); t.isOneOf("aus", "from") && len(act.Assign) > 0 && r.removesLater() {
		return r.projectNames(1, &act.Remove)
	}
	if r.toProject() {
		return true
	}
	if p.sense != special {
		return r.uidArgument(p, n)
	}
	switch p.arg {
	case "verb remove", "verb assign", "verb move":
		r.projectVerb = p.arg[len("verb "):]
		r.skip(n)
		return true
	case "their":
		r.took(n)
		return true
	case "assign":
		return r.projectNames(n, &act.Assign)
	case "remove":
		return r.projectNames(n, &act.Remove)
	case "of":
		return false
	}
	if r.guard == "with" || r.guard == "mit" {
		return r.projectFilter(n) // "items with project P1"
	}
	if r.projectVerb == "move" {
		return r.projectNames(n, &act.Assign)
	}
	if r.at(r.pos+n).kind != mark {
		names := &act.Assign
		if r.projectVerb == "remove" || r.removesLater() {
			names = &act.Remove
		}
		return r.projectNames(n, names)
	}
	return false
}

// toProject reads "assign the items to P2", where no word says that P2 is a project.
func (r *reader) toProject() bool {
	t, next := r.at(r.pos), r.at(r.pos+1)
	if !t.isOneOf("to", "nach", "into") || r.projectVerb != "assign" && r.projectVerb != "move" || len(r.spec.Action.Assign) > 0 ||
		next.kind != quoted && !(next.kind == word && next.literal) || looksPath(next.text) {
		return false
	}
	return r.projectNames(1, &r.spec.Action.Assign)
}

// projectFilter reads the project of the objects.
func (r *reader) projectFilter(n int) bool {
	negated := r.negate
	var names []string
	if !r.projectNames(n, &names) {
		return false
	}
	r.addText(spec.FieldProject, "is", negated, names)
	return true
}

// removesLater reads German order: "Projekt X von den Teilen entfernen".
func (r *reader) removesLater() bool {
	if r.projectVerb == "remove" {
		return false
	}
	_, to := r.clause()
	last := r.at(to - 1)
	return last.kind == word && (last.fold == "entfernen" || last.fold == "loeschen")
}

func (r *reader) projectNames(n int, names *[]string) bool {
	i := r.pos + n
	if r.at(i).text == ":" || r.at(i).text == "=" {
		i++
	}
	if r.at(i).kind == word && r.at(i).fold == "project" {
		i++
	}
	if _, m := r.nameAt(i, spec.FieldProject); m == 0 {
		return false
	}
	r.skip(i - r.pos)
	*names = append(*names, r.names(spec.FieldProject)...)
	r.took(0)
	return true
}

// settleProjects needs a project, or a column with it.
func settleProjects(r *reader) {
	r.offerBypass()
	act := &r.spec.Action
	if len(act.Assign) == 0 && len(act.Remove) == 0 && !r.spec.Input.Has(spec.RoleProject) {
		r.missing = append(r.missing, "the project that is assigned or removed, or a column with it")
	}
	if old, ok := r.spec.Filter(spec.FieldProject); ok && r.projectVerb == "move" && old.Op == spec.OpIs && len(act.Remove) == 0 {
		act.Remove = old.Values
		r.note("action.remove", spec.NoteAssumed, "\"move\" assigns the new project and removes the old one")
	}
	if len(act.Remove) > 0 && (len(act.Assign) == 0 || r.projectVerb == "move") && r.spec.Select.From == spec.FromFilter && !r.hasFilter(spec.FieldProject) {
		// what is in none of them cannot be taken out
		r.spec.Where = append(r.spec.Where, spec.Filter{Field: spec.FieldProject, Op: spec.OpIs, Values: slices.Clone(act.Remove)})
	}
	if len(act.Remove) > 0 {
		r.note("action.remove", spec.NoteUncertain, "PROJ_remove_objects is the only low-confidence call used; the build fails at once if the site's header has it not")
	}
}
