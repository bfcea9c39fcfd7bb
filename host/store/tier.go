package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Tiers returns all tiers that this host is configured for.
func (s *Store) Tiers() host.Tiers { return s.tiers }

// Standing returns what an org has now and how much of it is used in this
// period. The quota's limit is 0 where there is none.
func (s *Store) Standing(ctx context.Context, orgID string) (host.Standing, error) {
	at := s.now()
	org, tier, err := s.tierOf(ctx, s.read, orgID, at)
	if err != nil {
		return host.Standing{}, notRead(ctx, err)
	}
	from, until := tier.Period(org, at)
	used, err := usedOf(ctx, s.read, orgID, from)
	standing := host.Standing{Tier: tier, Quota: host.Quota{Used: used, Limit: tier.Quota, ResetAt: until}}
	switch {
	case tier.Trial > 0:
		standing.EndsAt = until
	case at.Before(org.TierUntil):
		standing.EndsAt = org.TierUntil
	}
	return standing, notRead(ctx, err)
}

// SetTier gives an org a tier, for ever; a trial begins anew.
func (s *Store) SetTier(ctx context.Context, orgID, tier string, by host.Actor) (host.Org, error) {
	set, ok := s.tiers.Named(tier)
	if !ok {
		return host.Org{}, notFound("tier", tier)
	}
	var trialFrom int64
	if set.Trial > 0 {
		trialFrom = micros(s.now())
	}
	var o host.Org
	err := s.tx(ctx, func(tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE orgs SET tier = $1, tier_until_at = 0,
			trial_from_at = CASE WHEN CAST($2 AS BIGINT) = 0 THEN trial_from_at ELSE $2 END
			WHERE id = $3`, tier, trialFrom, orgID)
		if err != nil {
			return err
		}
		if o, err = orgByID(ctx, tx, orgID); err != nil {
			return err
		}
		return s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: by, Action: host.AuditOrgTierChanged, Subject: orgID, Detail: tier})
	})
	return o, err
}

// CheckTiers refuses a database whose orgs have tiers that this host is not
// configured for: their calls would all fail.
func (s *Store) CheckTiers(ctx context.Context) error {
	found, err := collect(ctx, s.read, scanTierCount, `SELECT tier, COUNT(*) FROM orgs GROUP BY tier ORDER BY tier`)
	if err != nil {
		return notRead(ctx, err)
	}
	var mistakes []error
	for _, f := range found {
		if _, ok := s.tiers.Named(f.name); !ok {
			mistakes = append(mistakes, host.Errorf(host.ValidationFailed,
				"%d of the organizations have the tier %q, which is not configured", f.orgs, f.name))
		}
	}
	return errors.Join(mistakes...)
}

type tierCount struct {
	name string
	orgs int64
}

func scanTierCount(r row) (c tierCount, err error) {
	err = r.Scan(&c.name, &c.orgs)
	return c, err
}

func (s *Store) tierOf(ctx context.Context, q querier, orgID string, at time.Time) (host.Org, host.Tier, error) {
	o, err := orgByID(ctx, q, orgID)
	if err != nil {
		return o, host.Tier{}, err
	}
	tier, err := s.tiers.Of(o, at)
	return o, tier, err
}

func usedOf(ctx context.Context, q querier, orgID string, from time.Time) (used int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT used FROM quotas WHERE org_id = $1 AND period_at = $2`,
		orgID, micros(from)).Scan(&used)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return used, err
}
