package host

import (
	"errors"
	"slices"
	"time"
)

// BillingAccount is an org at the payment provider.
type BillingAccount struct {
	OrgID         string
	CustomerID    string // empty until there is one
	Checkout      Checkout
	Subscriptions []Subscription
}

// Checkout is a page at the provider where somebody can subscribe.
type Checkout struct {
	ID    string // empty: none was opened
	Terms string // identifies what it was opened for
}

// Subscription is a subscription as it was last found at the provider.
type Subscription struct {
	ID        string
	Status    SubscriptionStatus
	Price     string    // its id
	OverdueAt time.Time // when it was first found past due; zero: it is not
}

// SubscriptionStatus is the provider's word.
type SubscriptionStatus string

// The words that there are; a further one changes nothing.
const (
	Trialing          SubscriptionStatus = "trialing"
	Active            SubscriptionStatus = "active"
	PastDue           SubscriptionStatus = "past_due"
	Unpaid            SubscriptionStatus = "unpaid"
	Paused            SubscriptionStatus = "paused"
	Ended             SubscriptionStatus = "canceled"
	Incomplete        SubscriptionStatus = "incomplete"
	IncompleteExpired SubscriptionStatus = "incomplete_expired"
)

// Lives reports whether the subscription stands, paid or not: another one
// beside it would be paid twice.
func (s Subscription) Lives() bool {
	return !slices.Contains([]SubscriptionStatus{Ended, Incomplete, IncompleteExpired}, s.Status)
}

// Grace is how long a tier lasts whose payment is past due.
const Grace = 7 * 24 * time.Hour

// Paid is what subscriptions entitle an org to.
type Paid struct {
	Tier  string    // empty: they say nothing, and the org keeps its tier
	Until time.Time // zero: for ever
}

// Paid returns what the subscriptions entitle to, whatever order they are in.
// What is paid for comes before what is past due, a later tier before an
// earlier one. A price that buys no tier entitles to what the org has.
func (t Tiers) Paid(all []Subscription) Paid {
	var best Paid
	rank, kept, over := -1, false, false
	for _, s := range all {
		switch s.Status {
		case Trialing, Active, PastDue:
			i := slices.IndexFunc(t, func(one Tier) bool { return slices.Contains(one.Prices, s.Price) })
			if i < 0 {
				kept = true
				continue
			}
			p := Paid{Tier: t[i].Name}
			if s.Status == PastDue {
				p.Until = s.OverdueAt.Add(Grace)
			} else {
				i += len(t)
			}
			if i > rank || i == rank && p.Until.After(best.Until) {
				best, rank = p, i
			}
		case Unpaid, Paused, Ended, IncompleteExpired:
			over = true
		case Incomplete:
		default:
			kept = true
		}
	}
	if rank < 0 && over && !kept {
		best.Tier = t[0].Name
	}
	return best
}

// Subscribed reports whether a subscription stands, paid or not.
func (a BillingAccount) Subscribed() bool {
	return slices.ContainsFunc(a.Subscriptions, Subscription.Lives)
}

// Price is what is paid to get a tier.
type Price struct {
	ID, Tier string
	Cost     Cost
}

// Cost is what a price costs. The zero Cost is not known.
type Cost struct {
	Amount        string // a decimal, in units of the currency
	Currency      string // "EUR"
	Interval      string // for which it is paid: "day", "week", "month" or "year"
	IntervalCount int    // how many of them
}

// BillingLease is the right of one host to talk to the provider about an org.
type BillingLease struct{ OrgID, Token string }

// ErrLeaseLost says that a lease ran out before the work was done.
var ErrLeaseLost = errors.New("the billing lease has run out: another host took over")

// Settlement is what was found at the provider about an org.
type Settlement struct {
	EventID string // that it was looked for because of; empty: none
	Found   []Subscription
	// Renew sets the org's tier even if the subscriptions have not changed.
	Renew bool
}
