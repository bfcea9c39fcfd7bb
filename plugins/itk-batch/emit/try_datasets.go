package emit

import (
	"strconv"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// below writes what hangs on a revision, which the program takes or passes over.
func (t *trySite) below(i int, taken bool) {
	s := t.plan.Spec
	if s.Pattern == spec.BOMExport {
		view := ""
		if s.Structure.View != "" && s.Structure.View != "view" {
			view = " view=" + fixtureText(s.Structure.View)
		}
		t.WriteString("    bom" + view + "\n      line 000201 qty=2 find=10\n      line 000202 qty=0.5 find=20\n")
	}
	if !taken || !t.hasDatasets() {
		return
	}
	relation := "IMAN_specification"
	if names := unique(t.namedRelations()); len(names) > 0 {
		relation = names[0]
	}
	t.dataset(i, "    ", " relation="+fixtureText(relation))
}

// unreferenced reports whether the datasets must be such that nothing refers to.
func (t *trySite) unreferenced() bool {
	s := t.plan.Spec
	f, ok := s.Filter(spec.FieldReferences)
	return s.Select.Kind == spec.KindDataset && (s.Pattern == spec.DeleteObjects || ok && f.Op == spec.OpUnset)
}

// dataset writes one with its file, below what the indentation says.
func (t *trySite) dataset(i int, indentation, relation string) {
	s := t.plan.Spec
	types := unique(t.datasetTypes())
	name := "Text " + strconv.Itoa(i+1)
	for _, f := range s.Where {
		if f.Field == spec.FieldName && s.Select.Kind == spec.KindDataset && len(f.Values) > 0 && f.Op != spec.OpIsNot {
			name = fitting(f, f.Values[0])
		}
	}
	line := indentation + "dataset " + fixtureText(types[0]) + " " + fixtureText(name) + relation
	if s.Select.Kind == spec.KindDataset {
		line += t.keys
		if i < len(tryUIDs) {
			line += " uid=" + t.uid(i)
		}
	}
	if s.Pattern == spec.DatasetPurge {
		line += " versions=3"
	}
	t.WriteString(line + "\n")
	skips := s.Pattern == spec.DatasetImport && s.Action.Existing == spec.ExistingSkip
	if f, ok := s.Filter(spec.FieldNamedReferences); (!ok || f.Op != spec.OpUnset) && !skips {
		t.WriteString(indentation + "  file " + fixtureText(t.reference(types[0])) + " file" + strconv.Itoa(i+1) + fileEnding(types[0]) + " text=\"sample\"\n")
	}
}

// hasDatasets reports whether the program looks at datasets.
func (t *trySite) hasDatasets() bool {
	s := t.plan.Spec
	switch {
	case s.Pattern == spec.DatasetImport:
		return s.FindsByName()
	case s.Pattern == spec.DatasetExport, s.Select.Kind == spec.KindDataset:
		return true
	}
	for _, f := range s.Where {
		if _, ok := f.Field.Relation(); ok && f.Op != spec.OpUnset {
			return true
		}
	}
	for _, c := range s.Columns {
		if c.Relation != "" {
			return true
		}
	}
	return false
}
