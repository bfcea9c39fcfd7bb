package pipeline

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

// settleFor is how long a finished run tries to store its outcome before it
// leaves the generation to the next one.
const settleFor = 3 * time.Second

// run takes a claimed generation from its first stage to its stored outcome.
func (p *Pipeline) run(ctx context.Context, cancel context.CancelCauseFunc, g host.Generation, claim host.Claim) {
	log := p.Log.With().Str("generation", g.ID).Str("org", g.OrgID).Int("attempt", claim.Attempt).Logger()
	begin := time.Now()
	j := &journal{
		store: p.Store, claim: claim, claimFor: p.ClaimFor, every: p.FlushEvery,
		wrote:    func() { p.bells.ring(g.ID) },
		canceled: func(why error) { cancel(why) },
	}
	logged, err := p.loggedBefore(ctx, g, claim)
	if err != nil {
		log.Error().Err(err).Msg("the log of an earlier run cannot be read; another run will try")
		p.bells.giveUp(g.ID)
		return
	}
	j.open(g.LastSeq, logged)
	result, cause := p.attempt(ctx, g, j.record)
	events := j.close()

	if why := context.Cause(ctx); errors.Is(why, errDrained) && result.Status != host.Succeeded {
		p.hand(log, claim, events)
		p.bells.giveUp(g.ID)
		return
	}
	switch err := p.settle(claim, result, events); {
	case errors.Is(err, host.ErrClaimLost):
		log.Warn().Msg("the claim ran out; another run has taken over")
		p.bells.ring(g.ID)
	case err != nil:
		log.Error().Err(err).Msg("the outcome cannot be stored; the generation runs again when its claim has run out")
		p.bells.giveUp(g.ID)
	default:
		p.bells.ring(g.ID)
		p.report(log, result, cause, time.Since(begin))
	}
}

// attempt runs the stages, unless the generation has been begun too often:
// one that takes its host down with it must not go round for ever.
func (p *Pipeline) attempt(ctx context.Context, g host.Generation, emit func(host.Event)) (host.Result, error) {
	if g.Attempt > p.MaxAttempts {
		return host.Result{Status: host.Failed, Error: host.Errorf(host.PluginFailed,
			"the generation was begun %d times and never came to an end; change the request or its requestId", p.MaxAttempts)}, nil
	}
	return p.generate(ctx, g.Request, emit)
}

// loggedBefore returns what earlier runs of the generation have logged.
func (p *Pipeline) loggedBefore(ctx context.Context, g host.Generation, claim host.Claim) ([]host.Event, error) {
	if claim.Attempt == 1 {
		return nil, nil
	}
	return p.Store.Events(ctx, g.OrgID, g.ID, 0)
}

// settle stores the outcome, trying again for a while if the database fails.
func (p *Pipeline) settle(claim host.Claim, result host.Result, events []host.Event) error {
	ctx, cancel := context.WithTimeout(context.Background(), settleFor)
	defer cancel()
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		var err error
		if result.Status == host.Rejected {
			err = p.Store.Reject(ctx, claim, result.Error, events)
		} else {
			err = p.Store.Finish(ctx, claim, result, events)
		}
		if err == nil || errors.Is(err, host.ErrClaimLost) {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

// hand gives a generation that this host cannot end back to the queue.
func (p *Pipeline) hand(log zerolog.Logger, claim host.Claim, events []host.Event) {
	ctx, cancel := context.WithTimeout(context.Background(), settleFor)
	defer cancel()
	_, err := p.Store.Append(ctx, claim, events, p.ClaimFor)
	if err == nil {
		err = p.Store.Release(ctx, claim)
	}
	if err != nil {
		log.Warn().Err(err).Msg("the generation cannot be handed over; it runs again when its claim has run out")
		return
	}
	log.Info().Msg("handed over: this host shuts down")
}

// report writes the one line per generation. The cause is for the operator;
// what the client sees is in the result.
func (p *Pipeline) report(log zerolog.Logger, result host.Result, cause error, took time.Duration) {
	if p.Observe != nil {
		p.Observe(result)
	}
	line := log.Info()
	if cause != nil {
		line = log.Warn().AnErr("cause", cause)
	}
	if result.Error != nil {
		line = line.Str("code", string(result.Error.Code))
	}
	line.Str("status", string(result.Status)).Str("type", result.ArtifactType).Str("pattern", result.Pattern).
		Int("files", len(result.Files)).Dur("ms", took).Msg("generation")
}
