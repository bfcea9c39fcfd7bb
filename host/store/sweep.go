package store

import (
	"context"
	"time"

	"github.com/kilnworks/kiln/host"
)

// How long what is over is kept.
const (
	// tombstoneFor is for what is left of a rejected generation and those still
	// watching it.
	tombstoneFor = 10 * time.Minute
	// linkFor is for links, sent or not: nobody waits for a mail from yesterday.
	linkFor = 24 * time.Hour
)

// sweepAtOnce bounds how many rows of a kind one sweep removes, and so how
// long it keeps others waiting.
const sweepAtOnce = 1000

// Sweep removes what is over: rejected generations, sessions and links that
// have expired, counts of strangers who have been quiet, and the payment
// provider's events that come no more. It returns how many rows that were.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	now := s.now()
	var n int64
	err := s.tx(ctx, func(tx querier) error {
		n = 0
		for _, one := range []struct {
			statement string
			before    time.Time
		}{
			{`DELETE FROM generations WHERE (org_id, id) IN (SELECT org_id, id FROM generations
				WHERE status = 'rejected' AND completed_at < $1 LIMIT $2)`, now.Add(-tombstoneFor)},
			{`DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 LIMIT $2)`, now},
			{`DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE last_used_at < $1 LIMIT $2)`, now.Add(-host.SessionIdle)},
			{`DELETE FROM links WHERE id IN (SELECT id FROM links WHERE created_at < $1 LIMIT $2)`, now.Add(-linkFor)},
			{`DELETE FROM throttles WHERE key IN (SELECT key FROM throttles WHERE tat < $1 LIMIT $2)`, now},
			{`DELETE FROM billing_events WHERE id IN (SELECT id FROM billing_events WHERE received_at < $1 LIMIT $2)`, now.Add(-eventsFor)},
		} {
			r, err := tx.ExecContext(ctx, one.statement, micros(one.before), sweepAtOnce)
			if err != nil {
				return err
			}
			removed, err := r.RowsAffected()
			if err != nil {
				return err
			}
			n += removed
		}
		return nil
	})
	return int(n), err
}
