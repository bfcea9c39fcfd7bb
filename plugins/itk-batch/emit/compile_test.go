package emit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// headers writes the stub headers once for a test and returns the compilers.
func compilers(t testing.TB) [][]string {
	t.Helper()
	dir := t.TempDir()
	if err := sim.WriteHeaders(dir); err != nil {
		t.Fatal(err)
	}
	var have [][]string
	for _, c := range sim.Compilers(dir) {
		if _, err := exec.LookPath(c[0]); err != nil {
			if os.Getenv("CI") == "true" || c[0] == "gcc" {
				t.Fatal(err)
			}
			continue
		}
		have = append(have, c)
	}
	return have
}

// compileAll checks every C file of a project with every compiler.
func compileAll(t testing.TB, compilers [][]string, files []File) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".c") {
			continue
		}
		for _, c := range compilers {
			command := exec.Command(c[0], append(c[1:len(c):len(c)], filepath.Join(dir, filepath.FromSlash(f.Path)))...)
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%s %s: %v\n%s", c[0], f.Path, err, out)
			}
		}
	}
}

// plan makes a plan from a Spec in JSON.
func plan(t testing.TB, text string) *pattern.Plan {
	t.Helper()
	s, err := spec.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s = s.WithDefaults()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	p, err := pattern.QueryExport(s, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var specs = []struct{ name, text string }{
	{"released parts", `{"spec":1,"pattern":"query-export","title":"Released parts","select":{"from":"filter","kind":"revision","type":"Part Revision","revision":"all"},"where":[{"field":"status","op":"set"}],"output":{},"safety":{}}`},
}

func TestCompiles(t *testing.T) {
	have := compilers(t)
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			files := Project(plan(t, s.text))
			if dir := os.Getenv("KEEP"); dir != "" {
				for _, f := range files {
					path := filepath.Join(dir, strings.ReplaceAll(s.name, " ", "-"), filepath.FromSlash(f.Path))
					os.MkdirAll(filepath.Dir(path), 0o755)
					os.WriteFile(path, f.Body, 0o755)
				}
			}
			compileAll(t, have, files)
		})
	}
}
