package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// crashes is how many places of a run are tried.
const crashes = 40

// TestResume ends writers in the middle, as a kill does, and goes on with
// -append -start= where the result file stops: the site is then as if nothing
// had happened, and nothing is done twice.
func TestResume(t *testing.T) {
	t.Parallel()
	for _, s := range scenarios {
		parsed, err := spec.Parse([]byte(s.spec))
		if err != nil {
			t.Fatal(err)
		}
		if parsed.Select.From != spec.FromInput || s.again != "" || !s.faults {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			installed := program(t, s.spec).With(s.site).Quick()
			for name, text := range s.inputs {
				installed = installed.Input(name, text)
			}
			args := append([]string{"-nodryrun"}, s.args...)
			whole := run(t, installed.Traced(), args...)
			for call := 1; call <= len(whole.Trace); call += 1 + len(whole.Trace)/crashes {
				first := run(t, installed.With(fmt.Sprintf("crash call=%d", call)), args...)
				second := run(t, resumed(installed, first), append(resumption(t, first), args...)...)
				if diff := cmp.Diff(whole.State(), second.State()); diff != "" || second.Exit != 0 || len(second.Watch) > 0 {
					t.Errorf("call %d, %s: exit %d, watch %q\n%s%s", call, whole.Trace[call-1], second.Exit, second.Watch, second.Stderr, diff)
				}
			}
		})
	}
}

// resumed is the site as the run left it, with its files.
func resumed(s *sim.Installation, r sim.Result) *sim.Installation {
	s = s.After(r)
	for name, text := range r.Files {
		s = s.Input(name, text)
	}
	return s
}

// resumption are the options that go on at the last line of the result file,
// which may stand for several objects.
func resumption(t *testing.T, r sim.Result) []string {
	t.Helper()
	for name, text := range r.Files {
		if !strings.HasSuffix(name, "_result.csv") || text == "" {
			continue
		}
		if _, noted := r.Files[name+".input"]; !noted {
			return []string{"-append"} // an indented list is read from its top
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		last, _ := strconv.Atoi(rows[len(rows)-1][0]) // 0 for the line of titles
		return []string{"-append", "-start=" + strconv.Itoa(max(last, 1))}
	}
	return nil
}

// TestOtherInput: going on is refused when the input is another one, or when
// nothing says which one it was.
func TestOtherInput(t *testing.T) {
	t.Parallel()
	s := program(t, `{"spec":1,"pattern":"status-add","select":{"from":"input","kind":"revision"},"input":{"file":"in.csv","columns":[{"role":"item-id","header":"item_id"},{"role":"rev-id","header":"rev_id"}]},"action":{"status":["Obsolete"]},"output":{},"safety":{}}`)
	const input = "item_id,rev_id\n000123,A\n000123,B\n"
	first := run(t, s.Input("in.csv", input), "-nodryrun", "-max=1")
	if _, noted := first.Files["pnx_status_add_result.csv.input"]; !noted {
		t.Fatalf("%d: no note of the input: %q\n%s", first.Exit, first.Files, first.Stderr)
	}
	goOn := []string{"-nodryrun", "-append", "-start=3"}
	unknown := resumed(s, first).Input("in.csv", input).Input("pnx_status_add_result.csv.input", "")
	for _, c := range []struct {
		name string
		site *sim.Installation
		want string
		exit int
	}{
		{"same", resumed(s, first).Input("in.csv", input), "1 row OK", 0},
		{"one byte", resumed(s, first).Input("in.csv", strings.Replace(input, "B", "C", 1)), "is not the input that the earlier run read", 1},
		{"one line", resumed(s, first).Input("in.csv", input+"000124,A\n"), "is not the input that the earlier run read", 1},
		{"no note", unknown, "run all lines again", 1},
	} {
		r := run(t, c.site, goOn...)
		if r.Exit != c.exit || !strings.Contains(r.Stdout+r.Stderr, c.want) || (len(r.Changes) > 0) == (c.exit == 1) || len(r.Watch) > 0 {
			t.Errorf("%s: exit %d, changes %q, watch %q\n%s", c.name, r.Exit, r.Changes, r.Watch, r.Stderr)
		}
	}
}
