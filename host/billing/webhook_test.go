package billing_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/billing"
	"github.com/kilnworks/kiln/host/billing/stripetest"
	"github.com/kilnworks/kiln/host/store"
)

// kinds are the events around a subscription that was made, changed, not paid
// for, paid for and ended.
var kinds = []string{"customer.subscription.created", "customer.subscription.updated", "invoice.payment_failed",
	"invoice.paid", "customer.subscription.deleted"}

// permutations returns the orders of n things.
func permutations(n int) (all [][]int) {
	if n == 0 {
		return [][]int{nil}
	}
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			all = append(all, append(append(append([]int{}, shorter[:at]...), n-1), shorter[at:]...))
		}
	}
	return all
}

// TestOrderOfEventsDoesNotMatter delivers every permutation of five events,
// each with a repetition, while the subscription is in each state that it can
// be in. The tier must be that of the state, always.
func TestOrderOfEventsDoesNotMatter(t *testing.T) {
	for status, want := range map[string]string{"active": "pro", "trialing": "pro", "past_due": "pro", "canceled": "trial",
		"unpaid": "trial", "paused": "trial", "incomplete_expired": "trial", "incomplete": "trial", "something_new": "trial"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			s := open(t, store.Config{DataDir: t.TempDir()})
			sub := s.subscribe("price_pro")
			common := strings.Contains("active past_due canceled", status)
			for n, order := range permutations(len(kinds)) {
				if !common && n%10 != 0 {
					continue
				}
				// Begin where the order would show: at the opposite.
				begin := map[string]string{"trial": "active", "pro": "canceled"}[want]
				if status == "incomplete" || status == "something_new" {
					begin = "canceled" // these change nothing
				}
				sub.Status = begin
				s.stripe.Set(sub)
				s.mustHear(fmt.Sprint("evt_", n, "_begin"), kinds[1], sub)
				sub.Status = status
				s.stripe.Set(sub)
				for i, k := range append(order, order[n%len(order)]) {
					// A repetition is the same event, or another one about the same.
					id := fmt.Sprint("evt_", n, "_", k)
					if i == len(order) && n%2 == 1 {
						id += "_again"
					}
					s.mustHear(id, kinds[k], sub)
				}
				s.wantTier(want, fmt.Sprint(order))
				if t.Failed() {
					return
				}
			}
		})
	}
}

// TestEventsAtOnceEndInTheNewestState delivers events to both hosts while the
// subscription changes: what was asked later must be what stays.
func TestEventsAtOnceEndInTheNewestState(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_pro")
		for round := range 5 {
			var all sync.WaitGroup
			for i, status := range []string{"active", "past_due", "canceled", "active", "unpaid", []string{"active", "canceled"}[round%2]} {
				sub.Status = status
				s.stripe.Set(sub)
				for twice := range 2 {
					body := stripetest.Event(fmt.Sprint("evt_", round, "_", i), kinds[i%len(kinds)], sub)
					all.Go(func() {
						if err := s.hear(twice, body); err != nil {
							s.Error(err)
						}
					})
				}
			}
			all.Wait()
			s.wantTier([]string{"pro", "trial"}[round%2], fmt.Sprint("round ", round))
		}
	})
}

func TestSignatures(t *testing.T) {
	s := open(t, store.Config{DataDir: t.TempDir()})
	sub := s.subscribe("price_pro")
	body, now := stripetest.Event("evt_1", "invoice.paid", sub), time.Now()
	good := stripetest.Sign(body, secret, now)
	for name, signature := range map[string]string{
		"none": "", "nonsense": "hello", "another secret": stripetest.Sign(body, "whsec_other", now),
		"another body": stripetest.Sign([]byte("{}"), secret, now), "too old": stripetest.Sign(body, secret, now.Add(-301*time.Second)),
		"a day ahead": stripetest.Sign(body, secret, now.Add(24*time.Hour)), "six minutes ahead": stripetest.Sign(body, secret, now.Add(6*time.Minute)),
		"no time": good[strings.Index(good, ",")+1:], "a time added": good + ",t=" + fmt.Sprint(now.Unix()+1), "no version": "t=" + fmt.Sprint(now.Unix()),
		"old scheme": strings.Replace(good, "v1=", "v0=", 1), "a time too large": "t=99999999999999999999,v1=aa",
	} {
		wantCode(t, name, s.desks[0].Receive(ctx, body, signature), host.InvalidSignature)
	}
	s.wantTier("trial", "after bad signatures")
	for name, signature := range map[string]string{
		"the other secret": stripetest.Sign(body, "whsec_old", now), "a bit old": stripetest.Sign(body, secret, now.Add(-280*time.Second)),
		"a bit ahead": stripetest.Sign(body, secret, now.Add(280*time.Second)), "several": good + ",v1=00ff",
	} {
		if err := s.desks[0].Receive(ctx, body, signature); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.wantTier("pro", "after good ones")
}

func TestEventsOfOtherFormsAndVersions(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_pro")
		object := map[string]any{"object": "invoice", "customer": map[string]any{"id": sub.Customer},
			"parent": map[string]any{"subscription_details": map[string]any{"subscription": sub.ID}}}
		if err := s.hear(0, stripetest.Wrap("evt_1", "invoice.paid", "2026-08-26.dahlia", object)); err != nil {
			s.Error(err)
		}
		s.wantTier("pro", "an invoice of today's form")
		sub.Status = "canceled"
		s.stripe.Set(sub)
		// An event that names nobody but the customer.
		if err := s.hear(0, stripetest.Wrap("evt_2", "customer.updated", "", map[string]any{"object": "customer", "id": sub.Customer})); err != nil {
			s.Error(err)
		}
		s.wantTier("trial", "an event about the customer")

		for i, body := range []string{"", "null", "[]", `{"id": 7}`, `{"id":"evt_x/../y"}`, `{"id":"evt_1"`, `{"object":"event"}`} {
			wantCode(s.T, fmt.Sprint(i), s.hear(0, []byte(body)), host.InvalidJSON)
		}
		for i, object := range []any{nil, "text", map[string]any{}, map[string]any{"customer": "cus_nobody"}, map[string]any{"customer": 7, "subscription": []int{1}},
			map[string]any{"customer": sub.Customer + "/x"}} {
			if err := s.hear(0, stripetest.Wrap(fmt.Sprint("evt_odd_", i), "x", "", object)); err != nil && host.ErrorCode(err) != host.InvalidJSON {
				s.Errorf("%v: %v", object, err)
			}
		}
	})
}

func TestGraceEnds(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_pro")
		s.mustHear("evt_1", "invoice.paid", sub)
		sub.Status = "past_due"
		s.stripe.Set(sub)
		desk := func(ago time.Duration) *billing.Desk {
			c := s.desks[0].Config
			c.Now = func() time.Time { return time.Now().Add(-ago) }
			return billing.New(c)
		}
		// Found past due a little less than a week ago, and again now: grace is not renewed.
		if _, err := desk(7*24*time.Hour-time.Second).Sync(ctx, s.org.ID); err != nil {
			s.Fatal(err)
		}
		s.wantTier("pro", "within the grace")
		if now, err := s.db.Standing(ctx, s.org.ID); err != nil || now.EndsAt.IsZero() {
			s.Errorf("%+v, %v", now, err)
		}
		s.mustHear("evt_2", "invoice.payment_failed", sub)
		time.Sleep(1100 * time.Millisecond)
		s.wantTier("trial", "after the grace")
		sub.Status = "active"
		s.stripe.Set(sub)
		s.mustHear("evt_3", "invoice.paid", sub)
		s.wantTier("pro", "paid after all")
	})
}

func TestUnknownPriceKeepsTheTier(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_pro")
		s.mustHear("evt_1", "invoice.paid", sub)
		sub.Price = "price_unheard_of"
		s.stripe.Set(sub)
		s.mustHear("evt_2", "customer.subscription.updated", sub)
		s.wantTier("pro", "after an unknown price")
		if log := s.log.String(); !strings.Contains(log, `"level":"error"`) || !strings.Contains(log, "price_unheard_of") {
			s.Errorf("the log says nothing of it: %s", log)
		}
		sub.Price = "price_starter_yearly"
		s.stripe.Set(sub)
		s.mustHear("evt_3", "customer.subscription.updated", sub)
		s.wantTier("starter", "after a change of price")
	})
}

func TestSync(t *testing.T) {
	eachShop(t, func(s *shop) {
		if paid, err := s.desks[0].Sync(ctx, s.org.ID); err != nil || paid.Tier != "" {
			s.Errorf("an org that is no customer: %+v, %v", paid, err)
		}
		sub := s.subscribe("price_pro")
		if paid, err := s.desks[0].Sync(ctx, s.org.ID); err != nil || paid.Tier != "pro" {
			s.Errorf("%+v, %v", paid, err)
		}
		s.wantTier("pro", "though no event came")
		if _, err := s.db.SetTier(ctx, s.org.ID, "starter", host.Operator); err != nil {
			s.Fatal(err)
		}
		// An event that brings nothing new leaves an operator's decision alone; a sync does not.
		s.mustHear("evt_1", "invoice.paid", sub)
		s.wantTier("starter", "set by an operator")
		if _, err := s.desks[1].Sync(ctx, s.org.ID); err != nil {
			s.Error(err)
		}
		s.wantTier("pro", "after the sync")
		s.stripe.Forget(sub.ID)
		if paid, err := s.desks[0].Sync(ctx, s.org.ID); err != nil || paid.Tier != "trial" {
			s.Errorf("%+v, %v", paid, err)
		}
	})
}

// FuzzReceive has nothing to find but panics and events that are taken without
// a signature.
func FuzzReceive(f *testing.F) {
	body := stripetest.Event("evt_1", "invoice.paid", stripetest.Subscription{ID: "sub_1", Customer: "cus_1"})
	f.Add(body, "")
	f.Add(body, "t=1,v1=00")
	f.Add([]byte(`{"id":"evt_1","data":{"object":{"customer":{"id":"cus_1"}}}}`), "t=,v1=,t=-1")
	desk := billing.New(billing.Config{WebhookSecrets: []string{secret}, Store: nobody{}, Log: zerolog.Nop(), Now: time.Now})
	f.Fuzz(func(t *testing.T, body []byte, signature string) {
		if code := host.ErrorCode(desk.Receive(ctx, body, signature)); code != host.InvalidSignature {
			t.Errorf("%q was taken: %s", signature, code)
		}
		if err := desk.Receive(ctx, body, stripetest.Sign(body, secret, time.Now())); err != nil && host.ErrorCode(err) != host.InvalidJSON {
			t.Error(err)
		}
	})
}
