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

// TestBulk fills and copies at random in a memory of five pages, where ranges
// overlap and go beyond it, as the module is and rewritten.
func TestBulk(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	three := section(1, bytes(0x60, 3, 0x7f, 0x7f, 0x7f, 0))
	operands := bytes(0x20, 0, 0x20, 1, 0x20, 2)
	binary := module(three, section(3, bytes(0), bytes(0)), section(5, bytes(0, 5)),
		section(7, export("fill", 0, 0), export("copy", 0, 1)),
		section(10, body(0, operands, bytes(0xfc, 11, 0)), body(0, operands, bytes(0xfc, 10, 0, 0))))
	const size = 5 * rewrite.PageSize
	was := wazero.NewRuntime(ctx)
	t.Cleanup(func() { _ = was.Close(ctx) })
	original, err := was.Instantiate(ctx, binary)
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(t, wazero.NewRuntimeConfig())
	rewritten, err := e.instantiate(mustRewrite(t, binary), "")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, size)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	original.Memory().Write(0, noise)
	rewritten.Memory().Write(0, noise)
	number := func() uint64 {
		edges := []uint64{0, 1, 65535, 65536, 65537, 131072, size - 65536, size - 1, size, size + 1, 1<<32 - 1}
		if random.IntN(3) == 0 {
			return edges[random.IntN(len(edges))]
		}
		return random.Uint64N(size + 100)
	}
	traps := 0
	for range 3000 {
		function := []string{"fill", "copy"}[random.IntN(2)]
		a, b, c := number(), number(), number()
		_, want := original.ExportedFunction(function).Call(ctx, a, b, c)
		_, got := rewritten.ExportedFunction(function).Call(ctx, a, b, c)
		if (want == nil) != (got == nil) {
			t.Fatalf("%s(%d, %d, %d): %v, want %v", function, a, b, c, got, want)
		}
		if want != nil {
			traps++
		}
		if !slices.Equal(contents(original), contents(rewritten)) {
			t.Fatalf("%s(%d, %d, %d): the memories differ", function, a, b, c)
		}
	}
	if traps < 300 || traps > 2700 || e.refills < 1000 {
		t.Errorf("%d traps of 3000, %d refills", traps, e.refills)
	}
}

func contents(m api.Module) []byte {
	view, _ := m.Memory().Read(0, m.Memory().Size())
	return view
}
