package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/kilnworks/kiln/host"
)

// quotaCharge is what a generation was charged: one of its org's month.
type quotaCharge struct {
	periodAt int64 // begin of the month; 0: nothing is charged
	used     int64 // this one included
	limit    int64 // 0: unlimited
}

func (c quotaCharge) shown() host.Quota {
	if c.periodAt == 0 {
		return host.Quota{Limit: c.limit}
	}
	_, resetAt := host.QuotaPeriod(fromMicros(c.periodAt))
	return host.Quota{Used: c.used, Limit: c.limit, ResetAt: resetAt}
}

// charge takes one generation out of the org's quota. Every transaction
// touches an org's quota before its generations, so that no two wait for each other.
func (s *Store) charge(ctx context.Context, tx querier, orgID string, at time.Time) (quotaCharge, error) {
	tier, err := s.tierOf(ctx, tx, orgID)
	if err != nil {
		return quotaCharge{}, err
	}
	from, until := host.QuotaPeriod(at)
	c := quotaCharge{periodAt: micros(from), limit: tier.Quota}
	err = tx.QueryRowContext(ctx, `INSERT INTO quotas AS q (org_id, period_at, used) VALUES ($1, $2, 1)
		ON CONFLICT (org_id, period_at) DO UPDATE SET used = q.used + 1
			WHERE CAST($3 AS BIGINT) = 0 OR q.used < $3
		RETURNING used`, orgID, c.periodAt, c.limit).Scan(&c.used)
	if errors.Is(err, sql.ErrNoRows) {
		return c, host.Errorf(host.QuotaExceeded,
			"all %d generations of the tier %s are used up until %s; upgrade, or wait until then",
			tier.Quota, tier.Name, until.Format(time.RFC3339))
	}
	return c, err
}

// refund gives back what was charged, to the month that was charged.
func refund(ctx context.Context, tx querier, orgID string, periodAt int64) error {
	if periodAt == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx,
		`UPDATE quotas SET used = used - 1 WHERE org_id = $1 AND period_at = $2`, orgID, periodAt)
	return err
}

func (s *Store) tierOf(ctx context.Context, tx querier, orgID string) (host.Tier, error) {
	name, err := tierName(ctx, tx, orgID)
	if err != nil {
		return host.Tier{}, err
	}
	i := slices.IndexFunc(s.tiers, func(t host.Tier) bool { return t.Name == name })
	if i < 0 {
		return host.Tier{}, fmt.Errorf("org %s has the tier %q, which this host is not configured for", orgID, name)
	}
	return s.tiers[i], nil
}

func tierName(ctx context.Context, tx querier, orgID string) (name string, err error) {
	err = tx.QueryRowContext(ctx, `SELECT tier FROM orgs WHERE id = $1`, orgID).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("org", orgID)
	}
	return name, err
}
