package host

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Tier is what an org can have subscribed to.
type Tier struct {
	Name string
	// Quota is how many generations are allowed in a [Tier.Period]; 0 is unlimited.
	Quota int64
	// Trial is how long the tier can be had in all; 0 is for ever.
	Trial time.Duration
	// Rate bounds how fast an org may call; the zero value does not.
	Rate Rate
	// Prices are the ids of what is bought at the payment provider to get the tier.
	Prices []string
}

// Enterprise is the tier of every org of a self-hosted Kiln: no quota, and
// more calls than a host can answer.
var Enterprise = Tier{Name: "enterprise", Rate: Rate{PerMinute: 60_000, Burst: 60_000}}

// Period returns what an org's quota is counted in, at a time: the calendar
// month in UTC, or the whole of a trial.
func (t Tier) Period(o Org, at time.Time) (from, until time.Time) {
	if t.Trial > 0 {
		from = o.TrialBegan()
		return from, from.Add(t.Trial)
	}
	at = at.UTC()
	from = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 1, 0)
}

// Expired reports whether the period that ends then is that of a trial which is over.
func (t Tier) Expired(until, at time.Time) bool { return t.Trial > 0 && !at.Before(until) }

// Refusal says why an org may not generate that has used so many of the
// period that ends then.
func (t Tier) Refusal(used int64, until, at time.Time) *Error {
	e := &Error{Quota: &TierQuota{Tier: t.Name, Quota: Quota{Limit: t.Quota, Used: used}}}
	switch {
	case t.Expired(until, at):
		e.Code = TrialExpired
		e.Message = fmt.Sprintf("the trial ended on %s; upgrade to go on. What was generated stays", until.Format(time.DateOnly))
	case t.Trial > 0:
		e.Code = TrialRestricted
		e.Message = fmt.Sprintf("all %d generations of the trial are used up; upgrade to go on. What was generated stays", t.Quota)
	default:
		e.Code, e.Quota.ResetAt = QuotaExceeded, until
		e.Message = fmt.Sprintf("all %d generations of the tier %s are used up until %s; upgrade, or wait until then",
			t.Quota, t.Name, until.Format(time.RFC3339))
	}
	return e
}

// TierQuota is the quota that a request was refused for. ResetAt is zero
// where waiting does not help.
type TierQuota struct {
	Tier string `json:"tier"`
	Quota
}

// Standing is how an org stands now.
type Standing struct {
	Tier   Tier
	Quota  Quota
	EndsAt time.Time // of a trial, or of a tier that is not paid for; zero: not to be seen
}

// Tiers are all that there are. The first is what a new org has, and what one
// falls back to.
type Tiers []Tier

// Of returns an org's tier at a time.
func (t Tiers) Of(o Org, at time.Time) (Tier, error) {
	if !o.TierUntil.IsZero() && !at.Before(o.TierUntil) {
		return t[0], nil
	}
	tier, ok := t.Named(o.Tier)
	if !ok {
		return Tier{}, fmt.Errorf("org %s has the tier %q, which this host is not configured for", o.ID, o.Tier)
	}
	return tier, nil
}

// Named returns the tier of that name.
func (t Tiers) Named(name string) (Tier, bool) {
	return t.first(func(one Tier) bool { return one.Name == name })
}

// ForPrice returns the tier that the price buys.
func (t Tiers) ForPrice(id string) (Tier, bool) {
	return t.first(func(one Tier) bool { return slices.Contains(one.Prices, id) })
}

func (t Tiers) first(is func(Tier) bool) (Tier, bool) {
	if i := slices.IndexFunc(t, is); i >= 0 {
		return t[i], true
	}
	return Tier{}, false
}

// Check lists everything that is wrong with the tiers, or returns nil.
func (t Tiers) Check() error {
	if len(t) == 0 {
		return errors.New("there is no tier; name at least one")
	}
	var mistakes []error
	names, prices := map[string]bool{}, map[string]string{}
	for i, one := range t {
		at := fmt.Sprintf("tier %d", i+1)
		if CheckOrgName(one.Name) != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: name %q: use 1 to 63 lower-case letters, digits and hyphens, not a hyphen first", at, one.Name))
		} else {
			at += " (" + one.Name + ")"
		}
		if names[one.Name] {
			mistakes = append(mistakes, fmt.Errorf("%s: there is an earlier tier of that name", at))
		}
		names[one.Name] = true
		for _, p := range one.Prices {
			if other, twice := prices[p]; twice {
				mistakes = append(mistakes, fmt.Errorf("%s: the price %q buys %s already", at, p, other))
			}
			prices[p] = one.Name
		}
		if one.Trial > 0 && len(one.Prices) > 0 {
			mistakes = append(mistakes, fmt.Errorf("%s: a trial has no price", at))
		}
		if err := one.Rate.Check(); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", at, err))
		}
	}
	return errors.Join(mistakes...)
}
