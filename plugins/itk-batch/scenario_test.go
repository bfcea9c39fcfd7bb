package main

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
)

// scenario is a job of a writer at the simulated site, from the Spec to the
// rows and the end state.
type scenario struct {
	name, spec string
	// site are more lines of the fixture, inputs the files of the working folder.
	site   string
	inputs map[string]string
	args   []string
	// rows is the result file without the columns mode and uid: line, result,
	// reason and the keys. "*" is any text, "@" what only a change can know.
	rows string
	// changes are what is different in the database afterwards, beside who
	// changed it last and when.
	changes []string
	exit    int
	// faults lets each call of the run fail in turn.
	faults bool
}

// scenarios are those of all writers; each pattern's stand in a file of its own.
var scenarios = slices.Concat(propertyUpdates)

func TestScenarios(t *testing.T) {
	t.Parallel()
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			installed := program(t, s.spec).With(s.site)
			for name, text := range s.inputs {
				installed = installed.Input(name, text)
			}
			for _, setting := range []string{"kind", "harsh"} {
				s.try(t, setting, installed.With("switch all "+setting))
			}
			if s.faults {
				s.failEach(t, installed)
			}
		})
	}
}

// try runs the rehearsal and the change.
func (s scenario) try(t *testing.T, setting string, installed *sim.Installation) {
	t.Helper()
	want := cells(t, s.rows)
	rehearsal := run(t, installed, s.args...)
	if diff := compareRows(want, resultRows(t, rehearsal, "dry-run"), true); diff != "" || rehearsal.Exit != s.exit || len(rehearsal.Watch) > 0 {
		t.Errorf("%s, dry run: exit %d, watch %q\n%s%s", setting, rehearsal.Exit, rehearsal.Watch, rehearsal.Stderr, diff)
	}
	if len(rehearsal.Changes) > 0 || rehearsal.IDs > 0 {
		t.Errorf("%s: the dry run changed %q and took %d IDs", setting, rehearsal.Changes, rehearsal.IDs)
	}
	written := run(t, installed, append([]string{"-nodryrun"}, s.args...)...)
	if diff := compareRows(want, resultRows(t, written, "write"), false); diff != "" || written.Exit != s.exit || len(written.Watch) > 0 {
		t.Errorf("%s: exit %d, watch %q\n%s%s", setting, written.Exit, written.Watch, written.Stderr, diff)
	}
	if diff := cmp.Diff(s.changes, substance(written.Changes)); diff != "" {
		t.Errorf("%s: changes -want +got\n%s", setting, diff)
	}
}

// substance are the changes without the dates and users that follow from them.
func substance(changes []string) []string {
	return slices.DeleteFunc(slices.Clone(changes), func(change string) bool {
		return strings.Contains(change, ": last_mod_date=") || strings.Contains(change, ": last_mod_user=")
	})
}

func cells(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// compareRows compares cells; in what is wanted, "*" is any text, and "@" what
// only a change can know: empty in a dry run.
func compareRows(want, got [][]string, dryRun bool) string {
	for i, row := range want {
		for k, cell := range row {
			if i >= len(got) || k >= len(got[i]) {
				continue
			}
			if cell == "*" && got[i][k] != "" || cell == "@" && dryRun == (got[i][k] == "") {
				got[i][k] = cell
			}
		}
	}
	return cmp.Diff(want, got)
}

// resultRows returns the result file without its columns mode, which must be
// the given one, and uid.
func resultRows(t *testing.T, r sim.Result, mode string) [][]string {
	t.Helper()
	var out [][]string
	for name, text := range r.Files {
		if !strings.HasSuffix(name, "_result.csv") {
			continue
		}
		for i, row := range cells(t, text) {
			if len(row) < 5 {
				t.Fatalf("%s: %q", name, row)
			}
			if i > 0 && row[1] != mode {
				t.Errorf("%s: %q is no %s", name, row, mode)
			}
			out = append(out, slices.Concat(row[:1], row[2:4], row[5:]))
		}
	}
	return out
}

// failEach lets each ITK call of the run fail: no lock, no leak and no half
// change is left, and the exit code tells.
func (s scenario) failEach(t *testing.T, installed *sim.Installation) {
	t.Helper()
	args := append([]string{"-nodryrun"}, s.args...)
	whole := run(t, installed.Traced(), args...)
	for k, name := range whole.Trace {
		r := run(t, installed.With("fail call="+strconv.Itoa(k+1)), args...)
		if r.Exit != 1 && r.Exit != 2 && !forgiven[name] || r.Exit > 2 || r.Exit < 0 {
			t.Errorf("call %d, %s: exit %d\n%s", k+1, name, r.Exit, r.Stderr)
		}
		if len(r.Watch) > 0 && !unavoidable(name) {
			t.Errorf("call %d, %s: %q\n%s", k+1, name, r.Watch, r.Stderr)
		}
		if r.Exit == 1 && len(r.Changes) > 0 {
			t.Errorf("call %d, %s: exit 1 after changes %q", k+1, name, r.Changes)
		}
		s.checkFailure(t, k+1, name, r)
	}
}

// unavoidable reports a call whose failure leaves something open by itself.
func unavoidable(call string) bool {
	switch call {
	case "POM_enquiry_delete", "ITK_exit_module", "POM_roll_to_markpoint", "POM_forget_markpoint", "ITK_set_bypass", "AOM_refresh":
		return true
	}
	return false
}

// checkFailure wants a failed run with rows to have one that says ERROR.
func (s scenario) checkFailure(t *testing.T, call int, name string, r sim.Result) {
	t.Helper()
	for _, row := range resultRows(t, r, "write") {
		if row[1] == "ERROR" {
			return
		}
	}
	if r.Exit == 2 && name != "ITK_exit_module" {
		t.Errorf("call %d, %s: no row says ERROR\n%s", call, name, r.Stderr)
	}
}
