package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// changeOwnership plans a program that gives objects to another user and group.
func (b *builder) changeOwnership() {
	b.plan.Privilege = "CHANGE_OWNER"
	b.writer("old_user", "old_group", "new_user", "new_group")
	a := b.plan.Spec.Action
	user := b.parameter(spec.RoleUser, "new_user", a.User, "new owner, a user ID", "action.user", true)
	group := b.parameter(spec.RoleGroup, "new_group", a.Group, "new group, full name; the user's default group without it", "action.group", false)
	b.lookUp(LookupUser, user, false)
	b.lookUp(LookupGroup, group, false)
	b.calls.all("AOM_refresh", "AOM_set_ownership", "AOM_save_without_extensions", "AOM_ask_owner", "AOM_ask_group",
		"SA_ask_user_identifier2", "SA_ask_group_full_name", "SA_get_user_status", "SA_find_groupmember_by_user",
		"SA_ask_groupmember_group", "SA_ask_groupmember_inactive", "SA_ask_user_login_group",
		"SA_ask_user_home_folder", "SA_ask_user_newstuff_folder", "SA_ask_user_mailbox",
		"TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
}
