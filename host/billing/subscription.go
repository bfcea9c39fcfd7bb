package billing

import (
	"context"
	"errors"
	"net/http"

	"github.com/stripe/stripe-go/v76"

	"github.com/kilnworks/kiln/host"
)

// Sync asks Stripe for all subscriptions of the org and sets its tier. The
// result's tier is empty where nothing follows from them.
func (d *Desk) Sync(ctx context.Context, orgID string) (paid host.Paid, err error) {
	account, err := d.Store.BillingAccount(ctx, orgID)
	if err != nil || account.CustomerID == "" {
		return paid, err
	}
	err = d.under(ctx, orgID, func(ctx context.Context, l host.BillingLease) error {
		found, err := d.all(ctx, account)
		if err != nil {
			return err
		}
		paid, err = d.settle(ctx, l, host.Settlement{Found: found, Renew: true})
		return err
	})
	return paid, err
}

// all returns the customer's subscriptions as they are now, and as ended those
// that are known and no longer there.
func (d *Desk) all(ctx context.Context, a host.BillingAccount) ([]host.Subscription, error) {
	params := &stripe.SubscriptionListParams{Customer: stripe.String(a.CustomerID), Status: stripe.String("all")}
	params.Context = ctx
	params.Limit = stripe.Int64(100)
	list := d.subscriptions.List(params)
	var found []host.Subscription
	there := map[string]bool{}
	for list.Next() {
		found = append(found, d.read(list.Subscription()))
		there[list.Subscription().ID] = true
	}
	if err := list.Err(); err != nil && !isMissing(err) {
		return nil, unavailable("list subscriptions", err)
	}
	for _, known := range a.Subscriptions {
		if !there[known.ID] {
			known.Status = host.Ended
			found = append(found, known)
		}
	}
	return found, nil
}

// refresh asks Stripe for one subscription and settles what it says.
func (d *Desk) refresh(ctx context.Context, l host.BillingLease, s host.Settlement, id string) error {
	params := &stripe.SubscriptionParams{}
	params.Context = ctx
	now, err := d.subscriptions.Get(id, params)
	switch {
	case isMissing(err):
		s.Found = []host.Subscription{{ID: id, Status: host.Ended}}
	case err != nil:
		return unavailable("read the subscription", err)
	default:
		s.Found = []host.Subscription{d.read(now)}
	}
	_, err = d.settle(ctx, l, s)
	return err
}

// settle stores what was found, and complains of what buys nothing.
func (d *Desk) settle(ctx context.Context, l host.BillingLease, s host.Settlement) (host.Paid, error) {
	for _, one := range s.Found {
		if _, ok := d.Tiers.ForPrice(one.Price); !ok && one.Lives() {
			d.Log.Error().Str("org", l.OrgID).Str("subscription", one.ID).Str("price", one.Price).
				Msg("a subscription has a price that buys no tier: the organization keeps the one it has")
		}
	}
	return d.Store.Settle(ctx, l, s)
}

// read takes what matters of a subscription: of several prices the one that
// buys a tier.
func (d *Desk) read(s *stripe.Subscription) host.Subscription {
	out := host.Subscription{ID: s.ID, Status: host.SubscriptionStatus(s.Status)}
	if out.Status == host.PastDue {
		out.OverdueAt = d.Now()
	}
	if s.Items == nil {
		return out
	}
	for _, item := range s.Items.Data {
		if item.Price == nil {
			continue
		}
		if _, ok := d.Tiers.ForPrice(item.Price.ID); ok || out.Price == "" {
			out.Price = item.Price.ID
			if ok {
				break
			}
		}
	}
	return out
}

func isMissing(err error) bool {
	var refused *stripe.Error
	return errors.As(err, &refused) && refused.HTTPStatusCode == http.StatusNotFound
}
