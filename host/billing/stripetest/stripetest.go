// Package stripetest gives tests a Stripe: the real stripe-mock, which checks
// requests and remembers nothing, or a fake, which remembers what was done but
// knows only what Kiln uses.
package stripetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Subscription is a subscription at the fake.
type Subscription struct{ ID, Customer, Status, Price string }

// Price is a price at the fake. Its amount is in the currency's smallest unit.
type Price struct {
	ID, Currency, Interval string
	Amount, Count          int64
}

// Fake is a Stripe with customers, checkouts and subscriptions.
type Fake struct {
	URL string

	mu            sync.Mutex
	customers     []string
	checkouts     map[string]*checkout
	subscriptions map[string]Subscription
	prices        map[string]Price
	answers       map[string]any // by idempotency key
	broken        bool
	calls         int
}

type checkout struct {
	ID           string  `json:"id"`
	Object       string  `json:"object"`
	URL          string  `json:"url"`
	Status       string  `json:"status"`
	Customer     string  `json:"customer"`
	Subscription *string `json:"subscription"`
	price        string
}

// Start runs a fake until the test ends.
func Start(t testing.TB) *Fake {
	t.Helper()
	f := &Fake{checkouts: map[string]*checkout{}, subscriptions: map[string]Subscription{}, prices: map[string]Price{}, answers: map[string]any{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/customers", f.once(f.makeCustomer))
	mux.HandleFunc("POST /v1/checkout/sessions", f.once(f.openCheckout))
	mux.HandleFunc("GET /v1/checkout/sessions/{id}", f.answer(f.readCheckout))
	mux.HandleFunc("POST /v1/checkout/sessions/{id}/expire", f.answer(f.expireCheckout))
	mux.HandleFunc("POST /v1/billing_portal/sessions", f.once(f.openPortal))
	mux.HandleFunc("GET /v1/prices/{id}", f.answer(f.readPrice))
	mux.HandleFunc("GET /v1/subscriptions/{id}", f.answer(f.readSubscription))
	mux.HandleFunc("GET /v1/subscriptions", f.answer(f.listSubscriptions))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	f.URL = server.URL
	return f
}

// answer wraps what a call does; nil is a 404.
func (f *Fake) answer(do func(*http.Request) any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.calls++
		w.Header().Set("Content-Type", "application/json")
		if f.broken {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprint(w, `{"error":{"type":"api_error","message":"down"}}`)
			return
		}
		if user, _, _ := r.BasicAuth(); !strings.HasPrefix(user+r.Header.Get("Authorization"), "Bearer sk_test_") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		body := do(r)
		if body == nil {
			w.WriteHeader(http.StatusNotFound)
			body = map[string]any{"error": map[string]any{"type": "invalid_request_error", "code": "resource_missing", "message": "no such thing"}}
		}
		_ = json.NewEncoder(w).Encode(body)
	}
}

// once gives the same answer to the same idempotency key.
func (f *Fake) once(do func(*http.Request) any) http.HandlerFunc {
	return f.answer(func(r *http.Request) any {
		key := r.Header.Get("Idempotency-Key")
		if body, again := f.answers[key]; again {
			return body
		}
		f.answers[key] = do(r)
		return f.answers[key]
	})
}

func (f *Fake) makeCustomer(*http.Request) any {
	id := fmt.Sprint("cus_", len(f.customers)+1)
	f.customers = append(f.customers, id)
	return map[string]any{"id": id, "object": "customer"}
}

func (f *Fake) openCheckout(r *http.Request) any {
	if r.FormValue("mode") != "subscription" || !slices.Contains(f.customers, r.FormValue("customer")) {
		return nil
	}
	id := fmt.Sprint("cs_", len(f.checkouts)+1)
	c := &checkout{ID: id, Object: "checkout.session", Status: "open", Customer: r.FormValue("customer"),
		URL:   "https://checkout.stripe.test/" + id + "?back=" + r.FormValue("success_url") + "&cancel=" + r.FormValue("cancel_url"),
		price: r.FormValue("line_items[0][price]")}
	f.checkouts[id] = c
	return c
}

func (f *Fake) readCheckout(r *http.Request) any {
	if c, ok := f.checkouts[r.PathValue("id")]; ok {
		return c
	}
	return nil
}

func (f *Fake) expireCheckout(r *http.Request) any {
	c, ok := f.checkouts[r.PathValue("id")]
	if !ok || c.Status != "open" {
		return nil
	}
	c.Status = "expired"
	return c
}

func (f *Fake) openPortal(r *http.Request) any {
	if !slices.Contains(f.customers, r.FormValue("customer")) {
		return nil
	}
	return map[string]any{"id": "bps_1", "object": "billing_portal.session",
		"url": "https://billing.stripe.test/" + r.FormValue("customer") + "?back=" + r.FormValue("return_url")}
}

func (f *Fake) readSubscription(r *http.Request) any {
	if s, ok := f.subscriptions[r.PathValue("id")]; ok {
		return s.object()
	}
	return nil
}

func (f *Fake) listSubscriptions(r *http.Request) any {
	data := []any{}
	for _, s := range f.subscriptions {
		if s.Customer == r.FormValue("customer") {
			data = append(data, s.object())
		}
	}
	return map[string]any{"object": "list", "has_more": false, "url": "/v1/subscriptions", "data": data}
}

func (s Subscription) object() map[string]any {
	return map[string]any{"id": s.ID, "object": "subscription", "customer": s.Customer, "status": s.Status,
		"items": map[string]any{"object": "list", "data": []any{map[string]any{"id": "si_1", "object": "subscription_item",
			"price": map[string]any{"id": s.Price, "object": "price"}}}}}
}

func (f *Fake) readPrice(r *http.Request) any {
	if p, ok := f.prices[r.PathValue("id")]; ok {
		return p.object()
	}
	return nil
}

func (p Price) object() map[string]any {
	return map[string]any{"id": p.ID, "object": "price", "currency": p.Currency, "billing_scheme": "per_unit",
		"unit_amount": p.Amount, "unit_amount_decimal": fmt.Sprint(p.Amount),
		"recurring": map[string]any{"interval": p.Interval, "interval_count": p.Count, "usage_type": "licensed"}}
}

// SetPrice makes a price what it is from now on.
func (f *Fake) SetPrice(p Price) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.prices[p.ID] = p
}

// Set makes a subscription what it is from now on.
func (f *Fake) Set(s Subscription) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.subscriptions[s.ID] = s
}

// Forget makes a subscription one that never was.
func (f *Fake) Forget(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.subscriptions, id)
}

// Pay completes the checkout that is open, and returns the subscription.
func (f *Fake) Pay() Subscription {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.checkouts {
		if c.Status == "open" {
			s := Subscription{ID: fmt.Sprint("sub_", len(f.subscriptions)+1), Customer: c.Customer, Status: "active", Price: c.price}
			c.Status, c.Subscription = "complete", &s.ID
			f.subscriptions[s.ID] = s
			return s
		}
	}
	return Subscription{}
}

// Break makes every call fail, or heals it.
func (f *Fake) Break(broken bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.broken = broken
}

// Counts returns how many customers there are, how many checkouts are open,
// and how many calls there were.
func (f *Fake) Counts() (customers, open, calls int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.checkouts {
		if c.Status == "open" {
			open++
		}
	}
	return len(f.customers), open, f.calls
}
