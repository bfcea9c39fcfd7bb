package spec

// WithDefaults returns a copy in which every absent member holds its default.
// It changes nothing that is present, and doing it twice changes nothing.
func (s Spec) WithDefaults() Spec {
	s.Where = append([]Filter(nil), s.Where...)
	for i := range s.Where {
		fill(&s.Where[i].Of, OfSelf)
	}
	if s.Input != nil {
		s.Input = s.Input.withDefaults()
	}
	s.Select.Revision = s.revision()
	s.Columns = s.columns()
	s.Output = s.Output.withDefaults()
	return s
}

// fill sets an absent member.
func fill[T ~string](member *T, value T) {
	if *member == "" {
		*member = value
	}
}

func (in *Input) withDefaults() *Input {
	filled := *in
	fill(&filled.Delimiter, ",")
	fill(&filled.Encoding, EncodingSite)
	fill(&filled.Repeat, RepeatEach)
	return &filled
}

func (s Spec) revision() Revision {
	switch {
	case s.Select.Revision != "" || s.Select.Kind != KindRevision:
		return s.Select.Revision
	case s.Input.Has(RoleRevID) || s.Input.Has(RoleUID):
		return RevisionGiven
	}
	return RevisionLatest
}

func (s Spec) columns() []Column {
	columns := append([]Column(nil), s.Columns...)
	if len(columns) == 0 {
		columns = DefaultColumns(s.Select.Kind)
	}
	for i := range columns {
		fill(&columns[i].Of, OfSelf)
		fill(&columns[i].Header, columns[i].Property)
		fill(&columns[i].As, AsDisplay)
	}
	return columns
}

// DefaultColumns are the columns of an export that names none.
func DefaultColumns(kind Kind) []Column {
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
