package pattern

import (
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// For plans the program that the Spec describes. The Spec must be valid and
// have its defaults. An error is what the client has to change: a
// [sdk.Rejection].
func For(s spec.Spec, target Target) (*Plan, error) {
	if s.Pattern == spec.QueryExport {
		return QueryExport(s, target)
	}
	return nil, &sdk.Rejection{
		Message:    "The pattern " + s.Pattern + " is not made yet.",
		Candidates: []string{spec.QueryExport},
		Missing:    []string{"a pattern that is made"},
	}
}
