// Package billing is Kiln's one door to Stripe: it leads people to pages where
// they subscribe and manage that, and keeps each org's tier what it pays for.
//
// Whatever it does about an org it does under the org's lease, so that one host
// at a time asks Stripe and stores the answer: what is stored was true later
// than what was stored before it.
package billing

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/rs/zerolog"
	"github.com/stripe/stripe-go/v76"
	portal "github.com/stripe/stripe-go/v76/billingportal/session"
	checkout "github.com/stripe/stripe-go/v76/checkout/session"
	"github.com/stripe/stripe-go/v76/customer"
	"github.com/stripe/stripe-go/v76/price"
	"github.com/stripe/stripe-go/v76/subscription"

	"github.com/kilnworks/kiln/host"
)

// Accounts keep what orgs are at Stripe.
type Accounts interface {
	BillingAccount(ctx context.Context, orgID string) (host.BillingAccount, error)
	// OrgOfCustomer returns not_found for customers that are nobody.
	OrgOfCustomer(ctx context.Context, customerID string) (orgID string, err error)
	// BillingOrgs returns the ids of those that are customers.
	BillingOrgs(ctx context.Context) ([]string, error)
	SeenEvent(ctx context.Context, id string) (bool, error)
}

// Leases let one host at a time work on an org. What is done after a lease ran
// out fails with [host.ErrLeaseLost] and changes nothing.
type Leases interface {
	// LeaseBilling waits for the lease until ctx is done.
	LeaseBilling(ctx context.Context, orgID string, hold time.Duration) (host.BillingLease, error)
	ReleaseBilling(ctx context.Context, l host.BillingLease) error
}

// Ledger takes what was done at Stripe and found there.
type Ledger interface {
	SetCustomer(ctx context.Context, l host.BillingLease, customerID string) error
	SetCheckout(ctx context.Context, l host.BillingLease, c host.Checkout) error
	Settle(ctx context.Context, l host.BillingLease, found host.Settlement) (host.Paid, error)
}

// Store is where it is all kept.
type Store interface {
	Accounts
	Leases
	Ledger
}

// Config is what a [Desk] needs. All but URL must be set.
type Config struct {
	Key            string   // of the Stripe account: "sk_…" or "rk_…"
	WebhookSecrets []string // "whsec_…"; several while one is replaced
	URL            string   // of Stripe; empty is the real one
	PublicURL      string   // of Kiln, where people come back to; no slash at the end
	Tiers          host.Tiers
	Store          Store
	Log            zerolog.Logger
	Now            func() time.Time
}

// Desk is where orgs pay. Its methods may be called concurrently.
type Desk struct {
	Config
	customers     customer.Client
	checkouts     checkout.Client
	portals       portal.Client
	subscriptions subscription.Client
	prices        price.Client
	costs         costs
}

const (
	// callTimeout bounds one call to Stripe; there are at most two repeats.
	callTimeout = 10 * time.Second
	// leaseFor is longer than all calls under one lease can take.
	leaseFor = 2 * time.Minute
	// leaseWait is how long a call waits for another one about the same org.
	leaseWait = 20 * time.Second
)

// New returns a desk; nothing is asked of Stripe yet.
func New(c Config) *Desk {
	settings := &stripe.BackendConfig{
		HTTPClient:        &http.Client{Timeout: callTimeout},
		MaxNetworkRetries: stripe.Int64(2),
		EnableTelemetry:   stripe.Bool(false),
		LeveledLogger:     &stripe.LeveledLogger{Level: stripe.LevelNull}, // errors are logged where they are answered
	}
	if c.URL != "" {
		settings.URL = stripe.String(c.URL)
	}
	b := stripe.GetBackendWithConfig(stripe.APIBackend, settings)
	return &Desk{Config: c,
		customers: customer.Client{B: b, Key: c.Key}, checkouts: checkout.Client{B: b, Key: c.Key},
		portals: portal.Client{B: b, Key: c.Key}, subscriptions: subscription.Client{B: b, Key: c.Key},
		prices: price.Client{B: b, Key: c.Key}, costs: costs{byID: map[string]host.Cost{}},
	}
}

// CheckURL tells what is wrong with the address of a Stripe, if anything: the
// key must not travel unencrypted.
func CheckURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%q: write it like https://api.stripe.com", text)
	}
	if u.Scheme == "http" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" && u.Hostname() != "::1" {
		return fmt.Errorf("%q: use https, except on this machine", text)
	}
	return nil
}

// under runs do while this host alone works on the org.
func (d *Desk) under(ctx context.Context, orgID string, do func(context.Context, host.BillingLease) error) error {
	waiting, stop := context.WithTimeout(ctx, leaseWait)
	defer stop()
	lease, err := d.Store.LeaseBilling(waiting, orgID, leaseFor)
	if waiting.Err() != nil && ctx.Err() == nil {
		return &host.Error{Code: host.ProviderUnavailable, Retryable: true,
			Message: "another call about this organization's billing has not ended; try again"}
	}
	if err != nil {
		return err
	}
	working, cancel := context.WithTimeout(ctx, leaseFor)
	defer cancel()
	err = do(working, lease)
	// Also after the client has gone: others wait for it.
	released := d.Store.ReleaseBilling(context.WithoutCancel(ctx), lease)
	return errors.Join(err, released)
}

// unavailable words a failure of Stripe for customers; the cause is for the log.
func unavailable(what string, err error) error {
	cause := fmt.Errorf("stripe: %s: %w", what, err)
	var refused *stripe.Error
	if errors.As(err, &refused) && refused.HTTPStatusCode >= 400 && refused.HTTPStatusCode < 500 &&
		refused.HTTPStatusCode != http.StatusTooManyRequests && refused.HTTPStatusCode != http.StatusConflict {
		return cause // our mistake, or the operator's: an internal error
	}
	return errors.Join(&host.Error{Code: host.ProviderUnavailable, Retryable: true,
		Message: "the payment provider does not answer; try again in a moment"}, cause)
}
