package spec

func (e *encoder) selection(s Select) {
	e.name("select")
	e.open()
	e.text("from", string(s.From))
	e.text("kind", string(s.Kind))
	e.text("type", s.Type)
	e.flag("typeGiven", s.TypeGiven)
	e.flag("subtypes", s.Subtypes)
	e.optional("revision", string(s.Revision))
	if len(s.Objects) > 0 {
		e.list("objects", len(s.Objects), func(i int) { e.objectID(s.Objects[i]) })
	}
	if s.Query != nil {
		e.query(*s.Query)
	}
	if s.Folder != nil {
		e.name("folder")
		e.open()
		e.text("name", s.Folder.Name)
		e.optional("owner", s.Folder.Owner)
		e.flag("recursive", s.Folder.Recursive)
		e.close()
	}
	if len(s.Include) > 0 {
		e.list("include", len(s.Include), func(i int) {
			e.comma()
			e.out = appendString(e.out, string(s.Include[i]))
		})
	}
	e.close()
}

func (e *encoder) objectID(o Object) {
	e.open()
	e.optional("itemId", o.ItemID)
	e.optional("revId", o.RevID)
	e.optional("uid", o.UID)
	e.close()
}

func (e *encoder) query(q Query) {
	e.name("query")
	e.open()
	e.text("name", q.Name)
	e.list("entries", len(q.Entries), func(i int) {
		e.open()
		e.text("entry", q.Entries[i].Entry)
		e.text("value", q.Entries[i].Value)
		e.close()
	})
	e.close()
}

func (e *encoder) filter(f Filter) {
	e.open()
	e.text("field", string(f.Field))
	e.text("of", string(f.Of))
	e.text("op", string(f.Op))
	if len(f.Values) > 0 {
		e.texts("values", f.Values)
	}
	e.optional("from", f.From)
	e.optional("to", f.To)
	if f.Unit != "" {
		e.integer("last", f.Last)
		e.text("unit", string(f.Unit))
		e.flag("calendar", f.Calendar)
	}
	e.flag("option", f.Option)
	e.close()
}

func (e *encoder) column(c Column) {
	e.open()
	e.text("property", c.Property)
	e.text("of", string(c.Of))
	e.text("header", c.Header)
	e.text("as", string(c.As))
	e.optional("relation", c.Relation)
	e.optional("type", c.Type)
	e.close()
}

func (e *encoder) input(in Input) {
	e.name("input")
	e.open()
	e.optional("file", in.File)
	e.text("delimiter", in.Delimiter)
	e.flag("header", in.Header)
	e.text("encoding", string(in.Encoding))
	e.list("columns", len(in.Columns), func(i int) {
		e.open()
		e.text("role", string(in.Columns[i].Role))
		e.optional("header", in.Columns[i].Header)
		e.optional("property", in.Columns[i].Property)
		e.optional("of", string(in.Columns[i].Of))
		e.optional("value", in.Columns[i].Value)
		e.close()
	})
	e.optional("empty", string(in.Empty))
	e.text("repeat", string(in.Repeat))
	e.optional("dates", in.Dates)
	e.optional("decimal", in.Decimal)
	e.close()
}

func (e *encoder) output(o Output) {
	e.name("output")
	e.open()
	e.text("format", string(o.Format))
	e.optional("file", o.File)
	e.optional("directory", o.Directory)
	e.optional("log", o.Log)
	e.text("delimiter", o.Delimiter)
	e.flag("header", o.Header)
	e.text("quote", string(o.Quote))
	e.text("encoding", string(o.Encoding))
	e.text("siteEncoding", string(o.SiteEncoding))
	e.text("newline", string(o.Newline))
	e.text("dates", o.Dates)
	e.text("list", o.List)
	e.text("decimal", o.Decimal)
	e.list("sort", len(o.Sort), func(i int) {
		e.open()
		e.text("property", o.Sort[i].Property)
		e.flag("descending", o.Sort[i].Descending)
		e.close()
	})
	e.flag("countOnly", o.CountOnly)
	e.integer("emptyExit", o.EmptyExit)
	e.close()
}

func (e *encoder) note(n Note) {
	e.open()
	e.text("path", n.Path)
	e.text("kind", string(n.Kind))
	e.text("text", n.Text)
	e.close()
}
