package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// quotaCharge is what a generation was charged: one of its org's period.
type quotaCharge struct {
	periodAt int64 // begin of the period; 0: nothing is charged
	untilAt  int64 // its end; 0 for generations of the time when each was a month
	used     int64 // this one included
	limit    int64 // 0: unlimited
}

func (c quotaCharge) shown() host.Quota {
	if c.periodAt == 0 {
		return host.Quota{Limit: c.limit}
	}
	until := fromMicros(c.untilAt)
	if until.IsZero() {
		_, until = host.Tier{}.Period(host.Org{}, fromMicros(c.periodAt))
	}
	return host.Quota{Used: c.used, Limit: c.limit, ResetAt: until}
}

// charge takes one generation out of the org's quota. Every transaction
// touches an org's quota before its generations, so that no two wait for each other.
func (s *Store) charge(ctx context.Context, tx querier, orgID string, at time.Time) (quotaCharge, error) {
	org, tier, err := s.tierOf(ctx, tx, orgID, at)
	if err != nil {
		return quotaCharge{}, err
	}
	from, until := tier.Period(org, at)
	c := quotaCharge{periodAt: micros(from), untilAt: micros(until), limit: tier.Quota}
	if tier.Expired(until, at) {
		return c, refusal(ctx, tx, tier, orgID, from, until, at)
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO quotas AS q (org_id, period_at, used) VALUES ($1, $2, 1)
		ON CONFLICT (org_id, period_at) DO UPDATE SET used = q.used + 1
			WHERE CAST($3 AS BIGINT) = 0 OR q.used < $3
		RETURNING used`, orgID, c.periodAt, c.limit).Scan(&c.used)
	if errors.Is(err, sql.ErrNoRows) {
		err = refusal(ctx, tx, tier, orgID, from, until, at)
	}
	return c, err
}

func refusal(ctx context.Context, tx querier, tier host.Tier, orgID string, from, until, at time.Time) error {
	used, err := usedOf(ctx, tx, orgID, from)
	if err != nil {
		return err
	}
	return tier.Refusal(used, until, at)
}

// refund gives back what was charged, to the period that was charged.
func refund(ctx context.Context, tx querier, orgID string, periodAt int64) error {
	if periodAt == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx,
		`UPDATE quotas SET used = used - 1 WHERE org_id = $1 AND period_at = $2`, orgID, periodAt)
	return err
}
