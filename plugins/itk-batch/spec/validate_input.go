package spec

import "slices"

func (e *Errors) inputColumns(columns []InputColumn, kind Kind, r *rule) {
	const path = "input.columns"
	if len(columns) > 200 {
		e.add(path, "holds more than 200 columns")
	}
	roles := append([]Role{RoleItemID, RoleRevID, RoleUID}, r.roles...)
	if r.id == ItemCreate || r.id == BOMImport {
		roles = r.roles
	}
	keys := r.keyRoles()
	found := 0
	for i, c := range columns {
		at := index(path, i)
		oneOf(e, at+".role", c.Role, append(slices.Clip(roles), RoleIgnore)...)
		e.line(at+".header", c.Header, 0, 64)
		e.keyFits(at+".role", c.Role, kind, r)
		e.columnValue(at, c)
		if slices.Contains(keys, c.Role) {
			found++
		}
		if c.Role != RoleIgnore && c.Role != RoleProperty && hasRole(columns[:i], c.Role) {
			e.add(at+".role", quoted(string(c.Role))+" is given twice")
		}
		if c.Role == RoleProperty && setsTwice(columns[:i], c) {
			e.add(at+".property", quoted(c.Property)+" is given twice")
		}
	}
	if len(keys) > 0 && found != 1 && !(r.id == DatasetImport && found == 2) {
		e.add(path, "must hold exactly one key: "+choices(keys[:2]))
	}
}

func choices(roles []Role) string {
	return quoted(string(roles[0])) + " or " + quoted(string(roles[1]))
}

func (e *Errors) keyFits(path string, role Role, kind Kind, r *rule) {
	if r.id == ItemCreate {
		return
	}
	if role == RoleItemID && kind != KindItem && kind != KindRevision && (r.id != DatasetPurge || kind != KindDataset) {
		e.add(path, "an item id identifies items and revisions only; use \"uid\"")
	}
	if role == RoleRevID && kind != KindRevision {
		e.add(path, "a revision id identifies revisions only")
	}
}

func (e *Errors) columnValue(path string, c InputColumn) {
	if c.Role == RoleProperty {
		e.identifier(path+".property", c.Property)
		oneOf(e, path+".of", c.Of, OfSelf, OfItem, OfRevision)
	} else if c.Property != "" || c.Of != "" {
		e.add(path+".property", `is allowed only for the role "property"`)
	}
	if c.Value == "" {
		return
	}
	e.line(path+".value", c.Value, 1, 240)
	if c.Role == RoleItemID || c.Role == RoleRevID || c.Role == RoleUID || c.Role == RoleParentID || c.Role == RoleLevel || c.Role == RoleIgnore {
		e.add(path+".value", "of the role "+quoted(string(c.Role))+" has to come from the file")
	}
}

func setsTwice(columns []InputColumn, c InputColumn) bool {
	return slices.ContainsFunc(columns, func(b InputColumn) bool {
		return b.Role == RoleProperty && b.Property == c.Property && b.Of == c.Of
	})
}

func hasRole(columns []InputColumn, role Role) bool {
	in := Input{Columns: columns}
	return in.Has(role)
}
