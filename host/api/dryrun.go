package api

import (
	"context"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// dryRun runs a request that keeps nothing, as long as the client waits.
func (s *Server) dryRun(ctx context.Context, r host.Request) (GenerationResult, error) {
	ctx, cancel := s.whileConnected(ctx, callOf(ctx).conn)
	defer cancel()
	g, err := s.rehearse(ctx, r, func(host.Event) {})
	if err != nil {
		return GenerationResult{}, err
	}
	return resultOf(g), nil
}

// rehearse returns a generation that was never stored, or why there is none.
func (s *Server) rehearse(ctx context.Context, r host.Request, emit func(host.Event)) (host.Generation, error) {
	g := host.Generation{Request: r, CreatedAt: time.Now()}
	result, err := s.Runner.DryRun(ctx, r, emit)
	if cause := context.Cause(ctx); cause != nil {
		return g, cause
	}
	if err != nil {
		return g, err
	}
	if result.Status != host.Succeeded {
		return g, failure(result)
	}
	g.Status, g.Result, g.CompletedAt = result.Status, result, time.Now()
	return g, nil
}

// dryStream shows how a dry run goes. One that is resumed runs again: the
// same request gives the same events, and those that arrived are left out.
func (s *Server) dryStream(k *call, leave func(), r host.Request, after int64) *eventStream {
	return &eventStream{Server: s, call: k, leave: leave,
		write: func(ctx context.Context, out *frames) error {
			ctx, cancel := s.whileConnected(ctx, k.conn)
			defer cancel()
			defer out.keepAlive(s.Heartbeat)()
			f := following{Server: s, call: k, after: after, out: out}
			var last int64
			g, err := s.rehearse(ctx, r, func(e host.Event) {
				last = e.Seq
				if e.Seq > after && out.event(e.Seq, eventStage, stageEvent("", e)) != nil {
					cancel()
				}
			})
			var shown *host.Error
			if errors.As(err, &shown) && shown.Code != host.ShuttingDown {
				g.Status, g.Result.Error, err = host.Failed, shown, nil
			}
			if err != nil {
				return err
			}
			g.LastSeq = last
			return f.outcome(g)
		}}
}
