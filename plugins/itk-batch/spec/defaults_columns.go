package spec

func runColumns(properties ...string) []Column {
	columns := make([]Column, len(properties))
	for i, property := range properties {
		columns[i] = Column{Property: property, Of: OfRun}
	}
	return columns
}

func bomColumns() []Column {
	return []Column{
		{Property: "level", Of: OfRun},
		{Property: "item_id", Of: OfParent, Header: "parent_item_id"},
		{Property: "item_revision_id", Of: OfParent, Header: "parent_rev"},
		{Property: "bl_sequence_no", Of: OfLine, Header: "find_no"},
		{Property: "bl_item_item_id", Of: OfLine, Header: "item_id"},
		{Property: "bl_rev_item_revision_id", Of: OfLine, Header: "rev"},
		{Property: "bl_rev_object_name", Of: OfLine, Header: "name"},
		{Property: "bl_quantity", Of: OfLine, Header: "quantity"},
		{Property: "bl_uom", Of: OfLine, Header: "uom"},
		{Property: "bl_rev_release_status_list", Of: OfLine, Header: "status"},
	}
}

func whereUsedColumns(kind Kind) []Column {
	var columns []Column
	switch kind {
	case KindRevision:
		columns = []Column{{Property: "item_id", Of: OfItem}, {Property: "item_revision_id", Header: "rev"}}
	case KindItem:
		columns = []Column{{Property: "item_id"}}
	default:
		columns = []Column{{Property: "object_string", Header: "object"}}
	}
	columns = append(columns, []Column{
		{Property: "level", Of: OfRun},
		{Property: "item_id", Of: OfParent, Header: "parent_id"},
		{Property: "item_revision_id", Of: OfParent, Header: "parent_rev"},
		{Property: "object_name", Of: OfParent, Header: "parent_name"},
		{Property: "object_type", Of: OfParent, Header: "parent_type"},
	}...)
	if kind != KindItem && kind != KindRevision {
		columns = append(columns, Column{Property: "relation", Of: OfRun})
	}
	return columns
}

func fileColumns(kind Kind) []Column {
	var columns []Column
	switch kind {
	case KindRevision:
		columns = []Column{{Property: "item_id", Of: OfItem}, {Property: "item_revision_id", Header: "rev_id"}}
	case KindItem:
		columns = []Column{{Property: "item_id"}}
	default:
		columns = []Column{{Property: "uid", Of: OfRun}}
	}
	columns = append(columns, runColumns("dataset", "reference", "original_name")...)
	columns = append(columns, Column{Property: "path", Of: OfRun, Header: "file"})
	return append(columns, runColumns("bytes", "result", "reason")...)
}

func userColumns() []Column {
	return []Column{
		{Property: "user_id", Of: OfUser}, {Property: "user_name", Of: OfUser}, {Property: "email", Of: OfUser},
		{Property: "status", Of: OfUser}, {Property: "default_group", Of: OfUser},
		{Property: "group", Of: OfMember}, {Property: "role", Of: OfMember},
		{Property: "inactive", Of: OfMember, Header: "member_inactive"},
	}
}

func checkoutColumns() []Column {
	return []Column{
		{Property: "object_string"}, {Property: "object_type"},
		{Property: "checked_out_user"}, {Property: "checked_out_date"}, {Property: "days", Of: OfRun},
	}
}

func classColumns() []Column {
	return []Column{
		{Property: "object_string", Header: "object"},
		{Property: "class_id", Of: OfClass}, {Property: "class_name", Of: OfClass},
		{Property: "attribute", Of: OfClass}, {Property: "value", Of: OfClass},
	}
}

func taskColumns() []Column {
	return []Column{
		{Property: "object_name", Of: OfProcess, Header: "process"},
		{Property: "object_name", Of: OfTask, Header: "task"},
		{Property: "task_type", Of: OfTask}, {Property: "state", Of: OfTask},
		{Property: "responsible_party", Of: OfTask, Header: "responsible"},
		{Property: "targets", Of: OfRun},
	}
}
