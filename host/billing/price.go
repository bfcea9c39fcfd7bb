package billing

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/stripe/stripe-go/v76"

	"github.com/kilnworks/kiln/host"
)

const (
	// pricesHold is how long what prices cost is taken for true.
	pricesHold = time.Hour
	// pricesRetry is how long to wait before Stripe is asked again that did not answer.
	pricesRetry = time.Minute
)

// costs are what prices cost, by their id.
type costs struct {
	mu   sync.Mutex
	byID map[string]host.Cost
}

// Prices returns the prices that can be bought, with what they buy and, once
// that is known, what they cost.
func (d *Desk) Prices() []host.Price {
	d.costs.mu.Lock()
	defer d.costs.mu.Unlock()
	var all []host.Price
	for _, t := range d.Tiers {
		for _, id := range t.Prices {
			all = append(all, host.Price{ID: id, Tier: t.Name, Cost: d.costs.byID[id]})
		}
	}
	return all
}

// KeepPrices learns what prices cost, now and then again, until ctx is done.
func (d *Desk) KeepPrices(ctx context.Context) {
	for {
		wait := pricesHold
		if err := d.LearnPrices(ctx); err != nil && ctx.Err() == nil {
			d.Log.Warn().Err(err).Msg("what prices cost is not known; people see their ids until it is")
			wait = pricesRetry
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
	}
}

// LearnPrices asks Stripe what the prices cost. One that it does not tell
// stays what it was.
func (d *Desk) LearnPrices(ctx context.Context) error {
	var failed []error
	for _, p := range d.Prices() {
		params := &stripe.PriceParams{}
		params.Context = ctx
		found, err := d.prices.Get(p.ID, params)
		if err != nil {
			failed = append(failed, fmt.Errorf("stripe: read the price %s: %w", p.ID, err))
			continue
		}
		d.costs.mu.Lock()
		d.costs.byID[p.ID] = costOf(found)
		d.costs.mu.Unlock()
	}
	return errors.Join(failed...)
}

// costOf returns what a price costs; zero where one amount would not tell it,
// such as that of a price which depends on how much is used.
func costOf(p *stripe.Price) host.Cost {
	if p.BillingScheme == stripe.PriceBillingSchemeTiered || p.CustomUnitAmount != nil || p.Recurring == nil ||
		p.Recurring.UsageType == stripe.PriceRecurringUsageTypeMetered || float64(p.UnitAmount) != p.UnitAmountDecimal {
		return host.Cost{}
	}
	return host.Cost{
		Amount: decimal(p.UnitAmount, decimals(p.Currency)), Currency: strings.ToUpper(string(p.Currency)),
		Interval: string(p.Recurring.Interval), IntervalCount: int(max(p.Recurring.IntervalCount, 1)),
	}
}

// decimals is how many digits of an amount stand behind the point, as Stripe
// counts, which is not always as banks do.
func decimals(c stripe.Currency) int {
	switch c {
	case "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf":
		return 0
	case "bhd", "jod", "kwd", "omr", "tnd":
		return 3
	default:
		return 2
	}
}

func decimal(amount int64, digits int) string {
	if digits == 0 {
		return strconv.FormatInt(amount, 10)
	}
	text := fmt.Sprintf("%0*d", digits+1, amount)
	return text[:len(text)-digits] + "." + text[len(text)-digits:]
}
