package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRulesAreListed finds a list of rules that is older than the rules.
func TestRulesAreListed(t *testing.T) {
	t.Parallel()
	want, err := exec.CommandContext(t.Context(), "go", "run", "rules_gen.go").Output()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("make generate writes rules.md anew: -want +got\n%s", diff)
	}
}
