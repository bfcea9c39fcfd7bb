package pattern

// statusRemove plans a program that takes release statuses away. It names the
// way that it takes, because no function of ITK does it.
func (b *builder) statusRemove() {
	b.writer("old_statuses", "new_statuses", "status_deleted")
	b.plan.ActionNames = b.names("old_status", b.plan.Spec.Action.Status, "release statuses that are removed, exactly", "action.status", true)
	b.lookUp(LookupStatus, b.plan.ActionNames, true)
	b.calls.all("WSOM_ask_release_status_list", "RELSTAT_ask_release_status_type", "POM_attr_id_of_attr",
		"POM_refresh_instances_any_class", "POM_remove_from_attr", "POM_save_instances", "POM_referencers_of_instance",
		"AOM_lock_for_delete", "AOM_delete")
	b.warn("no_audit_trace", "No public function removes a status: the program takes it out of the object's list, which leaves no history, and the release date stays.",
		"A workflow that deletes the status leaves a history; your installation may also contain release_man.")
}
