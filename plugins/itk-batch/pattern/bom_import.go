package pattern

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// bomImport plans a program that builds structures: the lines of a file that
// name one parent are one change.
func (b *builder) bomImport() {
	b.plan.Groups = true
	b.plan.FindsItems = true
	b.plan.Privilege = "WRITE"
	a, s, in := b.plan.Spec.Action, b.plan.Spec.Structure, b.plan.Spec.Input
	b.writer()
	b.plan.Keys = []string{"parent_id", "parent_rev", "child_id"}
	if in.Has(spec.RoleFindNo) {
		b.plan.Keys = append(b.plan.Keys, "find_no")
	}
	b.plan.Keys = append(b.plan.Keys, "old_qty", "new_qty")
	if in.Has(spec.RoleUOM) {
		b.plan.Keys = append(b.plan.Keys, "old_uom", "new_uom")
	}
	b.plan.Keys = append(b.plan.Keys, "what")
	b.text("rule", "NAME", s.Rule, "revision rule of the window; the one of the session without it", b.originOf("structure.rule", s.Rule != ""))
	b.text("view", "NAME", s.View, "type of the BOM view; without it an assembly may have one only", b.originOf("structure.view", s.View != ""))
	b.toggle(a.Precise, "precise", "make new structures precise: their lines hold revisions", "make new structures imprecise: their lines hold items")
	if a.Missing == spec.MissingCreate {
		b.add(Option{Name: "new_type", Form: FormText, Value: "NAME", Default: []string{"Item"},
			Help: "type of the items that are created", Origin: "assumed"})
	}
	b.calls.structureWriter(b.plan)
	b.diagnoseStructure()
}

func (b *builder) diagnoseStructure() {
	a := b.plan.Spec.Action
	if a.Existing == spec.ExistingReplace {
		b.warn("lines_removed", "Lines of a structure that the file does not have are removed.",
			"Look at the rows \"removed\" of a dry run, or say \"update existing lines\" to leave them.")
	}
	if a.Existing == spec.ExistingAdd {
		b.warn("not_idempotent", "Each run adds all lines of the file once more.", "Say \"update existing lines\" where a second run must be harmless.")
	}
	if a.Missing == spec.MissingCreate {
		b.info("items_created", "An item that does not exist is created with its ID as its name, in the type of -new_type=.",
			"Use item-create first where items need names, types or revisions of their own.")
	}
	if !a.Precise && b.plan.Spec.Input.Has(spec.RoleChildRev) {
		b.info("revisions_not_kept", "New structures are imprecise: the revision of a component must exist, but the line holds the item.",
			"Say \"precise\" where lines have to hold revisions.")
	}
}

// structureWriter lists the calls that build a structure.
func (c *callSet) structureWriter(p *Plan) {
	a, in := p.Spec.Action, p.Spec.Input
	c.all("BOM_create_window", "BOM_close_window", "BOM_save_window", "BOM_set_window_config_rule", "BOM_set_window_pack_all",
		"BOM_set_window_top_line", "BOM_line_add", "CFM_find", "ITEM_rev_list_bom_view_revs", "ITEM_list_bom_views",
		"PS_ask_bom_view_of_bvr", "PS_ask_bom_view_type", "PS_ask_view_type_name", "PS_ask_is_bvr_precise",
		"PS_create_bom_view", "PS_create_bvr", "PS_list_occurrences_of_bvr", "AOM_refresh", "AOM_save_with_extensions",
		"ITEM_find_items_by_key_attributes", "ITEM_ask_latest_rev")
	reads := a.Existing != spec.ExistingAdd
	c.add("BOM_line_ask_child_lines", reads)
	c.add("AOM_ask_displayable_values", reads)
	c.add("AOM_ask_value_tag", reads)
	c.add("BOM_line_cut", a.Existing == spec.ExistingReplace)
	sets := in.Has(spec.RoleFindNo) || in.Has(spec.RoleQuantity) || in.Has(spec.RoleUOM)
	c.add("BOM_line_look_up_attribute", sets)
	c.add("BOM_line_set_attribute_string", sets)
	c.add("ITEM_ask_unit_of_measure", in.Has(spec.RoleQuantity))
	c.add("UOM_find_by_symbol", in.Has(spec.RoleUOM))
	c.add("ITEM_find_revision", in.Has(spec.RoleChildRev))
	revision := p.Spec.Select.Revision
	c.add("MEM_alloc", revision == spec.RevisionGiven || revision == spec.RevisionLatest)
	if a.Missing == spec.MissingCreate {
		c.all("TCTYPE_construct_create_input", "TCTYPE_create_object", "AOM_set_value_string")
	}
}
