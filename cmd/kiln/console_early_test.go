package main

import "testing"

// TestConsoleAsksEarly: what a view shows is on its way before the modules have
// come, and is asked for once all the same.
func TestConsoleAsksEarly(t *testing.T) {
	p, _, _ := console(t)
	p.open("/keys")
	p.heading("Keys")
	p.sees("For programs")
	for _, path := range []string{"/v1/auth/session", "/v1/keys"} {
		asked := eval[[]string](p, `performance.getEntriesByType('resource').filter((e) => new URL(e.name).pathname === '`+path+`').map((e) => e.initiatorType)`)
		if len(asked) != 1 || asked[0] != "link" {
			t.Errorf("%s was asked for by %v; want the link alone", path, asked)
		}
	}
}
