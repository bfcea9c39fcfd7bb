package emit

import (
	"math/rand/v2"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/check"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// TestRandomSpecsAreSound reads the programs of many random Specs with the rules,
// which must find nothing: an error would fail the generation.
func TestRandomSpecsAreSound(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	versions := []string{"10.1", "11.6", "14.3", "2412"}
	for i := 0; i < 200; {
		s := randomSpec(r).WithDefaults()
		if s.Validate() != nil {
			continue
		}
		i++
		sound(t, s, pattern.Target{TCVersion: versions[i%len(versions)], Prefix: "PNX", MSVC: i%2 == 0})
	}
}

func sound(t *testing.T, s spec.Spec, target pattern.Target) {
	t.Helper()
	p, err := pattern.For(s, target)
	if err != nil {
		t.Fatal(err)
	}
	var files []check.File
	for _, f := range Project(p) {
		files = append(files, check.File{Path: f.Path, Body: f.Body})
	}
	for _, f := range check.Project(files, p.TCVersion) {
		if f.Severity != check.Info {
			t.Errorf("%s:%d: %s: %s\n%s", f.File, f.Line, f.Rule, f.Message, s.JSON())
		}
	}
}
