package main

import (
	"slices"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// notAgain are the writers that no second run of a scenario proves harmless,
// each with the reason that its README gives as well.
var notAgain = map[string]string{}

// repeat runs the job once more where the first run ended. A pattern that
// promises it changes nothing then, not even a date, and no row says OK.
func (s scenario) repeat(t *testing.T, installed *sim.Installation, first sim.Result) {
	t.Helper()
	second := run(t, installed.After(first), append([]string{"-nodryrun"}, s.args...)...)
	rows := resultRows(t, second, "write")
	if len(second.Watch) > 0 || second.Exit != 0 && second.Exit != 2 {
		t.Errorf("second run: exit %d, watch %q\n%s", second.Exit, second.Watch, second.Stderr)
	}
	if changed := len(second.Changes) > 0 || says(rows, "OK"); changed != (s.again != "") {
		t.Errorf("second run, which may change something because %q: changes %q\n%s", s.again, second.Changes, rowsText(rows))
	}
}

// TestSecondRuns: each writer has a scenario whose second run changes nothing,
// or a reason why there is none.
func TestSecondRuns(t *testing.T) {
	t.Parallel()
	for _, id := range pattern.Made() {
		proven := slices.ContainsFunc(scenarios, func(s scenario) bool { return s.pattern(t) == id && s.again == "" })
		if spec.Writes(id) && proven == (notAgain[id] != "") {
			t.Errorf("%s: a scenario proves that a second run is harmless: %v; reason why none can: %q", id, proven, notAgain[id])
		}
	}
}

func (s scenario) pattern(t *testing.T) string {
	t.Helper()
	parsed, err := spec.Parse([]byte(s.spec))
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Pattern
}
