package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/registry"
)

// pluginHealth is how /readyz shows a plugin.
type pluginHealth struct {
	Name, State, Type, Version, Digest, Reason string
	Until                                      time.Time
}

// folderHost is a server on a registry folder.
type folderHost struct {
	*running
	caller
	dir string
	db  store.Config
}

func serveFolder(t *testing.T, dir string, args ...string) *folderHost {
	t.Helper()
	db := store.Config{DataDir: t.TempDir()}
	s := serveProcess(t, db, append([]string{"--registry", dir}, args...)...)
	return &folderHost{s, caller{s.url, newKey(t, db)}, dir, db}
}

// plugin returns how /readyz shows a plugin; zero if it does not.
func (h *folderHost) plugin(t testing.TB, name string) pluginHealth {
	t.Helper()
	ready := decode[struct{ Plugins []pluginHealth }](t, h.must(t, 200, "GET", "/readyz", "").body)
	for _, p := range ready.Plugins {
		if p.Name == name {
			return p
		}
	}
	return pluginHealth{}
}

// await waits until /readyz shows a plugin as it should be.
func (h *folderHost) await(t testing.TB, name string, ok func(pluginHealth) bool) pluginHealth {
	t.Helper()
	var last pluginHealth
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if last = h.plugin(t, name); ok(last) {
			return last
		}
	}
	t.Fatalf("%s stays as it is: %+v", name, last)
	return last
}

func (h *folderHost) awaitActive(t testing.TB, name, version string) {
	t.Helper()
	h.await(t, name, func(p pluginHealth) bool { return p.State == "active" && p.Version == version })
}

// awaitRefused waits for a refusal with all of the texts.
func (h *folderHost) awaitRefused(t testing.TB, name string, texts ...string) pluginHealth {
	t.Helper()
	return h.await(t, name, func(p pluginHealth) bool {
		return p.State == "refused" && !slices.ContainsFunc(texts, func(s string) bool { return !strings.Contains(p.Reason, s) })
	})
}

// types are what GET /v1/artifacts lists: "greeting 1.0.0".
func (h *folderHost) types(t testing.TB) (list []string) {
	t.Helper()
	body := decode[struct {
		Data []struct{ Type, Version string }
	}](t, h.must(t, 200, "GET", "/v1/artifacts", "").body)
	for _, a := range body.Data {
		list = append(list, a.Type+" "+a.Version)
	}
	return list
}

func (h *folderHost) wantTypes(t testing.TB, want ...string) {
	t.Helper()
	got := h.types(t)
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], w) || len(got) != len(want) {
			t.Fatalf("GET /v1/artifacts lists %q, want %q", got, want)
		}
	}
}

func greet(prompt string) string {
	return fmt.Sprintf(`{"prompt":%q,"projectContext":{"tcVersion":"14.3","compiler":"gcc"},"options":{"explicitType":"greeting"}}`, prompt)
}

// TestFolder is the life of a plugin while a server runs: dropped in, allowed,
// replaced, changed for the worse, removed.
func TestFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := serveFolder(t, dir)
	h.wantTypes(t, "itk-batch")

	put(t, dir, "greeting.wasm", module(t, "v1"))
	h.awaitRefused(t, "greeting.wasm", "not in registry.lock.json", "kiln plugin lock")
	h.wantTypes(t, "itk-batch")
	lockAll(t, dir)
	h.awaitActive(t, "greeting.wasm", "1.0.0")
	h.wantTypes(t, "greeting 1.0.0", "itk-batch")
	g := decode[generationBody](t, h.must(t, 200, "POST", "/v1/generations", greet("Greet Ada")).body)
	if g.ArtifactType != "greeting" || g.Summary != "A greeting from 1.0.0." {
		t.Errorf("%+v", g)
	}
	// Without a type, each plugin says whether the request is for it.
	for prompt, want := range map[string]string{"Greet Ada": "greeting", "Export released parts to CSV": "itk-batch"} {
		body := strings.Replace(greet(prompt), `"explicitType":"greeting"`, "", 1)
		if g := decode[generationBody](t, h.must(t, 200, "POST", "/v1/generations", body).body); g.ArtifactType != want {
			t.Errorf("%s: made by %s, want %s", prompt, g.ArtifactType, want)
		}
	}

	h.replaceWhileRunning(t)
	h.upgradeThatAsksForMore(t)

	if err := os.WriteFile(filepath.Join(dir, registry.LockFile), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.awaitRefused(t, registry.LockFile, "cannot be read")
	h.wantTypes(t, "greeting 3.0.0", "itk-batch")
	lock := filepath.Join(dir, registry.LockFile)
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	h.awaitRefused(t, "greeting.wasm", "not in registry.lock.json")
	h.wantTypes(t, "itk-batch")
	lockAll(t, dir)
	h.awaitActive(t, "greeting.wasm", "3.0.0")

	if err := os.Remove(filepath.Join(dir, "greeting.wasm")); err != nil {
		t.Fatal(err)
	}
	h.await(t, "greeting.wasm", func(p pluginHealth) bool { return p == pluginHealth{} })
	h.wantTypes(t, "itk-batch")
	for _, text := range []string{`"message":"plugin active"`, `"message":"plugin refused"`, `"keeps":"2.0.0"`, `"message":"plugin removed"`} {
		if !strings.Contains(h.log.String(), text) {
			t.Errorf("the log does not say %s", text)
		}
	}
}

// replaceWhileRunning renews the plugin in the middle of a generation, which
// ends on what it began with.
func (h *folderHost) replaceWhileRunning(t *testing.T) {
	t.Helper()
	// Have the new one compiled, so that it is not the compiler that is waited for.
	pluginCommand(t, "inspect", writeModule(t, module(t, "v2"))).want(t, 0)
	for rounds := 1 << 25; ; rounds *= 2 {
		put(t, h.dir, "greeting.wasm", module(t, "v1"))
		lockAll(t, h.dir, "--stage-timeout", "10m")
		h.awaitActive(t, "greeting.wasm", "1.0.0")
		spinning, ended := make(chan struct{}), make(chan generationBody, 1)
		var once sync.Once
		go func() {
			frames := h.stream(t, "POST", "/v1/generations/stream", greet(fmt.Sprint("spin ", rounds)), "", func(f seen) bool {
				if strings.Contains(f.data, "spinning") {
					once.Do(func() { close(spinning) })
				}
				return f.event == "result" || f.event == "error"
			})
			ended <- decode[generationBody](t, []byte(frames[len(frames)-1].data))
		}()
		<-spinning
		put(t, h.dir, "greeting.wasm", module(t, "v2"))
		lockAll(t, h.dir)
		h.awaitActive(t, "greeting.wasm", "2.0.0")
		select {
		case <-ended:
			if rounds > 1<<33 {
				t.Fatal("no generation took long enough")
			}
			continue // it was too quick to be caught running
		default:
		}
		g := decode[generationBody](t, h.must(t, 200, "POST", "/v1/generations", greet("Greet Ada")).body)
		if !strings.Contains(g.EngineVersion, "greeting/2.0.0") {
			t.Errorf("a new generation ran on %s", g.EngineVersion)
		}
		if g := <-ended; g.Status != "succeeded" || !strings.Contains(g.EngineVersion, "greeting/1.0.0") {
			t.Errorf("the running generation: %s on %q", g.Status, g.EngineVersion)
		}
		return
	}
}

func writeModule(t testing.TB, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "greeting.wasm")
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// upgradeThatAsksForMore is copied slowly and refused until the lock is renewed;
// meanwhile the old version serves.
func (h *folderHost) upgradeThatAsksForMore(t *testing.T) {
	t.Helper()
	body := module(t, "v3")
	f, err := os.Create(filepath.Join(h.dir, "greeting.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for part := range slices.Chunk(body, len(body)/20) {
		if _, err := f.Write(part); err != nil {
			t.Fatal(err)
		}
		if p := h.plugin(t, "greeting.wasm"); p.State != "active" || p.Version != "2.0.0" {
			t.Errorf("while the module is being copied: %+v", p)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if p := h.awaitRefused(t, "greeting.wasm", "has the digest "+registry.DigestOf(body), "kiln plugin diff"); p.Version != "2.0.0" {
		t.Errorf("while the upgrade is refused: %+v", p)
	}
	h.wantTypes(t, "greeting 2.0.0", "itk-batch")
	r := pluginCommand(t, "diff", h.dir)
	r.want(t, 1)
	for _, text := range []string{"greeting.wasm: changed", "2.0.0 → 3.0.0", "+ capability        llm", "  pattern           more"} {
		if !strings.Contains(r.stdout, text) {
			t.Errorf("diff does not say %q:\n%s", text, r.stdout)
		}
	}
	lockAll(t, h.dir)
	h.awaitActive(t, "greeting.wasm", "3.0.0")
	if r := pluginCommand(t, "diff", h.dir); r.code != 0 || !strings.Contains(r.stdout, "Nothing differs") {
		t.Errorf("diff after locking: %d\n%s", r.code, r.stdout)
	}
}

// TestFolderRefuses has everything in a folder that must not run, each allowed
// by a lock that somebody has written by hand.
func TestFolderRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	broken := slices.Clone(module(t, "other"))
	for i := len(broken) / 2; i < len(broken)/2+5000; i++ {
		broken[i] ^= 0x5a
	}
	tests := map[string]struct {
		body         []byte
		artifactType string
		says         string
	}{
		"abi":          {otherABI(t), "other", "ABI version 2"},
		"batch":        {module(t, "batch"), "itk-batch", "came with the binary"},
		"bomb":         {bomb(), "bomb", "too many locals"},
		"capability":   {module(t, "v3"), "greeting", `capability "llm", which it is not granted`},
		"corrupt":      {broken, "corrupt", "not a module that can run here"},
		"endless":      {module(t, "endless"), "endless", "within 6s (--admission-timeout)"},
		"empty":        {nil, "empty", "not a module that can run here"},
		"liar":         {module(t, "v1"), "liar", "type: liar → greeting"},
		"reserved":     {module(t, "reserved"), "itk-handler", "reserved"},
		"text":         {[]byte("#!/bin/sh\n"), "text", "not a module that can run here"},
		"truncated":    {module(t, "v1")[:1<<20], "truncated", "not a module that can run here"},
		"not allowed!": {module(t, "v1"), "", "its name must consist of"},
	}
	var lock registry.Lock
	for name, tt := range tests {
		put(t, dir, name+".wasm", tt.body)
		if tt.artifactType != "" {
			lock.Plugins = append(lock.Plugins, registry.Locked{Entry: registry.Entry{
				Type: tt.artifactType, Version: "1.0.0", Digest: registry.DigestOf(tt.body), ABI: 1, Patterns: []string{"hello"},
				Capabilities: []string{}, Limits: registry.Limits{StageTimeout: registry.Duration(time.Hour)}, File: name + ".wasm",
			}})
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.wasm"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := registry.WriteLock(dir, lock); err != nil {
		t.Fatal(err)
	}
	h := serveFolder(t, dir, "--admission-timeout", "6s")
	stop := make(chan struct{})
	typical := h.watchLatency(stop)
	for name, tt := range tests {
		h.awaitRefused(t, name+".wasm", tt.says)
	}
	close(stop)
	if d := <-typical; d > 20*time.Millisecond {
		t.Errorf("while bad modules were admitted, a call typically took %s", d)
	}
	h.wantTypes(t, "itk-batch")
	if g := decode[generationBody](t, h.must(t, 200, "POST", "/v1/generations", referenceRequest("")).body); g.Status != "succeeded" {
		t.Errorf("%+v", g)
	}
	for name := range tests {
		if p := h.plugin(t, name+".wasm"); strings.Contains(p.Reason, dir) || p.Digest != "" {
			t.Errorf("%+v", p)
		}
	}
}

// watchLatency calls the server all the time, until stop, and returns within
// which time half of the calls were answered.
func (h *folderHost) watchLatency(stop <-chan struct{}) <-chan time.Duration {
	out := make(chan time.Duration, 1)
	go func() {
		var took []time.Duration
		for {
			select {
			case <-stop:
				slices.Sort(took)
				out <- took[len(took)/2]
				return
			default:
			}
			begin := time.Now()
			if res, err := http.Get(h.running.url + "/livez"); err == nil {
				res.Body.Close()
			}
			took = append(took, time.Since(begin))
			time.Sleep(2 * time.Millisecond)
		}
	}()
	return out
}

// TestFolderAtStart has what was admitted once be there as soon as the server
// is, on a second server as well, and a built-in plugin be replaced.
func TestFolderAtStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "greeting.wasm", module(t, "v1"))
	put(t, dir, "batch.wasm", module(t, "batch"))
	pluginCommand(t, "lock", dir, "--yes").want(t, 1, "1 plugin cannot be allowed")
	lockAll(t, dir, "--replace")
	a := serveFolder(t, dir)
	a.awaitActive(t, "greeting.wasm", "1.0.0")
	a.awaitActive(t, "batch.wasm", "1.0.0")
	a.stop(syscall.SIGTERM)

	a = serveFolder(t, dir)
	b := serveFolder(t, dir)
	for _, h := range []*folderHost{a, b} {
		h.wantTypes(t, "greeting 1.0.0", "itk-batch 1.0.0")
		if p := h.plugin(t, "itk-batch"); p.State != "" {
			t.Errorf("the plugin that was replaced is shown: %+v", p)
		}
	}
	if err := os.Remove(filepath.Join(dir, "batch.wasm")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "greeting.wasm", module(t, "v2"))
	lockAll(t, dir)
	for _, h := range []*folderHost{a, b} {
		h.awaitActive(t, "greeting.wasm", "2.0.0")
		h.await(t, "batch.wasm", func(p pluginHealth) bool { return p == pluginHealth{} })
		h.wantTypes(t, "greeting 2.0.0", "itk-batch 0.")
	}
}

// TestQuarantine has a plugin panic until it is left alone, and work again after
// the first success.
func TestQuarantine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "greeting.wasm", module(t, "v1"))
	lockAll(t, dir)
	h := serveFolder(t, dir)
	h.awaitActive(t, "greeting.wasm", "1.0.0")
	var e errorBody
	for range 5 {
		e = decode[errorBody](t, h.must(t, 500, "POST", "/v1/generations", greet("panic")).body)
		if e.Error.Code != "plugin_failed" || e.Error.Retryable {
			t.Fatalf("%+v", e)
		}
	}
	e = decode[errorBody](t, h.must(t, 500, "POST", "/v1/generations", greet("Greet Ada")).body)
	if e.Error.Code != "plugin_failed" || !e.Error.Retryable || !strings.Contains(e.Error.Message, "quarantined until") {
		t.Fatalf("%+v", e)
	}
	p := h.plugin(t, "greeting.wasm")
	if p.State != "quarantined" || p.Until.IsZero() || !strings.Contains(p.Reason, "5 times in a row") {
		t.Errorf("%+v", p)
	}
	if g := decode[generationBody](t, h.must(t, 200, "POST", "/v1/generations", referenceRequest("")).body); g.Status != "succeeded" {
		t.Errorf("another plugin: %+v", g)
	}
	if !strings.Contains(h.log.String(), `"message":"plugin quarantined"`) || !strings.Contains(h.log.String(), "lost its head") {
		t.Error("the log does not say why")
	}
	h.awaitActive(t, "greeting.wasm", "1.0.0")
	h.must(t, 200, "POST", "/v1/generations", greet("Greet Ada"))
	h.must(t, 500, "POST", "/v1/generations", greet("panic"))
	h.must(t, 200, "POST", "/v1/generations", greet("Greet Ada"))
}
