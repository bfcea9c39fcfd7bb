package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/kilnworks/kiln/host"
)

// BillingAccount returns what an org is at the payment provider.
func (s *Store) BillingAccount(ctx context.Context, orgID string) (host.BillingAccount, error) {
	a := host.BillingAccount{OrgID: orgID}
	err := s.read.QueryRowContext(ctx, `SELECT customer_id, checkout_id, checkout_terms FROM billing WHERE org_id = $1`,
		orgID).Scan(&a.CustomerID, &a.Checkout.ID, &a.Checkout.Terms)
	if errors.Is(err, sql.ErrNoRows) {
		return a, nil
	}
	if err == nil {
		a.Subscriptions, err = subscriptions(ctx, s.read, orgID)
	}
	return a, notRead(ctx, err)
}

// BillingOrgs returns the ids of all orgs that are customers.
func (s *Store) BillingOrgs(ctx context.Context) ([]string, error) {
	all, err := collect(ctx, s.read, scanText, `SELECT org_id FROM billing WHERE customer_id <> '' ORDER BY org_id`)
	return all, notRead(ctx, err)
}

func scanText(r row) (text string, err error) {
	err = r.Scan(&text)
	return text, err
}

// OrgOfCustomer returns the id of the org that is this customer, or not_found.
func (s *Store) OrgOfCustomer(ctx context.Context, customerID string) (orgID string, err error) {
	if !storable(customerID) || customerID == "" {
		return "", notFound("customer", customerID)
	}
	err = s.read.QueryRowContext(ctx, `SELECT org_id FROM billing WHERE customer_id = $1 AND customer_id <> ''`,
		customerID).Scan(&orgID)
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("customer", customerID)
	}
	return orgID, notRead(ctx, err)
}

// leasePoll is how long it takes to notice that a lease is free.
const leasePoll = 25 * time.Millisecond

// LeaseBilling waits for the right to talk to the provider about an org, and
// holds it for that long at most.
func (s *Store) LeaseBilling(ctx context.Context, orgID string, hold time.Duration) (host.BillingLease, error) {
	lease := host.BillingLease{OrgID: orgID, Token: host.NewID("lease")}
	for {
		taken := false
		err := s.tx(ctx, func(tx querier) error {
			if _, err := orgByID(ctx, tx, orgID); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO billing (org_id) VALUES ($1) ON CONFLICT (org_id) DO NOTHING`, orgID)
			if err != nil {
				return err
			}
			now := s.now()
			taken, err = changedOne(tx.ExecContext(ctx, `UPDATE billing SET lease = $1, leased_until_at = $2
				WHERE org_id = $3 AND leased_until_at <= $4`, lease.Token, micros(now.Add(hold)), orgID, micros(now)))
			return err
		})
		if err != nil || taken {
			return lease, err
		}
		select {
		case <-time.After(leasePoll):
		case <-ctx.Done():
			return lease, notSaved(ctx, ctx.Err())
		}
	}
}

// ReleaseBilling ends a lease; one that is lost is left alone.
func (s *Store) ReleaseBilling(ctx context.Context, l host.BillingLease) error {
	_, err := s.write.ExecContext(ctx, `UPDATE billing SET leased_until_at = 0 WHERE org_id = $1 AND lease = $2`, l.OrgID, l.Token)
	return notSaved(ctx, err)
}

// SetCustomer stores which customer the org is.
func (s *Store) SetCustomer(ctx context.Context, l host.BillingLease, customerID string) error {
	return s.tx(ctx, func(tx querier) error {
		return leased(changedOne(tx.ExecContext(ctx, `UPDATE billing SET customer_id = $1 WHERE org_id = $2 AND lease = $3`,
			customerID, l.OrgID, l.Token)))
	})
}

// SetCheckout stores which checkout was opened for the org.
func (s *Store) SetCheckout(ctx context.Context, l host.BillingLease, c host.Checkout) error {
	return s.tx(ctx, func(tx querier) error {
		return leased(changedOne(tx.ExecContext(ctx, `UPDATE billing SET checkout_id = $1, checkout_terms = $2
			WHERE org_id = $3 AND lease = $4`, c.ID, c.Terms, l.OrgID, l.Token)))
	})
}

// leased turns a guarded change that found no row into [host.ErrLeaseLost].
func leased(done bool, err error) error {
	if err == nil && !done {
		return host.ErrLeaseLost
	}
	return err
}

// SeenEvent reports whether the provider's event has had its effect.
func (s *Store) SeenEvent(ctx context.Context, id string) (seen bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM billing_events WHERE id = $1)`, id).Scan(&seen)
	return seen, notRead(ctx, err)
}
