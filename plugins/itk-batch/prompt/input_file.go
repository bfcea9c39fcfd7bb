package prompt

import (
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
	r.spec.Input.File = path
	if strings.HasSuffix(lower, ".txt") || strings.HasSuffix(lower, ".lst") {
		r.spec.Input.Header = false
	}
	if strings.HasSuffix(lower, ".tsv") {
		r.spec.Input.Delimiter = "\t"
	}
}

// inputColumns reads the columns of the list in parentheses after it.
func (r *reader) inputColumns() {
	if r.at(r.pos).text != "(" {
		return
	}
	if r.readsList() {
		r.takeHeaders(r.pos, true)
		return
	}
	i := r.pos + 1
	var columns []spec.InputColumn
	delimiter := ""
	for ; i < len(r.tokens) && r.tokens[i].text != ")"; i++ {
		t := r.tokens[i]
		if t.kind == mark {
			if t.text == ";" || t.text == "," {
				delimiter = t.text
			}
			continue
		}
		p, n := match(r.tokens, i)
		if n == 0 {
			columns = append(columns, spec.InputColumn{Role: roleOf(t.fold), Header: clip(t.text, 64)})
			continue
		}
		columns = append(columns, spec.InputColumn{Role: roleOf(p.arg), Header: clip(r.slice(i, i+n), 64)})
		i += n - 1
	}
	if len(columns) == 0 || i >= len(r.tokens) {
		return
	}
	r.spec.Input.Columns = columns
	r.spec.Input.Delimiter = delimiter
	r.skip(i + 1 - r.pos)
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
