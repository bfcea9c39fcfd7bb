package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host"
)

// A flood of keys that nobody has stops reaching the store, and harms neither
// other addresses nor whoever was known there before.
func TestFloodOfMadeUpKeys(t *testing.T) {
	t.Parallel()
	r := start(t, func(c *Config) { c.TrustedProxies = []string{"127.0.0.1"} })
	from := func(n int) string { return fmt.Sprint("X-Forwarded-For: 203.0.113.", n) }
	r.do("GET", "/v1/artifacts", "", from(1))
	var refused answer
	for range 400 {
		a := r.do("GET", "/v1/artifacts", "", from(1), "Authorization: Bearer "+host.NewSecret())
		if a.StatusCode == 429 {
			refused = a
		}
	}
	if refused.Response == nil || refused.failure(t).Error.Code != "rate_limited" || refused.Header.Get("Retry-After") != "1" ||
		refused.Header.Get("x-ratelimit-remaining") != "0" || !strings.HasPrefix(refused.Header.Get("RateLimit-Policy"), `"address";q=100;`) {
		t.Fatalf("nothing stops the flood: %+v", refused)
	}
	if n := r.fake.lookups; n > 300 {
		t.Errorf("%d made-up keys were looked up", n)
	}
	if a := r.do("GET", "/v1/artifacts", "", from(1)); a.StatusCode != 200 {
		t.Errorf("a known key from that address gets %d", a.StatusCode)
	}
	if a := r.do("GET", "/v1/artifacts", "", from(2), "Authorization: Bearer "+host.NewSecret()); a.StatusCode != 401 {
		t.Errorf("another address gets %d", a.StatusCode)
	}
}

func TestStrangers(t *testing.T) {
	t.Parallel()
	s, now := newStrangers(), time.Now()
	for i := range 100 {
		if err := s.admit("2001:db8::1", "x", now); err != nil {
			t.Fatalf("after %d misses: %v", i, err)
		}
		s.missed(fmt.Sprintf("2001:db8::%x", i), now)
	}
	if s.admit("2001:db8::ffff", "x", now) == nil {
		t.Error("one network may miss once for each of its addresses")
	}
	if s.admit("2001:db8:0:1::1", "x", now) != nil || s.admit("192.0.2.1", "x", now) != nil || s.admit("", "x", now) != nil {
		t.Error("others are held up")
	}
	s.met("good", now)
	if s.admit("2001:db8::1", "good", now) != nil {
		t.Error("what is known is held up")
	}
	if s.admit("2001:db8::1", "x", now.Add(time.Second)) != nil {
		t.Error("it does not end")
	}
	for i := range mostKept + 5 {
		s.missed(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), now)
		s.met(fmt.Sprint(i), now)
	}
	if len(s.misses) > mostKept || len(s.known) > mostKept {
		t.Errorf("%d addresses and %d hashes are kept", len(s.misses), len(s.known))
	}
}
