package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// variants are the builds of testdata/plugin that the tests use: what is set
// with -ldflags -X.
var variants = map[string][]string{
	"v1":       nil,
	"v2":       {"version=2.0.0"},
	"v3":       {"version=3.0.0", "capability=llm", "pattern=more"},
	"other":    {"name=other"},
	"reserved": {"name=itk-handler"},
	"endless":  {"name=endless", "start=endless"},
	"batch":    {"name=itk-batch"},
}

// modules builds all variants once.
var modules = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "kiln-plugins")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	built := map[string][]byte{}
	for name, set := range variants {
		flags := "-s -w"
		for _, v := range set {
			flags += " -X main." + v
		}
		out := filepath.Join(dir, name+".wasm")
		c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-buildmode=c-shared", "-ldflags", flags, "-o", out, "./testdata/plugin")
		c.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
		if text, err := c.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w\n%s", err, text)
		}
		if built[name], err = os.ReadFile(out); err != nil {
			return nil, err
		}
	}
	return built, nil
})

// module returns a variant of the test plugin.
func module(t testing.TB, name string) []byte {
	t.Helper()
	built, err := modules()
	if err != nil {
		t.Fatal(err)
	}
	if built[name] == nil {
		t.Fatalf("no variant %s", name)
	}
	return built[name]
}

// otherABI speaks version 2 of the wall.
func otherABI(t testing.TB) []byte {
	return bytes.ReplaceAll(module(t, "other"), []byte("kiln_v1"), []byte("kiln_v2"))
}

// bomb is a module that would keep wazero's compiler busy for minutes: a
// function of many locals with loops inside loops. The rewriter knows it.
func bomb() []byte {
	const locals, depth = 20_000, 60_000
	body := append(leb(1), append(leb(locals), 0x7e)...) // i64
	body = append(body, bytes.Repeat([]byte{0x03, 0x40}, depth)...)
	body = append(body, bytes.Repeat([]byte{0x0b}, depth+1)...)
	section := func(id byte, content []byte) []byte {
		return append(append([]byte{id}, leb(len(content))...), content...)
	}
	return slices.Concat([]byte("\x00asm\x01\x00\x00\x00"), // one function () -> ()
		section(1, []byte{1, 0x60, 0, 0}), section(3, []byte{1, 0}), section(10, slices.Concat(leb(1), leb(len(body)), body)))
}

func leb(n int) []byte {
	var out []byte
	for ; n >= 0x80; n >>= 7 {
		out = append(out, byte(n)|0x80)
	}
	return append(out, byte(n))
}

// put writes a file of a folder in one step.
func put(t testing.TB, dir, file string, body []byte) {
	t.Helper()
	temporary := filepath.Join(dir, "."+file+".part")
	if err := os.WriteFile(temporary, body, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(temporary, filepath.Join(dir, file)); err != nil {
		t.Fatal(err)
	}
}

// testCache is the compile cache that all tests and make share.
func testCache(t testing.TB) string {
	t.Helper()
	cache, err := filepath.Abs("../../.cache/wasm")
	if err != nil {
		t.Fatal(err)
	}
	return cache
}

// pluginCommand runs kiln plugin on the shared cache.
func pluginCommand(t testing.TB, args ...string) ran {
	t.Helper()
	return process{env: []string{"KILN_CACHE=" + testCache(t), "KILN_ADMISSION_TIMEOUT=5m"}}.run(t, append([]string{"plugin"}, args...)...)
}

// lockAll allows whatever is in the folder.
func lockAll(t testing.TB, dir string, args ...string) {
	t.Helper()
	pluginCommand(t, append([]string{"lock", dir, "--yes"}, args...)...).want(t, 0)
}

// withoutDigests numbers the digests in a text, which differ between tool chains.
func withoutDigests(text string) string {
	seen := map[string]string{}
	for {
		at := strings.Index(text, "sha256:")
		if at < 0 || at+71 > len(text) {
			return text
		}
		digest := text[at : at+71]
		if seen[digest] == "" {
			seen[digest] = fmt.Sprintf("<digest %d>", len(seen)+1)
		}
		text = strings.ReplaceAll(text, digest, seen[digest])
	}
}
