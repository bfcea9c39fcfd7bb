// Package sdktest runs plugins natively in tests, as a host would run them in
// a sandbox: no WebAssembly in the inner loop.
//
//	func TestGolden(t *testing.T) { sdktest.Golden(t, plugin, "testdata") }
//
// It also checks what a host would refuse: results that are not valid, paths
// that cannot be written everywhere, and generations that are not the same
// the second time.
package sdktest

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// Result is what a generation came to: the results of its stages taken
// together as a host does.
type Result struct {
	// Outcome is that of the last stage that ran; Error or Rejection say more.
	Outcome   sdk.Outcome    `json:"outcome"`
	Error     string         `json:"error,omitempty"`
	Rejection *sdk.Rejection `json:"rejection,omitempty"`
	// Fit, Pattern, Summary and Manifest are the last that a stage set.
	Fit      float64         `json:"fit,omitempty"`
	Pattern  string          `json:"pattern,omitempty"`
	Summary  string          `json:"summary,omitempty"`
	Manifest json.RawMessage `json:"manifest,omitempty"`
	// Diagnostics of all stages, in order.
	Diagnostics []sdk.Diagnostic `json:"diagnostics,omitempty"`
	// Files by path, Progress and Logs in order.
	Files    []File   `json:"-"`
	Progress []string `json:"-"`
	Logs     []string `json:"-"`
}

// File is a file that a generation wrote.
type File struct {
	Path string
	Body []byte
	Mode uint32
}

// Body returns the content of the file, and whether there is one.
func (r Result) Body(path string) (string, bool) {
	for _, f := range r.Files {
		if f.Path == path {
			return string(f.Body), true
		}
	}
	return "", false
}

// Generate runs the plugin's stages on the request until one of them does not
// end well. What a host would refuse is an error of the test, and so is a
// second run that differs from the first.
func Generate[S any](t testing.TB, plugin sdk.Plugin[S], request sdk.Request) Result {
	t.Helper()
	if err := plugin.Definition.Validate(); err != nil {
		t.Errorf("the definition is not valid:\n%v", err)
	}
	if plugin.Warmup != nil {
		plugin.Warmup()
	}
	stages, first := generate(t, plugin, request)
	checkStages(t, plugin.Definition, stages)
	first.checkFiles(t)
	if _, second := generate(t, plugin, request); !reflect.DeepEqual(first, second) {
		t.Errorf("the same request gave something else the second time:\n%s", difference(first, second))
	}
	return first
}

func generate[S any](t testing.TB, plugin sdk.Plugin[S], request sdk.Request) (stages []sdk.StageResult, r Result) {
	t.Helper()
	run := plugin.Start(throughJSON(t, request), recorder{&r})
	for _, stage := range sdk.Stages {
		result := throughJSON(t, run.Stage(stage))
		stages = append(stages, result)
		r.add(result)
		if r.Outcome != sdk.OK {
			break
		}
	}
	slices.SortStableFunc(r.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return stages, r
}

func checkStages(t testing.TB, definition sdk.Definition, stages []sdk.StageResult) {
	t.Helper()
	for i, result := range stages {
		if err := result.Validate(); err != nil {
			t.Errorf("%s: the result is not valid:\n%v", sdk.Stages[i], err)
		}
		if _, ok := definition.Pattern(result.Pattern); !ok && result.Pattern != "" {
			t.Errorf("%s: the definition has no pattern %q", sdk.Stages[i], result.Pattern)
		}
	}
}

// throughJSON takes a value over the wall and back, so that what JSON cannot
// hold shows up here as it would there.
func throughJSON[T any](t testing.TB, v T) T {
	t.Helper()
	var back T
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil {
		t.Fatalf("%T does not go through JSON: %v", v, err)
	}
	return back
}

func (r *Result) add(s sdk.StageResult) {
	r.Outcome, r.Error, r.Rejection = s.Outcome, s.Error, s.Rejection
	r.Diagnostics = append(r.Diagnostics, s.Diagnostics...)
	if s.Fit != 0 {
		r.Fit = s.Fit
	}
	if s.Pattern != "" {
		r.Pattern = s.Pattern
	}
	if s.Summary != "" {
		r.Summary = s.Summary
	}
	if s.Manifest != nil {
		r.Manifest = s.Manifest
	}
}

// checkFiles reports what a host would not take. Names that differ only in
// case count as the same, as they do on Windows and macOS.
func (r *Result) checkFiles(t testing.TB) {
	t.Helper()
	if r.Outcome == sdk.OK && len(r.Files) == 0 {
		t.Error("the generation ended well without a file")
	}
	seen := map[string]string{}
	for _, f := range r.Files {
		if err := sdk.CheckPath(f.Path); err != nil {
			t.Errorf("file %q: %v", f.Path, err)
		}
		if f.Mode != 0o644 && f.Mode != 0o755 {
			t.Errorf("file %q: mode %#o is neither 0644 nor 0755", f.Path, f.Mode)
		}
		folded := strings.ToLower(f.Path)
		if other, ok := seen[folded]; ok {
			t.Errorf("file %q: there is %q already", f.Path, other)
		}
		seen[folded] = f.Path
	}
}
