package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Take counts a call of the org, that came at that time, against its rate. It
// is exact over all hosts: one statement decides and counts at once.
func (s *Store) Take(ctx context.Context, orgID string, at time.Time) (host.Allowance, error) {
	at = fromMicros(micros(at))
	rate, err := s.rateOf(ctx, orgID, at)
	if err != nil || !rate.Bounds() {
		return host.Allowance{Granted: err == nil}, err
	}
	var arrival int64
	err = s.limits.QueryRowContext(ctx, `INSERT INTO rate_limits AS r (org_id, arrival_at)
			VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT))
		ON CONFLICT (org_id) DO UPDATE
			SET arrival_at = CASE WHEN r.arrival_at > $2 THEN r.arrival_at ELSE $2 END + $3
			WHERE r.arrival_at - $2 <= $4
		RETURNING arrival_at`, orgID, micros(at), rate.Interval().Microseconds(),
		(rate.Window() - rate.Interval()).Microseconds()).Scan(&arrival)
	if errors.Is(err, sql.ErrNoRows) {
		a, err := s.allowance(ctx, rate, orgID, at)
		a.Granted = false
		a.Remaining, a.RetryAfter = 0, max(a.RetryAfter, 1) // time may have gone by meanwhile
		return a, err
	}
	if err != nil {
		return host.Allowance{}, notSaved(ctx, err)
	}
	return rate.Allowance(fromMicros(arrival), at, true), nil
}

// Allowance returns how the org stands to its rate, and counts nothing.
func (s *Store) Allowance(ctx context.Context, orgID string, at time.Time) (host.Allowance, error) {
	at = fromMicros(micros(at))
	rate, err := s.rateOf(ctx, orgID, at)
	if err != nil || !rate.Bounds() {
		return host.Allowance{Granted: err == nil}, err
	}
	return s.allowance(ctx, rate, orgID, at)
}

func (s *Store) allowance(ctx context.Context, rate host.Rate, orgID string, at time.Time) (host.Allowance, error) {
	var arrival int64
	err := s.limits.QueryRowContext(ctx,
		`SELECT arrival_at FROM rate_limits WHERE org_id = $1`, orgID).Scan(&arrival)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return host.Allowance{}, notRead(ctx, err)
	}
	return rate.Allowance(fromMicros(arrival), at, true), nil
}

func (s *Store) rateOf(ctx context.Context, orgID string, at time.Time) (host.Rate, error) {
	_, tier, err := s.tierOf(ctx, s.read, orgID, at)
	return tier.Rate, notRead(ctx, err)
}
