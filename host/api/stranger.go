package api

import (
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/time/rate"

	"github.com/kilnworks/kiln/host"
)

// strangers keeps floods of made-up credentials from the database. Each address
// may miss some times, on each host; beyond that only credentials that were
// good a while ago are looked up, so that whoever floods from behind a shared
// address does not lock out the others there.
type strangers struct {
	mu     sync.Mutex
	misses map[string]*rate.Limiter // by address
	known  map[string]time.Time     // until when a hash counts as known
}

// How often an address may miss: a hundred times at once, then ten a second.
var missRate = host.Rate{PerMinute: 600, Burst: 100}

const (
	knownFor = 10 * time.Minute
	// mostKept bounds the memory of both maps; what was in them is forgotten
	// beyond, which is no more than a fresh start.
	mostKept = 20_000
)

func newStrangers() *strangers {
	return &strangers{misses: map[string]*rate.Limiter{}, known: map[string]time.Time{}}
}

// admit returns rate_limited for credentials that shall not be looked up.
func (s *strangers) admit(address, hash string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	misses := s.misses[network(address)]
	if misses == nil || misses.TokensAt(now) >= 1 || now.Before(s.known[hash]) {
		return nil
	}
	return host.Errorf(host.RateLimited, "too many calls with credentials that nobody has came from this address; go on in 1 s")
}

// missed counts credentials that nobody has.
func (s *strangers) missed(address string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := network(address)
	if s.misses[at] == nil {
		if len(s.misses) >= mostKept {
			clear(s.misses)
		}
		s.misses[at] = rate.NewLimiter(rate.Every(missRate.Interval()), int(missRate.Burst))
	}
	s.misses[at].AllowN(now, 1)
}

// met remembers credentials that somebody has.
func (s *strangers) met(hash string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostKept {
		clear(s.known)
	}
	s.known[hash] = now.Add(knownFor)
}

// network is what one subscriber has: an IPv4 address, or 64 bits of IPv6.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// showMisses tells a flood when to go on.
func showMisses(c *fiber.Ctx, now time.Time) {
	show(c, "address", host.Allowance{Rate: missRate, ResetAt: now.Add(missRate.Window())}, now)
	c.Set(fiber.HeaderRetryAfter, strconv.Itoa(1))
}
