package rewrite_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
)

// program writes random code that ends. Its import "tick" is called all over it,
// with numbers that tell the places apart.
type program struct {
	*rand.Rand
	depth int
	open  []byte // kinds of the blocks around: 'b' block or if, 'l' loop
}

// Locals: how many passes are left for all loops, the state of dice, and which
// piece is next; spare is never read.
const (
	passes = iota
	dice
	next
	spare
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
	tick := cat(i32(p.IntN(100)), bytes(0x10, 0))
	if p.depth <= 0 {
		return tick
	}
	p.depth--
	switch p.IntN(9) {
	case 0:
		return cat(bytes(0x02, 0x40), p.inside('b'), bytes(0x0b))
	case 1:
		return cat(p.condition(), bytes(0x04, 0x40), p.inside('b'), bytes(0x0b))
	case 2:
		return cat(p.condition(), bytes(0x04, 0x40), p.inside('b'), bytes(0x05), p.inside('b'), bytes(0x0b))
	case 3:
		return cat(bytes(0x03, 0x40), p.inside('l'), again(), bytes(0x0d, 0, 0x0b))
	case 4:
		return cat(p.condition(), bytes(0x0d), p.outward())
	case 5:
		return cat(p.condition(), bytes(0x0e), vector(p.outward(), p.outward()), p.outward())
	case 6:
		return cat(tick, nops(p.IntN(60)))
	case 7:
		return p.pieces()
	}
	return tick
}

// again pushes whether a loop may have one more pass.
func again() []byte {
	return cat(bytes(0x20, passes), i32(1), bytes(0x6b, 0x22, passes), i32(0), bytes(0x4a))
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

// pieces is code as a compiler of gotos makes it.
func (p *program) pieces() []byte {
	code := make([][]byte, 2+p.IntN(4))
	p.open = append(p.open, 'l')
	p.open = append(p.open, slices.Repeat([]byte("b"), len(code))...)
	for n := range code {
		p.open = p.open[:len(p.open)-1]
		code[n] = cat(p.sequence(), p.jump(n, len(code)))
	}
	p.open = p.open[:len(p.open)-1]
	return cat(i32(p.IntN(len(code))), bytes(0x21, next), dispatch(next, code...))
}

// jump goes from one piece to another: forward, or back if a pass is left.
func (p *program) jump(from, pieces int) []byte {
	to := p.IntN(pieces + 1) // the last two are the same
	set, loop := p.set(to), pieces-1-from
	switch {
	case min(to, pieces-1) <= from:
		return cat(again(), bytes(0x04, 0x40), set, bytes(0x0c), uleb(loop+1), bytes(0x0b))
	case p.IntN(2) == 0:
		return cat(p.condition(), bytes(0x04, 0x40), set, bytes(0x0c), uleb(loop+1), bytes(0x0b))
	}
	return cat(set, bytes(0x0c), uleb(loop))
}

// set says which piece is next, and may then do something that has no effect.
func (p *program) set(to int) []byte {
	set := cat(i32(to), bytes(0x21, next))
	switch p.IntN(4) {
	case 0:
		return cat(set, i32(p.IntN(5)), bytes(0x1a))
	case 1:
		return cat(set, i32(p.IntN(5)), bytes(0x21, spare))
	}
	return set
}

// dispatch is a loop of pieces of code of which the local says which is next.
// Around piece n of N are N-1-n blocks, and around these the loop.
func dispatch(local byte, pieces ...[]byte) []byte {
	out := cat(bytes(0x03, 0x40), slices.Repeat(bytes(0x02, 0x40), len(pieces)), bytes(0x20, local, 0x0e), uleb(len(pieces)-1))
	for n := range pieces {
		out = append(out, uleb(n)...)
	}
	for _, piece := range pieces {
		out = cat(out, bytes(0x0b), piece)
	}
	return append(out, 0x0b)
}

// randomModule is one whose function "run" is three random statements or more.
func randomModule(seed uint64, write func(*program) []byte) []byte {
	p := &program{Rand: rand.New(rand.NewPCG(seed, 0)), depth: 40}
	start := cat(i32(30), bytes(0x21, passes), i32(int(seed)), bytes(0x21, dice))
	return module(section(1, bytes(0x60, 0, 0), bytes(0x60, 1, 0x7f, 0)),
		section(2, cat(name("env"), name("tick"), bytes(0, 1))), oneFunc,
		section(7, export("run", 0, 1)), section(10, body(4, start, write(p), write(p), write(p))))
}

// tickCost is what a tick costs at least.
const tickCost = 100

// newTrace returns what the programs of a runtime tick.
func newTrace(t *testing.T, r wazero.Runtime) *[]int32 {
	t.Helper()
	trace := new([]int32)
	_, err := r.NewHostModuleBuilder("env").NewFunctionBuilder().
		WithFunc(func(place int32) { *trace = append(*trace, place) }).Export("tick").Instantiate(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return trace
}
