package stripetest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/stripe/stripe-go/v76/webhook"
)

// Event returns the body of an event about the subscription: of its own kind,
// of an invoice or of a checkout.
func Event(id, kind string, s Subscription) []byte {
	object := s.object()
	switch kind {
	case "invoice.paid", "invoice.payment_failed":
		object = map[string]any{"id": "in_1", "object": "invoice", "customer": s.Customer, "subscription": s.ID}
	case "checkout.session.completed":
		object = map[string]any{"id": "cs_1", "object": "checkout.session", "customer": s.Customer, "subscription": s.ID}
	}
	return Wrap(id, kind, "2023-10-16", object)
}

// Wrap returns the body of an event about any object.
func Wrap(id, kind, version string, object any) []byte {
	body, err := json.Marshal(map[string]any{"id": id, "object": "event", "type": kind, "api_version": version,
		"created": time.Now().Unix(), "data": map[string]any{"object": object}})
	if err != nil {
		panic(fmt.Sprint("stripetest: ", err))
	}
	return body
}

// Sign returns the header Stripe-Signature of a body that was signed then.
func Sign(body []byte, secret string, at time.Time) string {
	return webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: secret, Timestamp: at}).Header
}
