package rewrite_test

import (
	"context"
	"testing"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// used runs the export "run" of a module and returns the fuel that it used.
func used(t *testing.T, e *engine, module []byte) uint64 {
	t.Helper()
	m, err := rewrite.Rewrite(module, rewrite.DefaultCaps())
	if err != nil {
		t.Fatal(err)
	}
	instance, err := e.instantiate(m, "")
	if err != nil {
		t.Fatal(err)
	}
	defer instance.Close(context.Background())
	const much = 1 << 40
	fuel := instance.ExportedGlobal(rewrite.FuelExport).(api.MutableGlobal)
	fuel.Set(much)
	if _, err := instance.ExportedFunction("run").Call(context.Background()); err != nil {
		t.Fatal(err)
	}
	return much - fuel.Get()
}

// countDown is a loop of n passes, 6 instructions each with the loop itself. The
// two before it are charged in each pass if the function starts with them.
func countDown(n int, inside ...[]byte) []byte {
	return cat(i32(n), bytes(0x21, 0, 0x03, 0x40), cat(inside...),
		bytes(0x20, 0), i32(1), bytes(0x6b, 0x22, 0, 0x0d, 0, 0x0b))
}

func TestFuel(t *testing.T) {
	t.Parallel()
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	skipped := func(n int) []byte { return cat(i32(0), bytes(0x04, 0x40), nops(n), bytes(0x0b)) }
	for what, c := range map[string]struct {
		code []byte
		want uint64
	}{
		"nothing":               {nil, 0},
		"straight":              {nops(10), 10},
		"after a return":        {cat(nops(3), bytes(0x0f), nops(5)), 9},
		"one pass":              {countDown(1), 8},
		"ten passes":            {countDown(10), 10 * 8},
		"passes and what's in":  {countDown(10, nops(4)), 10 * 12},
		"what comes after":      {cat(countDown(10), nops(5)), 5 + 10*8},
		"a long way to a loop":  {cat(nops(20), countDown(10)), 22 + 10*6},
		"skipped":               {skipped(20), 2},
		"little, skipped":       {skipped(8), 10},
		"not skipped":           {cat(nops(50), i32(1), bytes(0x04, 0x40), nops(1000), bytes(0x0b)), 1052},
		"calls of nobody":       {cat(bytes(0x3f, 0, 0x1a), i32(0), bytes(0x40, 0, 0x1a)), 2 + 1 + 128 + 1},
		"a fill":                {cat(i32(0), i32(1), i32(1600), bytes(0xfc, 11, 0)), 4 + 100},
		"a fill of more":        {cat(i32(0), i32(1), i32(65536), bytes(0xfc, 11, 0)), 4 + 4096},
		"filling tables":        {cat(i32(0), bytes(0xd0, 0x70), i32(0), bytes(0xfc, 17, 0)), 4},
		"a jump forward":        {cat(jump(0), dispatch(0, cat(nops(9), jump(2), branch(2)), nops(1000), nops(3))), 2 + 3 + 9 + 3 + 3},
		"a jump far forward":    {cat(jump(0), dispatch(0, cat(nops(9), jump(9), branch(2)), nops(1000), nops(3))), 2 + 3 + 9 + 3 + 3},
		"a jump back":           {countedPieces(nops(9), nops(1000)), 10*(4+3+9+5+3) + 1000},
		"a loop within another": {cat(i32(3), bytes(0x21, 1, 0x03, 0x40), countDown(2), bytes(0x20, 1), i32(1), bytes(0x6b, 0x22, 1, 0x0d, 0, 0x0b)), 3 * (8 + 2 + 2*6)},
	} {
		if got := used(t, e, code(2, c.code)); got != c.want {
			t.Errorf("%s: %d units of fuel, want %d", what, got, c.want)
		}
	}
}

// TestFuelIsNeverTooLittle runs random programs that count their steps.
func TestFuelIsNeverTooLittle(t *testing.T) {
	t.Parallel()
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	trace := newTrace(t, e.Runtime)
	total := 0
	for seed := range uint64(2000) {
		*trace = nil
		if fuel := used(t, e, randomModule(seed, (*program).sequence)); fuel < uint64(len(*trace)*tickCost) {
			t.Fatalf("seed %d: %d units of fuel for %d ticks of %d", seed, fuel, len(*trace), tickCost)
		}
		total += len(*trace)
	}
	if total < 20_000 {
		t.Errorf("only %d ticks in all", total)
	}
}
