package main

import (
	"errors"
	"slices"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/prompt"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestCandidatesHelp finds the pattern that a refused prompt was understood as
// among the candidates that the console offers, though naming it helps nothing.
func TestCandidatesHelp(t *testing.T) {
	t.Parallel()
	context := prompt.Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX"}
	offered := 0
	for _, text := range corpus(t) {
		var refusal, again *prompt.Refusal
		if _, err := prompt.Read(text, context); !errors.As(err, &refusal) || len(refusal.Jobs) != 1 || !slices.Contains(spec.Patterns(), refusal.Jobs[0]) {
			continue
		}
		for _, candidate := range refusal.Candidates {
			offered++
			named := context
			named.ExplicitPattern = candidate
			if _, err := prompt.Read(text, named); errors.As(err, &again) && again.Message == refusal.Message {
				t.Errorf("%q: %s is offered and changes nothing: %s", text, candidate, again.Message)
			}
		}
	}
	if offered == 0 {
		t.Error("no candidate was offered")
	}
}
