package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
	"github.com/kilnworks/kiln/sdk"
)

// scripted is an instance whose stage of that number ends that way, all others well.
type scripted struct {
	host    sdk.Host
	at      sdk.Stage
	outcome sdk.StageResult
	err     error
	stop    context.CancelFunc // called in that stage, if set
}

func (s *scripted) Stage(ctx context.Context, stage sdk.Stage) (sdk.StageResult, error) {
	if stage == s.at && s.stop != nil {
		s.stop()
		return sdk.StageResult{}, ctx.Err()
	}
	if stage == s.at && (s.err != nil || s.outcome.Outcome != "") {
		return s.outcome, s.err
	}
	if stage == sdk.Generating {
		s.host.File("src/main.c", []byte("int x;\n"), 0o644)
	}
	return sdk.StageResult{Outcome: sdk.OK, Pattern: "query-export", Summary: "It exports."}, nil
}

func (s *scripted) Fuel() uint64 { return 7 }
func (s *scripted) Close()       {}

// newScriptedEngine is an engine without a sandbox.
func newScriptedEngine(s scripted, author ...pipeline.Author) *engine {
	artifact := host.Artifact{Digest: "sha256:00", Definition: sdk.Definition{Type: "itk-batch", Version: "1.0.0",
		Patterns: []sdk.Pattern{{ID: "query-export", Title: "Query export"}}}}
	start := func(_ context.Context, _ sdk.Request, h sdk.Host) (pipeline.Instance, error) {
		s.host = h
		return &s, nil
	}
	p := &plugins{embedded: registry.Registry{Reserved: []string{"rac-plugin"}},
		builtIn: []pipeline.Plugin{{Artifact: artifact, Start: start}}}
	p.publish(nil, nil)
	config := pipeline.Config{Plugins: p.active, Log: zerolog.Nop(), Workers: 1}
	for _, a := range author {
		config.Author = a
	}
	return &engine{pipeline.New(config), p}
}

func localRequest() host.Request {
	return host.Request{ID: "r1", Request: sdk.Request{Prompt: " Export \n", Context: sdk.ProjectContext{TCVersion: "14.3", Compiler: "gcc"}}}
}

func TestGenerateLocally(t *testing.T) {
	t.Parallel()
	var shown []string
	body, err := generateLocally(t.Context(), newScriptedEngine(scripted{}), localRequest(), func(e host.Event) {
		shown = append(shown, e.Stage.String()+" "+string(e.Status))
	})
	if err != nil {
		t.Fatal(err)
	}
	o, err := readOutcome(body)
	if err != nil || o.ID != "" || o.RequestID != "r1" || o.Usage.Quota != nil || len(o.files) != 2 || len(shown) != 12 {
		t.Errorf("%+v, %v, %q", o, err, shown)
	}
	var members map[string]any
	if err := json.Unmarshal(body, &members); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"status", "createdAt", "completedAt", "artifactType", "pattern", "summary", "files",
		"usage", "engineVersion", "diagnostics", "buildManifest", "dryRun"} {
		if members[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	if members["dryRun"] != false {
		t.Errorf("dryRun is %v, and nobody asked for it", members["dryRun"])
	}
}

// TestGenerateLocallySaysWhyAPluginFailed: there is no operator to ask.
func TestGenerateLocallySaysWhyAPluginFailed(t *testing.T) {
	t.Parallel()
	box, err := sandbox.New(t.Context(), sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	g := generation{local: true, quiet: true, timeout: time.Minute, env: os.LookupEnv, stdout: io.Discard, stderr: io.Discard,
		request: localRequest()}
	g.open = func(context.Context) (*engine, error) {
		e := newScriptedEngine(scripted{at: sdk.Generating, err: errors.New("wasm: unreachable")}, g.author())
		e.sandbox = box
		return e, nil
	}
	err = g.generate(t.Context(), endpoint{})
	if err == nil || !strings.HasSuffix(err.Error(), "\n  wasm: unreachable") {
		t.Errorf("got error %v", err)
	}
}

func TestGenerateLocallyRefuses(t *testing.T) {
	t.Parallel()
	reserved := localRequest()
	reserved.Options.ExplicitType = "rac-plugin"
	rejection := sdk.StageResult{Outcome: sdk.Rejected, Rejection: &sdk.Rejection{Message: "no cakes", Candidates: []string{"query-export"}}}
	for _, c := range []struct {
		name    string
		request host.Request
		script  scripted
		code    int
		says    string
	}{
		{"an empty request", host.Request{}, scripted{}, 2, "projectContext.compiler"},
		{"a reserved type", reserved, scripted{}, 2, "reserved"},
		{"a rejection", localRequest(), scripted{at: sdk.Planning, outcome: rejection}, 2, "no cakes"},
		{"a failure", localRequest(), scripted{at: sdk.Generating, err: errors.New("trap at 0x1")}, 1, "the plugin failed in the stage generating"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := generateLocally(t.Context(), newScriptedEngine(c.script), c.request, func(host.Event) {})
			var refused *apiError
			if !errors.As(err, &refused) || refused.ExitCode() != c.code || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error: %v", err)
			}
			var again apiError
			if !again.read(refused.raw) || cmp.Diff(refused.body, again.body) != "" {
				t.Errorf("the body is not the API's: %s", refused.raw)
			}
		})
	}
}

func TestGenerateLocallyStops(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	_, err := generateLocally(ctx, newScriptedEngine(scripted{at: sdk.Generating, stop: stop}), localRequest(), func(host.Event) {})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
}

func TestUserCacheIsOptional(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file", "")
	for home, want := range map[string]string{
		dir:                            filepath.Join(dir, "cache", "kiln"),
		filepath.Join(dir, "file", ""): "",
	} {
		t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
		if got := userCache(); got != want {
			t.Errorf("%s: %q, want %q", home, got, want)
		}
	}
	if left, err := os.ReadDir(filepath.Join(dir, "cache", "kiln")); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestArtifacts(t *testing.T) {
	t.Parallel()
	list := `{"data":[{"type":"itk-batch","title":"ITK batch","description":"C","version":"1.2.3","digest":"sha256:00",` +
		`"patterns":[{"id":"query-export","title":"Query export","description":"d"},{"id":"x","title":"Odd\u001b[2J","description":"d"}]}]}`
	revoked := errorJSON("authentication_error", "key_revoked", "revoked")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/v1/artifacts" {
			t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if r.Header.Get("Authorization") != "Bearer "+testKey {
			w.WriteHeader(http.StatusUnauthorized)
			io.WriteString(w, revoked)
			return
		}
		io.WriteString(w, list)
	}))
	t.Cleanup(server.Close)
	p := process{env: []string{"KILN_URL=" + server.URL, "KILN_API_KEY=" + testKey}}
	got := p.run(t, "artifacts")
	got.want(t, 0)
	want := "TYPE       VERSION  PATTERN       WHAT IT MAKES\n" +
		"itk-batch  1.2.3    query-export  Query export\n" +
		"itk-batch  1.2.3    x             Odd\ufffd[2J\n"
	if diff := cmp.Diff(want, got.stdout); diff != "" {
		t.Error(diff)
	}
	if got := p.run(t, "artifacts", "--json"); got.stdout != list+"\n" {
		t.Errorf("JSON: %s", got.stdout)
	}
	p.run(t, "artifacts", "x").want(t, 2, "takes no argument")
	process{env: []string{"KILN_URL=" + server.URL}}.run(t, "artifacts").want(t, 3, "no API key")
	if got := p.run(t, "artifacts", "--json", "--api-key", "kiln_live_old"); got.code != 3 || got.stdout != revoked+"\n" {
		t.Errorf("%d: %s", got.code, got.stdout)
	}
	process{}.run(t, "artifacts", "--url", "http://127.0.0.1:1", "--api-key", testKey).want(t, 4, "nothing listens there")
}
