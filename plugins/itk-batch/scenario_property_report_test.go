package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/sdk/sdktest"
)

// TestPropertyReport writes all properties of a revision, as users see them and
// as they are stored. TestEveryCallFails lets each of its calls fail.
func TestPropertyReport(t *testing.T) {
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"property-report","select":{"from":"arguments","kind":"revision","revision":"given","objects":[{"itemId":"000123","revId":"A"}]},"output":{},"safety":{}}`)
	got := ""
	for _, args := range [][]string{nil, {"-real"}} {
		kind := run(t, s.With("switch all kind", "readonly"), args...)
		harsh := run(t, s.With("switch all harsh"), args...)
		const file = "pnx_property_report.csv"
		if kind.Exit != 0 || harsh.Exit != 0 || len(kind.Watch)+len(harsh.Watch) > 0 || len(kind.Changes) > 0 {
			t.Errorf("%q: exit %d and %d, watch %q %q, changes %q\n%s", args, kind.Exit, harsh.Exit, kind.Watch, harsh.Watch, kind.Changes, kind.Stderr)
		}
		if diff := cmp.Diff(kind.Files[file], harsh.Files[file]); diff != "" {
			t.Errorf("%q: a harsh site differs: -kind +harsh\n%s", args, diff)
		}
		got += kind.Files[file]
	}
	const golden = "testdata/scenarios/property-report.txt"
	if sdktest.Update() {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
