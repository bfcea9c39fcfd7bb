package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// datasetImport plans a program that puts files into datasets.
func (b *builder) datasetImport() {
	b.plan.Privilege = "WRITE"
	s := b.plan.Spec
	a := s.Action
	if s.Select.Kind == spec.KindDataset {
		b.writer("file", "bytes")
	} else {
		b.writer("dataset", "dataset_uid", "file", "bytes")
	}
	b.text("dir", "DIR", "", "folder of files with a relative path; the working folder without it", "default")
	b.parameter(spec.RoleReference, "reference", a.Reference, "named reference; without it the one of the dataset type", "action.reference", false)
	if a.Text {
		b.flag("binary", "import byte by byte, not as text")
	} else {
		b.flag("text", "import as text: line ends change, which ruins any other file")
	}
	if a.Existing == spec.ExistingReplace {
		b.flag("same_version", "exchange the file in the latest version: the old file is lost")
	}
	b.calls.all("AE_ask_dataset_datasettype", "AE_ask_datasettype_refs", "AE_ask_all_dataset_named_refs2", "AE_import_named_ref",
		"AE_remove_dataset_named_ref_by_tag2", "AE_save_myself", "AOM_refresh", "AOM_save_with_extensions", "AOM_unload", "AOM_ask_value_string")
	if a.Match == spec.MatchFileName {
		b.calls.all("AE_ask_dataset_ref_count", "AE_find_dataset_named_ref2", "IMF_ask_original_file_name2", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
	}
	if s.FindsByName() {
		b.findsDatasets()
	}
	if s.Select.Kind == spec.KindDataset {
		return
	}
	b.parameter(spec.RoleDatasetType, "dataset_type", a.DatasetType, "type of new datasets", "action.datasetType", true)
	b.parameter(spec.RoleRelation, "relation", a.Relation, "relation to the dataset", "action.relation", true)
	b.calls.all("AE_find_datasettype2", "AE_ask_dataset_latest_rev", "AE_ask_datasettype_def_tool", "AE_create_dataset_with_id", "AE_set_dataset_tool",
		"GRM_find_relation_type", "GRM_list_secondary_objects_only", "GRM_create_relation", "GRM_save_relation",
		"TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
}

// findsDatasets plans the enquiry that finds the dataset of a line by name.
func (b *builder) findsDatasets() {
	b.calls.all("AE_ask_dataset_latest_rev", "MEM_alloc", "TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str",
		"POM_enquiry_add_select_attrs", "POM_enquiry_create", "POM_enquiry_delete", "POM_enquiry_execute", "POM_enquiry_set_attr_expr",
		"POM_enquiry_set_distinct", "POM_enquiry_set_string_value", "POM_enquiry_set_where_expr")
	if b.plan.Spec.Action.Match != spec.MatchFileName {
		return
	}
	b.calls.all("POM_attr_exists", "POM_enquiry_set_expr", "POM_enquiry_set_join_expr")
	b.info("join_to_verify", "The file's name finds the dataset by an enquiry that joins Dataset.ref_list to ImanFile. Public programs show such joins of other arrays, and read ref_list as a property; this join they do not show.",
		"The program looks up both attributes at its start and tests each dataset that it finds. Compare one dry run with what a client shows.").Place = Place{Call: "POM_enquiry_set_join_expr"}
}
