package main

import (
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestSweeps: for each pattern there is a run in which every call fails in turn.
func TestSweeps(t *testing.T) {
	t.Parallel()
	swept := map[string]bool{}
	note := func(text string) {
		parsed, err := spec.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		swept[parsed.Pattern] = true
	}
	for _, f := range fragile {
		note(f.spec)
	}
	for _, r := range reportRuns {
		if r.faults {
			note(r.spec)
		}
	}
	for _, s := range scenarios {
		if s.faults {
			note(s.spec)
		}
	}
	for _, id := range pattern.Made() {
		if !swept[id] {
			t.Errorf("%s: no run lets each of its calls fail", id)
		}
	}
}
