package pattern

import (
	"slices"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// common adds the ITK functions that the parts of the program need which
// patterns share.
func (c *callSet) common(p *Plan) {
	c.session(p)
	c.names(p)
	c.source(p)
	c.tests(p)
	c.reach(p)
	c.columns(p)
	c.writer(p)
}

// callSet is a sorted list of names.
type callSet []string

// add puts names into the set if the condition holds.
func (c *callSet) add(name string, condition bool) {
	if !condition {
		return
	}
	if at, there := slices.BinarySearch(*c, name); !there {
		*c = slices.Insert(*c, at, name)
	}
}

func (c *callSet) all(names ...string) {
	for _, name := range names {
		c.add(name, true)
	}
}

func (c *callSet) session(p *Plan) {
	c.all("ITK_ask_cli_argument", "ITK_auto_login", "ITK_exit_module", "ITK_initialize_text_services",
		"EMH_ask_error_text", "EMH_ask_errors", "EMH_clear_errors", "ITK__convert_tag_to_uid", "MEM_free", "TC_write_syslog")
	switch p.Spec.Select.Kind {
	case spec.KindItem, spec.KindRevision, spec.KindDataset, spec.KindTask:
		c.add("AOM_unload", !p.Makes)
	}
}

func (c *callSet) names(p *Plan) {
	c.add("TCTYPE_find_type", true)
	c.add("TCTYPE_is_type_of_as_str", true)
	for _, f := range p.Filters {
		named := f.Member != ""
		person := f.Field == spec.FieldOwner || f.Field == spec.FieldModifiedBy || f.Field == spec.FieldCheckedOutBy
		c.add("SA_find_user2", named && person)
		c.add("POM_get_user", named && person)
		c.add("SA_find_group", named && f.Field == spec.FieldGroup)
		c.add("SA_find_group", named && f.Field == spec.FieldMemberOf)
		c.add("POM_ask_group", named && f.Field == spec.FieldGroup)
		c.add("PROJ_find", named && f.Field == spec.FieldProject)
		c.add("EPM_find_status_type", named && f.Field == spec.FieldStatus)
		c.add("GRM_find_relation_type", f.Field.Kind() == spec.RelationField)
	}
	for _, column := range p.Columns {
		c.add("GRM_find_relation_type", column.RelationMember != "")
	}
	if len(p.Columns) > 0 || p.Tests(TestProperty, TestEmpty) || p.TestsStart() {
		c.all("TCTYPE_ask_property_by_name", "TCTYPE_extent", "TCTYPE_is_type_of_as_str")
	}
	if p.Tests(TestProperty) && p.Narrows(NarrowProperty) {
		c.all("POM_attr_exists", "PROPDESC_ask_value_type", "PROPDESC_ask_max_num_elements")
	}
}

func (c *callSet) source(p *Plan) {
	switch p.Spec.Select.From {
	case spec.FromFilter, spec.FromSession:
		c.enquiry(p)
	case spec.FromQuery:
		c.all("QRY_find2", "QRY_find_user_entries", "QRY_execute")
	case spec.FromFolder:
		c.all("FL_ask_references", "POM_get_user", "SA_ask_user_home_folder", "SA_find_user2",
			"TCTYPE_ask_object_type", "TCTYPE_is_type_of_as_str", "AOM_ask_value_string", "AOM_ask_value_tag", "WSOM_find2", "MEM_realloc")
	case spec.FromInput:
		c.input(p)
	case spec.FromArguments:
		c.arguments(p)
	}
}

func (c *callSet) enquiry(p *Plan) {
	c.all("POM_class_id_of_class", "POM_enquiry_create", "POM_enquiry_delete", "POM_enquiry_execute",
		"POM_enquiry_add_select_attrs", "POM_enquiry_set_distinct", "POM_enquiry_set_string_value",
		"POM_enquiry_set_attr_expr", "POM_enquiry_set_expr", "POM_enquiry_set_where_expr", "MEM_alloc")
	if p.Spec.Select.Subtypes {
		c.all("TCTYPE_extent", "TCTYPE_is_type_of_as_str", "TCTYPE_ask_name2")
	}
	c.add("POM_enquiry_set_tag_value", p.Narrows(NarrowTags, NarrowProject, NarrowRelation, NarrowResponsible))
	c.add("POM_enquiry_set_int_value", p.Narrows(NarrowState))
	c.add("POM_enquiry_set_date_value", p.Narrows(NarrowDate))
	c.add("POM_enquiry_set_join_expr", p.Narrows(NarrowItemID, NarrowStatus, NarrowReleased, NarrowProject, NarrowRelation))
	c.add("POM_attr_exists", p.Narrows(NarrowProject, NarrowState, NarrowResponsible))
}

func (c *callSet) input(p *Plan) {
	in, s := p.Spec.Input, p.Spec.Select
	c.add("ITK__convert_uid_to_tag", in.Has(spec.RoleUID))
	if in.Has(spec.RoleUID) || p.Spec.FindsByName() {
		return
	}
	c.add("ITEM_find_items_by_key_attributes", true)
	if s.Kind != spec.KindRevision {
		return
	}
	c.add("ITEM_find_revision", p.Groups && s.Revision == spec.RevisionGiven || in.Has(spec.RoleRevID))
	c.add("ITEM_ask_latest_rev", s.Revision == spec.RevisionLatest)
	c.add("ITEM_list_all_revs", s.Revision != spec.RevisionLatest && s.Revision != spec.RevisionGiven)
}

func (c *callSet) arguments(p *Plan) {
	s := p.Spec.Select
	c.all("ITK__convert_uid_to_tag", "MEM_realloc")
	if _, ok := p.Option("item_id"); !ok {
		return
	}
	c.add("ITEM_find_items_by_key_attributes", true)
	c.add("ITEM_find_revision", s.Revision == spec.RevisionGiven)
	c.add("ITEM_list_all_revs", s.Kind == spec.KindRevision && s.Revision != spec.RevisionGiven)
}

func (c *callSet) tests(p *Plan) {
	c.add("TCTYPE_ask_object_type", !p.Makes)
	c.add("AOM_ask_value_string", p.Tests(TestText, TestItemID, TestProperty))
	c.add("AOM_ask_displayable_values", p.Tests(TestProperty, TestEmpty) || p.TestsNames(TestSite))
	c.add("ITEM_ask_item_of_rev", p.Tests(TestItemID))
	c.add("AOM_ask_value_tag", p.Tests(TestTag, TestSite))
	c.add("WSOM_ask_release_status_list", p.Tests(TestStatus, TestNoStatus))
	c.add("RELSTAT_ask_release_status_type", p.TestsNames(TestStatus, TestNoStatus))
	c.add("AOM_ask_value_date", p.Tests(TestDate, TestDateSet))
	c.add("AOM_ask_value_tags", p.Tests(TestProject))
	c.add("GRM_list_secondary_objects_only", p.Tests(TestRelation))
	c.add("AE_ask_dataset_ref_count", p.Tests(TestNamedReferences))
	c.add("WSOM_where_referenced", p.Tests(TestReferences))
	c.add("RES_is_checked_out", p.Tests(TestCheckedOut))
	c.add("RES_ask_reservation_object", p.Tests(TestHolder))
	c.add("RES_ask_user", p.Tests(TestHolder))
	c.add("SA_get_user_status", p.Tests(TestState))
	c.add("EPM_ask_state", p.Tests(TestTaskState))
	c.add("EPM_ask_responsible_party", p.Tests(TestResponsible))
	if p.Tests(TestTemplate) {
		c.all("EPM_ask_job", "EPM_ask_procedure_name2", "EPM_find_process_template")
	}
	c.add("AE_ask_dataset_latest_rev", p.Spec.Select.Kind == spec.KindDataset)
	if p.ChoosesRevision {
		c.all("ITEM_ask_item_of_rev", "ITEM_ask_latest_rev", "ITEM_list_all_revs", "WSOM_ask_release_status_list", "AOM_ask_value_date")
	}
	switch p.Latest {
	case spec.RevisionLatest:
		c.all("ITEM_ask_item_of_rev", "ITEM_ask_latest_rev")
	case spec.RevisionLatestReleased, spec.RevisionLatestWorking:
		c.all("ITEM_ask_item_of_rev", "ITEM_list_all_revs", "WSOM_ask_release_status_list", "AOM_ask_value_date")
	}
}

func (c *callSet) reach(p *Plan) {
	var item, revision bool
	for _, f := range p.Filters {
		item, revision = item || f.Of == spec.OfItem, revision || f.Of == spec.OfRevision
	}
	item, revision = item || p.Reads(spec.OfItem), revision || p.Reads(spec.OfRevision)
	if p.Spec.Select.Kind == spec.KindDataset {
		c.add("GRM_list_primary_objects_only", item || revision)
		c.add("ITEM_ask_item_of_rev", item)
	} else {
		c.add("ITEM_ask_item_of_rev", item)
		c.add("ITEM_ask_latest_rev", revision)
	}
	for _, column := range p.Columns {
		c.add("GRM_list_secondary_objects_only", column.RelationMember != "")
		if column.Of == spec.OfFile {
			c.all("AE_ask_dataset_ref_count", "AE_find_dataset_named_ref2", "TCTYPE_is_type_of_as_str", "TCTYPE_ask_object_type")
			c.add("IMF_ask_original_file_name2", column.Property == "original_file_name")
		}
		c.add("TCTYPE_is_type_of_as_str", column.Of == spec.OfRelated)
	}
}

func (c *callSet) columns(p *Plan) {
	if len(p.Columns) == 0 {
		return
	}
	c.all("AOM_ask_displayable_values", "TCTYPE_ask_object_type")
	raw := false
	for _, column := range p.Columns {
		raw = raw || column.As == spec.AsRaw && column.Of != spec.OfRun
	}
	if raw {
		c.all("AOM_ask_value_type", "AOM_ask_value_string", "AOM_ask_value_int", "AOM_ask_value_double",
			"AOM_ask_value_logical", "AOM_ask_value_date")
	}
	if len(p.Spec.Output.Sort) > 0 {
		c.all("AOM_ask_value_type", "AOM_ask_value_int", "AOM_ask_value_double", "AOM_ask_value_date")
	}
}
