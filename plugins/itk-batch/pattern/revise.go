package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// revise plans a program that makes the next revision of items.
func (b *builder) revise() {
	b.writer("new_rev", "new_uid")
	b.calls.all("ITEM_ask_item_of_rev", "ITEM_ask_latest_rev", "WSOM_ask_release_status_list", "ITEM_copy_rev",
		"ITEM_perform_deepcopy", "AOM_save_with_extensions", "ITEM_ask_rev_id2", "ITK__convert_tag_to_uid", "AOM_refresh")
	if b.plan.Spec.Input.Has(spec.RoleNewRevID) {
		b.calls.all("ITEM_list_all_revs")
	}
	b.info("deep_copy_rules", "The rules of the site for deep copies decide whether datasets and forms go along as copies or as references.",
		"Revise one item at a test site and look at what hangs on both revisions.")
}
