package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilnworks/kiln/registry"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares a text with testdata/golden.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestPluginCommands goes through the life of a folder as an operator sees it.
func TestPluginCommands(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	embedded, err := registry.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	stable := strings.NewReplacer(dir, "DIR", embedded.Active[0].Version, "0.1.0",
		fmt.Sprint(len(module(t, "v3")), " bytes"), "3 MB")
	step := func(name string, code int, args ...string) {
		t.Helper()
		r := pluginCommand(t, args...)
		if r.code != code {
			t.Errorf("%s: exit code %d, want %d\n%s", name, r.code, code, r.stderr)
		}
		golden(t, name+".txt", withoutDigests(stable.Replace(r.stdout+r.stderr)))
	}
	step("diff-empty", 0, "diff", dir)
	put(t, dir, "greeting.wasm", module(t, "v1"))
	put(t, dir, "other.wasm", module(t, "other"))
	put(t, dir, "batch.wasm", module(t, "batch"))
	put(t, dir, "handler.wasm", module(t, "reserved"))
	put(t, dir, "again.wasm", module(t, "v2"))
	step("diff-new", 1, "diff", dir)
	step("lock-nobody-asked", 2, "lock", dir)
	if _, err := os.Stat(filepath.Join(dir, registry.LockFile)); err == nil {
		t.Error("a lock was written although nobody agreed")
	}
	for _, file := range []string{"handler.wasm", "again.wasm"} {
		if err := os.Remove(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
	}
	step("lock-replace", 0, "lock", dir, "--yes", "--replace")
	step("list", 0, "list", dir)
	put(t, dir, "greeting.wasm", module(t, "v3"))
	if err := os.Remove(filepath.Join(dir, "other.wasm")); err != nil {
		t.Fatal(err)
	}
	step("diff-changed", 1, "diff", dir)
	step("list-changed", 0, "list", dir)
	step("lock-one", 0, "lock", dir, "greeting.wasm", "--yes", "--memory-mib", "128", "--stage-timeout", "1m")
	step("diff-after-one", 1, "diff", dir)
	step("lock-rest", 0, "lock", dir, "--yes")
	step("diff-nothing", 0, "diff", dir)
	lock, err := registry.ReadLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := lock.Plugin("greeting.wasm"); !ok || p.Limits.MemoryBytes != 128<<20 || p.Capabilities[0] != "llm" {
		t.Errorf("%+v", lock)
	}
	if p, ok := lock.Plugin("batch.wasm"); !ok || !p.Replaces {
		t.Errorf("%+v", lock)
	}
	step("lock-unknown", 2, "lock", dir, "nothing.wasm", "--yes")
	put(t, dir, "a-rival.wasm", module(t, "v1"))
	step("diff-rival", 1, "diff", dir)
	step("inspect", 0, "inspect", filepath.Join(dir, "greeting.wasm"))
}

func TestPluginInspectJSON(t *testing.T) {
	t.Parallel()
	r := pluginCommand(t, "inspect", "--json", writeModule(t, module(t, "v3")))
	r.want(t, 0)
	var got struct {
		Digest     string
		ABI        int
		Definition struct {
			Type, Version string
			Capabilities  []string
		}
		Imports []string
	}
	if err := json.Unmarshal([]byte(r.stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Digest != registry.DigestOf(module(t, "v3")) || got.ABI != 1 || got.Definition.Version != "3.0.0" ||
		len(got.Definition.Capabilities) != 1 || len(got.Imports) < 5 {
		t.Errorf("%s", r.stdout)
	}
}

// TestPluginTry runs a module without a server, in the hands of its author.
func TestPluginTry(t *testing.T) {
	t.Parallel()
	file := writeModule(t, module(t, "v1"))
	out := t.TempDir()
	r := pluginCommand(t, "try", file, "Greet Ada", "--out", out)
	if r.want(t, 0); !strings.Contains(r.stdout, "greeting / hello: 2 files") {
		t.Errorf("%s", r.stdout)
	}
	if got := listing(t, out)["hello.txt"]; got != "Hello, Ada!\n" {
		t.Errorf("hello.txt is %q", got)
	}
	pluginCommand(t, "try", file, "log Ada").want(t, 0, "log warning: the plugin wonders about Ada")
	pluginCommand(t, "try", file, "panic now").want(t, 1, "kiln: plugin failed in generating (trap): panic: the plugin lost its head",
		"its standard error ends with\npanic: the plugin lost its head", "main.generate")
	pluginCommand(t, "try", file, "spin 100000000000", "--stage-fuel", "1000000").want(t, 1, "plugin failed in generating (fuel)")
	pluginCommand(t, "try", file, "Export released parts").want(t, 2, "Ask for a greeting.")
	pluginCommand(t, "try", file, "Greet Ada", "--compiler", "icc").want(t, 2, "projectContext.compiler")
	pluginCommand(t, "try", writeModule(t, otherABI(t)), "Greet Ada").want(t, 1, "version 2")
}

// TestPluginInC builds and tries what ABI.md shows, as it says.
func TestPluginInC(t *testing.T) {
	t.Parallel()
	abi, err := os.ReadFile("../../sdk/ABI.md")
	if err != nil {
		t.Fatal(err)
	}
	build := regexp.MustCompile(`(?m)^clang .*greeting\.c$`).FindString(string(abi))
	if build == "" {
		t.Fatal("ABI.md does not say how to build it")
	}
	tool(t, "wasm-ld")
	source, err := filepath.Abs("../../sdk/testdata/greeting-c/greeting.c")
	if err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(strings.Replace(build, "greeting.c", source, 1))
	c := exec.CommandContext(t.Context(), tool(t, "clang"), append(args[1:], "-Wall", "-Werror")...)
	c.Dir = t.TempDir()
	if text, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	out := t.TempDir()
	pluginCommand(t, "try", filepath.Join(c.Dir, "greeting-c.wasm"), "Greet", "--out", out).want(t, 0)
	if got := listing(t, out)["hello.txt"]; got != "Hello!\n" {
		t.Errorf("hello.txt is %q", got)
	}
}

func TestPluginCommandLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		says string
		args []string
	}{
		{"name one registry folder", []string{"diff"}},
		{"name a registry folder", []string{"lock"}},
		{"at most one", []string{"list", "a", "b"}},
		{"name one .wasm file", []string{"inspect"}},
		{"no such file", []string{"inspect", "nothing.wasm"}},
		{"name a .wasm file and say a prompt", []string{"try", "nothing.wasm"}},
		{"no such file", []string{"try", "nothing.wasm", "Greet Ada"}},
		{"there is no folder nowhere", []string{"diff", "nowhere"}},
		{"not a folder", []string{"diff", os.Args[0]}},
	} {
		pluginCommand(t, tt.args...).want(t, 2, tt.says)
	}
	process{}.run(t, "serve", "--registry", "nowhere").want(t, 2, "--registry: ", "there is no folder nowhere")
	process{}.run(t, "serve", "--admission-timeout", "soon").want(t, 2, "--admission-timeout: must be a duration")
}
