package prompt

import (
	"cmp"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// inputFile takes the path of the list of objects.
func (r *reader) inputFile(path string) {
	if r.spec.Input == nil {
		r.spec.Input = &spec.Input{Header: true}
	}
	lower := strings.ToLower(path)
	if strings.HasSuffix(lower, ".xlsx") || strings.HasSuffix(lower, ".xls") {
		r.soft = append(r.soft, "xlsx input")
		return
	}
	if r.spec.Pattern == spec.DatasetImport && !hasExtension(path) {
		r.note("input", spec.NoteAssumed, "a directory is not read: the files are listed in a file, one path per line")
		return
	}
	if named := r.spec.Input.File; named != "" && named != path {
		r.missing = append(r.missing, "one list of objects: both "+named+" and "+path+" are named; make one file of them")
		return
	}
	r.spec.Input.File = path
	if strings.HasSuffix(lower, ".txt") || strings.HasSuffix(lower, ".lst") {
		r.spec.Input.Header = false
	}
	if strings.HasSuffix(lower, ".tsv") {
		r.spec.Input.Delimiter = "\t"
	}
}

// namesContents reports a property of n tokens that says what a file holds:
// "the numbers in ids.txt". It is no column of the output.
func (r *reader) namesContents(n int) bool {
	i := r.pos + n
	if !r.at(i).isOneOf("in", "im", "from", "of", "aus", "von") {
		return false
	}
	for i++; isArticle(r.at(i)) || r.at(i).isOneOf("file", "datei", "list", "liste"); i++ {
	}
	return r.at(i).kind != mark && looksPath(r.at(i).text) && hasExtension(r.at(i).text)
}

// inputColumns reads the columns of the list in parentheses after it.
func (r *reader) inputColumns() {
	if r.at(r.pos).text != "(" || r.onePerLine() {
		return
	}
	if k := r.titlesEnd(r.pos + 1); k > r.pos+2 {
		r.skip(k - r.pos) // (no header)
		return
	}
	if r.readsList() {
		r.takeHeaders(r.pos, true)
		return
	}
	list, delimiter, end := r.headers(r.pos, true)
	if len(list) == 0 {
		return
	}
	columns := make([]spec.InputColumn, len(list))
	for i, h := range list {
		columns[i] = spec.InputColumn{Role: r.keyRole(h), Header: h.text}
	}
	r.spec.Input.Columns = columns
	r.spec.Input.Delimiter = delimiter
	r.skip(end - r.pos)
}

// keyRole is the role of a title in a list that only names objects.
func (r *reader) keyRole(h headerText) spec.Role {
	if p, n := match(r.tokens, h.at); n == h.n {
		if role := roleOf(p.arg); role != spec.RoleIgnore {
			return role
		}
	}
	if role := roleOf(r.at(h.at).fold); role != spec.RoleIgnore || h.n > 1 {
		return role
	}
	return cmp.Or(r.roleOfIdentifier(h), spec.RoleIgnore)
}

func roleOf(property string) spec.Role {
	switch property {
	case "item_id", "itemid", "item_no":
		return spec.RoleItemID
	case "item_revision_id", "rev_id", "revision_id":
		return spec.RoleRevID
	case "uid@run", "uid", "puid":
		return spec.RoleUID
	}
	return spec.RoleIgnore
}
