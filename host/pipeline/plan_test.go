package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/sdk"
)

func dryRun(t *testing.T, p *pipeline.Pipeline, r host.Request) host.Result {
	t.Helper()
	got, err := p.DryRun(t.Context(), r, func(host.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestPluginsChangeBetweenGenerations replaces the plugin while one runs: that
// one ends with what it began with.
func TestPluginsChangeBetweenGenerations(t *testing.T) {
	s, reached, release := blocking()
	old, newer := plugin("one", s), plugin("one", nil)
	newer.Version = "2.0.0"
	var now atomic.Pointer[[]pipeline.Plugin]
	now.Store(&[]pipeline.Plugin{old})
	p := open(t, newMemory(), pipeline.Config{Plugins: func() []pipeline.Plugin { return *now.Load() }})
	ended := make(chan host.Result, 1)
	go func() {
		r, _ := p.DryRun(context.Background(), request(), func(host.Event) {})
		ended <- r
	}()
	wait(t, reached, "the generating stage")
	now.Store(&[]pipeline.Plugin{newer})
	if got := dryRun(t, p, request()); !strings.Contains(got.EngineVersion, "one/2.0.0") {
		t.Errorf("a new generation ran on %s", got.EngineVersion)
	}
	close(release)
	if got := wait(t, ended, "the end"); got.Status != host.Succeeded || !strings.Contains(got.EngineVersion, "one/1.0.0") {
		t.Errorf("the running generation: %s on %s, %v", got.Status, got.EngineVersion, got.Error)
	}
	now.Store(new([]pipeline.Plugin))
	r := request()
	r.Options.ExplicitType = "one"
	if got := dryRun(t, p, r); got.Status != host.Rejected || !strings.Contains(got.Error.Message, "not active any more") {
		t.Errorf("after its removal: %s, %v", got.Status, got.Error)
	}
}

// TestPluginGoneBetweenListAndStart plans anew with what there is then.
func TestPluginGoneBetweenListAndStart(t *testing.T) {
	gone := plugin("one", nil)
	gone.Start = func(context.Context, sdk.Request, sdk.Host) (pipeline.Instance, error) { return nil, pipeline.ErrGone }
	asked := 0
	p := open(t, newMemory(), pipeline.Config{Plugins: func() []pipeline.Plugin {
		if asked++; asked == 1 {
			return []pipeline.Plugin{plugin("first", nil), gone}
		}
		return []pipeline.Plugin{plugin("two", nil)}
	}})
	if got := dryRun(t, p, request()); got.Status != host.Succeeded || got.ArtifactType != "two" {
		t.Errorf("%s of %q, %v", got.Status, got.ArtifactType, got.Error)
	}
}

// TestBrokenPluginDoesNotStandInTheWay has one plugin that always traps beside
// one that works.
func TestBrokenPluginDoesNotStandInTheWay(t *testing.T) {
	broken := plugin("broken", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{}, errors.New("wasm: unreachable")
	}})
	broken.Digest = "sha256:01"
	good := plugin("good", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{Outcome: sdk.OK, Fit: 1}, nil
	}})
	p := open(t, newMemory(), pipeline.Config{}, broken, good)
	for range 10 {
		if got := dryRun(t, p, request()); got.ArtifactType != "good" || got.Status != host.Succeeded {
			t.Fatalf("%s of %q, %v", got.Status, got.ArtifactType, got.Error)
		}
	}
	if _, in := p.Quarantined(broken.Digest); !in {
		t.Error("the broken plugin is not in quarantine")
	}
	if _, in := p.Quarantined(good.Digest); in {
		t.Error("the good plugin is in quarantine")
	}
}

// TestFailureNamesItsPlugin has a plugin fail before it was chosen, until it is
// not even asked any more.
func TestFailureNamesItsPlugin(t *testing.T) {
	broken := plugin("broken", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{}, errors.New("wasm: unreachable")
	}})
	broken.Digest = "sha256:01"
	unfit := plugin("unfit", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "Say whom to greet."}}, nil
	}})
	p := open(t, newMemory(), pipeline.Config{}, unfit, broken)
	for range 6 {
		got := dryRun(t, p, request())
		if got.Status != host.Failed || got.ArtifactType != "broken" || !strings.Contains(got.EngineVersion, "broken/") {
			t.Fatalf("%s of %q (%s), %v", got.Status, got.ArtifactType, got.EngineVersion, got.Error)
		}
	}
	if _, in := p.Quarantined(broken.Digest); !in {
		t.Error("the broken plugin is not in quarantine")
	}
}

// TestRefusalNamesWhatWasSaid refuses a prompt and a Spec: each is told which of
// the two to correct.
func TestRefusalNamesWhatWasSaid(t *testing.T) {
	picky := plugin("picky", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "Of what?", Missing: []string{"a type"}}}, nil
	}})
	p := open(t, newMemory(), pipeline.Config{}, picky)
	for path, posted := range map[string]string{"prompt": "", "projectContext.spec": `{"spec":1}`} {
		r := request()
		r.Context.Spec = json.RawMessage(posted)
		want := []host.Detail{{Path: path, Code: "missing", Message: "a type"}}
		if got := dryRun(t, p, r); got.Status != host.Rejected || !slices.Equal(got.Error.Details, want) {
			t.Errorf("%s: %s, %+v", path, got.Status, got.Error)
		}
	}
}

// TestOnlyItsAuthorSeesWhatAPluginSays has a plugin log and fail, on a server
// and in its author's hands.
func TestOnlyItsAuthorSeesWhatAPluginSays(t *testing.T) {
	why := errors.New("wasm: unreachable")
	chatty := plugin("one", script{sdk.Planning: func(_ context.Context, h sdk.Host) (sdk.StageResult, error) {
		h.Log(1, "the prompt was: Greet Ada")
		return sdk.StageResult{}, why
	}})
	var log bytes.Buffer
	all := func() []pipeline.Plugin { return []pipeline.Plugin{chatty} }
	p := pipeline.New(pipeline.Config{Plugins: all, Log: zerolog.New(&log)})
	if got := dryRun(t, p, request()); got.Status != host.Failed || strings.Contains(log.String(), "Ada") {
		t.Errorf("%s, and the log says %s", got.Status, &log)
	}
	var logged string
	var failed error
	author := pipeline.Author{Log: func(level int32, message string) { logged = fmt.Sprint(level, " ", message) },
		Failed: func(cause error) { failed = cause }}
	p = pipeline.New(pipeline.Config{Plugins: all, Log: zerolog.Nop(), Author: author})
	dryRun(t, p, request())
	if logged != "1 the prompt was: Greet Ada" || !errors.Is(failed, why) {
		t.Errorf("the author was told %q and %v", logged, failed)
	}
}

// TestRefusalSaysThatAHintWasNotFollowed: otherwise a plugin seems to refuse
// what was asked of another.
func TestRefusalSaysThatAHintWasNotFollowed(t *testing.T) {
	unfit := plugin("one", script{sdk.Planning: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "Say what to export."}}, nil
	}})
	p := open(t, newMemory(), pipeline.Config{}, unfit)
	r := request()
	r.Options.ExplicitType = "greeting"
	r, err := r.Validate(host.Catalog{Active: []host.Artifact{unfit.Artifact}})
	if err != nil {
		t.Fatal(err)
	}
	want := []host.Detail{{Path: "options.explicitType", Code: "unknown_artifact_type",
		Message: "no artifact type is called \"greeting\"; the hint was not followed"}}
	if got := dryRun(t, p, r); got.Status != host.Rejected || !slices.Equal(got.Error.Details, want) {
		t.Errorf("%s, %+v", got.Status, got.Error)
	}
}

// TestQuarantinedPluginIsNotRun counts how often a plugin that always traps is started.
func TestQuarantinedPluginIsNotRun(t *testing.T) {
	trap := plugin("one", script{sdk.Generating: func(context.Context, sdk.Host) (sdk.StageResult, error) {
		return sdk.StageResult{}, errors.New("wasm: unreachable")
	}})
	started, start := 0, trap.Start
	trap.Start = func(ctx context.Context, r sdk.Request, h sdk.Host) (pipeline.Instance, error) {
		started++
		return start(ctx, r, h)
	}
	p := open(t, newMemory(), pipeline.Config{}, trap)
	var last host.Result
	for range 12 {
		last = dryRun(t, p, request())
		if last.Status != host.Failed || last.Error.Code != host.PluginFailed {
			t.Fatalf("%s, %v", last.Status, last.Error)
		}
	}
	if started != 5 || !last.Error.Retryable || !strings.Contains(last.Error.Message, "quarantined until 2") {
		t.Errorf("started %d times, then: %+v", started, last.Error)
	}
	if q, in := p.Quarantined(trap.Digest); !in || q.Reason != "wasm: unreachable" {
		t.Errorf("%+v, %v", q, in)
	}
}

// TestWhatIsNotTheGuestsFault leads to no quarantine: rejections, failures
// that the plugin reports itself, and runs that the client ends.
func TestWhatIsNotTheGuestsFault(t *testing.T) {
	for name, planning := range map[string]func(context.Context, sdk.Host) (sdk.StageResult, error){
		"rejected": func(context.Context, sdk.Host) (sdk.StageResult, error) {
			return sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "no"}}, nil
		},
		"failed": func(context.Context, sdk.Host) (sdk.StageResult, error) {
			return sdk.StageResult{Outcome: sdk.Failed, Error: "no"}, nil
		},
		"given up": func(ctx context.Context, _ sdk.Host) (sdk.StageResult, error) {
			<-ctx.Done()
			return sdk.StageResult{}, ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			one := plugin("one", script{sdk.Planning: planning})
			p := open(t, newMemory(), pipeline.Config{}, one)
			for range 12 {
				ctx, cancel := context.WithCancel(t.Context())
				if name == "given up" {
					cancel()
				}
				_, _ = p.DryRun(ctx, request(), func(host.Event) {})
				cancel()
			}
			if _, in := p.Quarantined(one.Digest); in {
				t.Error("in quarantine")
			}
		})
	}
}
