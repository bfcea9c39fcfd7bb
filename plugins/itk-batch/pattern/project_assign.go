package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// projectAssign plans a program that assigns objects to projects and takes
// them out of others.
func (b *builder) projectAssign() {
	b.writer("project", "what")
	a := b.plan.Spec.Action
	column := b.plan.Spec.Input.Has(spec.RoleProject)
	if column {
		b.parameter(spec.RoleProject, "project", "", "project", "action.assign", false)
	}
	assign := b.names("to_project", a.Assign, "projects to assign to", "action.assign", len(a.Remove) == 0 && !column)
	b.lookUp(LookupProject, assign, true)
	b.calls.all("AOM_ask_value_tags", "PROJ_find", "PROJ_is_project_active", "PROJ_assign_objects")
	if len(a.Remove) > 0 {
		remove := b.names("from_project", a.Remove, "projects to take out of", "action.remove", false)
		b.lookUp(LookupProject, remove, true)
		b.calls.all("PROJ_remove_objects")
		b.warn("call_without_proof", "Taking objects out of a project rests on PROJ_remove_objects, which no public program calls.",
			"The compiler at the site decides; try it with one object first.").Place = Place{Call: "PROJ_remove_objects"}
	}
}
