package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetPurge plans a program that removes all versions of datasets but the
// latest.
func (b *builder) datasetPurge() {
	b.plan.Privilege = "WRITE"
	b.writer("versions_before", "versions_after")
	if b.plan.Spec.Input.Has(spec.RoleItemID) {
		b.calls.all("ITEM_ask_latest_rev", "GRM_list_secondary_objects_only", "AOM_ask_value_string",
			"TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
	}
	b.calls.all("AOM_ask_value_tag", "AOM_ask_value_tags", "AOM_refresh", "AE_purge_dataset_revs")
}
