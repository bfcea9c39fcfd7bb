package billing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"github.com/stripe/stripe-go/v76"

	"github.com/kilnworks/kiln/host"
)

// Where people come back to unless the client says.
const (
	standardSuccess = "/plan?checkout=success"
	standardReturn  = "/plan"
)

// Checkout returns the address of a page where the org can subscribe to the
// price. There is one such page at a time: the same wish gets the same one, and
// another wish closes it. The paths are on Kiln's own pages; empty is the standard.
//
// It fails with price_not_allowed, already_subscribed, validation_failed or
// provider_unavailable.
func (d *Desk) Checkout(ctx context.Context, orgID, priceID, successPath, cancelPath string) (address string, err error) {
	if _, ok := d.Tiers.ForPrice(priceID); !ok {
		return "", &host.Error{Code: host.PriceNotAllowed, Param: "priceId",
			Message: "priceId is not a price that can be bought here; GET /v1/auth/session lists those that can"}
	}
	success, err := d.page("successPath", successPath, standardSuccess)
	if err != nil {
		return "", err
	}
	cancel, err := d.page("cancelPath", cancelPath, standardReturn)
	if err != nil {
		return "", err
	}
	err = d.under(ctx, orgID, func(ctx context.Context, l host.BillingLease) error {
		address, err = d.checkout(ctx, l, priceID, success, cancel)
		return err
	})
	return address, err
}

func (d *Desk) checkout(ctx context.Context, l host.BillingLease, priceID, success, cancel string) (string, error) {
	account, err := d.Store.BillingAccount(ctx, l.OrgID)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(priceID + "\n" + success + "\n" + cancel))
	terms := hex.EncodeToString(sum[:])
	open, err := d.reopen(ctx, l, account.Checkout, terms)
	if err != nil || open != "" {
		return open, err
	}
	// Read again: the checkout before may just have turned out to be completed.
	if account, err = d.Store.BillingAccount(ctx, l.OrgID); err != nil {
		return "", err
	}
	if account.Subscribed() {
		return "", host.Errorf(host.AlreadySubscribed,
			"this organization has a subscription; change or end it with POST /v1/billing-portal")
	}
	if account.CustomerID == "" {
		if account.CustomerID, err = d.becomeCustomer(ctx, l); err != nil {
			return "", err
		}
	}
	return d.openCheckout(ctx, l, account, terms, priceID, success, cancel)
}

// reopen returns the address of the checkout that is open if it was opened
// for the same; another one is closed. One that was completed is settled.
func (d *Desk) reopen(ctx context.Context, l host.BillingLease, c host.Checkout, terms string) (string, error) {
	if c.ID == "" {
		return "", nil
	}
	params := &stripe.CheckoutSessionParams{}
	params.Context = ctx
	session, err := d.checkouts.Get(c.ID, params)
	switch {
	case isMissing(err):
		return "", nil
	case err != nil:
		return "", unavailable("read the checkout", err)
	case session.Status == stripe.CheckoutSessionStatusComplete && session.Subscription != nil:
		return "", d.refresh(ctx, l, host.Settlement{}, session.Subscription.ID)
	case session.Status != stripe.CheckoutSessionStatusOpen:
		return "", nil
	case c.Terms == terms:
		return session.URL, nil
	}
	closing := &stripe.CheckoutSessionExpireParams{}
	closing.Context = ctx
	if _, err := d.checkouts.Expire(c.ID, closing); err != nil {
		return "", unavailable("close the checkout before", err)
	}
	return "", nil
}

// becomeCustomer makes the org a customer. The idempotency key makes it the
// same one where a host died between Stripe's answer and its being stored.
func (d *Desk) becomeCustomer(ctx context.Context, l host.BillingLease) (string, error) {
	params := &stripe.CustomerParams{}
	params.Context = ctx
	params.AddMetadata("org_id", l.OrgID)
	params.SetIdempotencyKey("kiln-customer-" + l.OrgID)
	made, err := d.customers.New(params)
	if err != nil {
		return "", unavailable("make a customer", err)
	}
	return made.ID, d.Store.SetCustomer(ctx, l, made.ID)
}

func (d *Desk) openCheckout(ctx context.Context, l host.BillingLease, a host.BillingAccount, terms, priceID, success, cancel string) (string, error) {
	params := &stripe.CheckoutSessionParams{
		Mode:              stripe.String(string(stripe.CheckoutSessionModeSubscription)),
		Customer:          stripe.String(a.CustomerID),
		ClientReferenceID: stripe.String(l.OrgID),
		LineItems:         []*stripe.CheckoutSessionLineItemParams{{Price: stripe.String(priceID), Quantity: stripe.Int64(1)}},
		SuccessURL:        stripe.String(success),
		CancelURL:         stripe.String(cancel),
		SubscriptionData:  &stripe.CheckoutSessionSubscriptionDataParams{Metadata: map[string]string{"org_id": l.OrgID}},
	}
	params.Context = ctx
	params.SetIdempotencyKey("kiln-checkout-" + l.OrgID + "-" + terms[:16] + "-" + a.Checkout.ID)
	made, err := d.checkouts.New(params)
	if err != nil {
		return "", unavailable("open a checkout", err)
	}
	return made.URL, d.Store.SetCheckout(ctx, l, host.Checkout{ID: made.ID, Terms: terms})
}

// Account returns what the org is at Stripe, as far as that is known here.
func (d *Desk) Account(ctx context.Context, orgID string) (host.BillingAccount, error) {
	return d.Store.BillingAccount(ctx, orgID)
}

// Portal returns the address of a page where the org manages its subscription,
// or not_found where it is no customer.
func (d *Desk) Portal(ctx context.Context, orgID string) (address string, err error) {
	account, err := d.Store.BillingAccount(ctx, orgID)
	if err != nil {
		return "", err
	}
	if account.CustomerID == "" {
		return "", host.Errorf(host.NotFound, "this organization has never subscribed; begin with POST /v1/checkout")
	}
	params := &stripe.BillingPortalSessionParams{
		Customer: stripe.String(account.CustomerID), ReturnURL: stripe.String(d.PublicURL + standardReturn),
	}
	params.Context = ctx
	made, err := d.portals.New(params)
	if err != nil {
		return "", unavailable("open the billing portal", err)
	}
	return made.URL, nil
}

// maxPath is how long a path to come back to may be.
const maxPath = 512

// page returns the address of one of Kiln's own pages.
func (d *Desk) page(param, path, standard string) (string, error) {
	if path == "" {
		path = standard
	}
	base, err := url.Parse(d.PublicURL)
	if err != nil {
		return "", err
	}
	at, err := url.Parse(d.PublicURL + path)
	if err != nil || len(path) > maxPath || path[0] != '/' || at.Scheme != base.Scheme || at.Host != base.Host ||
		at.User != nil || strings.HasPrefix(path, "//") || strings.ContainsFunc(path, isUnsafe) {
		return "", &host.Error{Code: host.ValidationFailed, Param: param, Message: param +
			" is not a path of Kiln's pages; write it like " + standard}
	}
	return d.PublicURL + path, nil
}

// isUnsafe finds what browsers read in their own ways: a backslash as a slash,
// a tab as nothing.
func isUnsafe(r rune) bool { return r <= ' ' || r == '\\' || r >= 0x7f }
