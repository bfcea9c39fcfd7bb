package host

import (
	"fmt"
	"time"
)

// Rate bounds how fast calls may come: PerMinute in the long run, and Burst of
// them at once. The zero value bounds nothing.
type Rate struct{ PerMinute, Burst int64 }

// maxPerMinute keeps the time between two calls a good many microseconds.
const maxPerMinute = 1_000_000

// Check tells what is wrong with the rate, if anything.
func (r Rate) Check() error {
	if r.PerMinute < 1 || r.PerMinute > maxPerMinute {
		return fmt.Errorf("a rate of %d calls a minute: use 1 to %d", r.PerMinute, maxPerMinute)
	}
	if r.Burst < 1 || r.Burst > maxPerMinute {
		return fmt.Errorf("a burst of %d calls: use 1 to %d", r.Burst, maxPerMinute)
	}
	return nil
}

// Bounds reports whether there is any bound.
func (r Rate) Bounds() bool { return r.PerMinute > 0 }

// Interval is the time after which one more call is allowed, in whole microseconds.
func (r Rate) Interval() time.Duration {
	return (time.Minute / time.Duration(max(r.PerMinute, 1))).Truncate(time.Microsecond)
}

// Window is how long it takes until the whole burst is allowed again.
func (r Rate) Window() time.Duration { return r.Interval() * time.Duration(r.Burst) }

// Allowance is how an org stands to its rate right after a call.
type Allowance struct {
	Rate
	Granted    bool
	Remaining  int64         // calls that may follow at once
	ResetAt    time.Time     // when the whole burst is allowed again
	RetryAfter time.Duration // until the next call is allowed; 0 if it is now
}

// Allowance computes the allowance at a time from the *theoretical arrival time*
// of the generic cell rate algorithm: when the calls granted so far would all
// have come, had they kept the rate.
func (r Rate) Allowance(arrival, at time.Time, granted bool) Allowance {
	a := Allowance{Rate: r, Granted: granted, ResetAt: arrival}
	if arrival.Before(at) {
		a.ResetAt = at
	}
	ahead := a.ResetAt.Sub(at)
	a.Remaining = max(0, int64((r.Window()-ahead)/r.Interval()))
	if a.Remaining == 0 {
		a.RetryAfter = max(0, ahead-r.Window()+r.Interval())
	}
	return a
}
