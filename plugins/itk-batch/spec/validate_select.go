package spec

func (s Spec) validateSelect(e *Errors) {
	sel := s.Select
	oneOf(e, "select.from", sel.From, FromInput, FromFilter, FromQuery, FromFolder)
	oneOf(e, "select.kind", sel.Kind, KindObject, KindItem, KindRevision, KindDataset, KindFolder)
	e.line("select.type", sel.Type, 0, 64)
	if sel.TypeGiven && sel.Type == "" {
		e.add("select.typeGiven", "is true, but there is no type")
	}
	s.validateRevision(e)
	e.block("select.query", sel.Query != nil, sel.From, FromQuery)
	if sel.Query != nil {
		e.query(*sel.Query)
	}
	e.block("select.folder", sel.Folder != nil, sel.From, FromFolder)
	if sel.Folder != nil {
		e.line("select.folder.name", sel.Folder.Name, 1, 128)
		e.line("select.folder.owner", sel.Folder.Owner, 0, 128)
	}
}

func (s Spec) validateRevision(e *Errors) {
	const path = "select.revision"
	if s.Select.Revision == "" && s.Select.Kind != KindRevision {
		return
	}
	if s.Select.Kind != KindRevision {
		e.add(path, "is allowed only for the kind "+quoted(string(KindRevision)))
		return
	}
	oneOf(e, path, s.Select.Revision, RevisionGiven, RevisionLatest,
		RevisionLatestReleased, RevisionLatestWorking, RevisionAll)
	if s.Select.Revision == RevisionGiven && !s.Input.Has(RoleRevID) && !s.Input.Has(RoleUID) {
		e.add(path, `"given" needs an input column with the role "rev-id" or "uid"`)
	}
}

func (e *Errors) query(q Query) {
	e.line("select.query.name", q.Name, 1, 128)
	for i, entry := range q.Entries {
		path := index("select.query.entries", i)
		e.line(path+".entry", entry.Entry, 1, 128)
		e.value(path+".value", entry.Value)
	}
}

func (s Spec) validateInput(e *Errors) {
	e.block("input", s.Input != nil, s.Select.From, FromInput)
	if s.Input == nil {
		return
	}
	in := s.Input
	e.line("input.file", in.File, 0, 200)
	oneOf(e, "input.delimiter", in.Delimiter, ",", ";", "\t", "|", "^")
	oneOf(e, "input.encoding", in.Encoding, EncodingSite, EncodingUTF8, EncodingLatin1, EncodingWindows1252)
	oneOf(e, "input.repeat", in.Repeat, RepeatEach, RepeatOnce, RepeatError)
	e.inputColumns(in.Columns, s.Select.Kind)
}

func (e *Errors) inputColumns(columns []InputColumn, kind Kind) {
	const path = "input.columns"
	if len(columns) > 200 {
		e.add(path, "holds more than 200 columns")
	}
	keys := 0
	for i, c := range columns {
		oneOf(e, index(path, i)+".role", c.Role, RoleItemID, RoleRevID, RoleUID, RoleIgnore)
		e.line(index(path, i)+".header", c.Header, 0, 64)
		if c.Role == RoleItemID || c.Role == RoleUID {
			keys++
		}
		if c.Role == RoleItemID && kind != KindItem && kind != KindRevision {
			e.add(index(path, i)+".role", "an item id identifies items and revisions only; use \"uid\"")
		}
		if c.Role == RoleRevID && kind != KindRevision {
			e.add(index(path, i)+".role", "a revision id identifies revisions only")
		}
		if c.Role != RoleIgnore && hasRole(columns[:i], c.Role) {
			e.add(index(path, i)+".role", quoted(string(c.Role))+" is given twice")
		}
	}
	if keys != 1 {
		e.add(path, `must hold exactly one key: "item-id" or "uid"`)
	}
}

func hasRole(columns []InputColumn, role Role) bool {
	in := Input{Columns: columns}
	return in.Has(role)
}
