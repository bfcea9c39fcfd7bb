package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/sdk/sdktest"
)

// scenario is a job of a writer at the simulated site. What its runs do stands
// in testdata/scenarios: the rows of the result file in a rehearsal and in a run
// that writes, without the columns mode and uid, and what is different in the
// database afterwards.
type scenario struct {
	name, spec string
	// site are more lines of the fixture, inputs the files of the working folder.
	site   string
	inputs map[string]string
	args   []string
	exit   int
	// again says why a second run may change something; when it is empty, that
	// run must leave everything as it is.
	again string
	// faults lets each call of the run fail in turn.
	faults bool
}

// scenarios are those of all writers; each pattern's stand in a file of its own.
var scenarios = slices.Concat(propertyUpdates, changeOwnerships, statusAdds, relationCreates, projectAssigns, itemCreates, revises, statusRemoves, deletions, datasetImports, datasetPurges, workflowStarts, workflowTasks, bomImports)

func TestScenarios(t *testing.T) {
	t.Parallel()
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			installed := program(t, s.spec).With(s.site)
			for name, text := range s.inputs {
				installed = installed.Input(name, text)
			}
			kind := s.try(t, installed)
			golden := filepath.Join("testdata", "scenarios", strings.ReplaceAll(s.name, " ", "-")+".txt")
			if sdktest.Update() {
				if err := os.WriteFile(golden, []byte(kind), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), kind); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			harsh := s.try(t, installed.With("switch all harsh").Quick())
			if diff := cmp.Diff(withoutReasons(kind), withoutReasons(harsh)); diff != "" {
				t.Errorf("a harsh site differs: -kind +harsh\n%s", diff)
			}
			if s.faults {
				s.failEach(t, installed)
			}
		})
	}
}

// try runs the rehearsal and the change, and tells what they did.
func (s scenario) try(t *testing.T, installed *sim.Installation) string {
	t.Helper()
	rehearsal := run(t, installed.With("readonly"), s.args...)
	if rehearsal.Exit != s.exit || len(rehearsal.Watch) > 0 {
		t.Errorf("dry run: exit %d, watch %q\n%s", rehearsal.Exit, rehearsal.Watch, rehearsal.Stderr)
	}
	if len(rehearsal.Changes) > 0 || rehearsal.IDs > 0 {
		t.Errorf("the dry run changed %q and took %d IDs", rehearsal.Changes, rehearsal.IDs)
	}
	written := run(t, installed, append([]string{"-nodryrun"}, s.args...)...)
	if written.Exit != s.exit || len(written.Watch) > 0 {
		t.Errorf("exit %d, watch %q\n%s", written.Exit, written.Watch, written.Stderr)
	}
	if loud := run(t, installed.With("readonly").Quick(), append([]string{"-nodryrun"}, s.args...)...); len(written.Changes) > 0 && len(loud.Watch) == 0 {
		t.Error("no call that changes something is a complaint where none may")
	}
	s.repeat(t, installed, written)
	return "dry run\n" + rowsText(resultRows(t, rehearsal, "dry-run")) + "\nwrite\n" + rowsText(resultRows(t, written, "write")) +
		"\nchanges\n" + strings.Join(append(substance(written.Changes), ""), "\n")
}

// substance are the changes without the dates and users that follow from them.
func substance(changes []string) []string {
	return slices.DeleteFunc(slices.Clone(changes), func(change string) bool {
		return strings.Contains(change, ": last_mod_date=") || strings.Contains(change, ": last_mod_user=") ||
			strings.Contains(change, ": revision_number=")
	})
}

// rowsText shows rows; UIDs of what a run made differ, and only that they are
// there matters.
func rowsText(rows [][]string) string {
	var out strings.Builder
	for i, row := range rows {
		for k := range row {
			if i > 0 && strings.HasSuffix(rows[0][k], "_uid") && row[k] != "" {
				row[k] = "UID"
			}
		}
		out.WriteString(strings.Join(row, " | ") + "\n")
	}
	return out.String()
}

// withoutReasons drops what an error is called, which depends on the site.
func withoutReasons(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if before, rest, ok := strings.Cut(line, " | ERROR | "); ok {
			_, rest, _ = strings.Cut(rest, " | ")
			line = before + " | ERROR | " + rest
		}
		out.WriteString(line)
	}
	return out.String()
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
// change is left, and a run that did something has a row that says ERROR.
func (s scenario) failEach(t *testing.T, installed *sim.Installation) {
	t.Helper()
	_, faults, err := installed.Faults(append([]string{"-u=infodba", "-p=infodba", "-g=dba", "-nodryrun"}, s.args...)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		if len(f.Missing) > 0 && !unavoidable(f.Function) {
			t.Errorf("call %d, %s: %q\n%s", f.Call, f.Function, f.Missing, f.Result.Stderr)
		}
		if f.Result.Exit == 2 && !closes(f.Function) && !says(resultRows(t, f.Result, "write"), "ERROR") {
			t.Errorf("call %d, %s: no row says ERROR\n%s", f.Call, f.Function, f.Result.Stderr)
		}
	}
}

// unavoidable reports a call whose failure is an answer that is cleared, or
// leaves open what no other call closes.
func unavoidable(call string) bool {
	return call == "TCTYPE_ask_property_by_name" || call == "ITK_set_bypass"
}

// closes reports a call that comes after the rows, or beside them.
func closes(call string) bool {
	return call == "ITK_exit_module" || call == "POM_enquiry_delete" || call == "ITK_set_bypass"
}

func says(rows [][]string, result string) bool {
	return slices.ContainsFunc(rows, func(row []string) bool { return row[1] == result })
}
