package pipeline

import (
	"context"
	"errors"
	"fmt"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// rejection is a request that cannot be served, told apart from a plugin that failed.
type rejection struct{ shown *host.Error }

func (r *rejection) Error() string { return r.shown.Error() }
func (r *rejection) Unwrap() error { return r.shown }

// verdict turns the outcome of a request's stage into an error: nil, a
// rejection, or the plugin's failure.
func verdict(a host.Artifact, request sdk.Request, r sdk.StageResult) error {
	switch r.Outcome {
	case sdk.OK:
		return nil
	case sdk.Rejected:
		if r.Rejection == nil {
			return errors.New("the plugin rejected the request without saying why")
		}
		return reject(a, request, *r.Rejection)
	case sdk.Failed:
		return errors.New(r.Error)
	}
	return fmt.Errorf("the plugin answered with the unknown outcome %q", r.Outcome)
}

// reject words a plugin's refusal for the client: what was missing, then what
// could be made instead. A Spec that was posted takes the place of the prompt.
func reject(a host.Artifact, request sdk.Request, r sdk.Rejection) error {
	e := &host.Error{Code: host.NoMatchingPattern, Message: r.Message}
	said := "prompt"
	if len(request.Context.Spec) > 0 {
		said = "projectContext.spec"
	}
	for _, missing := range r.Missing {
		e.Details = append(e.Details, host.Detail{Path: said, Code: "missing", Message: missing})
	}
	for _, id := range r.Candidates {
		d := host.Detail{Path: "options.explicitPattern", Code: "candidate", Message: id}
		if p, ok := a.Pattern(id); ok {
			d.Message = id + ": " + p.Title
		}
		e.Details = append(e.Details, d)
	}
	return &rejection{e}
}

// describe words a failure for the client: what happened and whether to try
// again, never a path or a stack. The details go to the operator's log.
func describe(ctx context.Context, stage sdk.Stage, err error) *host.Error {
	var late interface{ Timeout() bool }
	switch {
	case errors.Is(context.Cause(ctx), errCanceled):
		return host.Errorf(host.GenerationCanceled, "the generation was canceled in the stage %s", stage)
	case errors.As(err, &late) && late.Timeout():
		return host.Errorf(host.GenerationTimeout,
			"the plugin took too long in the stage %s and was stopped; a shorter or simpler prompt may help", stage)
	}
	return host.Errorf(host.PluginFailed, "the plugin failed in the stage %s; this is not the request's fault: "+
		"tell the operator, whose log says why", stage)
}
