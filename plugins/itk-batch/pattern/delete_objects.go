package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// deleteObjects plans a program that deletes objects that nothing refers to.
// That test is always made, and strictly, so that a filter on references adds
// nothing to it.
func (b *builder) deleteObjects() {
	b.plan.Privilege = "DELETE"
	kind := b.plan.Spec.Select.Kind
	if b.plan.Spec.Action.RemoveFromFolders {
		b.flag("count_folders", "a folder that holds an object counts as a reference")
	} else {
		b.flag("ignore_folders", "a folder that holds an object does not count; the object is taken out of it")
	}
	if kind == spec.KindDataset {
		b.writer("referencers", "what")
	} else {
		b.writer("type", "name", "referencers", "what")
	}
	b.plan.Filters = withoutUnreferenced(b.plan.Filters)
	b.calls.all("WSOM_where_referenced", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str", "AOM_ask_value_string", "ITK__convert_tag_to_uid",
		"FL_remove", "AOM_refresh", "AOM_save_with_extensions", "AOM_lock_for_delete")
	switch kind {
	case spec.KindItem:
		b.calls.all("ITEM_list_all_revs", "ITEM_list_bom_views", "ITEM_rev_list_bom_view_revs", "PS_where_used_all", "ITEM_delete_item")
	case spec.KindRevision:
		b.calls.all("ITEM_ask_item_of_rev", "ITEM_rev_list_bom_view_revs", "PS_where_used_all", "ITEM_delete_rev")
	default:
		b.calls.add("AOM_delete", true)
	}
	b.warn("no_undo", "A deleted object does not come back. References that the session may not read are not seen by the test before it.",
		"Run it as a user who may read everything, first as a dry run, and have a person check the result file.")
}

func withoutUnreferenced(filters []Filter) []Filter {
	var left []Filter
	for _, f := range filters {
		if f.Field != spec.FieldReferences || f.Op != spec.OpUnset {
			left = append(left, f)
		}
	}
	return left
}
