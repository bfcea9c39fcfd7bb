package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// throttle is how often something may be done: burst times at once, then once
// per interval.
type throttle struct {
	key      string
	interval time.Duration
	burst    int64
}

// pass takes one turn and reports whether there was one left (GCRA).
func (t throttle) pass(ctx context.Context, tx querier, now time.Time) (bool, error) {
	var tat int64
	interval := t.interval.Microseconds()
	err := tx.QueryRowContext(ctx, `INSERT INTO throttles AS t (key, tat) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT))
		ON CONFLICT (key) DO UPDATE SET tat = CASE WHEN t.tat > $2 THEN t.tat ELSE $2 END + $3
			WHERE t.tat - $2 <= $4
		RETURNING tat`, t.key, micros(now), interval, interval*(t.burst-1)).Scan(&tat)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
