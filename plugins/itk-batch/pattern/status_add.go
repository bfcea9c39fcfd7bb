package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// statusAdd plans a program that adds release statuses.
func (b *builder) statusAdd() {
	b.writer("old_statuses", "new_statuses")
	a := b.plan.Spec.Action
	if b.plan.Spec.Input.Has(spec.RoleStatus) {
		value := ""
		if len(a.Status) > 0 {
			value = a.Status[0]
		}
		b.parameter(spec.RoleStatus, "status", value, "release status", "action.status", true)
	} else {
		b.plan.ActionNames = b.names("new_status", a.Status, "release statuses that are added", "action.status", true)
		b.lookUp(LookupStatus, b.plan.ActionNames, true)
	}
	if a.RetainDate {
		b.flag("new_date", "the release date becomes that of the run, also of objects that have one")
	} else {
		b.flag("keep_date", "objects keep the release date that they have")
	}
	b.calls.all("WSOM_ask_release_status_list", "RELSTAT_ask_release_status_type", "EPM_find_status_type",
		"RELSTAT_create_release_status", "RELSTAT_add_release_status")
}
