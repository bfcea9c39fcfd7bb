package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/billing"
	"github.com/kilnworks/kiln/host/billing/stripetest"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/store/storetest"
)

var billingTiers = host.Tiers{
	{Name: "trial", Quota: 25, Trial: 14 * 24 * time.Hour, Rate: host.Rate{PerMinute: 60, Burst: 60}},
	{Name: "pro", Quota: 5000, Rate: host.Rate{PerMinute: 600, Burst: 600}, Prices: []string{"price_pro"}},
}

// account is the part of GET /v1/auth/session that billing fills in.
type account struct {
	Tier struct {
		Name   string
		EndsAt *time.Time
	}
	Quota   struct{ Limit *int64 }
	Billing struct {
		Enabled, Customer, Subscribed bool
		Prices                        []struct {
			ID, Tier, Amount, Currency, Interval string
			IntervalCount                        int
		}
	}
}

func (b *browser) account() (a account) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(b.want(200, "", "GET", "/v1/auth/session", "")), &a); err != nil {
		b.t.Fatal(err)
	}
	return a
}

// TestSubscribing goes the way of a person who pays, from the session to the
// end of the subscription.
func TestSubscribing(t *testing.T) {
	t.Parallel()
	const secret = "whsec_1"
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		c.Tiers = billingTiers
		db, stripe := storetest.Open(t, c), stripetest.Start(t)
		key := newKey(t, db, "demo")
		desk := billing.New(billing.Config{Key: "sk_test_1", WebhookSecrets: []string{secret}, URL: stripe.URL,
			PublicURL: "https://kiln.example.com", Tiers: billingTiers, Store: db, Log: zerolog.Nop(), Now: time.Now})
		h := serve(t, db, key, goOn(), desk)
		b := newBrowser(t, h.url)
		bearer := "Authorization: Bearer " + key
		const wish = `{"priceId":"price_pro"}`
		b.want(401, host.MissingCredentials, "POST", "/v1/checkout", wish)
		b.want(403, host.InsufficientScope, "POST", "/v1/checkout", wish, bearer)
		b.want(403, host.InsufficientScope, "POST", "/v1/billing-portal", "", bearer)
		b.signIn(makeLink(t, db, "ada@example.com", "demo"))
		a := b.account()
		if a.Tier.Name != "trial" || a.Tier.EndsAt == nil || *a.Quota.Limit != 25 || !a.Billing.Enabled || len(a.Billing.Prices) != 1 ||
			a.Billing.Prices[0].ID != "price_pro" || a.Billing.Prices[0].Tier != "pro" || a.Billing.Prices[0].Amount != "" ||
			a.Billing.Customer || a.Billing.Subscribed {
			t.Errorf("before: %+v", a)
		}
		stripe.SetPrice(stripetest.Price{ID: "price_pro", Currency: "eur", Amount: 14900, Interval: "month", Count: 3})
		if err := desk.LearnPrices(t.Context()); err != nil {
			t.Fatal(err)
		}
		if p := b.account().Billing.Prices[0]; p.Amount != "149.00" || p.Currency != "EUR" || p.Interval != "month" || p.IntervalCount != 3 {
			t.Errorf("the price: %+v", p)
		}
		b.want(403, host.CSRFFailed, "POST", "/v1/checkout", wish, "Sec-Fetch-Site: cross-site")
		b.want(400, host.PriceNotAllowed, "POST", "/v1/checkout", `{"priceId":"price_x"}`)
		b.want(400, host.ValidationFailed, "POST", "/v1/checkout", `{"priceId":"price_pro","successPath":"//evil.example"}`)
		b.want(400, host.ValidationFailed, "POST", "/v1/checkout", `{}`)
		b.want(400, host.UnknownOption, "POST", "/v1/checkout", `{"priceId":"price_pro","price":1}`)
		b.want(415, host.UnsupportedMediaType, "POST", "/v1/checkout", wish, "Content-Type: text/plain")
		b.want(413, host.RequestTooLarge, "POST", "/v1/checkout", `{"priceId":"`+strings.Repeat("x", 17<<10)+`"}`)
		b.want(404, host.NotFound, "POST", "/v1/billing-portal", "")
		page := b.want(200, "", "POST", "/v1/checkout", `{"priceId":"price_pro","successPath":"/plan?checkout=success","cancelPath":null}`)
		if !strings.Contains(page, `{"url":"https://checkout.stripe.test/cs_1?back=https://kiln.example.com/plan?checkout=success&cancel=`) {
			t.Errorf("%s", page)
		}

		sub := stripe.Pay()
		event := stripetest.Event("evt_1", "checkout.session.completed", sub)
		signed := "Stripe-Signature: " + stripetest.Sign(event, secret, time.Now())
		stranger := newBrowser(t, h.url)
		stranger.want(400, host.InvalidSignature, "POST", "/v1/webhooks/stripe", string(event))
		stranger.want(400, host.InvalidSignature, "POST", "/v1/webhooks/stripe", string(event)+" ", signed)
		stranger.want(415, host.UnsupportedMediaType, "POST", "/v1/webhooks/stripe", string(event), signed, "Content-Encoding: gzip")
		stranger.want(413, host.RequestTooLarge, "POST", "/v1/webhooks/stripe", strings.Repeat(" ", 1<<20+1), signed)
		if a := b.account(); a.Tier.Name != "trial" || !a.Billing.Customer || a.Billing.Subscribed {
			t.Errorf("after bad webhooks: %+v", a)
		}
		for range 2 {
			if got := stranger.want(200, "", "POST", "/v1/webhooks/stripe", string(event), signed, "Content-Type: application/json; charset=utf-8"); got != `{"received":true}` {
				t.Errorf("%s", got)
			}
		}
		if a := b.account(); a.Tier.Name != "pro" || !a.Billing.Customer || !a.Billing.Subscribed || a.Tier.EndsAt != nil || *a.Quota.Limit != 5000 {
			t.Errorf("paid: %+v", a)
		}
		if res, _ := h.do("GET", "/v1/artifacts", ""); res.Header.Get("x-ratelimit-limit") != "600" {
			t.Errorf("the limit is %s", res.Header.Get("x-ratelimit-limit"))
		}
		b.want(409, host.AlreadySubscribed, "POST", "/v1/checkout", wish)
		if page := b.want(200, "", "POST", "/v1/billing-portal", "{}"); !strings.Contains(page, `{"url":"https://billing.stripe.test/cus_1?back=`) {
			t.Errorf("%s", page)
		}
		stripe.Break(true)
		event = stripetest.Event("evt_2", "customer.subscription.deleted", sub)
		stranger.want(500, host.ProviderUnavailable, "POST", "/v1/webhooks/stripe", string(event), "Stripe-Signature: "+stripetest.Sign(event, secret, time.Now()))
		b.want(500, host.ProviderUnavailable, "POST", "/v1/billing-portal", "")
	})
}

func TestWithoutPayments(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.Config{DataDir: t.TempDir()})
	h := serve(t, db, newKey(t, db, "demo"), goOn())
	b := newBrowser(t, h.url)
	b.want(404, host.BillingNotConfigured, "POST", "/v1/webhooks/stripe", "{}")
	b.signIn(makeLink(t, db, "ada@example.com", "demo"))
	b.want(404, host.BillingNotConfigured, "POST", "/v1/checkout", `{"priceId":"price_pro"}`)
	b.want(404, host.BillingNotConfigured, "POST", "/v1/billing-portal", "")
	if a := b.account(); a.Billing.Enabled || a.Billing.Prices != nil || a.Tier.Name != "enterprise" || a.Quota.Limit != nil {
		t.Errorf("%+v", a)
	}
}

// Whoever floods with an org's key does not lock out its owner, who revokes it.
func TestOwnerIsNotLimitedByTheKey(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.Config{DataDir: t.TempDir(), Tiers: host.Tiers{{Name: "tiny", Rate: host.Rate{PerMinute: 1, Burst: 1}}}})
	h := serve(t, db, newKey(t, db, "demo"), goOn())
	b := newBrowser(t, h.url)
	b.signIn(makeLink(t, db, "ada@example.com", "demo"))
	h.do("GET", "/v1/artifacts", "")
	if res, _ := h.do("GET", "/v1/artifacts", ""); res.StatusCode != 429 {
		t.Fatalf("the flood gets %d", res.StatusCode)
	}
	res, _ := b.do("GET", "/v1/keys", "")
	if res.StatusCode != 200 || res.Header.Get("x-ratelimit-remaining") != "0" || res.Header.Get("RateLimit-Policy") == "" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	b.want(204, "", "DELETE", "/v1/keys/"+b.keys().Data[0].ID, "")
	b.want(429, host.RateLimited, "GET", "/v1/generations", "")
}
