package prompt

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

func param(name string, s spec.Spec) (any, bool) {
	switch name {
	case "object_type":
		return objectType(s), true
	case "object_type_explicit":
		return s.Select.TypeGiven, true
	case "object_kind":
		return s.Select.Kind.RootClass(), true
	case "output_format":
		return string(s.Output.Format), true
	case "delimiter":
		if s.Input != nil {
			return s.Input.Delimiter, true
		}
		return s.Output.Delimiter, true
	case "header":
		return s.Output.Header, true
	case "encoding":
		return string(s.Output.Encoding), true
	case "log_dir":
		return s.Output.Log, true
	case "output_dir":
		return s.Output.Directory, true
	case "columns":
		return columnNames(s), true
	case "folder":
		return s.Select.Folder.Name, true
	case "recursive":
		return s.Select.Folder.Recursive, true
	case "source":
		return string(s.Select.From), true
	case "tcVersion":
		return "14.3", true // the context's, which the prompt repeats
	case "compiler":
		return "gcc", true
	case "prefix":
		return "PNX", true
	case "login":
		return "password_file", true // every program takes -pf=
	case "language":
		return "de", true // no effect: both languages are read at once
	case "exit_codes":
		return map[string]any{"0": "ok", "1": "login", "2": "partial"}, s.Output.EmptyExit == 0
	case "scope", "volume", "dry_run", "attachment":
		return scopeParam(name, s)
	}
	if value, ok := objectParam(name, s); ok {
		return value, true
	}
	if value, ok := structureParam(name, s); ok {
		return value, true
	}
	return actionParam(name, s)
}

// objectType is the type, or that of the datasets whose files are treated.
// A list names its objects one by one, so that the root type says nothing.
func objectType(s spec.Spec) string {
	if s.Select.Type == "" && s.Select.From != spec.FromFilter {
		return s.Select.Kind.RootClass()
	}
	return s.Select.Type
}

// scopeParam are parameters that say what every program of the pattern does.
func scopeParam(name string, s spec.Spec) (any, bool) {
	switch name {
	case "scope": // without a filter, or everything that the filters leave
		if s.Pattern == spec.ChangeOwnership {
			return "all objects", s.Select.Kind == spec.KindObject && s.Select.From == spec.FromFilter
		}
		return "all", s.Select.From == spec.FromFilter && len(s.Where) == 0
	case "volume":
		return float64(3000), s.Safety.Limit == 0 || s.Safety.Limit >= 3000
	case "dry_run":
		return "default", spec.Writes(s.Pattern)
	}
	return "target", s.Pattern == spec.WorkflowStart
}

// objectParam are parameters that name the objects.
func objectParam(name string, s spec.Spec) (any, bool) {
	var first spec.Object
	if len(s.Select.Objects) == 1 {
		first = s.Select.Objects[0]
	}
	switch name {
	case "top_item", "item_id":
		return first.ItemID, true
	case "top_rev", "item_revision_id":
		return first.RevID, true
	case "uid":
		return first.UID, true
	case "input_file":
		return inputFileOf(s), s.Select.From == spec.FromInput
	case "owner":
		f, _ := s.Filter(spec.FieldOwner)
		return strings.Join(f.Values, ","), true
	case "class_id":
		f, _ := s.Filter(spec.FieldClassID)
		return strings.Join(f.Values, ","), true
	case "task_state":
		f, _ := s.Filter(spec.FieldTaskState)
		return strings.Join(f.Values, ","), true
	case "user":
		return string(s.Select.From), true
	case "include":
		var out []any
		for _, what := range s.Select.Include {
			out = append([]any{string(what)}, out...) // the facts' order: datasets before forms
		}
		return out, true
	case "condition":
		f, _ := s.Filter(spec.FieldReferences)
		return "not referenced", f.Op == spec.OpUnset
	}
	return nil, false
}

// inputFileOf is the file's name, or what the facts call one without a name.
func inputFileOf(s spec.Spec) string {
	if s.Input.File != "" {
		return s.Input.File
	}
	return unnamed
}

const unnamed = "a file that is not named"

// structureParam are parameters of a walk.
func structureParam(name string, s spec.Spec) (any, bool) {
	t := s.Structure
	constant := func(role spec.Role) string {
		for _, c := range s.Input.Columns {
			if c.Role == role {
				return c.Value
			}
		}
		return ""
	}
	switch name {
	case "revision_rule":
		return t.Rule, true
	case "depth":
		if t.Depth == 0 {
			return "all", true
		}
		return float64(t.Depth), true
	case "aggregate":
		return "sum_quantity", t.Total
	case "exclude": // a word of the site becomes an option and a note
		for _, n := range s.Notes {
			if n.Path == "structure.skipTypes" && strings.Contains(n.Text, "-skip_types=") {
				return map[string]any{"type": "phantom"}, strings.Contains(n.Text, "phantom")
			}
		}
		return nil, true
	case "mode":
		if s.Pattern == spec.DatasetImport {
			return string(s.Action.Existing), true
		}
		return "referenced", t.By == spec.ByReferences
	case "child_id":
		return constant(spec.RoleChildID), true
	case "quantity":
		number, err := strconv.ParseFloat(constant(spec.RoleQuantity), 64)
		return number, err == nil
	case "find_no":
		return constant(spec.RoleFindNo), true
	}
	return nil, false
}

// actionParam are parameters of the change.
func actionParam(name string, s spec.Spec) (any, bool) {
	a := s.Action
	one := func(names []string) string { return strings.Join(names, ",") }
	switch name {
	case "properties":
		var out []any
		for _, set := range a.Set {
			out = append(out, set.Property)
		}
		return out, true
	case "value":
		return a.Set[0].Value, true
	case "transform":
		return string(a.Set[0].Transform) + "case", true
	case "new_owner":
		return a.User, true
	case "new_group":
		return a.Group, true
	case "status":
		return one(a.Status), true
	case "bypass":
		return s.Safety.Bypass == spec.BypassOption, true
	case "template":
		if a.Template == "" {
			return nil, true
		}
		return a.Template, true
	case "one_process":
		return !a.OnePerObject, true
	case "dataset_type":
		return a.DatasetType, true
	case "named_reference":
		return a.Reference, true
	case "relation":
		return a.Relation, true
	case "name_pattern":
		return a.FileName, true
	case "match":
		return strings.ReplaceAll(string(a.Match), "-", " "), true
	case "auto_id":
		return a.AutoID, true
	case "create_missing":
		return a.Missing == spec.MissingCreate, true
	case "revision":
		return string(a.RevisionID), true
	case "decision":
		return string(a.Do), true
	case "add_project":
		return one(a.Assign), true
	case "remove_project":
		return one(a.Remove), true
	}
	return nil, false
}
