package sdktest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilnworks/kiln/sdk"
)

// greeter is a plugin that behaves; misbehave changes that.
func greeter(misbehave func(*sdk.Job)) sdk.Plugin[string] {
	return sdk.Plugin[string]{
		Definition: sdk.Definition{
			Type: "greeting", Title: "Greeting", Description: "A file with a greeting.", Version: "1.0.0",
			Patterns: []sdk.Pattern{{ID: "hello", Title: "Hello", Description: "Says hello."}},
		},
		Plan: func(j *sdk.Job, name *string) error {
			if *name = strings.TrimPrefix(j.Request.Prompt, "Greet "); *name == j.Request.Prompt {
				return j.Reject(sdk.Rejection{Message: "Say whom to greet.", Candidates: []string{"hello"}})
			}
			j.Fit(1)
			return nil
		},
		SelectPattern: func(j *sdk.Job, _ *string) error { j.Select("hello"); return nil },
		Generate: func(j *sdk.Job, name *string) error {
			j.Progress("greeting")
			j.Log(0, "greeting")
			j.File("hello.txt", []byte("Hello,\n"+*name+".\n"))
			j.Executable("bin/hello.sh", []byte("#!/bin/sh\necho hello\n"))
			if misbehave != nil {
				misbehave(j)
			}
			return nil
		},
		Validate: func(j *sdk.Job, _ *string) error {
			j.Diagnose(sdk.Diagnostic{Severity: sdk.Info, Code: "no_comma", Message: "<No> comma & no dash.", File: "hello.txt", Line: 2})
			return nil
		},
		Package: func(j *sdk.Job, name *string) error {
			j.Summarize("Greets " + *name + ".")
			j.Manifest(map[string]string{"name": *name})
			return nil
		},
	}
}

func TestGolden(t *testing.T) { Golden(t, greeter(nil), "testdata") }

// probe is a test that fails without failing the one that looks.
type probe struct {
	testing.TB
	errors []string
}

func (p *probe) Helper()                   {}
func (p *probe) Error(args ...any)         { p.errors = append(p.errors, fmt.Sprint(args...)) }
func (p *probe) Errorf(f string, a ...any) { p.errors = append(p.errors, fmt.Sprintf(f, a...)) }
func (p *probe) Fatalf(f string, a ...any) { p.Errorf(f, a...); panic(p) }
func (p *probe) Fatal(args ...any)         { p.Error(args...); panic(p) }

// watch returns what f reports.
func watch(t *testing.T, f func(testing.TB)) string {
	p := &probe{TB: t}
	func() {
		defer func() {
			if r := recover(); r != nil && r != p {
				panic(r)
			}
		}()
		f(p)
	}()
	return strings.Join(p.errors, "\n")
}

func TestGenerateReportsWhatAHostWouldRefuse(t *testing.T) {
	runs := 0
	for want, misbehave := range map[string]func(*sdk.Job){
		`file "../up": a path is relative`:            func(j *sdk.Job) { j.File("../up", nil) },
		`file "hello.txt": there is "HELLO.txt"`:      func(j *sdk.Job) { j.File("HELLO.txt", nil) },
		`definition has no pattern "goodbye"`:         func(j *sdk.Job) { j.Select("goodbye") },
		`severity "fatal": it is none of`:             func(j *sdk.Job) { j.Diagnose(sdk.Diagnostic{Severity: "fatal", Code: "x", Message: "x"}) },
		`something else the second time:` + "\nfile":  func(j *sdk.Job) { runs++; j.File("run", []byte{byte(runs)}) },
		`something else the second time:` + "\nline ": func(j *sdk.Job) { runs++; j.Log(0, fmt.Sprint(runs)) },
		`manifest: a JSON object is needed`:           func(j *sdk.Job) { j.Manifest(1) },
		`outcome of "failed"`:                         func(j *sdk.Job) { j.Manifest(func() {}) },
	} {
		got := watch(t, func(t testing.TB) {
			if r := Generate(t, greeter(misbehave), sdk.Request{Prompt: "Greet Ada"}); r.Outcome == sdk.Failed {
				t.Errorf("outcome of %q: %s", r.Outcome, r.Error)
			}
		})
		if !strings.Contains(got, want) {
			t.Errorf("reported %q, want %q", got, want)
		}
	}
	bad := greeter(nil)
	bad.Definition.Version = "v1"
	if got := watch(t, func(t testing.TB) { Generate(t, bad, sdk.Request{Prompt: "Greet Ada"}) }); !strings.Contains(got, `version "v1"`) {
		t.Errorf("a bad definition: %q", got)
	}
}

func TestResult(t *testing.T) {
	r := Generate(t, greeter(nil), sdk.Request{Prompt: "Greet Ada"})
	if body, ok := r.Body("hello.txt"); !ok || body != "Hello,\nAda.\n" {
		t.Errorf("hello.txt: %q, %v", body, ok)
	}
	if _, ok := r.Body("bye.txt"); ok {
		t.Error("there is a bye.txt")
	}
	if len(r.Progress) != 1 || len(r.Logs) != 1 || r.Files[0].Path != "bin/hello.sh" {
		t.Errorf("%+v", r)
	}
}

func TestCompare(t *testing.T) {
	r := Generate(t, greeter(nil), sdk.Request{Prompt: "Greet Ada"})
	folder := t.TempDir()
	if got := watch(t, func(t testing.TB) { r.compare(t, folder) }); !strings.Contains(got, "with -update") {
		t.Errorf("without want.json: %q", got)
	}
	r.write(t, folder)
	if got := watch(t, func(t testing.TB) { r.compare(t, folder) }); got != "" {
		t.Errorf("after -update: %s", got)
	}
	hello := filepath.Join(folder, "want", "hello.txt")
	must(t, os.WriteFile(hello, []byte("Hello,\nBob. \n"), 0o644))
	must(t, os.WriteFile(filepath.Join(folder, "want", "old.txt"), nil, 0o644))
	must(t, os.Remove(filepath.Join(folder, "want", "bin", "hello.sh")))
	r.Summary = "Greets somebody."
	got := watch(t, func(t testing.TB) { r.compare(t, folder) })
	for _, want := range []string{
		"want/hello.txt differs:\nline 2:\n  Hello,\n- \"Bob. \"\n+ Ada.\n",
		"want/old.txt: it is wanted, but was not generated",
		"want/bin/hello.sh: it is not wanted, but was generated",
		"want.json differs:", `+   "summary": "Greets somebody.",`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
}

func TestLineDiff(t *testing.T) {
	for _, c := range []struct{ want, got, diff string }{
		{"a\nb\n", "a\nb\nc\n", "line 3:\n  a\n  b\n+ c\n"},
		{"a\nb", "a\nb\n", "line 2:\n  a\n- b (no line end)\n+ b\n"},
		{"a\r\n", "a\n", "line 1:\n- \"a\\r\"\n+ a\n"},
		{"", strings.Repeat("x\n", 25), "… and 5 more lines\n"},
	} {
		if diff := lineDiff(c.want, c.got); !strings.HasSuffix(diff, c.diff) {
			t.Errorf("lineDiff(%q, %q):\n%s\nwant\n%s", c.want, c.got, diff, c.diff)
		}
	}
}
