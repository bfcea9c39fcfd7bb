package billing

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stripe/stripe-go/v76/webhook"

	"github.com/kilnworks/kiln/host"
)

// tolerance is how far the time of a signature may be from now, either way.
const tolerance = 300 * time.Second

// Receive takes an event that Stripe sent, as the bytes that came and the
// header Stripe-Signature. It fails with invalid_signature, and with others
// where Stripe is to send the event again.
//
// Nothing but ids is read from an event. What they name is asked of Stripe, so
// neither the events' order nor the version of their form matters.
func (d *Desk) Receive(ctx context.Context, body []byte, signature string) error {
	if err := d.verify(body, signature); err != nil {
		return err
	}
	e, err := parseEvent(body)
	if err != nil {
		return err
	}
	if e.customer == "" {
		return nil
	}
	orgID, err := d.Store.OrgOfCustomer(ctx, e.customer)
	if host.ErrorCode(err) == host.NotFound {
		d.Log.Warn().Str("event", e.id).Str("customer", e.customer).Msg("an event is about a customer that is no organization's")
		return nil
	}
	if err != nil {
		return err
	}
	if seen, err := d.Store.SeenEvent(ctx, e.id); err != nil || seen {
		return err
	}
	return d.under(ctx, orgID, func(ctx context.Context, l host.BillingLease) error {
		s := host.Settlement{EventID: e.id}
		if e.subscription != "" {
			return d.refresh(ctx, l, s, e.subscription)
		}
		account, err := d.Store.BillingAccount(ctx, orgID)
		if err != nil {
			return err
		}
		if s.Found, err = d.all(ctx, account); err != nil {
			return err
		}
		_, err = d.settle(ctx, l, s)
		return err
	})
}

// verify accepts a signature by any of the secrets.
func (d *Desk) verify(body []byte, signature string) error {
	refusal := host.Errorf(host.InvalidSignature, "the header Stripe-Signature does not fit the body and the time; "+
		"check the endpoint's secret and this machine's clock")
	// The library minds signatures that are too old, not those from the future.
	if signedAt(signature) > d.Now().Add(tolerance).Unix() {
		return refusal
	}
	for _, secret := range d.WebhookSecrets {
		if webhook.ValidatePayloadWithTolerance(body, signature, secret, tolerance) == nil {
			return nil
		}
	}
	return refusal
}

// signedAt returns the time that the library goes by: the last one.
func signedAt(signature string) (at int64) {
	for part := range strings.SplitSeq(signature, ",") {
		if text, ok := strings.CutPrefix(part, "t="); ok {
			at, _ = strconv.ParseInt(text, 10, 64)
		}
	}
	return at
}

// event is what is read from one.
type event struct{ id, customer, subscription string }

// reference is an id, or an object that has it.
type reference struct{ id string }

// UnmarshalJSON reads either form, and nothing else fails: what has no id
// refers to nothing.
func (r *reference) UnmarshalJSON(body []byte) error {
	var object struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(body, &r.id) != nil && json.Unmarshal(body, &object) == nil {
		r.id = object.ID
	}
	return nil
}

func parseEvent(body []byte) (event, error) {
	var e struct {
		ID   string `json:"id"`
		Data struct {
			Object struct {
				ID           string    `json:"id"`
				Object       string    `json:"object"`
				Customer     reference `json:"customer"`
				Subscription reference `json:"subscription"`
				Parent       struct {  // of invoices since 2025
					Details struct {
						Subscription reference `json:"subscription"`
					} `json:"subscription_details"`
				} `json:"parent"`
			} `json:"object"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &e); err != nil || !isID(e.ID) {
		return event{}, host.Errorf(host.InvalidJSON, "the body is not an event of Stripe")
	}
	o := e.Data.Object
	out := event{id: e.ID, customer: o.Customer.id, subscription: o.Subscription.id}
	switch o.Object {
	case "customer":
		out.customer = o.ID
	case "subscription":
		out.subscription = o.ID
	}
	if out.subscription == "" {
		out.subscription = o.Parent.Details.Subscription.id
	}
	if !isID(out.customer) {
		out.customer = ""
	}
	if !isID(out.subscription) {
		out.subscription = ""
	}
	return out, nil
}

// isID tells whether text can be an id of Stripe's, which goes into paths and columns.
func isID(text string) bool {
	return text != "" && len(text) <= 255 && utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
