package sdk

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// nowhere is a Host that keeps nothing but a line per call.
type nowhere struct{ calls []string }

func (n *nowhere) File(path string, body []byte, mode uint32) {
	n.calls = append(n.calls, fmt.Sprintf("file %s %q %o", path, body, mode))
}
func (n *nowhere) Progress(m string) { n.calls = append(n.calls, "progress "+m) }
func (n *nowhere) Log(level int32, m string) {
	n.calls = append(n.calls, fmt.Sprint("log ", level, " ", m))
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	rejection := Rejection{Message: "No.", Candidates: []string{"a"}}
	for name, c := range map[string]struct {
		plan func(*Job, *int) error
		want StageResult
	}{
		"nothing to do": {nil, StageResult{Outcome: OK}},
		"ok":            {func(j *Job, _ *int) error { j.Fit(0.5); return nil }, StageResult{Outcome: OK, Fit: 0.5}},
		"rejected":      {func(j *Job, _ *int) error { return j.Reject(rejection) }, StageResult{Outcome: Rejected, Rejection: &rejection}},
		"wrapped rejection": {
			func(j *Job, _ *int) error { return fmt.Errorf("reading: %w", j.Reject(rejection)) },
			StageResult{Outcome: Rejected, Rejection: &rejection},
		},
		"failed":       {func(*Job, *int) error { return errors.New("broken") }, StageResult{Outcome: Failed, Error: "broken"}},
		"empty error":  {func(*Job, *int) error { return errors.New("") }, StageResult{Outcome: Failed, Error: "the plugin gave no reason"}},
		"bad manifest": {func(j *Job, _ *int) error { j.Manifest(func() {}); return nil }, StageResult{Outcome: Failed, Error: "json: unsupported type: func()"}},
		"diagnostics stay": {
			func(j *Job, _ *int) error {
				j.Diagnose(Diagnostic{Severity: Info, Code: "a", Message: "b", Stage: "overwritten"})
				return errors.New("broken")
			},
			StageResult{Outcome: Failed, Error: "broken", Diagnostics: []Diagnostic{{Severity: Info, Code: "a", Message: "b", Stage: "planning"}}},
		},
	} {
		got := Plugin[int]{Plan: c.plan}.Start(Request{}, &nowhere{}).Stage(Planning)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if err := got.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStagesShareStateAndGenerationsDoNot(t *testing.T) {
	t.Parallel()
	step := func(j *Job, s *[]string) error {
		*s = append(*s, j.Stage.String())
		j.Summarize(strings.Join(*s, " "))
		return nil
	}
	p := Plugin[[]string]{Plan: step, SelectPattern: step, LoadKB: step, Generate: step, Validate: step, Package: step}
	for range 2 {
		run, last := p.Start(Request{}, &nowhere{}), StageResult{}
		for _, stage := range Stages {
			last = run.Stage(stage)
		}
		if want := strings.Join(stageNames[:], " "); last.Summary != want {
			t.Errorf("summary %q, want %q", last.Summary, want)
		}
	}
}

func TestUnknownStage(t *testing.T) {
	t.Parallel()
	run := Plugin[int]{}.Start(Request{}, &nowhere{})
	for _, stage := range []Stage{-1, 6, math.MaxInt32} {
		if r := run.Stage(stage); r.Outcome != Failed || !strings.Contains(r.Error, "unknown stage") {
			t.Errorf("stage %d: %+v", stage, r)
		}
	}
}

func TestJobTalksToHost(t *testing.T) {
	t.Parallel()
	host := &nowhere{}
	Plugin[int]{Generate: func(j *Job, _ *int) error {
		j.File("a.txt", []byte("a"))
		j.Executable("b.sh", nil)
		j.Progress("busy")
		j.Log(-1, j.Request.Prompt)
		return nil
	}}.Start(Request{Prompt: "please"}, host).Stage(Generating)
	want := []string{`file a.txt "a" 644`, `file b.sh "" 755`, "progress busy", "log -1 please"}
	if diff := cmp.Diff(want, host.calls); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStageNames(t *testing.T) {
	t.Parallel()
	for i, stage := range Stages {
		if parsed, ok := ParseStage(stage.String()); int(stage) != i || !ok || parsed != stage {
			t.Errorf("stage %d: %q parses as %d, %v", i, stage, parsed, ok)
		}
	}
	if _, ok := ParseStage("Planning"); ok {
		t.Error("names of stages are lower case")
	}
	if s := Stage(9).String(); s != "stage(9)" {
		t.Errorf("stage 9 is called %q", s)
	}
}

func TestDefinitionReportsEveryMistake(t *testing.T) {
	t.Parallel()
	err := Definition{
		Type: "No", Patterns: []Pattern{{ID: "a-b"}, {ID: "a-b", Title: "T", Description: "D"}},
		Capabilities: []string{"LLM"},
	}.Validate()
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`type "No"`, "title: it is empty", "description: it is empty", `version ""`,
		"patterns[0].title", "patterns[0].description", `patterns[1].id "a-b": another`, `capabilities[0] "LLM"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
}
