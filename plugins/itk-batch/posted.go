package main

import (
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// takeSpec takes a posted Spec as it is. Nothing in it is guessed: a member
// that it does not know could be a misspelt filter, which would widen the
// selection.
func takeSpec(j *sdk.Job, s *state) error {
	posted, err := spec.Parse(j.Request.Context.Spec)
	if posted.Output.Newline == "" && j.Request.Context.Compiler == "msvc" {
		posted.Output.Newline = spec.NewlineCRLF
	}
	if err == nil {
		posted = posted.WithDefaults()
		err = posted.Validate()
	}
	if err != nil {
		return refuseSpec(j, err.Error())
	}
	if asked := j.Request.Options.ExplicitPattern; asked != "" && asked != posted.Pattern {
		return refuseSpec(j, "pattern: is "+strconv.Quote(posted.Pattern)+", but options.explicitPattern asks for "+strconv.Quote(asked))
	}
	s.reading.Spec, s.reading.Fit = posted, 1
	j.Fit(1)
	j.Diagnose(sdk.Diagnostic{Severity: sdk.Info, Code: "prompt_not_read", Message: "A Spec was posted: it alone says what the program does."})
	j.Progress("the posted Spec, " + posted.Pattern)
	return nil
}

func refuseSpec(j *sdk.Job, mistakes string) error {
	return j.Reject(sdk.Rejection{
		Code: "validation_failed", Message: "projectContext.spec: " + strings.ReplaceAll(mistakes, "\n", "; "),
		Missing: []string{"a Spec of this form: see the parameters of the pattern in GET /v1/artifacts"},
	})
}
