package pattern

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// datasetImport plans a program that puts files into datasets.
func (b *builder) datasetImport() {
	b.plan.Privilege = "WRITE"
	a := b.plan.Spec.Action
	if b.plan.Spec.Select.Kind == spec.KindDataset {
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
	if b.plan.Spec.Select.Kind == spec.KindDataset {
		return
	}
	b.parameter(spec.RoleDatasetType, "dataset_type", a.DatasetType, "type of new datasets", "action.datasetType", true)
	b.parameter(spec.RoleRelation, "relation", a.Relation, "relation to the dataset", "action.relation", true)
	b.calls.all("AE_find_datasettype2", "AE_ask_dataset_latest_rev", "AE_ask_datasettype_def_tool", "AE_create_dataset_with_id", "AE_set_dataset_tool",
		"GRM_find_relation_type", "GRM_list_secondary_objects_only", "GRM_create_relation", "GRM_save_relation",
		"TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str")
}

// refuseMatch asks for a key where only the file's name says which dataset is
// meant: names are not unique, and a wrong dataset would lose its file.
func refuseMatch(s spec.Spec) error {
	return &sdk.Rejection{
		Message:    "A file is put into the object that its line names; to find a dataset by a " + string(s.Action.Match) + " alone is not made.",
		Candidates: []string{s.Pattern},
		Missing:    []string{"a column with the item_id and rev of each file, or with the uid of its dataset; query-export writes such a list"},
	}
}
