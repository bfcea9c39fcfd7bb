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

// TestConsoleResultStays: a generation is drawn in steps, and none of them
// moves on a phone what the steps before have drawn.
func TestConsoleResultStays(t *testing.T) {
	p, _, _ := console(t)
	p.generate("Export released parts to CSV")
	p.emulate(360, 740, "light")
	p.open(eval[string](p, "location.pathname"))
	p.until(`document.querySelectorAll('.rail section').length >= 4 && document.querySelector('.tree a') && document.querySelector('.code .line')`)
	moved := eval[float64](p, `new Promise((resolve) => {
		let moved = 0;
		new PerformanceObserver((list) => list.getEntries().forEach((e) => (moved += e.value))).observe({type: 'layout-shift', buffered: true});
		setTimeout(() => resolve(moved), 500);
	})`)
	if moved > 0.01 {
		t.Errorf("the page moves by %.3f", moved)
	}
}
