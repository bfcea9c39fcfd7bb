package check

import (
	"os"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/emit"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// rare are the operators with few places in the golden projects: they are
// seeded into the variants of all writers as well.
var rare = map[string]bool{
	"forget or close dropped": true, "lock dropped": true, "save before set": true, "save dropped": true,
	"TRUE for FALSE in an unlock": true, "two arguments swapped": true, "unload dropped": true,
	"unlock before save": true, "unlock dropped": true,
}

// variants returns the programs of the examples' Specs and of what they become
// with other decisions, by pattern and decisions.
func variants(t testing.TB) map[string][]File {
	t.Helper()
	text, err := os.ReadFile("../spec/testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]File{}
	for line := range strings.Lines(string(text)) {
		s, err := spec.Parse([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		for name, vary := range decisions {
			v := s
			vary(&v)
			v = v.WithDefaults()
			if v.Validate() != nil {
				continue // the pattern knows no such decision
			}
			p, err := pattern.For(v, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
			if err != nil {
				t.Fatal(err)
			}
			var files []File
			for _, f := range emit.Project(p) {
				files = append(files, File{f.Path, f.Body})
			}
			all[s.Pattern+", "+s.Title+", "+name] = files
		}
	}
	return all
}

// decisions change a Spec.
var decisions = map[string]func(*spec.Spec){
	"as it is":         func(*spec.Spec) {},
	"skip":             func(s *spec.Spec) { s.Action.Existing = spec.ExistingSkip },
	"update":           func(s *spec.Spec) { s.Action.Existing = spec.ExistingUpdate },
	"replace":          func(s *spec.Spec) { s.Action.Existing = spec.ExistingReplace },
	"add":              func(s *spec.Spec) { s.Action.Existing = spec.ExistingAdd },
	"error":            func(s *spec.Spec) { s.Action.Existing = spec.ExistingError },
	"create":           func(s *spec.Spec) { s.Action.Missing = spec.MissingCreate },
	"create, replace":  func(s *spec.Spec) { s.Action.Missing, s.Action.Existing = spec.MissingCreate, spec.ExistingReplace },
	"precise":          func(s *spec.Spec) { s.Action.Precise = true },
	"bypass":           func(s *spec.Spec) { s.Safety.Bypass = spec.BypassOption },
	"released":         func(s *spec.Spec) { s.Safety.Released = spec.GuardAllow },
	"retain no date":   func(s *spec.Spec) { s.Action.RetainDate = !s.Action.RetainDate },
	"one process":      func(s *spec.Spec) { s.Action.OnePerObject = !s.Action.OnePerObject },
	"out of folders":   func(s *spec.Spec) { s.Action.RemoveFromFolders = !s.Action.RemoveFromFolders },
	"approve":          func(s *spec.Spec) { s.Action.Do = spec.DoApprove },
	"assign":           func(s *spec.Spec) { s.Action.Do, s.Action.AssignTo = spec.DoAssign, "mbrown" },
	"into a folder":    func(s *spec.Spec) { s.Action.Folder = "Import" },
	"into a project":   func(s *spec.Spec) { s.Action.Project = "PRJ-9" },
	"out of a project": func(s *spec.Spec) { s.Action.Remove = []string{"PRJ-11"} },
	"keep the date":    func(s *spec.Spec) { s.Safety.KeepModified = true },
	"by file name":     func(s *spec.Spec) { s.Action.Match = spec.MatchFileName },
}

func TestVariantsAreSound(t *testing.T) {
	for name, files := range variants(t) {
		for _, f := range Project(files, "14.3") {
			if f.Severity != Info {
				t.Errorf("%s: %s %s %s:%d: %s", name, f.Severity, f.Rule, f.File, f.Line, f.Message)
			}
		}
	}
}
