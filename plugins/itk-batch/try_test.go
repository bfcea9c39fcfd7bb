package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/plugins/itk-batch/emit"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/prompt"
	"github.com/kilnworks/kiln/plugins/itk-batch/sim"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// TestTrySites runs for each example what its README shows under "Try it
// without Teamcenter", at the site that the project brings: the program ends
// well, has found something, and a writer has changed something.
func TestTrySites(t *testing.T) {
	t.Parallel()
	for _, e := range allExamples {
		t.Run(e.pattern, func(t *testing.T) {
			t.Parallel()
			tryProgram(t, requestedSpec(t, sdk.Request{Prompt: e.prompt}))
		})
	}
	for _, request := range glob(t, "testdata/*/request.json") {
		dir := filepath.Dir(request)
		if readJSON[struct{ Outcome sdk.Outcome }](t, filepath.Join(dir, "want.json")).Outcome == sdk.Rejected {
			continue // there is no program to try
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			tryProgram(t, requestedSpec(t, readJSON[sdk.Request](t, request)))
		})
	}
}

func readJSON[T any](t *testing.T, path string) (value T) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return value
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(pattern, names, err)
	}
	return names
}

// requestedSpec is the Spec that a request has, or asks for in words.
func requestedSpec(t *testing.T, r sdk.Request) spec.Spec {
	t.Helper()
	if len(r.Context.Spec) > 0 {
		posted, err := spec.Parse(r.Context.Spec)
		if err != nil {
			t.Fatal(err)
		}
		return posted.WithDefaults()
	}
	reading, err := prompt.Read(r.Prompt, prompt.Context{TCVersion: "14.3", Compiler: "gcc", CodePrefix: "PNX", ExplicitPattern: r.Options.ExplicitPattern})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Spec
}

// tryProgram builds a program for gcc, and runs it as its README says.
func tryProgram(t *testing.T, s spec.Spec) {
	p, err := pattern.For(s, pattern.Target{TCVersion: "14.3", Prefix: "PNX"})
	if err != nil {
		t.Fatal(err)
	}
	dir, fixture, readme, inputs := t.TempDir(), "", "", map[string]string{}
	for _, f := range emit.Project(p) {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Body, 0o755); err != nil {
			t.Fatal(err)
		}
		switch {
		case f.Path == "try.sim":
			fixture = string(f.Body)
		case f.Path == "README.md":
			readme = string(f.Body)
		case strings.HasPrefix(f.Path, "sample_"):
			inputs[f.Path] = string(f.Body)
		}
	}
	site := sim.Site(t, fixture)
	if out, err := site.Build(dir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, text := range inputs {
		site = site.Input(name, text)
	}
	for i, command := range emit.TryCommands(p) {
		_, args, _ := strings.Cut(command, " -- ")
		r := run(t, site, strings.Fields(args)...)
		found := 0
		for name, text := range r.Files {
			if !strings.HasSuffix(name, ".log") && !strings.HasSuffix(name, ".input") {
				found += strings.Count(text, "\n") - 1
			}
		}
		if p.Spec.Output.CountOnly {
			found, _ = strconv.Atoi(strings.TrimSpace(r.Stdout))
		}
		if !p.Writes && !p.Spec.Output.Header {
			found++
		}
		if r.Exit != 0 || len(r.Watch) > 0 || found < 1 || (len(r.Changes) > 0) != (p.Writes && i == 1) {
			t.Errorf("%s: exit %d, %d rows, changes %q, watch %q\n%s%q\n%s", command, r.Exit, found, r.Changes, r.Watch, r.Stderr, r.Files, fixture)
		}
	}
	for _, command := range append(emit.RunCommands(p)[1:], scheduled(readme)...) {
		_, args, _ := strings.Cut(command, "-g=")
		_, args, _ = strings.Cut(args, " ")
		if r := run(t, site.Quick(), strings.Fields(args)...); strings.Contains(r.Stderr, "-h shows all options") {
			t.Errorf("%s: the command line is wrong\n%s", command, r.Stderr)
		}
	}
}

// scheduled is the command that the README gives for cron, if it has one.
func scheduled(readme string) []string {
	_, command, ok := strings.Cut(readme, "`15 2 * * * ")
	if !ok {
		return nil
	}
	command, _, _ = strings.Cut(command, "`")
	return []string{command}
}
