package host

import "time"

// Tier is what an org has subscribed to.
type Tier struct {
	Name string
	// Quota is how many generations a calendar month (UTC) allows; 0 is unlimited.
	Quota int64
}

// Enterprise is the tier of every org of a self-hosted Kiln: no limit.
var Enterprise = Tier{Name: "enterprise"}

// QuotaPeriod returns the begin and the end of the calendar month, in UTC,
// that t lies in.
func QuotaPeriod(t time.Time) (from, until time.Time) {
	t = t.UTC()
	from = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 1, 0)
}
