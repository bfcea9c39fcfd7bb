// Itk-batch turns a prompt into a batch utility for Siemens Teamcenter: prompt
// to Spec to C. It runs in Kiln's sandbox, a fresh instance for each
// generation, so that nothing is computed before a request comes.
package main

//go:generate go run rules_gen.go rules.md

import (
	"errors"
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/check"
	"github.com/kilnworks/kiln/plugins/itk-batch/emit"
	"github.com/kilnworks/kiln/plugins/itk-batch/kb"
	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/prompt"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

func init() { sdk.Register(plugin) }

func main() {} // a reactor: the host calls the exports

var plugin = sdk.Plugin[state]{
	Definition:    definition,
	Warmup:        warm,
	Plan:          plan,
	SelectPattern: selectPattern,
	LoadKB:        loadKB,
	Generate:      generate,
	Validate:      validate,
	Package:       pack,
}

// warm does what every generation needs: the index of the vocabulary, and what
// encoding/json works out about a type.
func warm() {
	prompt.Warm()
	_, _ = manifest{}.MarshalJSON()
}

// state is what the stages of one generation share.
type state struct {
	reading prompt.Reading
	plan    *pattern.Plan
	files   []emit.File
}

// plan takes the Spec that was posted, or reads the prompt into one.
func plan(j *sdk.Job, s *state) error {
	if len(j.Request.Context.Spec) > 0 {
		return takeSpec(j, s)
	}
	r := j.Request
	reading, err := prompt.Read(r.Prompt, prompt.Context{
		TCVersion: r.Context.TCVersion, Compiler: r.Context.Compiler,
		CodePrefix: r.Context.CodePrefix, ExplicitPattern: r.Options.ExplicitPattern,
	})
	var refusal *prompt.Refusal
	if errors.As(err, &refusal) {
		return j.Reject(sdk.Rejection{Message: refusal.Message, Candidates: refusal.Candidates, Missing: refusal.Missing})
	}
	if err != nil {
		return err
	}
	s.reading = reading
	j.Fit(reading.Fit)
	j.Progress(spec.Counted(len(reading.Spec.Where), "filter") + ", " + spec.Counted(len(reading.Spec.Columns), "column"))
	for _, remark := range reading.Remarks {
		j.Diagnose(sdk.Diagnostic{Severity: sdk.Info, Code: "prompt_remark", Message: remark})
	}
	return nil
}

// selectPattern decides what the program does.
func selectPattern(j *sdk.Job, s *state) error {
	context := j.Request.Context
	plan, err := pattern.For(s.reading.Spec, pattern.Target{
		TCVersion: context.TCVersion, MSVC: context.Compiler == "msvc", Prefix: context.CodePrefix,
	})
	if err != nil {
		return err
	}
	s.plan = plan
	j.Select(plan.Spec.Pattern)
	for _, d := range plan.Diagnostics {
		if d.Place == (pattern.Place{}) {
			j.Diagnose(d.Diagnostic)
		}
	}
	return nil
}

// loadKB checks that every ITK call of the plan is a known fact.
func loadKB(j *sdk.Job, s *state) error {
	for _, name := range s.plan.Calls {
		if _, ok := kb.Find(name); !ok {
			return errors.New("the plan calls " + name + ", which is no fact about ITK")
		}
		if _, invented := kb.Invented(name); invented {
			return errors.New("the plan calls " + name + ", which no real program uses")
		}
	}
	j.Progress(spec.Counted(len(s.plan.Calls), "ITK function"))
	return nil
}

// generate writes the files.
func generate(j *sdk.Job, s *state) error {
	s.files = emit.Project(s.plan)
	for _, f := range s.files {
		if f.Executable {
			j.Executable(f.Path, f.Body)
		} else {
			j.File(f.Path, f.Body)
		}
	}
	j.Progress(emit.FileCount(s.files))
	return nil
}

// validate reads the C that came out again.
func validate(j *sdk.Job, s *state) error {
	files := make([]check.File, len(s.files))
	for i, f := range s.files {
		files[i] = check.File{Path: f.Path, Body: f.Body}
	}
	for _, d := range s.plan.Diagnostics {
		if d.Place != (pattern.Place{}) {
			d.File, d.Line = emit.Find(s.files, d.Place)
			j.Diagnose(d.Diagnostic)
		}
	}
	errs := 0
	for _, f := range check.Project(files, s.plan.TCVersion) {
		if f.Severity == check.Error {
			errs++
		}
		j.Diagnose(sdk.Diagnostic{
			Severity: sdk.Severity(f.Severity), Code: strings.ReplaceAll(f.Rule, "-", "_"), Message: f.Message,
			File: f.File, Line: f.Line, Hint: f.Hint,
		})
	}
	if errs > 0 {
		return errors.New("the generated C breaks rules, " + spec.Counted(errs, "time") + ": see the diagnostics")
	}
	j.Progress("no rule is broken")
	return nil
}

// pack tells people and tools what was made.
func pack(j *sdk.Job, s *state) error {
	j.Summarize(emit.Summary(s.plan, s.files))
	j.Manifest(manifest{
		Understood: s.plan.Spec.Words(), Spec: s.plan.Spec, Toolchain: emit.Toolchain(s.plan),
		Build: emit.BuildCommands(s.plan), Run: emit.RunCommands(s.plan),
	})
	return nil
}
