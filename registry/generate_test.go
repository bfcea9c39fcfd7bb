package registry_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kilnworks/kiln/registry"
)

// TestGenerate builds a plugin from two directories, which must give the same
// bytes, and has registry.json written from it.
func TestGenerate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	generator := filepath.Join(dir, "generate")
	goTool(t, ".", nil, "build", "-o", generator, "generate.go")
	module := build(t, ".", "../host/sandbox/testdata/guest", filepath.Join(dir, "guest.wasm"))
	again := build(t, "../host/sandbox/testdata/guest", ".", filepath.Join(t.TempDir(), "other.wasm"))
	if registry.DigestOf(module) != registry.DigestOf(again) {
		t.Error("two builds of the same plugin differ")
	}
	write(t, dir, `{"active":[{"file":"guest.wasm","capabilities":[],"limits":{"files":7}}],"reserved":["later"]}`)
	if text, err := generate(generator, dir, "-check"); err == nil || !strings.Contains(text, "not up to date") {
		t.Errorf("-check of a stale list: %v %s", err, text)
	}
	for range 2 {
		if text, err := generate(generator, dir); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	if text, err := generate(generator, dir, "-check"); err != nil {
		t.Errorf("-check of a fresh list: %v %s", err, text)
	}
	got, err := registry.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	want := registry.Registry{Reserved: []string{"later"}, Active: []registry.Entry{{
		Type: "test-guest", Version: "1.2.3", Digest: registry.DigestOf(module), ABI: 1, Patterns: []string{"plain"},
		Capabilities: []string{}, Limits: registry.Limits{Files: 7}, File: "guest.wasm", Module: module,
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	write(t, dir, `{"active":[{"file":"guest.wasm","capabilities":["llm"]}]}`)
	if text, err := generate(generator, dir); err == nil || !strings.Contains(text, "grants llm, which the plugin does not ask for") {
		t.Errorf("a grant that is not asked for: %v %s", err, text)
	}
}

func build(t *testing.T, dir, pkg, out string) []byte {
	t.Helper()
	wasm := []string{"GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0"}
	goTool(t, dir, wasm, "build", "-trimpath", "-buildvcs=false", "-buildmode=c-shared", "-ldflags=-s -w", "-o", out, pkg)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func goTool(t *testing.T, dir string, env []string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, text)
	}
}

func generate(generator, dir string, args ...string) (string, error) {
	args = append([]string{"-dir", dir, "-cache", filepath.Join(dir, "cache")}, args...)
	text, err := exec.Command(generator, args...).CombinedOutput()
	return string(text), err
}

func write(t *testing.T, dir, list string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "registry.json"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
}
