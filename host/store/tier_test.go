package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

const day = 24 * time.Hour

// tiered opens a store with a trial of two generations and a tier of one.
func tiered(t *testing.T, c store.Config) (*store.Store, *clock) {
	c.Tiers = host.Tiers{{Name: "trial", Quota: 2, Trial: 14 * day}, {Name: "pro", Quota: 1}}
	s, now := storetest.Open(t, c), newClock()
	s.SetClock(now.now)
	return s, now
}

func TestTrial(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s, now := tiered(t, c)
		org := demo(t, s)
		ends := now.now().Add(14 * day).UTC().Truncate(time.Microsecond)
		generate := func() error {
			r, err := s.Enqueue(ctx, order(org.ID, "", time.Minute))
			if err != nil {
				return err
			}
			return s.Finish(ctx, *r.Claim, succeeded(), nil)
		}
		check(t, generate())
		standing := must[host.Standing](t)(s.Standing(ctx, org.ID))
		equal(t, "quota", standing.Quota, host.Quota{Used: 1, Limit: 2, ResetAt: ends})
		equal(t, "end", standing.EndsAt, ends)

		// A month's end gives a trial nothing new.
		now.advance(13 * day)
		check(t, generate())
		e := wantCode(t, generate(), host.TrialRestricted)
		equal(t, "used up", *e.Quota, host.TierQuota{Tier: "trial", Quota: host.Quota{Used: 2, Limit: 2}})
		now.advance(day)
		e = wantCode(t, generate(), host.TrialExpired)
		equal(t, "over", *e.Quota, host.TierQuota{Tier: "trial", Quota: host.Quota{Used: 2, Limit: 2}})

		must[host.Org](t)(s.SetTier(ctx, org.ID, "pro", host.Operator))
		check(t, generate())
		e = wantCode(t, generate(), host.QuotaExceeded)
		equal(t, "used up", e.Quota.ResetAt, time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
		now.advance(31 * day)
		check(t, generate())

		// An operator can grant another trial.
		must[host.Org](t)(s.SetTier(ctx, org.ID, "trial", host.Operator))
		check(t, generate())
		equal(t, "begun anew", must[host.Standing](t)(s.Standing(ctx, org.ID)).Quota.Used, int64(1))
		_, err := s.SetTier(ctx, org.ID, "gold", host.Operator)
		wantCode(t, err, host.NotFound)
	})
}

func TestTierThatEnds(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		c.Tiers = host.Tiers{{Name: "free", Quota: 5}, {Name: "pro", Quota: 50, Prices: []string{"price_1"}}}
		s, now := storetest.Open(t, c), newClock()
		s.SetClock(now.now)
		org := demo(t, s)
		lease := must[host.BillingLease](t)(s.LeaseBilling(ctx, org.ID, time.Hour))
		settle := func(event string, all ...host.Subscription) host.Paid {
			return must[host.Paid](t)(s.Settle(ctx, lease, host.Settlement{EventID: event, Found: all}))
		}
		name := func() string { return must[host.Standing](t)(s.Standing(ctx, org.ID)).Tier.Name }
		overdue := func() host.Subscription {
			return host.Subscription{ID: "sub_1", Status: host.PastDue, Price: "price_1", OverdueAt: now.now()}
		}
		settle("evt_1", overdue())
		equal(t, "in the grace", name(), "pro")
		now.advance(6 * day)
		settle("evt_2", overdue())
		now.advance(day)
		equal(t, "a week after it was first past due", name(), "free")
		settle("evt_3", host.Subscription{ID: "sub_1", Status: host.Active, Price: "price_1"})
		equal(t, "paid", name(), "pro")
		equal(t, "an event that was had", settle("evt_3", host.Subscription{ID: "sub_1", Status: host.Ended}), host.Paid{})
		equal(t, "still", name(), "pro")
		now.advance(time.Minute)
		settle("evt_4", overdue())
		now.advance(6 * day)
		equal(t, "another grace", name(), "pro")

		now.advance(61 * day)
		must[int](t)(s.Sweep(ctx))
		equal(t, "old events are forgotten", count(t, s, "billing_events"), 0)
	})
}

// A lease keeps others out, and what is done after it ran out changes nothing.
func TestBillingLease(t *testing.T) {
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s, now := tiered(t, c)
		org := demo(t, s)
		first := must[host.BillingLease](t)(s.LeaseBilling(ctx, org.ID, time.Minute))
		soon, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
		defer cancel()
		if _, err := s.LeaseBilling(soon, org.ID, time.Minute); err == nil {
			t.Fatal("two hold the lease")
		}
		now.advance(2 * time.Minute)
		second := must[host.BillingLease](t)(s.LeaseBilling(ctx, org.ID, time.Minute))
		for what, err := range map[string]error{
			"customer": s.SetCustomer(ctx, first, "cus_1"), "checkout": s.SetCheckout(ctx, first, host.Checkout{ID: "cs_1"}),
		} {
			if !errors.Is(err, host.ErrLeaseLost) {
				t.Errorf("%s: %v", what, err)
			}
		}
		_, err := s.Settle(ctx, first, host.Settlement{Found: []host.Subscription{{ID: "sub_1", Status: host.Ended}}})
		if !errors.Is(err, host.ErrLeaseLost) {
			t.Errorf("settle: %v", err)
		}
		check(t, s.ReleaseBilling(ctx, first)) // changes nothing
		check(t, s.SetCustomer(ctx, second, "cus_2"))
		check(t, s.ReleaseBilling(ctx, second))
		must[host.BillingLease](t)(s.LeaseBilling(ctx, org.ID, time.Minute))
		equal(t, "customer", must[string](t)(s.OrgOfCustomer(ctx, "cus_2")), org.ID)
		equal(t, "customers", must[[]string](t)(s.BillingOrgs(ctx)), []string{org.ID})
		_, err = s.OrgOfCustomer(ctx, "")
		wantCode(t, err, host.NotFound)
		_, err = s.LeaseBilling(ctx, "org_nobody", time.Minute)
		wantCode(t, err, host.NotFound)
	})
}
