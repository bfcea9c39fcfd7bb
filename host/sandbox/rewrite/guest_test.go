package rewrite_test

import (
	"context"
	"errors"
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
	dir, err := os.MkdirTemp("", "rewrite")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "guest.wasm")
	build := exec.Command("go", "build", "-buildmode=c-shared", "-o", out, "./testdata/guest")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		return nil, errors.New(err.Error() + "\n" + string(text))
	}
	return os.ReadFile(out)
})

// TestGoGuest runs 500 seeds through a Go program as it is and rewritten.
func TestGoGuest(t *testing.T) {
	t.Parallel()
	binary, err := goGuest()
	if err != nil {
		t.Fatal(err)
	}
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
		if _, err := instance.ExportedFunction("_initialize").Call(ctx); err != nil {
			t.Fatal(err)
		}
	}
	different := map[uint64]bool{}
	for seed := range uint64(500) {
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
	if len(different) < 400 || e.refills < 100_000 {
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
