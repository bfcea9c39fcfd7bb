package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// itemCreate plans a program that creates items from a file.
func (b *builder) itemCreate() {
	b.plan.Makes = true
	b.writer("rev_id", "type")
	a, in := b.plan.Spec.Action, b.plan.Spec.Input
	for _, c := range in.Columns {
		if c.Role == spec.RoleProperty {
			b.plan.Settings = append(b.plan.Settings, Setting{
				Assignment: spec.Assignment{Property: c.Property, Of: c.Of, By: spec.AsRaw}, Column: "to_" + c.Property,
			})
		}
	}
	if a.Folder != "" {
		b.plan.Folder = b.add(Option{Name: "folder", Form: FormText, Value: "NAME", Default: list(a.Folder),
			Help: "folder that takes the items", Origin: b.originOf("action.folder", true)})
		b.calls.all("WSOM_find2", "FL_insert", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
	}
	if a.Project != "" {
		b.lookUp(LookupProject, b.add(Option{Name: "project", Form: FormText, Value: "ID", Default: list(a.Project),
			Help: "project that the items are assigned to", Origin: b.originOf("action.project", true)}), false)
		b.calls.all("PROJ_is_project_active", "PROJ_assign_objects")
	}
	b.calls.all("ITEM_find_items_by_key_attributes", "TCTYPE_find_type", "TCTYPE_is_type_of_as_str", "TCTYPE_construct_create_input",
		"AOM_set_value_string", "TCTYPE_create_object", "AOM_save_with_extensions", "AOM_refresh", "ITEM_ask_latest_rev", "ITEM_ask_id2",
		"ITEM_ask_rev_id2", "ITK__convert_tag_to_uid")
	if in.Has(spec.RoleRevID) {
		b.add(Option{Name: "revision_type", Form: FormText, Value: "NAME",
			Help: "type of the revisions; the item's type and the word Revision without it", Origin: "default"})
		b.calls.all("TCTYPE_set_create_display_value", "AOM_tag_to_string")
	}
	if in.Has(spec.RoleUOM) {
		b.calls.all("UOM_find_by_symbol", "ITEM_set_unit_of_measure")
	}
	if len(b.plan.Settings) > 0 {
		b.calls.all(valueCalls...)
		b.calls.all("TCTYPE_extent")
	}
}
