package emit

import (
	"os"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/check"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// releases are those of the matrix, from the oldest to the newest.
var releases = []string{"10.1", "11.6", "12.4", "13.3", "14.3", "2312", "2412"}

// examplesOf are the Specs of the examples and of the tests here, by pattern.
func examplesOf(t *testing.T) map[string][]spec.Spec {
	t.Helper()
	text, err := os.ReadFile("../spec/testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for _, s := range specs {
		lines = append(lines, s.text)
	}
	for _, r := range reports {
		lines = append(lines, r.text)
	}
	of := map[string][]spec.Spec{}
	for _, line := range lines {
		s, err := spec.Parse([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		of[s.Pattern] = append(of[s.Pattern], s.WithDefaults())
	}
	return of
}

// TestMatrix makes every pattern for each compiler and release: the C compiles
// without a warning and breaks no rule. Releases differ in little, so that most
// texts are compiled once; what this shows is that the programs agree with the
// facts, not that they build at a site.
func TestMatrix(t *testing.T) {
	t.Parallel()
	have := checker(t)
	examples := examplesOf(t)
	for _, id := range pattern.Made() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			if len(examples[id]) == 0 {
				t.Fatal("spec/testdata/examples.jsonl has no Spec of it")
			}
			for _, release := range releases {
				for _, msvc := range []bool{false, true} {
					for _, s := range examples[id] {
						target := pattern.Target{TCVersion: release, MSVC: msvc, Prefix: "PNX"}
						p, err := pattern.For(s, target)
						if err != nil {
							t.Fatal(err)
						}
						files := Project(p)
						compileAll(t, have, files)
						breaksNoRule(t, target, files)
					}
				}
			}
		})
	}
}

func breaksNoRule(t *testing.T, target pattern.Target, files []File) {
	t.Helper()
	checked := make([]check.File, len(files))
	for i, f := range files {
		checked[i] = check.File{Path: f.Path, Body: f.Body}
	}
	for _, f := range check.Project(checked, target.TCVersion) {
		if f.Severity == check.Error {
			t.Errorf("%+v: %s:%d: %s: %s", target, f.File, f.Line, f.Rule, f.Message)
		}
	}
}
