package rewrite_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// goGuest is testdata/guest, built once.
var goGuest = sync.OnceValues(func() ([]byte, error) {
	return built([]string{"GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0"},
		func(out string) []string {
			return []string{"go", "build", "-buildmode=c-shared", "-o", out, "./testdata/guest"}
		})
})

// built is the module that the command writes to a file.
func built(env []string, command func(out string) []string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rewrite")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "guest.wasm")
	args := command(out)
	build := exec.Command(args[0], args[1:]...)
	build.Env = append(os.Environ(), env...)
	if text, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", args[0], err, text)
	}
	return os.ReadFile(out)
}

// clang builds testdata/guest/guest.c with WASI's library.
func clang(flags ...string) func(*testing.T) ([]byte, error) {
	return func(t *testing.T) ([]byte, error) {
		t.Helper()
		need(t, "clang, lld and wasi-libc", "/usr/lib/wasm32-wasi/libc.a", "/usr/bin/wasm-ld")
		return built(nil, func(out string) []string {
			return append([]string{"clang", "--target=wasm32-wasi", "-mexec-model=reactor", "-Wall", "-Werror",
				"-o", out, "testdata/guest/guest.c"}, flags...)
		})
	}
}

// rustc builds testdata/guest/guest.rs with Debian's compiler: another one that
// comes first may lack the target.
func rustc(flags ...string) func(*testing.T) ([]byte, error) {
	return func(t *testing.T) ([]byte, error) {
		t.Helper()
		need(t, "rustc and libstd-rust-dev-wasm32", "/usr/bin/rustc", "/usr/lib/rustlib/wasm32-unknown-unknown")
		return built(nil, func(out string) []string {
			return append([]string{"/usr/bin/rustc", "--target=wasm32-unknown-unknown", "--crate-type=cdylib",
				"-o", out, "testdata/guest/guest.rs"}, flags...)
		})
	}
}

// asc builds testdata/guest/guest.ts with the npm package assemblyscript.
func asc(flags ...string) func(*testing.T) ([]byte, error) {
	return func(t *testing.T) ([]byte, error) {
		t.Helper()
		need(t, "nodejs and npm", "/usr/bin/node", "/usr/bin/npm")
		dir := t.TempDir()
		install := exec.Command("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "assemblyscript@0.28.20")
		if text, err := install.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("npm: %w\n%s", err, text)
		}
		return built(nil, func(out string) []string {
			return append([]string{"node", filepath.Join(dir, "node_modules", "assemblyscript", "bin", "asc.js"),
				"testdata/guest/guest.ts", "--use", "abort=", "--enable", "simd", "-o", out}, flags...)
		})
	}
}

// need skips a test on machines that lack something; where all must run it fails.
func need(t *testing.T, packages string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing: install the Debian packages %s", path, packages)
		}
		t.Skipf("%s is missing: install the Debian packages %s", path, packages)
	}
}

// TestGuests runs 200 seeds through programs as their compilers made them and
// rewritten. Each computes something different for each seed.
func TestGuests(t *testing.T) {
	for name, build := range map[string]func(*testing.T) ([]byte, error){
		"Go":             func(*testing.T) ([]byte, error) { return goGuest() },
		"C":              clang("-O0"),
		"C optimised":    clang("-O2", "-msimd128", "-mbulk-memory", "-msign-ext", "-mnontrapping-fptoint"),
		"Rust":           rustc("-Copt-level=0"),
		"Rust optimised": rustc("-Copt-level=3", "-Ctarget-feature=+simd128,+bulk-memory,+sign-ext,+mutable-globals"),
		"AssemblyScript": asc("-O3"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			binary, err := build(t)
			if err != nil {
				t.Fatal(err)
			}
			compareRuns(t, binary)
		})
	}
}

func compareRuns(t *testing.T, binary []byte) {
	t.Helper()
	m, err := rewrite.Rewrite(binary, rewrite.DefaultCaps())
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Data) > 10 || m.Loses != "" || len(m.Globals) == 0 || !m.HasMemory {
		t.Errorf("%d runs of data, loses %q, globals %q", len(m.Data), m.Loses, m.Globals)
	}
	ctx := context.Background()
	config := wazero.NewRuntimeConfigCompiler()
	was := wazero.NewRuntimeWithConfig(ctx, config)
	t.Cleanup(func() { _ = was.Close(ctx) })
	e := newEngine(t, config)
	wasi_snapshot_preview1.MustInstantiate(ctx, was)
	wasi_snapshot_preview1.MustInstantiate(ctx, e.Runtime)
	original, err := was.InstantiateWithConfig(ctx, binary, wazero.NewModuleConfig().WithStartFunctions())
	if err != nil {
		t.Fatal(err)
	}
	rewritten, err := e.instantiate(m, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, instance := range []api.Module{original, rewritten} {
		if initialize := instance.ExportedFunction("_initialize"); initialize != nil {
			if _, err := initialize.Call(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	different := map[uint64]bool{}
	for seed := range uint64(200) {
		want, err := original.ExportedFunction("run").Call(ctx, seed)
		if err != nil {
			t.Fatal(err)
		}
		got, err := rewritten.ExportedFunction("run").Call(ctx, seed)
		if err != nil || got[0] != want[0] {
			t.Fatalf("seed %d: %x, %v; want %x", seed, got, err, want)
		}
		different[want[0]] = true
	}
	t.Logf("%d bytes, %d when rewritten; %d refills", len(binary), len(m.Binary), e.refills)
	if len(different) < 150 || e.refills < 10_000 {
		t.Errorf("%d different results, %d refills", len(different), e.refills)
	}
	if o, r := original.Memory().Size(), rewritten.Memory().Size(); o != r {
		t.Errorf("%d bytes of memory, %d when rewritten", o, r)
	}
}

func BenchmarkRewrite(b *testing.B) {
	binary, err := goGuest()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(binary)))
	for b.Loop() {
		if _, err := rewrite.Rewrite(binary, rewrite.DefaultCaps()); err != nil {
			b.Fatal(err)
		}
	}
}
