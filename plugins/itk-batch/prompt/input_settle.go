package prompt

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// settleList completes the columns of the list of objects.
func (r *reader) settleList() {
	in := r.spec.Input
	if in == nil {
		return
	}
	if r.spec.Select.From != spec.FromInput {
		return
	}
	if r.writes() && r.spec.Output.Decimal == "," {
		in.Decimal, r.spec.Output.Decimal = ",", ""
	}
	if !r.hasKey() {
		r.usualKeys()
	}
	if in.File == "" {
		r.note("input.file", spec.NoteAssumed, "the file is not named: the option -input= is mandatory")
	}
	if in.Decimal == "," && in.Delimiter == "" {
		in.Delimiter = ";"
		r.note("input.delimiter", spec.NoteAssumed, "; because a decimal comma excludes the comma")
	}
	if in.Decimal == "," && in.Delimiter == "," {
		in.Delimiter = ";"
		r.note("input.delimiter", spec.NoteAssumed, "the titles stand with commas, but a decimal comma excludes the comma: ;")
	}
}

func (r *reader) hasKey() bool {
	in := r.spec.Input
	for _, role := range [...]spec.Role{spec.RoleItemID, spec.RoleUID, spec.RoleParentID, spec.RoleLevel} {
		if in.Has(role) {
			return true
		}
	}
	return r.spec.Pattern == spec.ItemCreate && len(in.Columns) > 0 || r.spec.Action.Match != "" && in.Has(spec.RoleFile)
}

// usualKeys puts the key columns of the pattern before those that are named.
func (r *reader) usualKeys() {
	in := r.spec.Input
	keys := r.g.keys
	switch kind := r.spec.Select.Kind; {
	case r.byUID, kind != spec.KindItem && kind != spec.KindRevision:
		keys = []spec.Role{spec.RoleUID}
	case len(keys) == 0 && kind == spec.KindRevision && r.spec.Select.Revision == "" && r.g.unsaid == "":
		keys = revKeys
	case len(keys) == 0:
		keys = itemKey
	case r.g.pattern == spec.WorkflowStart && r.revisionObject && r.spec.Select.Revision == "":
		keys = revKeys
	}
	var columns []spec.InputColumn
	for _, role := range keys {
		c := spec.InputColumn{Role: role}
		if in.Header {
			c.Header = strings.ReplaceAll(string(role), "-", "_")
		}
		if !in.Has(role) {
			columns = append(columns, c)
		}
	}
	in.Columns = append(columns, in.Columns...)
	r.note("input.columns", spec.NoteDefault, "the columns that name the object are not named: "+titlesOf(columns))
}

func titlesOf(columns []spec.InputColumn) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = string(c.Role)
	}
	return strings.Join(names, ", ")
}

// settleResult gives the result file of a writer the shape of its input.
func (r *reader) settleResult() {
	in, o := r.spec.Input, &r.spec.Output
	if in == nil {
		return
	}
	switch {
	case (in.Delimiter == "" || in.Delimiter == ",") && o.Delimiter != "": // named in words
		in.Delimiter = o.Delimiter
	case o.Delimiter == "" && in.Delimiter != "," && o.Format != spec.FormatJSON:
		o.Delimiter = in.Delimiter
	}
}
