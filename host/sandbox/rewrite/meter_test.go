package rewrite_test

import (
	"context"
	"math/rand/v2"
	"slices"
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
		"a loop within another": {cat(i32(3), bytes(0x21, 1, 0x03, 0x40), countDown(2), bytes(0x20, 1), i32(1), bytes(0x6b, 0x22, 1, 0x0d, 0, 0x0b)), 3 * (8 + 2 + 2*6)},
	} {
		if got := used(t, e, code(2, c.code)); got != c.want {
			t.Errorf("%s: %d units of fuel, want %d", what, got, c.want)
		}
	}
}

// program writes random code that ends. Its import "tick" is called all over it.
type program struct {
	*rand.Rand
	depth int
	open  []byte // kinds of the blocks around: 'b' block or if, 'l' loop
}

// Locals: how many passes are left for all loops, and the state of dice.
const (
	passes = iota
	dice
)

// condition pushes 0 or 1, as the dice fall when it runs.
func (p *program) condition() []byte {
	return cat(bytes(0x20, dice), i32(1103515245), bytes(0x6c), i32(12345), bytes(0x6a, 0x22, dice), i32(16), bytes(0x76), i32(1), bytes(0x71))
}

func (p *program) sequence() []byte {
	var out []byte
	for range 1 + p.IntN(4) {
		out = append(out, p.statement()...)
	}
	return out
}

func (p *program) statement() []byte {
	tick := bytes(0x10, 0)
	if p.depth <= 0 {
		return tick
	}
	p.depth--
	switch p.IntN(8) {
	case 0:
		return cat(bytes(0x02, 0x40), p.inside('b'), bytes(0x0b))
	case 1:
		return cat(p.condition(), bytes(0x04, 0x40), p.inside('b'), bytes(0x0b))
	case 2:
		return cat(p.condition(), bytes(0x04, 0x40), p.inside('b'), bytes(0x05), p.inside('b'), bytes(0x0b))
	case 3:
		again := cat(bytes(0x20, passes), i32(1), bytes(0x6b, 0x22, passes), i32(0), bytes(0x4a, 0x0d, 0))
		return cat(bytes(0x03, 0x40), p.inside('l'), again, bytes(0x0b))
	case 4:
		return cat(p.condition(), bytes(0x0d), p.outward())
	case 5:
		return cat(p.condition(), bytes(0x0e), vector(p.outward(), p.outward()), p.outward())
	case 6:
		return cat(tick, nops(p.IntN(60)))
	}
	return tick
}

func nops(n int) []byte { return slices.Repeat(bytes(0x01), n) }

func (p *program) inside(kind byte) []byte {
	p.open = append(p.open, kind)
	defer func() { p.open = p.open[:len(p.open)-1] }()
	return p.sequence()
}

// outward is a label that is not a loop's: those would repeat without counting.
func (p *program) outward() []byte {
	for range 10 {
		if l := p.IntN(len(p.open) + 1); l == len(p.open) || p.open[len(p.open)-1-l] == 'b' {
			return uleb(l)
		}
	}
	return uleb(len(p.open))
}

// TestFuelIsNeverTooLittle runs random programs that count their steps.
func TestFuelIsNeverTooLittle(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := newEngine(t, wazero.NewRuntimeConfigInterpreter())
	ticks := uint64(0)
	_, err := e.NewHostModuleBuilder("env").NewFunctionBuilder().
		WithFunc(func() { ticks++ }).Export("tick").Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const tickCost = 100
	total := uint64(0)
	for seed := range uint64(2000) {
		p := &program{Rand: rand.New(rand.NewPCG(seed, 0)), depth: 40}
		start := cat(i32(30), bytes(0x21, passes), i32(int(seed)), bytes(0x21, dice))
		m := module(noType, section(2, cat(name("env"), name("tick"), bytes(0, 0))), oneFunc,
			section(7, export("run", 0, 1)), section(10, body(2, start, p.sequence(), p.sequence(), p.sequence())))
		ticks = 0
		if fuel := used(t, e, m); fuel < ticks*tickCost {
			t.Fatalf("seed %d: %d units of fuel for %d ticks of %d", seed, fuel, ticks, tickCost)
		}
		total += ticks
	}
	if total < 20_000 {
		t.Errorf("only %d ticks in all", total)
	}
}
