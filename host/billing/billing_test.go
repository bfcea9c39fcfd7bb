package billing_test

import (
	"bytes"
	"context"
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
	"github.com/kilnworks/kiln/host/store/storetest"
)

var ctx = context.Background()

var tiers = host.Tiers{
	{Name: "trial", Quota: 25, Trial: 14 * 24 * time.Hour},
	{Name: "starter", Quota: 500, Prices: []string{"price_starter", "price_starter_yearly"}},
	{Name: "pro", Quota: 5000, Prices: []string{"price_pro"}},
}

const secret = "whsec_new"

// shop is an org, a Stripe, and two hosts that take payments for it.
type shop struct {
	*testing.T
	stripe *stripetest.Fake
	db     *store.Store
	org    host.Org
	desks  []*billing.Desk
	log    bytes.Buffer
}

func open(t *testing.T, c store.Config) *shop {
	t.Helper()
	c.Tiers = tiers
	s := &shop{T: t, stripe: stripetest.Start(t), db: storetest.Open(t, c)}
	for _, db := range []*store.Store{s.db, storetest.Open(t, c)} {
		s.desks = append(s.desks, billing.New(billing.Config{Key: "sk_test_1", WebhookSecrets: []string{"whsec_old", secret},
			URL: s.stripe.URL, PublicURL: "https://kiln.example.com", Tiers: tiers, Store: db,
			Log: zerolog.New(zerolog.SyncWriter(&s.log)), Now: time.Now}))
	}
	var err error
	if s.org, err = s.db.EnsureOrg(ctx, "demo"); err != nil {
		t.Fatal(err)
	}
	return s
}

// eachShop runs a test on both databases.
func eachShop(t *testing.T, test func(s *shop)) {
	t.Helper()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) { test(open(t, c)) })
}

func (s *shop) checkout(desk int, price string) string {
	s.Helper()
	page, err := s.desks[desk].Checkout(ctx, s.org.ID, price, "", "")
	if err != nil {
		s.Fatal(err)
	}
	return page
}

// subscribe goes through a checkout to its end; Kiln has not heard of it yet.
func (s *shop) subscribe(price string) stripetest.Subscription {
	s.Helper()
	s.checkout(0, price)
	return s.stripe.Pay()
}

// hear delivers an event to one of the hosts.
func (s *shop) hear(desk int, body []byte) error {
	return s.desks[desk].Receive(ctx, body, stripetest.Sign(body, secret, time.Now()))
}

func (s *shop) mustHear(id, kind string, about stripetest.Subscription) {
	s.Helper()
	if err := s.hear(0, stripetest.Event(id, kind, about)); err != nil {
		s.Fatal(err)
	}
}

func (s *shop) tier() string {
	s.Helper()
	now, err := s.db.Standing(ctx, s.org.ID)
	if err != nil {
		s.Fatal(err)
	}
	return now.Tier.Name
}

func (s *shop) wantTier(name, when string) {
	s.Helper()
	if got := s.tier(); got != name {
		s.Errorf("%s: the tier is %s, want %s", when, got, name)
	}
}

func wantCode(t *testing.T, what string, err error, code host.Code) {
	t.Helper()
	if host.ErrorCode(err) != code || err == nil {
		t.Errorf("%s: %v, want %s", what, err, code)
	}
}

func TestParallelCheckoutsAreOne(t *testing.T) {
	eachShop(t, func(s *shop) {
		pages := make([]string, 20)
		var all sync.WaitGroup
		for i := range pages {
			all.Go(func() {
				var err error
				if pages[i], err = s.desks[i%2].Checkout(ctx, s.org.ID, "price_starter", "/plan?a=1", ""); err != nil {
					s.Error(err)
				}
			})
		}
		all.Wait()
		for _, p := range pages {
			if p != pages[0] || !strings.Contains(p, "back=https://kiln.example.com/plan?a=1&cancel=https://kiln.example.com/plan") {
				s.Errorf("page %s, and %s", p, pages[0])
			}
		}
		if customers, open, _ := s.stripe.Counts(); customers != 1 || open != 1 {
			s.Errorf("%d customers and %d open checkouts, want one each", customers, open)
		}
		if other := s.checkout(0, "price_pro"); other == pages[0] {
			s.Error("another price has the same page")
		}
		if customers, open, _ := s.stripe.Counts(); customers != 1 || open != 1 {
			s.Errorf("after another wish: %d customers and %d open checkouts, want one each", customers, open)
		}
	})
}

func TestOneSubscriptionIsEnough(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_starter")
		// No event has come yet: Stripe is asked.
		_, err := s.desks[1].Checkout(ctx, s.org.ID, "price_pro", "", "")
		wantCode(s.T, "a second checkout", err, host.AlreadySubscribed)
		s.wantTier("starter", "found out by the checkout")
		for status, code := range map[string]host.Code{"past_due": host.AlreadySubscribed, "unpaid": host.AlreadySubscribed, "paused": host.AlreadySubscribed} {
			sub.Status = status
			s.stripe.Set(sub)
			s.mustHear("evt_"+status, "customer.subscription.updated", sub)
			_, err := s.desks[0].Checkout(ctx, s.org.ID, "price_pro", "", "")
			wantCode(s.T, status, err, code)
		}
		sub.Status = "canceled"
		s.stripe.Set(sub)
		s.mustHear("evt_deleted", "customer.subscription.deleted", sub)
		s.wantTier("trial", "after the end")
		again := s.subscribe("price_pro")
		s.mustHear("evt_again", "checkout.session.completed", again)
		s.wantTier("pro", "subscribed again")
		// A late event about the first one takes nothing away.
		s.mustHear("evt_late", "customer.subscription.deleted", sub)
		s.wantTier("pro", "after a late event")
	})
}

func TestCheckoutRefusals(t *testing.T) {
	s := open(t, store.Config{DataDir: t.TempDir()})
	_, err := s.desks[0].Checkout(ctx, s.org.ID, "price_other", "", "")
	wantCode(t, "a price of somebody else", err, host.PriceNotAllowed)
	for _, path := range []string{"plan", "//evil.example", "/\\evil.example", "https://evil.example/", "/a b", "/\tx", "/x\n", "/ä",
		"@evil.example", ".evil.example", ":80/", "/" + strings.Repeat("x", 512), "\\\\evil.example"} {
		_, err := s.desks[0].Checkout(ctx, s.org.ID, "price_pro", path, "")
		wantCode(t, "successPath "+path, err, host.ValidationFailed)
		_, err = s.desks[0].Checkout(ctx, s.org.ID, "price_pro", "", path)
		wantCode(t, "cancelPath "+path, err, host.ValidationFailed)
	}
	if customers, _, calls := s.stripe.Counts(); customers+calls != 0 {
		t.Error("a refused checkout reached Stripe")
	}
	if page, err := s.desks[0].Checkout(ctx, s.org.ID, "price_pro", "/x//y?next=//z#{CHECKOUT_SESSION_ID}", ""); err != nil {
		t.Error(page, err)
	}
}

func TestPortal(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, err := s.desks[0].Portal(ctx, s.org.ID)
		wantCode(s.T, "before the first checkout", err, host.NotFound)
		s.checkout(0, "price_pro")
		page, err := s.desks[1].Portal(ctx, s.org.ID)
		if err != nil || page != "https://billing.stripe.test/cus_1?back=https://kiln.example.com/plan" {
			s.Error(page, err)
		}
	})
}

func TestStripeThatIsAway(t *testing.T) {
	eachShop(t, func(s *shop) {
		sub := s.subscribe("price_pro")
		s.stripe.Break(true)
		_, err := s.desks[0].Checkout(ctx, s.org.ID, "price_pro", "", "")
		wantCode(s.T, "checkout", err, host.ProviderUnavailable)
		event := stripetest.Event("evt_1", "invoice.paid", sub)
		wantCode(s.T, "an event", s.hear(0, event), host.ProviderUnavailable)
		s.wantTier("trial", "while Stripe is away")
		s.stripe.Break(false)
		// The event comes again, since it had no effect yet.
		if err := s.hear(1, event); err != nil {
			s.Error(err)
		}
		s.wantTier("pro", "after it came back")
	})
}

// The mock holds requests against Stripe's own description of its API.
func TestRealMockTakesTheRequests(t *testing.T) {
	s := open(t, store.Config{DataDir: t.TempDir()})
	desk := billing.New(billing.Config{Key: "sk_test_1", WebhookSecrets: []string{secret}, URL: stripetest.Mock(t),
		PublicURL: "https://kiln.example.com", Tiers: tiers, Store: s.db, Log: zerolog.Nop(), Now: time.Now})
	for _, price := range []string{"price_starter", "price_starter", "price_pro"} {
		page, err := desk.Checkout(ctx, s.org.ID, price, "", "")
		if err != nil || !strings.HasPrefix(page, "https://checkout.stripe.com/") {
			t.Errorf("%s: %q, %v", price, page, err)
		}
	}
	if err := desk.LearnPrices(ctx); err != nil {
		t.Errorf("prices: %v", err)
	}
	page, err := desk.Portal(ctx, s.org.ID)
	if err != nil || !strings.HasPrefix(page, "https://") {
		t.Errorf("portal: %q, %v", page, err)
	}
	account, err := s.db.BillingAccount(ctx, s.org.ID)
	if err != nil || !strings.HasPrefix(account.CustomerID, "cus_") || account.Checkout.ID == "" {
		t.Errorf("%+v, %v", account, err)
	}
	// Its subscriptions have a price of its own, which buys nothing here.
	body := stripetest.Event("evt_1", "invoice.paid", stripetest.Subscription{ID: "sub_1", Customer: account.CustomerID})
	if err := desk.Receive(ctx, body, stripetest.Sign(body, secret, time.Now())); err != nil {
		t.Error(err)
	}
	if paid, err := desk.Sync(ctx, s.org.ID); err != nil || paid.Tier != "" {
		t.Errorf("%+v, %v", paid, err)
	}
	s.wantTier("trial", "after an unknown price")
}

func TestCheckURL(t *testing.T) {
	for url, ok := range map[string]bool{
		"https://api.stripe.com": true, "http://127.0.0.1:12111": true, "http://localhost:1": true,
		"http://api.stripe.com": false, "ftp://x": false, "api.stripe.com": false, "https://u:p@x": false, "https://x?y": false,
	} {
		if err := billing.CheckURL(url); (err == nil) != ok {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestPrices(t *testing.T) {
	stripe := stripetest.Start(t)
	desk := billing.New(billing.Config{Key: "sk_test_1", URL: stripe.URL, Tiers: tiers, Log: zerolog.Nop()})
	check := func(want string) {
		t.Helper()
		if got := fmt.Sprint(desk.Prices()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	check("[{price_starter starter {   0}} {price_starter_yearly starter {   0}} {price_pro pro {   0}}]")
	stripe.SetPrice(stripetest.Price{ID: "price_starter", Currency: "eur", Amount: 905, Interval: "month", Count: 1})
	stripe.SetPrice(stripetest.Price{ID: "price_starter_yearly", Currency: "jpy", Amount: 9000, Interval: "year", Count: 1})
	if err := desk.LearnPrices(ctx); err == nil || !strings.Contains(err.Error(), "price_pro") {
		t.Errorf("a price that is not there: %v", err)
	}
	const known = "{price_starter starter {9.05 EUR month 1}} {price_starter_yearly starter {9000 JPY year 1}}"
	check("[" + known + " {price_pro pro {   0}}]")
	stripe.SetPrice(stripetest.Price{ID: "price_pro", Currency: "kwd", Amount: 7, Interval: "month", Count: 3})
	if err := desk.LearnPrices(ctx); err != nil {
		t.Error(err)
	}
	stripe.Break(true)
	if err := desk.LearnPrices(ctx); err == nil {
		t.Error("nobody answered")
	}
	check("[" + known + " {price_pro pro {0.007 KWD month 3}}]")
}
