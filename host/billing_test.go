package host_test

import (
	"slices"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
)

func TestPaid(t *testing.T) {
	tiers := host.Tiers{{Name: "trial"}, {Name: "starter", Prices: []string{"s"}}, {Name: "pro", Prices: []string{"p", "p2"}}}
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	sub := func(status host.SubscriptionStatus, price string) host.Subscription {
		s := host.Subscription{ID: string(status) + price, Status: status, Price: price}
		if status == host.PastDue {
			s.OverdueAt = at
		}
		return s
	}
	grace := at.Add(7 * 24 * time.Hour)
	for name, c := range map[string]struct {
		all  []host.Subscription
		want host.Paid
	}{
		"none":                          {nil, host.Paid{}},
		"active":                        {[]host.Subscription{sub(host.Active, "p2")}, host.Paid{Tier: "pro"}},
		"past due":                      {[]host.Subscription{sub(host.PastDue, "p")}, host.Paid{Tier: "pro", Until: grace}},
		"the higher one":                {[]host.Subscription{sub(host.Trialing, "s"), sub(host.Active, "p"), sub(host.Ended, "p")}, host.Paid{Tier: "pro"}},
		"paid before past due":          {[]host.Subscription{sub(host.PastDue, "p"), sub(host.Active, "s")}, host.Paid{Tier: "starter"}},
		"ended":                         {[]host.Subscription{sub(host.Ended, "p"), sub(host.Incomplete, "p")}, host.Paid{Tier: "trial"}},
		"begun":                         {[]host.Subscription{sub(host.Incomplete, "p")}, host.Paid{}},
		"unknown price":                 {[]host.Subscription{sub(host.Active, "x"), sub(host.Ended, "p")}, host.Paid{}},
		"unknown price beside a tier's": {[]host.Subscription{sub(host.Active, "x"), sub(host.Active, "s")}, host.Paid{Tier: "starter"}},
		"unknown status":                {[]host.Subscription{sub("new", "p"), sub(host.Ended, "p")}, host.Paid{}},
		"unknown price that has ended":  {[]host.Subscription{sub(host.Ended, "x")}, host.Paid{Tier: "trial"}},
	} {
		if got := tiers.Paid(c.all); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		slices.Reverse(c.all)
		if got := tiers.Paid(c.all); got != c.want {
			t.Errorf("%s, in reverse: %+v, want %+v", name, got, c.want)
		}
	}
}
