package pipeline

import (
	"context"
	"time"
)

// Serve runs what waits in the queue, whoever put it there, including what a
// host that died left behind, until ctx ends or the pipeline drains.
func (p *Pipeline) Serve(ctx context.Context) {
	tick := time.NewTicker(p.PollEvery)
	defer tick.Stop()
	sweep := time.NewTicker(time.Minute)
	defer sweep.Stop()
	failing := false
	for {
		for p.claimOne(ctx, &failing) {
		}
		select {
		case <-ctx.Done():
			return
		case <-p.drain:
			return
		case <-p.poke:
		case <-tick.C:
		case <-sweep.C:
			if _, err := p.Store.Sweep(ctx); err != nil && ctx.Err() == nil {
				p.Log.Warn().Err(err).Msg("old refusals could not be swept; trying again in a minute")
			}
		}
	}
}

// claimOne starts the oldest generation that waits. It reports whether there
// may be more. Failing remembers the last outcome, so that a database that is
// gone is logged once and not once a second.
func (p *Pipeline) claimOne(ctx context.Context, failing *bool) bool {
	select {
	case <-ctx.Done():
		return false
	case <-p.drain:
		return false
	case p.slots <- struct{}{}:
	}
	select {
	case <-p.drain: // both may have been ready
		p.release()
		return false
	default:
	}
	g, claim, err := p.Store.Claim(ctx, p.ClaimFor)
	if err != nil && ctx.Err() == nil && !*failing {
		p.Log.Error().Err(err).Msg("the queue cannot be read; trying again")
	}
	*failing = err != nil
	if err != nil || claim == nil {
		p.backlog.Store(false)
		p.release()
		return false
	}
	p.start(g, *claim)
	return true
}
