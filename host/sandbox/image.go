package sandbox

import (
	"context"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// image is the state that guests of a program begin with: that of a module
// which has not run yet or, better, one that has started up. A rewritten module
// whose Loses is empty has no state elsewhere.
type image struct {
	content *content // of memory
	globals []uint64 // of rewrite.Module.Globals
	clock   int64    // see clock
	started bool     // whether start-up code has run
}

// firstImage is the state before any code has run.
func firstImage(m *rewrite.Module, memfd bool) *image {
	memory := make([]byte, uint64(m.MinPages)*pageBytes)
	for _, run := range m.Data {
		copy(memory[run.Offset:], run.Bytes)
	}
	return &image{content: newContent(memory, memfd)}
}

// capture is the state of a guest between calls.
func capture(g *guest, m *rewrite.Module, memfd bool) *image {
	memory := g.module.ExportedMemory(rewrite.MemoryExport)
	view, _ := memory.Read(0, memory.Size())
	i := &image{content: newContent(view, memfd), clock: g.clock.ticks, started: true}
	for _, name := range m.Globals {
		i.globals = append(i.globals, g.module.ExportedGlobal(name).Get())
	}
	return i
}

// restore gives a new instance the image's size of memory and its globals. The
// bytes are there already: the memory was mapped with them.
func (i *image) restore(module api.Module, m *rewrite.Module) bool {
	if !i.started {
		return true
	}
	memory := module.ExportedMemory(rewrite.MemoryExport)
	if _, ok := memory.Grow((i.content.size - memory.Size()) / pageBytes); !ok {
		return false
	}
	for n, name := range m.Globals {
		module.ExportedGlobal(name).(api.MutableGlobal).Set(i.globals[n])
	}
	return true
}

// allocating makes the next instantiation use that memory.
func allocating(ctx context.Context, memory *memory) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(
		func(_, _ uint64) experimental.LinearMemory { return memory }))
}

// Reallocate implements [experimental.LinearMemory].
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.reserved)) {
		return nil
	}
	m.size = max(m.size, size)
	return m.reserved[:size:size]
}

// Free implements [experimental.LinearMemory]. It does nothing: wazero calls it
// when a guest exits, and the guest is still on the stack then. See guest.close.
func (m *memory) Free() {}
