package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// userReport plans a program that writes one row for each membership of a user
// in a group.
func (b *builder) userReport() {
	b.output()
	b.source()
	b.filters()
	if _, ok := b.plan.Option("in_group"); !ok {
		b.add(Option{Name: "in_group", Form: FormList, Value: "GROUP", Help: "only memberships in these groups", Origin: "default"})
	}
	b.add(Option{Name: "in_role", Form: FormList, Value: "ROLE", Help: "only memberships with these roles", Origin: "default"})
	if _, ok := b.plan.Option("user_state"); !ok {
		b.stateFilter()
	}
	b.flag("per_user", "one row for each user, with all groups and roles in it")
	b.userColumns()
	b.calls.all("SA_find_group", "SA_find_role2", "SA_find_groupmember_by_user", "SA_ask_groupmember_group", "SA_ask_groupmember_role",
		"SA_ask_group_full_name", "SA_ask_role_name2")
}

// stateFilter makes the state an option where the request says nothing of it.
func (b *builder) stateFilter() {
	f := Filter{Filter: spec.Filter{Field: spec.FieldUserState, Of: spec.OfSelf, Op: spec.OpIs}, Test: TestState}
	f.Values = []string{"active", "inactive"}
	b.filterOptions(&f, "user_state", "default")
	b.plan.Filters = append(b.plan.Filters, f)
}

// userColumns reads from the user what no call of its own gives.
func (b *builder) userColumns() {
	calls := map[string][]string{
		"user_id": {"SA_ask_user_identifier2"}, "user_name": {"SA_ask_user_person_name2"},
		"email": {"SA_ask_user_person", "SA_ask_person_email_address"}, "status": {"SA_get_user_status"},
		"default_group": {"SA_ask_user_login_group"},
	}
	for _, c := range b.plan.Spec.Columns {
		if c.Of == spec.OfUser && (calls[c.Property] == nil || c.As == spec.AsRaw) {
			c.Of = spec.OfSelf
		}
		if c.Of == spec.OfUser {
			b.calls.all(calls[c.Property]...)
		}
		if c.Of == spec.OfMember && c.Property == "inactive" {
			b.calls.all("SA_ask_groupmember_inactive")
		}
		b.plan.Columns = append(b.plan.Columns, Column{Column: c})
	}
}
