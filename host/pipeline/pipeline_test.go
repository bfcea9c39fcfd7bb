package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/sdk"
)

// script is a plugin's behaviour: what it does in each stage.
type script map[sdk.Stage]func(ctx context.Context, h sdk.Host) (sdk.StageResult, error)

// instance plays a script as a plugin that otherwise does everything right.
type instance struct {
	script script
	host   sdk.Host
}

func (i instance) Stage(ctx context.Context, s sdk.Stage) (sdk.StageResult, error) {
	if do := i.script[s]; do != nil {
		return do(ctx, i.host)
	}
	r := sdk.StageResult{Outcome: sdk.OK}
	switch s {
	case sdk.SelectingPattern:
		r.Pattern = "print"
	case sdk.Generating:
		i.host.File("src/main.c", []byte("int main(void) { return 0; }\n"), 0o644)
		i.host.File("build.sh", []byte("#!/bin/sh\n"), 0o755)
		i.host.Progress("two files")
	case sdk.Packaging:
		r.Summary, r.Manifest = "A program.", json.RawMessage(`{"spec":{"n":1},"build":["sh build.sh"]}`)
	}
	return r, nil
}

func (instance) Fuel() uint64 { return 7 }
func (instance) Close()       {}

func plugin(name string, s script) pipeline.Plugin {
	return pipeline.Plugin{
		Artifact: host.Artifact{Digest: "sha256:00", Definition: sdk.Definition{
			Type: name, Version: "1.0.0", Patterns: []sdk.Pattern{{ID: "print", Title: "Print a line"}},
		}},
		Start: func(_ context.Context, _ sdk.Request, h sdk.Host) (pipeline.Instance, error) {
			return instance{s, h}, nil
		},
	}
}

// open returns a pipeline over plugins that is drained when the test ends.
func open(t *testing.T, m *memory, c pipeline.Config, plugins ...pipeline.Plugin) *pipeline.Pipeline {
	t.Helper()
	c.Store, c.Log = m, zerolog.New(zerolog.NewTestWriter(t))
	if c.Plugins == nil {
		c.Plugins = func() []pipeline.Plugin { return plugins }
	}
	p := pipeline.New(c)
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() { p.Serve(ctx); close(served) }()
	t.Cleanup(func() {
		cancel()
		<-served
		done, stop := context.WithTimeout(context.Background(), 5*time.Second)
		defer stop()
		p.Drain(done)
	})
	return p
}

func request() host.Request {
	return host.Request{ID: "req_1", Request: sdk.Request{
		Prompt: "print a line", Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc"},
	}}
}

func enqueue(t *testing.T, p *pipeline.Pipeline) string {
	t.Helper()
	r, err := p.Enqueue(t.Context(), host.Order{OrgID: "org_1", Request: request()})
	if err != nil {
		t.Fatal(err)
	}
	return r.Generation.ID
}

func wait[T any](t *testing.T, c <-chan T, what string) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s did not happen", what)
	}
	return v
}

// outline is an event without its times.
func outline(events []host.Event) (lines []string) {
	for i, e := range events {
		line := e.Stage.String() + " " + string(e.Status)
		if e.Message != "" {
			line += ": " + e.Message
		}
		if e.Seq != int64(i)+1 {
			line += " (out of sequence)"
		}
		lines = append(lines, line)
	}
	return lines
}

var fullLog = []string{
	"planning started", "planning completed",
	"selecting-pattern started", "selecting-pattern completed",
	"loading-kb started", "loading-kb completed",
	"generating started", "generating progress: two files", "generating completed",
	"validating started", "validating completed",
	"packaging started", "packaging completed",
}

func TestGenerationRunsThroughAllStages(t *testing.T) {
	m := newMemory()
	p := open(t, m, pipeline.Config{}, plugin("one", nil))
	id := enqueue(t, p)
	wait(t, m.settled, "the end")
	g, events := m.read(id)
	if g.Result.Status != host.Succeeded || g.Result.Summary != "A program." || g.Result.Usage.Fuel != 7 {
		t.Errorf("result: %+v", g.Result)
	}
	if diff := cmp.Diff(fullLog, outline(events)); diff != "" {
		t.Error(diff)
	}
	if m.appends != 0 {
		t.Errorf("%d commits beside the first and the last", m.appends)
	}
	var paths []string
	for _, f := range g.Result.Files {
		paths = append(paths, f.Path)
	}
	if diff := cmp.Diff([]string{"build-manifest.json", "build.sh", "src/main.c"}, paths); diff != "" {
		t.Error(diff)
	}
}

func TestManifestTellsHowTheFilesCameAbout(t *testing.T) {
	p := open(t, newMemory(), pipeline.Config{}, plugin("one", nil))
	first, err := p.DryRun(t.Context(), request(), func(host.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	again, _ := p.DryRun(t.Context(), request(), func(host.Event) {})
	if diff := cmp.Diff(first.Files, again.Files); diff != "" {
		t.Errorf("the same request gave other bytes:\n%s", diff)
	}
	var got struct {
		Plugin struct{ Digest string }
		Inputs sdk.Request
		Fuel   uint64
		Spec   struct{ N int }
		Files  []struct{ Path, SHA256, Mode string }
	}
	if err := json.Unmarshal(first.Files[0].Body, &got); err != nil {
		t.Fatal(err)
	}
	if got.Plugin.Digest != "sha256:00" || got.Inputs.Prompt != "print a line" || got.Fuel != 7 || got.Spec.N != 1 ||
		len(got.Files) != 2 || got.Files[0].SHA256 != first.Files[1].SHA256 || got.Files[0].Mode != "0755" {
		t.Errorf("manifest: %s", first.Files[0].Body)
	}
	if strings.Contains(string(first.Files[0].Body), "req_1") {
		t.Error("the manifest holds the request's id")
	}
}

// TestOutcomes covers every way in which a run can end badly.
func TestOutcomes(t *testing.T) {
	fails := func(s sdk.Stage, r sdk.StageResult, err error) script {
		return script{s: func(context.Context, sdk.Host) (sdk.StageResult, error) { return r, err }}
	}
	writes := func(path string, mode uint32) script {
		return script{sdk.Generating: func(_ context.Context, h sdk.Host) (sdk.StageResult, error) {
			h.File(path, []byte("x"), mode)
			return sdk.StageResult{Outcome: sdk.OK}, nil
		}}
	}
	packs := func(manifest string) script {
		return script{sdk.Packaging: func(context.Context, sdk.Host) (sdk.StageResult, error) {
			return sdk.StageResult{Outcome: sdk.OK, Manifest: json.RawMessage(manifest)}, nil
		}}
	}
	tests := []struct {
		name   string
		script script
		status host.Status
		code   host.Code
		says   string
	}{
		{"rejected", fails(sdk.Planning, sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "which parts?", Missing: []string{"a type"}, Candidates: []string{"print"}}}, nil), host.Rejected, host.NoMatchingPattern, "which parts?"},
		{"rejected without a reason", fails(sdk.Planning, sdk.StageResult{Outcome: sdk.Rejected}, nil), host.Failed, host.PluginFailed, "planning"},
		{"failed", fails(sdk.LoadingKB, sdk.StageResult{Outcome: sdk.Failed, Error: "secret path"}, nil), host.Failed, host.PluginFailed, "loading-kb"},
		{"unknown outcome", fails(sdk.LoadingKB, sdk.StageResult{Outcome: "fine"}, nil), host.Failed, host.PluginFailed, "loading-kb"},
		{"trapped", fails(sdk.Generating, sdk.StageResult{}, errors.New("wasm: unreachable")), host.Failed, host.PluginFailed, "generating"},
		{"too slow", fails(sdk.Generating, sdk.StageResult{}, context.DeadlineExceeded), host.Failed, host.GenerationTimeout, "generating"},
		{"no pattern", fails(sdk.SelectingPattern, sdk.StageResult{Outcome: sdk.OK}, nil), host.Failed, host.PluginFailed, "selecting-pattern"},
		{"own checks", fails(sdk.Validating, sdk.StageResult{Outcome: sdk.OK, Diagnostics: []sdk.Diagnostic{{Severity: sdk.Error, Code: "leak", Message: "never freed", File: "a.c", Line: 3}}}, nil), host.Failed, host.PluginFailed, "a.c:3: never freed (leak)"},
		{"no files", fails(sdk.Generating, sdk.StageResult{Outcome: sdk.OK}, nil), host.Failed, host.PluginFailed, "packaging"},
		{"bad path", writes("../x", 0o644), host.Failed, host.PluginFailed, "packaging"},
		{"bad mode", writes("x", 0o4755), host.Failed, host.PluginFailed, "packaging"},
		{"the host's file", writes("Build-Manifest.json", 0o644), host.Failed, host.PluginFailed, "packaging"},
		{"the host's member", packs(`{"files":[]}`), host.Failed, host.PluginFailed, "packaging"},
		{"manifest no object", packs(`[1]`), host.Failed, host.PluginFailed, "packaging"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newMemory()
			p := open(t, m, pipeline.Config{}, plugin("one", tt.script))
			id := enqueue(t, p)
			wait(t, m.settled, "the end")
			g, _ := m.read(id)
			e := g.Result.Error
			if g.Status != tt.status || e == nil || e.Code != tt.code || !strings.Contains(e.Message, tt.says) {
				t.Errorf("status %s, error %v; want %s, %s with %q", g.Status, e, tt.status, tt.code, tt.says)
			}
			if e != nil && strings.Contains(e.Message, "secret") {
				t.Errorf("the plugin's own words leak: %s", e.Message)
			}
			if len(g.Result.Files) > 0 {
				t.Error("files were kept")
			}
		})
	}
}

func TestBestFitIsChosen(t *testing.T) {
	fit := func(f float64) script {
		return script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
			return sdk.StageResult{Outcome: sdk.OK, Fit: f}, nil
		}}
	}
	tests := []struct {
		hint, want string
		fits       []float64
	}{
		{"", "b", []float64{0.3, 0.9, 0.5}},
		{"a", "a", []float64{0.3, 0.9, 0.5}},
		{"", "", []float64{0.01, 0.02, 0}},
	}
	for _, tt := range tests {
		p := open(t, newMemory(), pipeline.Config{}, plugin("a", fit(tt.fits[0])), plugin("b", fit(tt.fits[1])), plugin("c", fit(tt.fits[2])))
		r := request()
		r.Options.ExplicitType = tt.hint
		got, err := p.DryRun(t.Context(), r, func(host.Event) {})
		if err != nil || got.ArtifactType != tt.want {
			t.Errorf("fits %v, hint %q: chose %q (%v), want %q", tt.fits, tt.hint, got.ArtifactType, err, tt.want)
		}
		if tt.want == "" && (got.Error == nil || got.Error.Code != host.NoMatchingPattern) {
			t.Errorf("fits %v: error %v", tt.fits, got.Error)
		}
	}
}

// blocking is a script whose generating stage waits until released or ended.
func blocking() (s script, reached, release chan struct{}) {
	reached, release = make(chan struct{}, 10), make(chan struct{})
	return script{sdk.Generating: func(ctx context.Context, h sdk.Host) (sdk.StageResult, error) {
		reached <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
			return sdk.StageResult{}, ctx.Err()
		}
		h.Progress("two files")
		h.File("main.c", []byte("x"), 0o644)
		return sdk.StageResult{Outcome: sdk.OK}, nil
	}}, reached, release
}

func TestTakeOverRepeatsNoEvent(t *testing.T) {
	m := newMemory()
	s, reached, release := blocking()
	first := open(t, m, pipeline.Config{FlushEvery: time.Millisecond, ClaimFor: time.Hour}, plugin("one", s))
	id := enqueue(t, first)
	wait(t, reached, "the first run's generating stage")
	waitFor(t, func() bool { _, e := m.read(id); return len(e) == 7 })

	// The first host falls silent: its claim runs out.
	m.mu.Lock()
	m.generations[id].claimedUntil = time.Time{}
	m.mu.Unlock()
	second := open(t, m, pipeline.Config{PollEvery: time.Millisecond}, plugin("one", s))
	wait(t, reached, "the second run's generating stage")
	close(release)
	wait(t, m.settled, "the end")
	g, events := m.read(id)
	if g.Result.Status != host.Succeeded || g.Attempt != 2 {
		t.Errorf("status %s after %d attempts", g.Status, g.Attempt)
	}
	if diff := cmp.Diff(fullLog, outline(events)); diff != "" {
		t.Error(diff)
	}
	_ = second
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not happen")
		}
	}
}

func TestCancelEndsTheRun(t *testing.T) {
	for name, cancel := range map[string]func(*pipeline.Pipeline, *memory, string){
		"on this host": func(p *pipeline.Pipeline, _ *memory, id string) { p.Canceled(id) },
		"on another": func(_ *pipeline.Pipeline, m *memory, id string) {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.generations[id].canceled = true
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			s, reached, _ := blocking()
			p := open(t, m, pipeline.Config{ClaimFor: 30 * time.Millisecond}, plugin("one", s))
			id := enqueue(t, p)
			wait(t, reached, "the generating stage")
			cancel(p, m, id)
			wait(t, m.settled, "the end")
			if g, _ := m.read(id); g.Status != host.Canceled || g.Result.Error.Code != host.GenerationCanceled {
				t.Errorf("status %s, error %v", g.Status, g.Result.Error)
			}
		})
	}
}

func TestDrainHandsOver(t *testing.T) {
	m := newMemory()
	s, reached, release := blocking()
	p := open(t, m, pipeline.Config{}, plugin("one", s))
	id := enqueue(t, p)
	wait(t, reached, "the generating stage")
	bell, stop := p.Watch(id)
	defer stop()
	now, cancel := context.WithCancel(t.Context())
	cancel()
	p.Drain(now)
	for range bell { // rings may come before it is closed
	}
	g, events := m.read(id)
	if g.Status != host.Queued || len(events) == 0 {
		t.Fatalf("status %s with %d events; want it back in the queue with its log", g.Status, len(events))
	}
	if _, err := p.Enqueue(t.Context(), host.Order{OrgID: "org_1", Request: request()}); host.ErrorCode(err) != host.ShuttingDown {
		t.Errorf("an order while draining: %v", err)
	}
	close(release)
	for len(m.settled) > 0 { // whoever was about to claim it when the drain began has handed it over, too
		<-m.settled
	}
	open(t, m, pipeline.Config{PollEvery: time.Millisecond}, plugin("one", s))
	wait(t, m.settled, "the end on the next host")
	if _, events = m.read(id); !cmp.Equal(fullLog, outline(events)) {
		t.Error(cmp.Diff(fullLog, outline(events)))
	}
}

func TestLostDatabaseIsTold(t *testing.T) {
	m := newMemory()
	s, reached, release := blocking()
	p := open(t, m, pipeline.Config{PollEvery: time.Millisecond, ClaimFor: 50 * time.Millisecond}, plugin("one", s))
	id := enqueue(t, p)
	wait(t, reached, "the generating stage")
	bell, stop := p.Watch(id)
	defer stop()
	m.fail(host.Errorf(host.PersistenceFailed, "gone"))
	close(release)
	for range bell {
	}
	m.fail(nil)
	wait(t, m.settled, "the end once the database is back")
	if g, _ := m.read(id); g.Status != host.Succeeded {
		t.Errorf("status %s", g.Status)
	}
}

func TestGenerationIsNotBegunForEver(t *testing.T) {
	m := newMemory()
	p := open(t, m, pipeline.Config{PollEvery: time.Millisecond, MaxAttempts: 3}, plugin("one", nil))
	m.mu.Lock()
	m.add(&row{Generation: host.Generation{ID: "gen_x", Status: host.Running, Attempt: 3, Request: request()}})
	m.mu.Unlock()
	wait(t, m.settled, "the end")
	if g, _ := m.read("gen_x"); g.Status != host.Failed || g.Result.Error.Code != host.PluginFailed {
		t.Errorf("status %s, error %v", g.Status, g.Result.Error)
	}
	_ = p
}

func TestNobodyOvertakesTheQueue(t *testing.T) {
	m := newMemory()
	s, reached, release := blocking()
	p := open(t, m, pipeline.Config{Workers: 1, Patience: time.Millisecond}, plugin("one", s))
	enqueue(t, p)
	wait(t, reached, "the first run")
	waits := enqueue(t, p) // finds no worker and is queued
	close(release)
	late := enqueue(t, p)
	wait(t, m.settled, "the first end")
	if second := wait(t, m.settled, "the second end"); second != waits {
		t.Errorf("%s ran before %s, which came earlier", late, waits)
	}
}
