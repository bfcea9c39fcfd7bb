package store

import (
	"context"
	"time"

	"github.com/kilnworks/kiln/host"
)

// billingActor is whom the audit log names for a tier that was paid for.
var billingActor = host.Actor{ID: "stripe"}

// eventsFor is how long events are remembered: several times as long as the
// provider tries to deliver one.
const eventsFor = 60 * 24 * time.Hour

// Settle stores what was found at the provider, in one transaction with the
// event that it was looked for because of, and gives the org the tier that
// follows. An event that had its effect before has none; found is false then.
func (s *Store) Settle(ctx context.Context, l host.BillingLease, found host.Settlement) (paid host.Paid, err error) {
	err = s.tx(ctx, func(tx querier) error {
		paid = host.Paid{}
		if err := holds(ctx, tx, l); err != nil {
			return err
		}
		if fresh, err := s.rememberEvent(ctx, tx, found.EventID); err != nil || !fresh {
			return err
		}
		before, err := subscriptions(ctx, tx, l.OrgID)
		if err != nil {
			return err
		}
		for _, one := range found.Found {
			if err := s.keepSubscription(ctx, tx, l.OrgID, one); err != nil {
				return err
			}
		}
		after, err := subscriptions(ctx, tx, l.OrgID)
		if err != nil {
			return err
		}
		paid = s.tiers.Paid(after)
		if paid.Tier == "" || paid == s.tiers.Paid(before) && !found.Renew {
			return nil
		}
		return s.grant(ctx, tx, l.OrgID, paid)
	})
	return paid, err
}

// holds checks the lease and keeps others from it until the transaction ends.
func holds(ctx context.Context, tx querier, l host.BillingLease) error {
	return leased(changedOne(tx.ExecContext(ctx, `UPDATE billing SET lease = lease WHERE org_id = $1 AND lease = $2`,
		l.OrgID, l.Token)))
}

func (s *Store) rememberEvent(ctx context.Context, tx querier, id string) (fresh bool, err error) {
	if id == "" {
		return true, nil
	}
	return changedOne(tx.ExecContext(ctx, `INSERT INTO billing_events (id, received_at) VALUES ($1, $2)
		ON CONFLICT (id) DO NOTHING`, id, micros(s.now())))
}

func (s *Store) keepSubscription(ctx context.Context, tx querier, orgID string, one host.Subscription) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO subscriptions AS s (org_id, id, status, price_id, overdue_at)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org_id, id) DO UPDATE SET status = excluded.status, price_id = excluded.price_id,
			overdue_at = CASE WHEN excluded.overdue_at > 0 AND s.overdue_at > 0 THEN s.overdue_at
				ELSE excluded.overdue_at END`,
		orgID, one.ID, string(one.Status), one.Price, micros(one.OverdueAt))
	return err
}

// grant gives the org the tier. A trial that it falls back to is the one that
// it had: nobody gets another by paying for a month.
func (s *Store) grant(ctx context.Context, tx querier, orgID string, p host.Paid) error {
	changed, err := changedOne(tx.ExecContext(ctx, `UPDATE orgs SET tier = $1, tier_until_at = $2
		WHERE id = $3 AND (tier <> $1 OR tier_until_at <> $2)`, p.Tier, micros(p.Until), orgID))
	if err != nil || !changed {
		return err
	}
	detail := p.Tier
	if !p.Until.IsZero() {
		detail += " until " + p.Until.UTC().Format(time.RFC3339)
	}
	return s.note(ctx, tx, host.AuditEntry{OrgID: orgID, Actor: billingActor, Action: host.AuditOrgTierChanged,
		Subject: orgID, Detail: detail})
}

func subscriptions(ctx context.Context, q querier, orgID string) ([]host.Subscription, error) {
	return collect(ctx, q, scanSubscription,
		`SELECT id, status, price_id, overdue_at FROM subscriptions WHERE org_id = $1 ORDER BY id`, orgID)
}

func scanSubscription(r row) (host.Subscription, error) {
	var one host.Subscription
	var overdueAt int64
	err := r.Scan(&one.ID, &one.Status, &one.Price, &overdueAt)
	one.OverdueAt = fromMicros(overdueAt)
	return one, err
}
