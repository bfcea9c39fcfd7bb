package store

import (
	"context"
	"time"
)

// tombstoneFor is how long what is left of a rejected generation is kept for
// those still watching.
const tombstoneFor = 10 * time.Minute

// Sweep removes what is left of generations that were rejected a while ago,
// and returns how many; and events of the payment provider that come no more.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	var n int64
	err := s.tx(ctx, func(tx querier) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM generations WHERE status = 'rejected' AND completed_at < $1`,
			micros(s.now().Add(-tombstoneFor)))
		if err != nil {
			return err
		}
		if n, err = r.RowsAffected(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM billing_events WHERE received_at < $1`, micros(s.now().Add(-eventsFor)))
		return err
	})
	return int(n), err
}
