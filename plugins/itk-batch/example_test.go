package main

import (
	"testing"

	"github.com/kilnworks/kiln/sdk"
	"github.com/kilnworks/kiln/sdk/sdktest"
)

// TestExamples finds a prompt that we recommend and that is not understood as
// what it stands beside.
func TestExamples(t *testing.T) {
	for _, p := range definition.Patterns {
		for _, prompt := range p.Examples {
			r := sdktest.Generate(t, plugin, sdk.Request{Prompt: prompt, Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc"}})
			if r.Pattern != p.ID {
				t.Errorf("%q is read as %q, not as %q", prompt, r.Pattern, p.ID)
			}
		}
	}
}
