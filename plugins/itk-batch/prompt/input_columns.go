package prompt

import (
	"cmp"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// header is the title of an input column as the prompt writes it.
type headerText struct {
	text string
	at   int // its first token
	n    int // its tokens
}

// headers reads a list of column titles at token i: "item_id;rev;path". In
// parentheses or after a colon any title counts, otherwise only known ones.
func (r *reader) headers(i int, free bool) (list []headerText, sign string, end int) {
	open := r.at(i).text == "("
	if open {
		i++
		free = true
		if p, n := match(r.tokens, i); p.sense == format && r.title(i+n, true) > 0 && r.at(i+n).text != ";" && r.at(i+n).text != "," {
			i += n // (csv part;doc)
		}
	}
	for i < len(r.tokens) {
		n := r.title(i, free)
		if n == 0 {
			break
		}
		list = append(list, headerText{clip(r.slice(i, i+n), 64), i, n})
		i += n
		next := r.at(i)
		if k := r.titlesEnd(i); open && k > 0 {
			return list, sign, k
		}
		switch {
		case (next.text == ";" || next.text == ",") && next.kind == mark && (sign == "" || sign == next.text):
			sign = next.text
			i++
			if isConjunction(r.at(i)) {
				i++
			}
		case sign != ";" && isConjunction(next) && len(list) > 0 && r.title(i+1, false) > 0:
			i++
		default:
			return r.listEnd(list, sign, i, open)
		}
	}
	return r.listEnd(list, sign, i, open)
}

// titlesEnd returns the place behind ")", before which may stand how the
// lines look: "(item id;rev per line, no header)".
func (r *reader) titlesEnd(i int) int {
	noHeader := false
	for ; i < len(r.tokens); i++ {
		if r.at(i).text == ")" {
			if noHeader {
				r.spec.Input = cmp.Or(r.spec.Input, &spec.Input{})
				r.spec.Input.Header = false
			}
			return i + 1
		}
		p, n := match(r.tokens, i)
		switch {
		case p.sense == header:
			noHeader = p.arg == "no"
			i += n - 1
		case p.words == "one line per" || p.words == "per":
			i++ // "per line"
		case r.at(i).text == ",":
		default:
			return 0
		}
	}
	return 0
}

func (r *reader) listEnd(list []headerText, sign string, i int, open bool) ([]headerText, string, int) {
	if open && r.at(i).text != ")" || !open && r.at(i).text == "=" {
		return nil, "", 0
	}
	if open {
		i++
	}
	return list, sign, i
}

// title returns the tokens of one column title at token i.
func (r *reader) title(i int, free bool) int {
	t := r.at(i)
	if i >= len(r.tokens) || t.kind == mark || looksPath(t.text) {
		return 0
	}
	if t.kind == quoted {
		return boolToInt(t.text != "")
	}
	p, n := match(r.tokens, i)
	if _, m := r.roleWords(i); m > 0 && !(n > m && p.sense == property) {
		return m
	}
	switch p.sense {
	case and, or, not, then, marker, with, preposition, safetyWord, header:
		return 0
	}
	if p.sense == property || p.sense == nameless || p.sense == object && free {
		return n
	}
	switch {
	case t.literal && spec.IsIdentifier(t.text) && (free || strings.Contains(t.text, "_")):
		return 1
	case free:
		n := 1
		for n < 4 && r.at(i+n).kind == word && r.at(i+n).text != "-" && !isConjunction(r.at(i+n)) && i+n < len(r.tokens) {
			n++
		}
		if next := r.at(i + n).text; next != ";" && next != "," && next != ")" && n > 1 {
			return 1
		}
		return n
	}
	return 0
}

// takeHeaders reads a list of column titles of the input file at token i and
// moves behind it.
func (r *reader) takeHeaders(i int, free bool) bool {
	if p, n := match(r.tokens, i+1); r.at(i).text == "(" && p.sense == delimiter {
		if r.at(i+1+n).text != ":" {
			return false // (tab separated)
		}
		if r.spec.Input == nil {
			r.spec.Input = &spec.Input{Header: true}
		}
		r.spec.Input.Delimiter = p.arg // (tab: parent, child)
		return r.takeHeaders(i+2+n, true)
	}
	if i == r.pos && r.onePerLine() {
		return true
	}
	list, sign, end := r.headers(i, free)
	if len(list) == 0 || len(list) == 1 && r.at(i).text != "(" && !free {
		return false
	}
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	columns := r.columnsOf(list)
	if r.at(i).text != "(" && !free && !anyKey(columns) {
		return false
	}
	r.doubtTitles(list, columns)
	r.spec.Input.Columns = append(r.spec.Input.Columns, columns...)
	if sign == ";" || sign == "," && r.spec.Input.Delimiter == "" {
		r.spec.Input.Delimiter = sign
	}
	r.titled = true
	r.skip(end - r.pos)
	r.took(0)
	return true
}

// doubtTitles asks about text that stands where titles do and may be a
// condition: "a.csv (released ones stay)".
func (r *reader) doubtTitles(list []headerText, columns []spec.InputColumn) {
	for i, h := range list {
		if columns[i].Role != spec.RoleIgnore || anyKey(columns) && (h.n == 1 || !r.conditional(h)) {
			continue
		}
		r.missing = append(r.missing, "whether \""+clip(h.text, 60)+"\" is the title of a column: it says nothing to this program; if it is a condition, say it outside of the titles")
		return
	}
}

// conditional reports a title with a word that elsewhere restricts.
func (r *reader) conditional(h headerText) bool {
	for i := h.at; i < h.at+h.n; i++ {
		switch p, _ := match(r.tokens, i); p.sense {
		case participle, statusWord, not, marker, author, safetyWord, leftOut:
			return true
		}
	}
	return false
}

func anyKey(columns []spec.InputColumn) bool {
	for _, c := range columns {
		if c.Role != spec.RoleIgnore {
			return true
		}
	}
	return false
}

// columnsOf gives each title its role.
func (r *reader) columnsOf(list []headerText) []spec.InputColumn {
	var columns []spec.InputColumn
	for _, h := range list {
		c := r.inputColumn(h)
		for _, old := range append(columns, r.spec.Input.Columns...) {
			if old.Role == c.Role && c.Role != spec.RoleProperty && c.Role != spec.RoleIgnore {
				c = r.again(c)
			}
		}
		if c.Role == spec.RoleIgnore && r.spec.Pattern == spec.RelationCreate && r.isIDTitle(h) {
			c.Role = r.freeID(append(columns, r.spec.Input.Columns...))
		}
		if c.Role == spec.RoleIgnore {
			r.note("input.columns", spec.NoteAssumed, "the column \""+clip(h.text, 40)+"\" says nothing to this program and is ignored")
		}
		columns = append(columns, c)
	}
	return columns
}

// again gives a role that is taken to a second column: of two objects the
// second one is what the first is related to.
func (r *reader) again(c spec.InputColumn) spec.InputColumn {
	switch {
	case c.Role == spec.RoleItemID && r.spec.Pattern == spec.RelationCreate:
		c.Role = spec.RoleSecondaryID
	case c.Role == spec.RoleRevID && r.spec.Pattern == spec.RelationCreate:
		c.Role = spec.RoleSecondaryRev
	case c.Role == spec.RoleRevID && r.spec.Pattern == spec.Revise:
		c.Role = spec.RoleNewRevID
	case c.Role == spec.RoleRevID && r.spec.Pattern == spec.BOMImport:
		c.Role = spec.RoleChildRev
	case c.Role == spec.RoleItemID && r.spec.Pattern == spec.BOMImport:
		c.Role = spec.RoleChildID
	default:
		c.Role = spec.RoleIgnore
	}
	return c
}

// inputColumn finds the role of one title: by the words of the pattern, by
// the property that it names, or as an internal name.
func (r *reader) inputColumn(h headerText) spec.InputColumn {
	c := spec.InputColumn{Header: h.text}
	if t := r.at(h.at); t.kind == quoted {
		c.Header = clip(t.text, 64)
	}
	if role, n := r.roleWords(h.at); n == h.n {
		c.Role = role
		return c
	}
	if role := r.roleOfIdentifier(h); role != "" {
		c.Role = role
		return c
	}
	p, n := match(r.tokens, h.at)
	if n == h.n {
		if role, property := r.roleOfProperty(p); role != "" {
			c.Role, c.Property = role, property
			return c
		}
	}
	t := r.at(h.at)
	if name := r.renamedTo(t); name != "" {
		c.Role, c.Property = spec.RoleProperty, name
		return c
	}
	if (r.spec.Pattern == spec.PropertyUpdate || r.spec.Pattern == spec.ItemCreate) && h.n == 1 && spec.IsIdentifier(t.text) {
		c.Role, c.Property = spec.RoleProperty, t.text
		if !t.literal {
			r.note("input.columns", spec.NoteAssumed, "the column \""+clip(t.text, 40)+"\" taken as a property of that name")
		}
		return c
	}
	if p.sense == nameless && r.spec.Pattern == spec.PropertyUpdate {
		c.Role, c.Property = spec.RoleProperty, r.guessed(p.words)
		return c
	}
	c.Role = spec.RoleIgnore
	return c
}

// roleOfProperty is the role of a column that the vocabulary knows as a
// property or an object.
func (r *reader) roleOfProperty(p phrase) (spec.Role, string) {
	name, _, _ := strings.Cut(p.arg, "@")
	if p.sense == object {
		if r.spec.Pattern == spec.BOMImport {
			return spec.RoleChildID, ""
		}
		if strings.HasPrefix(p.arg, "dataset") {
			return spec.RoleFile, ""
		}
		return spec.RoleItemID, ""
	}
	if p.sense == author && p.arg == "owner" {
		return r.ifTaken(spec.RoleUser), ""
	}
	if p.sense != property {
		return "", ""
	}
	switch name {
	case "item_id":
		return spec.RoleItemID, ""
	case "item_revision_id":
		return spec.RoleRevID, ""
	case "uid":
		return spec.RoleUID, ""
	case "original_file_name":
		return r.ifTaken(spec.RoleFile), ""
	}
	if r.spec.Pattern == spec.PropertyUpdate {
		return spec.RoleProperty, name
	}
	switch name {
	case "object_name":
		return r.ifTaken(spec.RoleName), ""
	case "object_desc":
		return r.ifTaken(spec.RoleDescription), ""
	case "object_type":
		if spec.TakesRole(r.spec.Pattern, spec.RoleDatasetType) {
			return spec.RoleDatasetType, ""
		}
		return r.ifTaken(spec.RoleType), ""
	case "uom_tag":
		return r.ifTaken(spec.RoleUOM), ""
	case "owning_user":
		return r.ifTaken(spec.RoleUser), ""
	case "owning_group":
		return r.ifTaken(spec.RoleGroup), ""
	case "project_ids":
		return r.ifTaken(spec.RoleProject), ""
	case "release_status_list":
		return r.ifTaken(spec.RoleStatus), ""
	}
	return "", ""
}

// ifTaken returns the role when the pattern reads such a column.
func (r *reader) ifTaken(role spec.Role) spec.Role {
	if spec.TakesRole(r.spec.Pattern, role) {
		return role
	}
	return spec.RoleIgnore
}

// roleWords matches the titles of roles that are no properties. Those of one
// pattern stand first.
func (r *reader) roleWords(i int) (role spec.Role, n int) {
	t := r.at(i)
	if t.kind != word || i >= len(r.tokens) {
		return "", 0
	}
	titles := &index().titles
	for number := titles.head[first(t.fold)]; number != 0; number = titles.next[number-1] {
		title := &titles.items[number-1]
		if !begins(title.words, t.fold) {
			continue
		}
		if m := matches(title.words, r.tokens[i:]); m > n && spec.TakesRole(r.spec.Pattern, roleTitles[title.role].role) {
			role, n = roleTitles[title.role].role, m
		}
	}
	return role, n
}

// roleTitles are titles of input columns, folded.
var roleTitles = [...]struct {
	role   spec.Role
	titles string
}{
	{spec.RoleFile, "path, pfad, file path, filepath, file, datei, dateipfad, filename, file_name, pdf, pdf file"},
	{spec.RoleDatasetName, "dataset name, dataset_name, datasetname, datensatzname, dataset, datensatz"},
	{spec.RoleDatasetType, "dataset type, dataset_type, datensatztyp"},
	{spec.RoleReference, "named reference, reference, ref"},
	{spec.RoleRelation, "relation, relation type, beziehung"},
	{spec.RoleSecondaryID, "secondary, secondary id, secondary_id, secondary item, child, document, dokument, doc, doc id, doc_id, document id, document_id, drawing no, drawing nr, doc no, dokumentnummer, zeichnung, drawing, drawing id, target, target id"},
	{spec.RoleSecondaryRev, "secondary rev, secondary_rev, secondary revision, doc rev, doc_rev, document_rev"},
	{spec.RoleParentID, "parent no, parent nr, parent number, assembly no, assembly nr, baugruppen nr, oberteil nr, parent, parent id, parent_id, parent item, parent_item, parent_item_id, assembly, assembly id, oberteil, baugruppe, vater, uebergeordnet"},
	{spec.RoleParentRev, "parent rev, parent_rev, parent revision, parent_revision, parent_rev_id"},
	{spec.RoleChildID, "child no, child nr, child number, comp id, comp no, comp nr, component no, component nr, component number, komponenten nr, unterteil nr, child, child id, child_id, child item, child_item_id, component, component id, component_id, komponente, unterteil, kind, einzelteil"},
	{spec.RoleChildRev, "child rev, child_rev, child revision, component rev, component_rev, child_rev_id"},
	{spec.RoleQuantity, "qty, quantity, menge, amount, anzahl, stueckzahl"},
	{spec.RoleFindNo, "position number, position no, pos number, pos no, positions nummer, find no, findno, find_no, find number, find_number, position, pos, pos nr, posnr, positionsnummer, item no, find"},
	{spec.RoleLevel, "level, lvl, ebene, stufe"},
	{spec.RoleUOM, "uom, unit, me, einheit, mengeneinheit"},
	{spec.RoleNewRevID, "new revision id, new id, neue id, neue revisions id, next revision, naechste revision, new rev, new_rev, new revision, new rev id, new_rev_id, newrev, neue revision, neue rev, next rev"},
	{spec.RoleUser, "user, new owner, owner, new_owner, new_user, benutzer, neuer besitzer, besitzer"},
	{spec.RoleGroup, "group, new group, new_group, gruppe, neue gruppe"},
	{spec.RoleProject, "project, project id, project_id, projekt, prj"},
	{spec.RoleStatus, "status, new status, release status, freigabestatus"},
	{spec.RolePropertyName, "property, property name, property_name, attribute, attribut, eigenschaft"},
	{spec.RoleValue, "value, new value, wert, neuer wert"},
	{spec.RoleName, "item name, item_name, object name"},
	{spec.RoleType, "item type, item_type"},
	{spec.RoleItemID, "part no, item no, part id, part nr, material no, material nr, teil id, teil nr, artikel id, artikel nr, item nr, sach nr, mat nr, primary, primary id, primary_id, item_id, itemid, item_no, partno, part_no, part_number, partnumber, item, artikel"},
	{spec.RoleRevID, "rev_id, item_revision_id, revid, primary_rev, primary rev, rev_no"},
	{spec.RoleUID, "uid, puid"},
}
