package sim

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestProbe compares what the simulator answers, in both settings of its
// switches, with what it answered when a person last looked at it. Each area of
// the probe is a group of calls.
func TestProbe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/probe")); err != nil {
		t.Fatal(err)
	}
	for _, area := range []struct {
		name, fixture string
		args, lines   []string
	}{
		{"probe", "export", []string{"-xyz"}, []string{"deny infodba WRITE 000123", "locked 000123 by=mbrown@node7"}},
		// These write numbers with a point.
		{"write", "workshop", []string{"-area=write"}, []string{"switch locale kind"}},
		{"structure", "workshop", []string{"-area=structure"}, []string{"switch locale kind"}},
		{"process", "workshop", []string{"-area=process"}, []string{"switch locale kind"}},
	} {
		fixture, err := Fixture(area.fixture)
		if err != nil {
			t.Fatal(err)
		}
		s := Site(t, fixture)
		if out, err := s.Build(dir); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, setting := range []string{"kind", "harsh"} {
			lines := append([]string{"switch all " + setting}, area.lines...)
			r := run(t, s.With(lines...), area.args...)
			got := r.Stdout + "--\n" + strings.Join(r.Watch, "\n") + "\n"
			if len(r.Changes) > 0 {
				got += "--\n" + strings.Join(r.Changes, "\n") + "\n"
			}
			compare(t, filepath.Join("testdata", area.name+"-"+setting+".txt"), got)
			if r.Exit != 0 {
				t.Errorf("%s, %s: exit %d\n%s", area.name, setting, r.Exit, r.Stderr)
			}
		}
	}
}

// compare compares a text with a golden file, or writes it.
func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
