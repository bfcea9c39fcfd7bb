package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kilnworks/kiln/sdk"
)

func TestGeneration(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	if d := p.Definition(); d.Type != "test-guest" || d.Version != "1.2.3" || len(d.Patterns) != 1 {
		t.Errorf("definition = %+v", d)
	}
	if d := p.Digest(); !strings.HasPrefix(d, "sha256:") || len(d) != 71 {
		t.Errorf("digest = %q", d)
	}
	var host recorder
	got, err := run(t, start(t, p, "good Straße \x00\u2028", &host))
	if err != nil {
		t.Fatal(err)
	}
	want := []sdk.StageResult{
		{Outcome: sdk.OK, Fit: 0.5},
		{Outcome: sdk.OK, Pattern: "plain"},
		{Outcome: sdk.OK},
		{Outcome: sdk.OK},
		{Outcome: sdk.OK, Diagnostics: []sdk.Diagnostic{{
			Severity: "info", Code: "looked", Message: "Looked at it.", Stage: "validating", File: "a.txt", Line: 1,
		}}},
		{Outcome: sdk.OK, Summary: "One file.", Manifest: []byte(`{"generations":1}`)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	wantHost := recorder{
		files:    map[string]string{"a.txt": "Straße \x00\u2028", "run.sh": "#!/bin/sh\n"},
		modes:    map[string]uint32{"a.txt": 0o644, "run.sh": 0o755},
		progress: []string{"writing"},
		logs:     []string{"warm: true"},
	}
	if diff := cmp.Diff(wantHost, host, cmp.AllowUnexported(recorder{})); diff != "" {
		t.Errorf("host (-want +got):\n%s", diff)
	}
}

func TestOutcomesThatAreNoFailures(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	for prompt, want := range map[string]sdk.StageResult{
		"reject": {Outcome: sdk.Rejected, Fit: 0.5, Rejection: &sdk.Rejection{Message: "No.", Missing: []string{"a reason"}}},
		"fail":   {Outcome: sdk.Failed, Fit: 0.5, Error: "a known weakness"},
		"reach":  {Outcome: sdk.OK, Fit: 0.5},
	} {
		got, err := start(t, p, prompt, &recorder{}).Stage(t.Context(), sdk.Planning)
		if err != nil {
			t.Fatalf("%s: %v", prompt, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", prompt, diff)
		}
	}
}

func TestTimeAndChanceAreTheSameEachTime(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	var seen []string
	for range 2 {
		r, err := start(t, p, "senses", &recorder{}).Stage(t.Context(), sdk.Planning)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, r.Summary)
	}
	if seen[0] != seen[1] || !strings.HasPrefix(seen[0], "2022-01-01 ") {
		t.Errorf("two generations saw %q", seen)
	}
}

func TestStagesOutOfOrderAreThePluginsAnswer(t *testing.T) {
	t.Parallel()
	i := start(t, loadGo(t, Limits{}), "good", &recorder{})
	r, err := i.Stage(t.Context(), sdk.Generating)
	if err != nil || r.Outcome != sdk.Failed || !strings.Contains(r.Error, "planning") {
		t.Errorf("generating before planning: %+v, %v", r, err)
	}
}

func TestGenerationsShareNothing(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			var host recorder
			text := fmt.Sprint("generation ", n)
			results, err := run(t, start(t, p, "good "+text, &host))
			if err != nil {
				t.Error(err)
				return
			}
			if m := string(results[5].Manifest); m != `{"generations":1}` {
				t.Errorf("%s saw another one's memory: %s", text, m)
			}
			if host.files["a.txt"] != text {
				t.Errorf("%s wrote %q", text, host.files["a.txt"])
			}
		})
	}
	group.Wait()
}

func TestCloseOfPluginWaitsForItsGenerations(t *testing.T) {
	t.Parallel()
	p := loadGo(t, Limits{})
	i := start(t, p, "good", &recorder{})
	if err := p.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Start(t.Context(), sdk.Request{}, &recorder{}); !errors.Is(err, ErrClosed) {
		t.Errorf("start after close: %v", err)
	}
	if _, err := run(t, i); err != nil {
		t.Errorf("the generation that was running: %v", err)
	}
	i.Close()
	i.Close()
	if _, err := i.Stage(t.Context(), sdk.Planning); !errors.Is(err, ErrClosed) {
		t.Errorf("stage after close: %v", err)
	}
	if err := p.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCompileCacheHealsItself(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cache")
	wasm := small().encode()
	load := func() {
		t.Helper()
		s, err := New(t.Context(), Config{CacheDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close(context.Background())
		if _, err := s.Load(t.Context(), wasm, Limits{}); err != nil {
			t.Fatal(err)
		}
	}
	load()
	entries := cacheEntries(t, dir)
	if len(entries) == 0 {
		t.Fatal("nothing was cached")
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"flipped":   func(b []byte) []byte { b = slices.Clone(b); b[len(b)-20] ^= 0xff; return b },
	} {
		for path, good := range entries {
			if err := os.WriteFile(path, spoil(good), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		load()
		if diff := cmp.Diff(entries, cacheEntries(t, dir)); diff != "" {
			t.Errorf("%s: the cache was not made again (-want +got):\n%s", name, diff)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("cache directory: %v %v, want mode 0700", info.Mode(), err)
	}
}

func cacheEntries(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		entries[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestUnusableCacheDirectory(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(t.Context(), Config{CacheDir: file}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a file as cache directory: %v", err)
	}
}

func BenchmarkGeneration(b *testing.B) {
	p := loadGo(b, Limits{})
	for b.Loop() {
		i := start(b, p, "good", &recorder{})
		if _, err := run(b, i); err != nil {
			b.Fatal(err)
		}
		i.Close()
	}
}
