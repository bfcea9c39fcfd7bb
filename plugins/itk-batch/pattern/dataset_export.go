package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetExport plans a program that writes the files of datasets, and one row
// for each.
func (b *builder) datasetExport() {
	s := b.plan.Spec
	a := s.Action
	b.text("dir", "DIR", directory(s), "directory that the files go to; it must be there", b.originOf("output.directory", s.Output.Directory != ""))
	if s.Select.Kind != spec.KindDataset {
		b.names("relation", list(a.Relation), "relations that lead to the datasets", "action.relation", false)
	}
	b.names("dataset_type", list(a.DatasetType), "only datasets of these types; any without it", "action.datasetType", false)
	b.names("reference", list(a.Reference), "only named references of these names; any without it", "action.reference", false)
	b.text("name", "NAME", a.FileName, "name of a file, with {item_id} {rev} {name} {dataset} {original} {stem} {ext} {status} {uid} in it", b.originOf("action.fileName", true))
	b.toggle(a.Overwrite, "overwrite", "replace a file that is there already", "leave a file that is there already")
	b.output()
	b.source()
	b.filters()
	b.latest()
	b.columns()
	b.calls.all("AE_ask_dataset_ref_count", "AE_find_dataset_named_ref2", "AE_find_datasettype2", "AE_ask_datasettype_refs",
		"IMF_ask_original_file_name2", "IMF_export_file", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str",
		"AOM_ask_displayable_values", "AOM_ask_value_string", "ITK__convert_tag_to_uid")
	b.calls.add("GRM_list_secondary_objects_only", s.Select.Kind != spec.KindDataset)
	b.calls.add("GRM_find_relation_type", s.Select.Kind != spec.KindDataset)
	b.calls.add("GRM_list_primary_objects_only", s.Select.Kind == spec.KindDataset)
	b.calls.add("ITEM_ask_item_of_rev", s.Select.Kind != spec.KindItem)
}

// directory is where files go that the request gives no place.
func directory(s spec.Spec) string {
	if s.Output.Directory != "" {
		return s.Output.Directory
	}
	return "."
}
