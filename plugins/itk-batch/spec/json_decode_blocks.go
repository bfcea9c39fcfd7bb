package spec

func (d *decoder) selection(n node, path string, s *Select) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "from":
			return decodeText(d, n, at, &s.From)
		case "kind":
			return decodeText(d, n, at, &s.Kind)
		case "type":
			return decodeText(d, n, at, &s.Type)
		case "typeGiven":
			return d.flag(n, at, &s.TypeGiven)
		case "subtypes":
			return d.flag(n, at, &s.Subtypes)
		case "revision":
			return decodeText(d, n, at, &s.Revision)
		case "query":
			s.Query = &Query{}
			return d.query(n, at, s.Query)
		case "folder":
			s.Folder = &Folder{}
			return d.folder(n, at, s.Folder)
		case "objects":
			d.list(n, at, func(n node, at string) { s.Objects = append(s.Objects, d.objectID(n, at)) })
			return true
		case "include":
			d.list(n, at, func(n node, at string) {
				var include Include
				decodeText(d, n, at, &include)
				s.Include = append(s.Include, include)
			})
			return true
		}
		return false
	})
}

func (d *decoder) objectID(n node, path string) (o Object) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "itemId":
			return decodeText(d, n, at, &o.ItemID)
		case "revId":
			return decodeText(d, n, at, &o.RevID)
		case "uid":
			return decodeText(d, n, at, &o.UID)
		}
		return false
	})
	return o
}

func (d *decoder) query(n node, path string, q *Query) bool {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "name":
			return decodeText(d, n, at, &q.Name)
		case "entries":
			d.list(n, at, func(n node, at string) { q.Entries = append(q.Entries, d.entry(n, at)) })
			return true
		}
		return false
	})
	return true
}

func (d *decoder) entry(n node, path string) (e Entry) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "entry":
			return decodeText(d, n, at, &e.Entry)
		case "value":
			return decodeText(d, n, at, &e.Value)
		}
		return false
	})
	return e
}

func (d *decoder) folder(n node, path string, f *Folder) bool {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "name":
			return decodeText(d, n, at, &f.Name)
		case "owner":
			return decodeText(d, n, at, &f.Owner)
		case "recursive":
			return d.flag(n, at, &f.Recursive)
		}
		return false
	})
	return true
}

func (d *decoder) filter(n node, path string) (f Filter) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "field":
			return decodeText(d, n, at, &f.Field)
		case "of":
			return decodeText(d, n, at, &f.Of)
		case "op":
			return decodeText(d, n, at, &f.Op)
		case "values":
			return d.texts(n, at, &f.Values)
		case "option":
			return d.flag(n, at, &f.Option)
		}
		return d.dates(name, n, at, &f)
	})
	return f
}

func (d *decoder) dates(name string, n node, at string, f *Filter) bool {
	switch name {
	case "from":
		return decodeText(d, n, at, &f.From)
	case "to":
		return decodeText(d, n, at, &f.To)
	case "last":
		return d.number(n, at, &f.Last)
	case "unit":
		return decodeText(d, n, at, &f.Unit)
	case "calendar":
		return d.flag(n, at, &f.Calendar)
	}
	return false
}

func (d *decoder) column(n node, path string) (c Column) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "property":
			return decodeText(d, n, at, &c.Property)
		case "of":
			return decodeText(d, n, at, &c.Of)
		case "header":
			return decodeText(d, n, at, &c.Header)
		case "as":
			return decodeText(d, n, at, &c.As)
		case "relation":
			return decodeText(d, n, at, &c.Relation)
		case "type":
			return decodeText(d, n, at, &c.Type)
		}
		return false
	})
	return c
}

func (d *decoder) input(n node, path string, in *Input) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "file":
			return decodeText(d, n, at, &in.File)
		case "delimiter":
			return decodeText(d, n, at, &in.Delimiter)
		case "header":
			return d.flag(n, at, &in.Header)
		case "encoding":
			return decodeText(d, n, at, &in.Encoding)
		case "columns":
			d.list(n, at, func(n node, at string) { in.Columns = append(in.Columns, d.inputColumn(n, at)) })
			return true
		case "empty":
			return decodeText(d, n, at, &in.Empty)
		case "repeat":
			return decodeText(d, n, at, &in.Repeat)
		case "dates":
			return decodeText(d, n, at, &in.Dates)
		case "decimal":
			return decodeText(d, n, at, &in.Decimal)
		}
		return false
	})
}

func (d *decoder) inputColumn(n node, path string) (c InputColumn) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "role":
			return decodeText(d, n, at, &c.Role)
		case "header":
			return decodeText(d, n, at, &c.Header)
		case "property":
			return decodeText(d, n, at, &c.Property)
		case "of":
			return decodeText(d, n, at, &c.Of)
		case "value":
			return decodeText(d, n, at, &c.Value)
		}
		return false
	})
	return c
}
