package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/kilnworks/kiln/host"
)

// Standing returns an org's tier and what is used of its quota now.
func (s *Store) Standing(ctx context.Context, orgID string) (host.Tier, host.Quota, error) {
	tier, err := s.tierOf(ctx, s.read, orgID)
	if err != nil {
		return host.Tier{}, host.Quota{}, notRead(ctx, err)
	}
	from, until := host.QuotaPeriod(s.now())
	q := host.Quota{Limit: tier.Quota, ResetAt: until}
	err = s.read.QueryRowContext(ctx, `SELECT used FROM quotas WHERE org_id = $1 AND period_at = $2`,
		orgID, micros(from)).Scan(&q.Used)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return tier, q, notRead(ctx, err)
}
