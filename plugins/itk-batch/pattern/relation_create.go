package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// relationCreate plans a program that relates objects to others.
func (b *builder) relationCreate() {
	b.plan.Privilege = "WRITE"
	b.plan.FindsItems = true
	b.writer("secondary_id", "secondary_rev", "relation", "relation_uid")
	relation := b.parameter(spec.RoleRelation, "relation", b.plan.Spec.Action.Relation, "relation type", "action.relation", true)
	b.lookUp(LookupRelation, relation, false)
	if !b.plan.Spec.Input.Has(spec.RoleSecondaryRev) {
		level := "item"
		if b.plan.Spec.Select.Kind == spec.KindRevision {
			level = "latest"
		}
		b.add(Option{Name: "secondary_level", Form: FormText, Value: "WHICH", Default: []string{level},
			Help: "what the secondary ID means: item, or its latest revision", Origin: "assumed"})
		b.calls.all("ITEM_ask_latest_rev")
	} else {
		b.calls.all("ITEM_find_revision")
	}
	b.calls.all("ITEM_find_items_by_key_attributes", "GRM_find_relation_type", "GRM_list_secondary_objects_only",
		"GRM_create_relation", "GRM_save_relation", "ITK__convert_tag_to_uid")
}
