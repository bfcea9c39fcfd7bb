package rewrite_test

import (
	"context"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// fuzzed is for modules that are compiled to be thrown away.
var fuzzed = wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(api.CoreFeaturesV2).WithMemoryLimitPages(64)

// FuzzRewrite rewrites anything: it must come to an end soon, and wazero must
// think of the result what it thinks of the original.
func FuzzRewrite(f *testing.F) {
	seedModules(f)
	r := newRuntime(f, fuzzed)
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

// FuzzMeaning runs whatever modules export, rewritten and as they are, and
// compares the results, the traps and the memories.
func FuzzMeaning(f *testing.F) {
	seedModules(f)
	r, e := newRuntime(f, fuzzed), newEngine(f, fuzzed)
	e.limit = 100
	f.Fuzz(func(t *testing.T, module []byte) {
		e.refills = 0
		m, err := rewrite.Rewrite(module, rewrite.DefaultCaps())
		if err != nil || len(m.Imports) > 0 {
			return
		}
		is, isErr := e.instantiate(m, "")
		if e.refills > e.limit {
			return // the original may never end
		}
		was, wasErr := r.InstantiateWithConfig(t.Context(), withoutCustom(module), wazero.NewModuleConfig().WithStartFunctions())
		if isErr != nil || wasErr != nil {
			if (isErr == nil) != (wasErr == nil) && !deep(isErr, wasErr) {
				t.Errorf("the original starts: %v; the rewritten: %v", wasErr, isErr)
			}
			return
		}
		defer is.Close(t.Context())
		defer was.Close(t.Context())
		compare(t, e, was, is)
	})
}

// compare calls all exports that both have, the rewritten first, which ends.
func compare(t *testing.T, e *engine, was, is api.Module) {
	t.Helper()
	names := slices.Sorted(maps.Keys(was.ExportedFunctionDefinitions()))
	for i, name := range names {
		args := arguments(was.ExportedFunction(name).Definition(), uint64(i))
		got, gotErr := is.ExportedFunction(name).Call(t.Context(), args...)
		if e.refills > e.limit {
			return
		}
		want, wantErr := was.ExportedFunction(name).Call(t.Context(), args...)
		if deep(gotErr, wantErr) {
			return
		}
		if firstLine(gotErr) != firstLine(wantErr) {
			t.Fatalf("%s%v: %v, the original: %v", name, args, gotErr, wantErr)
		}
		hideReferences(was.ExportedFunction(name).Definition(), got, want)
		if !slices.Equal(got, want) && !slices.Contains(was.ExportedFunction(name).Definition().ResultTypes(), funcref) {
			t.Fatalf("%s%v = %x, the original %x", name, args, got, want)
		}
	}
	if was.ExportedMemory("memory") != nil && !slices.Equal(contents(was), contents(is)) {
		t.Error("the memories differ")
	}
}

// deep says whether a stack was full: a rewritten function needs more of it.
func deep(errs ...error) bool {
	return slices.ContainsFunc(errs, func(err error) bool { return strings.Contains(firstLine(err), "stack overflow") })
}

func firstLine(err error) string {
	if err == nil {
		return ""
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// arguments are small numbers; a vector takes two.
func arguments(f api.FunctionDefinition, seed uint64) (args []uint64) {
	const v128 = 0x7b
	for i, typ := range f.ParamTypes() {
		switch typ {
		case funcref, api.ValueTypeExternref:
			args = append(args, 0)
		case v128:
			args = append(args, seed, uint64(i))
		default:
			args = append(args, (seed+uint64(i)*7)%11)
		}
	}
	return args
}

func newRuntime(f *testing.F, config wazero.RuntimeConfig) wazero.Runtime {
	f.Helper()
	r := wazero.NewRuntimeWithConfig(context.Background(), config)
	f.Cleanup(func() { _ = r.Close(context.Background()) })
	return r
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
