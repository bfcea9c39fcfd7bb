package pipeline

import (
	"sync"
	"time"
)

// What makes a plugin be left alone, and for how long.
const (
	maxFailures    = 5                // in a row, before the first quarantine
	forgetAfter    = 10 * time.Minute // without a failure
	shortestRest   = 5 * time.Second  // the first quarantine; each further one is twice as long
	longestRest    = 10 * time.Minute
	maxQuarantines = 1000 // plugins remembered; far beyond what a host has
)

// Quarantine is the time for which a plugin that failed too often is not run.
type Quarantine struct {
	Until    time.Time
	Failures int    // in a row
	Reason   string // of the last one, for operators
}

// record is what is known of a plugin's failures. Its states are: fewer than
// maxFailures in a row (it runs), quarantined until a time, and after that on
// trial: the next failure leads to a longer quarantine at once, a success to
// a clean record.
type record struct {
	Quarantine
	rest time.Duration // of the last quarantine; zero before the first
	last time.Time     // of the last failure
}

// failed notes a failure and reports whether a quarantine begins with it.
func (r *record) failed(now time.Time, reason string) bool {
	if now.Before(r.Until) {
		return false // it had been started before
	}
	if now.Sub(r.last) > max(forgetAfter, 2*r.rest) {
		*r = record{}
	}
	r.Failures++
	r.last, r.Reason = now, reason
	if r.rest == 0 && r.Failures < maxFailures {
		return false
	}
	r.rest = min(max(shortestRest, 2*r.rest), longestRest)
	r.Until = now.Add(r.rest)
	return true
}

// quarantines are the records of all plugins that have failed, by digest: a
// plugin that is replaced begins anew.
type quarantines struct {
	mu      sync.Mutex
	records map[string]*record
}

// of returns the quarantine in which a plugin is.
func (q *quarantines) of(digest string, now time.Time) (Quarantine, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if r := q.records[digest]; r != nil && now.Before(r.Until) {
		return r.Quarantine, true
	}
	return Quarantine{}, false
}

// failed notes that a plugin trapped or took too long. It returns how the
// plugin stands, and whether a quarantine begins.
func (q *quarantines) failed(digest string, now time.Time, reason string) (Quarantine, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.records == nil || len(q.records) >= maxQuarantines {
		q.records = map[string]*record{}
	}
	r := q.records[digest]
	if r == nil {
		r = &record{}
		q.records[digest] = r
	}
	begins := r.failed(now, reason)
	return r.Quarantine, begins
}

// succeeded gives a plugin a clean record and reports whether it had been in
// quarantine.
func (q *quarantines) succeeded(digest string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	r := q.records[digest]
	delete(q.records, digest)
	return r != nil && r.rest > 0
}
