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
// switches, with what it answered when a person last looked at it.
func TestProbe(t *testing.T) {
	t.Parallel()
	fixture, err := Fixture("export")
	if err != nil {
		t.Fatal(err)
	}
	s := Site(t, fixture)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/probe")); err != nil {
		t.Fatal(err)
	}
	if out, err := s.Build(dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, setting := range []string{"kind", "harsh"} {
		r := run(t, s.With("switch all "+setting, "deny infodba WRITE 000123", "locked 000123 by=mbrown@node7"), "-xyz")
		got := r.Stdout + "--\n" + strings.Join(r.Watch, "\n") + "\n"
		golden := filepath.Join("testdata", "probe-"+setting+".txt")
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
			t.Errorf("%s (-want +got):\n%s", setting, diff)
		}
		if r.Exit != 0 {
			t.Errorf("%s: exit %d\n%s", setting, r.Exit, r.Stderr)
		}
	}
}
