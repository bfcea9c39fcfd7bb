package api

import (
	"context"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// request turns the body of a call into what is run, or says what is wrong with it.
func (s *Server) request(ctx context.Context, body *GenerationRequest, key *IdempotencyKey) (host.Request, error) {
	k := callOf(ctx)
	r := host.Request{
		Request: sdk.Request{
			Prompt: body.Prompt,
			Context: sdk.ProjectContext{
				TCVersion:  body.ProjectContext.TcVersion,
				Compiler:   body.ProjectContext.Compiler,
				CodePrefix: value(body.ProjectContext.CodePrefix),
				Spec:       body.ProjectContext.Spec,
			},
		},
		ID:       value(body.RequestId),
		Warnings: k.warnings,
	}
	if o := body.Options; o != nil {
		r.Options = sdk.Options{ExplicitType: value(o.ExplicitType), ExplicitPattern: value(o.ExplicitPattern)}
		r.DryRun = value(o.DryRun)
	}
	if alias := value(key); alias != "" {
		if r.ID != "" && r.ID != alias {
			return r, &host.Error{Code: host.ValidationFailed, Param: "requestId",
				Message: "requestId and the header Idempotency-Key are different; send one of them, or the same in both"}
		}
		r.ID = alias
		if len(alias) <= 128 {
			k.requestID = alias
		}
	}
	return r.Validate(s.Catalog())
}

// value returns what p points to, or the zero value.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// optional returns a pointer to v, or nil for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
