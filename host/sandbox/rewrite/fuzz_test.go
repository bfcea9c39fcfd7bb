package rewrite_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// FuzzRewrite rewrites anything: it must come to an end soon, and wazero must
// think of the result what it thinks of the original.
func FuzzRewrite(f *testing.F) {
	seedModules(f)
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(api.CoreFeaturesV2))
	f.Cleanup(func() { _ = r.Close(ctx) })
	f.Fuzz(func(t *testing.T, module []byte) {
		before := slices.Clone(module)
		began := time.Now()
		m, err := rewrite.Rewrite(module, rewrite.DefaultCaps())
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("rewritten, or refused, after %s", took)
		}
		if !slices.Equal(before, module) {
			t.Error("the original was changed")
		}
		if err != nil {
			return
		}
		was, is := compiles(r, withoutCustom(module)), compiles(r, m.Binary)
		if (was == nil) != (is == nil) {
			t.Errorf("the original compiles: %v; the rewritten: %v", was, is)
		}
	})
}

// seedModules adds modules from the core test suite, the shorter ones.
func seedModules(f *testing.F) {
	f.Add(code(1, countDown(3)))
	f.Add(code(0, i32(0), i32(0), i32(0), bytes(0xfc, 11, 0), bytes(0xd2, 0, 0x1a)))
	paths, err := filepath.Glob(filepath.Join(specSuite(f), "v2", "testdata", "*.0.wasm"))
	if err != nil || len(paths) == 0 {
		f.Fatalf("no modules of the core test suite: %v", err)
	}
	for _, path := range paths {
		if m, err := os.ReadFile(path); err == nil && len(m) < 4096 {
			f.Add(m)
		}
	}
}

func compiles(r wazero.Runtime, module []byte) error {
	m, err := r.CompileModule(context.Background(), module)
	if err == nil {
		_ = m.Close(context.Background())
	}
	return err
}

// withoutCustom drops custom sections: wazero refuses modules for what is in
// some of them, the rewriter drops those.
func withoutCustom(module []byte) []byte {
	out, rest := slices.Clone(module[:8]), module[8:]
	for len(rest) > 0 {
		size, n := binary.Uvarint(rest[1:])
		end := 1 + n + int(size)
		if rest[0] != 0 {
			out = append(out, rest[:end]...)
		}
		rest = rest[end:]
	}
	return out
}
