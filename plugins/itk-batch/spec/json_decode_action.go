package spec

func (d *decoder) action(n node, path string, a *Action) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "set":
			d.list(n, at, func(n node, at string) { a.Set = append(a.Set, d.assignment(n, at)) })
			return true
		case "status":
			return d.texts(n, at, &a.Status)
		case "assign":
			return d.texts(n, at, &a.Assign)
		case "remove":
			return d.texts(n, at, &a.Remove)
		case "existing":
			return decodeText(d, n, at, &a.Existing)
		case "missing":
			return decodeText(d, n, at, &a.Missing)
		case "revisionId":
			return decodeText(d, n, at, &a.RevisionID)
		case "do":
			return decodeText(d, n, at, &a.Do)
		case "match":
			return decodeText(d, n, at, &a.Match)
		case "keep":
			return d.always(n, at, node{kind: numberNode, text: "1"})
		}
		return d.actionName(name, n, at, a) || d.actionFlag(name, n, at, a)
	})
}

func (d *decoder) actionName(name string, n node, at string, a *Action) bool {
	if to := a.name(name); to != nil {
		return decodeText(d, n, at, to)
	}
	return false
}

func (d *decoder) actionFlag(name string, n node, at string, a *Action) bool {
	if to := a.flag(name); to != nil {
		return d.flag(n, at, to)
	}
	return false
}

func (d *decoder) assignment(n node, path string) (s Assignment) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "property":
			return decodeText(d, n, at, &s.Property)
		case "of":
			return decodeText(d, n, at, &s.Of)
		case "value":
			return decodeText(d, n, at, &s.Value)
		case "transform":
			return decodeText(d, n, at, &s.Transform)
		case "by":
			return decodeText(d, n, at, &s.By)
		}
		return false
	})
	return s
}

func (d *decoder) structure(n node, path string, s *Structure) {
	d.object(n, path, func(name string, n node, at string) bool {
		switch name {
		case "rule":
			return decodeText(d, n, at, &s.Rule)
		case "view":
			return decodeText(d, n, at, &s.View)
		case "depth":
			return d.count(n, at, &s.Depth)
		case "by":
			return decodeText(d, n, at, &s.By)
		case "total":
			return d.flag(n, at, &s.Total)
		case "pack":
			return d.flag(n, at, &s.Pack)
		case "unconfigured":
			return decodeText(d, n, at, &s.Unconfigured)
		case "skipTypes":
			return d.texts(n, at, &s.SkipTypes)
		}
		return false
	})
}
