package rewrite_test

import (
	"context"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
)

// jump says which piece is next, branch goes to the dispatch.
func jump(to int) []byte      { return cat(i32(to), bytes(0x21, 0)) }
func branch(label int) []byte { return cat(bytes(0x0c), uleb(label)) }

// countedPieces runs the first piece ten times, then the second.
func countedPieces(first, second []byte) []byte {
	again := cat(bytes(0x20, 1), i32(1), bytes(0x6b, 0x22, 1, 0x04, 0x40), jump(0), branch(2), bytes(0x0b))
	return cat(i32(10), bytes(0x21, 1), jump(0), dispatch(0, cat(first, again), second))
}

// TestJumps compares what random programs of pieces do, rewritten and as they are.
func TestJumps(t *testing.T) {
	t.Parallel()
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	is := newTrace(t, e.Runtime)
	r := wazero.NewRuntimeWithConfig(t.Context(), wazero.NewRuntimeConfigInterpreter())
	t.Cleanup(func() { _ = r.Close(context.Background()) })
	was := newTrace(t, r)
	total := 0
	for seed := range uint64(2000) {
		binary := randomModule(seed, (*program).pieces)
		*was, *is = nil, nil
		used(t, e, binary)
		m, err := r.InstantiateWithConfig(t.Context(), binary, wazero.NewModuleConfig().WithName(""))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.ExportedFunction("run").Call(t.Context()); err != nil {
			t.Fatal(err)
		}
		_ = m.Close(t.Context())
		if !slices.Equal(*was, *is) {
			t.Fatalf("seed %d: the original ticks %v, the rewritten %v", seed, *was, *is)
		}
		total += len(*was)
	}
	if total < 20_000 {
		t.Errorf("only %d ticks in all", total)
	}
}
