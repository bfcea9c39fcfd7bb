package pattern

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// maker plans the programs of one pattern.
type maker struct {
	id   string
	make func(*builder)
}

// makers are the patterns that are made. Each has a file of its own.
var makers = [...]maker{
	{spec.QueryExport, (*builder).queryExport},
	{spec.PropertyReport, (*builder).propertyReport},
	{spec.PropertyUpdate, (*builder).propertyUpdate},
	{spec.ChangeOwnership, (*builder).changeOwnership},
	{spec.StatusAdd, (*builder).statusAdd},
	{spec.RelationCreate, (*builder).relationCreate},
	{spec.ProjectAssign, (*builder).projectAssign},
	{spec.ItemCreate, (*builder).itemCreate},
	{spec.Revise, (*builder).revise},
	{spec.StatusRemove, (*builder).statusRemove},
	{spec.DeleteObjects, (*builder).deleteObjects},
	{spec.CheckoutReport, (*builder).checkoutReport},
	{spec.UserReport, (*builder).userReport},
	{spec.BOMExport, (*builder).bomExport},
	{spec.WhereUsed, (*builder).whereUsed},
	{spec.DatasetExport, (*builder).datasetExport},
	{spec.ClassificationReport, (*builder).classificationReport},
	{spec.DatasetImport, (*builder).datasetImport},
	{spec.DatasetPurge, (*builder).datasetPurge},
	{spec.WorkflowStart, (*builder).workflowStart},
	{spec.BOMImport, (*builder).bomImport},
	{spec.WorkflowTask, (*builder).workflowTask},
}

// For plans the program that the Spec describes. The Spec must be valid and
// have its defaults. An error is what the client has to change: a
// [sdk.Rejection].
func For(s spec.Spec, target Target) (*Plan, error) {
	if err := refuse(s, target); err != nil {
		return nil, err
	}
	for i := range makers {
		if makers[i].id == s.Pattern {
			return makers[i].plan(s, target), nil
		}
	}
	return nil, &sdk.Rejection{
		Message:    "The pattern " + s.Pattern + " is not made yet.",
		Candidates: Made(),
		Missing:    []string{"a pattern that is made"},
	}
}

// Made returns the ids of the patterns that can be planned.
func Made() []string {
	ids := make([]string, len(makers))
	for i := range makers {
		ids[i] = makers[i].id
	}
	return ids
}

func (m *maker) plan(s spec.Spec, target Target) *Plan {
	prefix := strings.ToLower(strings.TrimRight(target.Prefix, "_"))
	if prefix == "" {
		prefix = defaultPrefix
	}
	b := builder{plan: &Plan{
		Spec: s, Prefix: prefix, Program: prefix + "_" + strings.ReplaceAll(s.Pattern, "-", "_"),
		TCVersion: target.TCVersion, MSVC: target.MSVC, Writes: s.Writes(),
	}}
	m.make(&b)
	b.calls.common(b.plan)
	b.plan.Calls = b.calls
	b.diagnose()
	return b.plan
}
