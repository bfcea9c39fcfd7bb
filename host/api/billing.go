package api

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"github.com/kilnworks/kiln/host"
)

// Billing leads orgs to where they pay.
type Billing interface {
	// Checkout returns the address of a page where the org can subscribe.
	Checkout(ctx context.Context, orgID, priceID, successPath, cancelPath string) (address string, err error)
	// Portal returns that of a page where it manages what it has.
	Portal(ctx context.Context, orgID string) (address string, err error)
	// Account returns what the org is at the payment provider.
	Account(ctx context.Context, orgID string) (host.BillingAccount, error)
	// Receive takes an event of the payment provider, as it came.
	Receive(ctx context.Context, body []byte, signature string) error
	// Prices lists what can be bought.
	Prices() []host.Price
}

var errNoBilling = host.Errorf(host.BillingNotConfigured,
	"this host takes no payments; its operator gives organizations their tier")

// CreateCheckout leads to a page where the org can subscribe.
func (s *Server) CreateCheckout(ctx context.Context, r CreateCheckoutRequestObject) (CreateCheckoutResponseObject, error) {
	if s.Billing == nil {
		return nil, errNoBilling
	}
	if r.Body.PriceId == "" {
		return nil, &host.Error{Code: host.ValidationFailed, Param: "priceId", Message: "priceId says what is bought; send it"}
	}
	address, err := s.Billing.Checkout(ctx, callOf(ctx).orgID, r.Body.PriceId, value(r.Body.SuccessPath), value(r.Body.CancelPath))
	if err != nil {
		return nil, err
	}
	return CreateCheckout200JSONResponse{PageJSONResponse{Body: Page{Url: address}}}, nil
}

// OpenBillingPortal leads to a page where the org manages its subscription.
func (s *Server) OpenBillingPortal(ctx context.Context, _ OpenBillingPortalRequestObject) (OpenBillingPortalResponseObject, error) {
	if s.Billing == nil {
		return nil, errNoBilling
	}
	address, err := s.Billing.Portal(ctx, callOf(ctx).orgID)
	if err != nil {
		return nil, err
	}
	return OpenBillingPortal200JSONResponse{PageJSONResponse{Body: Page{Url: address}}}, nil
}

// ReceiveStripeEvent takes an event of the payment provider.
func (s *Server) ReceiveStripeEvent(ctx context.Context, r ReceiveStripeEventRequestObject) (ReceiveStripeEventResponseObject, error) {
	if s.Billing == nil {
		return nil, errNoBilling
	}
	if err := s.Billing.Receive(ctx, callOf(ctx).raw, value(r.Params.StripeSignature)); err != nil {
		return nil, err
	}
	return ReceiveStripeEvent200JSONResponse{Body: Received{Received: true}}, nil
}

// takesRaw is the one route whose body is signed, so that every byte counts.
const takesRaw = "/v1/webhooks/stripe"

// readRaw keeps the body as it came. The generated binding, which would read
// it as JSON, gets an empty one.
func (s *Server) readRaw(c *fiber.Ctx, next fiber.Handler) error {
	if err := checkMedia(c); err != nil {
		return err
	}
	if len(c.Request().Body()) > maxBody {
		return fiber.ErrRequestEntityTooLarge
	}
	callOf(c.UserContext()).raw = slices.Clone(c.Request().Body())
	c.Locals(validatedBodyLocalsKey, map[string]any{})
	return next(c)
}

// billingStatus tells a person what can be bought, and what there is to manage.
func (s *Server) billingStatus(ctx context.Context, orgID string) (status BillingStatus, err error) {
	if s.Billing == nil {
		return status, nil
	}
	account, err := s.Billing.Account(ctx, orgID)
	if err != nil {
		return status, err
	}
	prices := []Price{}
	for _, p := range s.Billing.Prices() {
		prices = append(prices, priceOf(p))
	}
	return BillingStatus{Enabled: true, Customer: account.CustomerID != "", Subscribed: account.Subscribed(), Prices: &prices}, nil
}

func priceOf(p host.Price) Price {
	price := Price{Id: p.ID, Tier: p.Tier}
	if p.Cost != (host.Cost{}) {
		interval := PriceInterval(p.Cost.Interval)
		price.Amount, price.Currency, price.Interval, price.IntervalCount = &p.Cost.Amount, &p.Cost.Currency, &interval, &p.Cost.IntervalCount
	}
	return price
}
