package spec

// WithDefaults returns a copy in which every absent member holds its default.
// It changes nothing that is present, and doing it twice changes nothing.
func (s Spec) WithDefaults() Spec {
	s.Where = append([]Filter(nil), s.Where...)
	for i := range s.Where {
		fill(&s.Where[i].Of, OfSelf)
	}
	r := ruleOf(s.Pattern)
	if s.Input != nil {
		s.Input = s.Input.withDefaults(r)
	}
	s.Select.Revision = s.revision()
	s.Columns = s.columns()
	s.Action = s.actionDefaults(r)
	if r.structure {
		s.Structure = s.Structure.withDefaults(s.Select.Kind)
	}
	s.Output = s.Output.withDefaults()
	if r.writes {
		s.Safety = s.safetyDefaults(r)
	}
	return s
}

// fill sets an absent member.
func fill[T ~string](member *T, value T) {
	if *member == "" {
		*member = value
	}
}

func (in *Input) withDefaults(r *rule) *Input {
	filled := *in
	fill(&filled.Delimiter, ",")
	fill(&filled.Encoding, EncodingSite)
	fill(&filled.Repeat, r.repeat)
	if r.setsValues() {
		fill(&filled.Empty, EmptyKeep)
		fill(&filled.Dates, "%Y-%m-%d")
	}
	if r.setsValues() || r.takesInput(RoleQuantity) {
		fill(&filled.Decimal, ".")
	}
	filled.Columns = append([]InputColumn(nil), in.Columns...)
	for i := range filled.Columns {
		if filled.Columns[i].Role == RoleProperty {
			fill(&filled.Columns[i].Of, OfSelf)
		}
	}
	return &filled
}

// setsValues reports whether the pattern sets properties of an input file.
func (r *rule) setsValues() bool { return r.takesInput(RoleProperty) }

func (s Spec) revision() Revision {
	switch {
	case s.Select.Revision != "" || s.Select.Kind != KindRevision:
		return s.Select.Revision
	case s.namesRevision():
		return RevisionGiven
	case s.Pattern == Revise:
		return RevisionLatest
	case s.Pattern == BOMImport || s.Pattern == WorkflowStart:
		return RevisionLatestWorking
	case Writes(s.Pattern):
		return ""
	}
	return RevisionLatest
}

// namesRevision reports whether the input or the arguments say which revision
// is meant.
func (s Spec) namesRevision() bool {
	for _, o := range s.Select.Objects {
		if o.RevID == "" && o.UID == "" {
			return false
		}
	}
	return len(s.Select.Objects) > 0 || s.Input.Has(RoleRevID) || s.Input.Has(RoleUID) || s.Input.Has(RoleParentRev) || s.Input.Has(RoleLevel) && s.Input.Has(RoleChildRev)
}

func (s Spec) columns() []Column {
	columns := append([]Column(nil), s.Columns...)
	if len(columns) == 0 {
		columns = DefaultColumns(s.Pattern, s.Select.Kind)
	}
	for i := range columns {
		fill(&columns[i].Of, OfSelf)
		fill(&columns[i].Header, columns[i].Property)
		fill(&columns[i].As, AsDisplay)
	}
	return columns
}

// DefaultColumns are the columns of a Spec that names none. A writer has its
// own, and reports that know theirs have no others.
func DefaultColumns(pattern string, kind Kind) []Column {
	switch pattern {
	case QueryExport:
		return objectColumns(kind)
	case PropertyReport:
		return runColumns("uid", "object", "property", "display_name", "value_type", "value")
	case BOMExport:
		return bomColumns()
	case WhereUsed:
		return whereUsedColumns(kind)
	case DatasetExport:
		return fileColumns(kind)
	case UserReport:
		return userColumns()
	case CheckoutReport:
		return checkoutColumns()
	case ClassificationReport:
		return classColumns()
	case WorkflowTask:
		return taskColumns()
	}
	return nil
}

// objectColumns are those of an export of objects.
func objectColumns(kind Kind) []Column {
	owner := []Column{{Property: "owning_user"}, {Property: "owning_group"}, {Property: "last_mod_date"}}
	var columns []Column
	switch kind {
	case KindRevision:
		columns = []Column{
			{Property: "item_id", Of: OfItem}, {Property: "item_revision_id"}, {Property: "object_name"},
			{Property: "object_type"}, {Property: "release_status_list"}, {Property: "date_released"},
		}
	case KindItem:
		columns = []Column{{Property: "item_id"}, {Property: "object_name"}, {Property: "object_type"}}
	case KindDataset, KindFolder:
		columns = []Column{{Property: "object_name"}, {Property: "object_type"}, {Property: "object_desc"}}
	default:
		columns = []Column{{Property: "object_string"}, {Property: "object_type"}}
	}
	return append(columns, owner...)
}

func (o Output) withDefaults() Output {
	fill(&o.Format, FormatCSV)
	delimiter, encoding := ",", EncodingSite
	switch o.Format {
	case FormatText:
		delimiter = "\t"
	case FormatJSON:
		encoding = EncodingUTF8
	}
	fill(&o.Delimiter, delimiter)
	fill(&o.Quote, QuoteMinimal)
	fill(&o.Encoding, encoding)
	fill(&o.SiteEncoding, EncodingUnknown)
	fill(&o.Newline, NewlineLF)
	fill(&o.Dates, "%Y-%m-%d %H:%M:%S")
	fill(&o.List, "; ")
	fill(&o.Decimal, ".")
	return o
}
