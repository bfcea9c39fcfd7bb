// Command greeting is the smallest plugin that is one: it writes a greeting.
package main

import (
	"strings"

	"github.com/kilnworks/kiln/sdk"
)

type state struct{ name string }

func init() {
	sdk.Register(sdk.Plugin[state]{
		Definition: sdk.Definition{
			Type: "greeting", Title: "Greeting", Description: "A file with a greeting.", Version: "1.0.0",
			Patterns: []sdk.Pattern{{ID: "hello", Title: "Hello", Description: "Says hello to somebody."}},
		},
		Plan: plan, SelectPattern: selectPattern, Generate: generate, Validate: validate, Package: pack,
	})
}

func main() {} // a reactor: the host calls the exports

func plan(j *sdk.Job, s *state) error {
	name, ok := strings.CutPrefix(j.Request.Prompt, "Greet ")
	if !ok {
		return j.Reject(sdk.Rejection{
			Message: "Say whom to greet, such as \"Greet Ada\".", Candidates: []string{"hello"}, Missing: []string{"a name"},
		})
	}
	s.name = name
	j.Fit(1)
	return nil
}

func selectPattern(j *sdk.Job, _ *state) error {
	j.Select("hello")
	return nil
}

func generate(j *sdk.Job, s *state) error {
	j.Progress("writing hello.txt")
	j.File("hello.txt", []byte("Hello, "+s.name+"!\n"))
	j.Executable("bin/hello.sh", []byte("#!/bin/sh\ncat \"$(dirname \"$0\")/../hello.txt\"\n"))
	return nil
}

func validate(j *sdk.Job, s *state) error {
	if strings.Contains(s.name, ",") {
		j.Diagnose(sdk.Diagnostic{
			Severity: sdk.Warning, Code: "several_names", Message: "The greeting goes to one person.",
			File: "hello.txt", Line: 1, Hint: "Generate one greeting per person.",
		})
	}
	return nil
}

func pack(j *sdk.Job, s *state) error {
	j.Summarize("A greeting for " + s.name + ".")
	j.Manifest(map[string]string{"name": s.name})
	return nil
}
