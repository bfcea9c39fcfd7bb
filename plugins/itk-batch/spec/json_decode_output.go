package spec

func (d *decoder) output(n node, path string, o *Output) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "format":
			return decodeText(d, n, at, &o.Format)
		case "file":
			return decodeText(d, n, at, &o.File)
		case "directory":
			return decodeText(d, n, at, &o.Directory)
		case "log":
			return decodeText(d, n, at, &o.Log)
		case "sort":
			d.list(n, at, func(n node, at string) { o.Sort = append(o.Sort, d.sort(n, at)) })
			return true
		case "countOnly":
			return d.flag(n, at, &o.CountOnly)
		case "emptyExit":
			return d.number(n, at, &o.EmptyExit)
		}
		return d.shape(name, n, at, o)
	})
}

// shape reads the members that say how the file is written.
func (d *decoder) shape(name string, n node, at string, o *Output) bool {
	switch name {
	case "delimiter":
		return decodeText(d, n, at, &o.Delimiter)
	case "header":
		return d.flag(n, at, &o.Header)
	case "quote":
		return decodeText(d, n, at, &o.Quote)
	case "encoding":
		return decodeText(d, n, at, &o.Encoding)
	case "siteEncoding":
		return decodeText(d, n, at, &o.SiteEncoding)
	case "newline":
		return decodeText(d, n, at, &o.Newline)
	case "dates":
		return decodeText(d, n, at, &o.Dates)
	case "list":
		return decodeText(d, n, at, &o.List)
	case "decimal":
		return decodeText(d, n, at, &o.Decimal)
	}
	return false
}

func (d *decoder) sort(n node, path string) (s Sort) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "property":
			return decodeText(d, n, at, &s.Property)
		case "descending":
			return d.flag(n, at, &s.Descending)
		}
		return false
	})
	return s
}

func (d *decoder) safety(n node, path string, s *Safety) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "dryRun", "requireFilter":
			return d.always(n, at, node{kind: flagNode, flag: true})
		case "bypass":
			return decodeText(d, n, at, &s.Bypass)
		case "limit":
			return d.count(n, at, &s.Limit)
		case "keepModified":
			return d.flag(n, at, &s.KeepModified)
		case "released":
			return decodeText(d, n, at, &s.Released)
		case "checkedOut":
			return decodeText(d, n, at, &s.CheckedOut)
		case "inProcess":
			return decodeText(d, n, at, &s.InProcess)
		case "stopAfter":
			return d.count(n, at, &s.StopAfter)
		}
		return false
	})
}

func (d *decoder) note(n node, path string) (note Note) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "path":
			return decodeText(d, n, at, &note.Path)
		case "kind":
			return decodeText(d, n, at, &note.Kind)
		case "text":
			return decodeText(d, n, at, &note.Text)
		}
		return false
	})
	return note
}
