package sandbox

import (
	"os"
	"sync"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"
)

// habit is which pages of memory every generation of a program writes to. The
// kernel copies such a page when it is first written, at the price of a trap each;
// asked for beforehand, many cost hardly more than one.
type habit struct {
	mu        sync.Mutex
	lessons   int
	written   []bool // by page: in all generations looked at
	stretches atomic.Pointer[[]stretch]
}

// stretch is a run of pages, in bytes of memory.
type stretch struct{ at, end int }

const (
	// lessons is how many generations are looked at: what only some write to
	// would cost the others memory.
	lessons = 4
	// nearby is how many pages between two stretches are asked for with them.
	nearby = 2
)

// learn looks at the memory of a generation that has run all its stages, and
// which has that size by now.
func (c *content) learn(m *memory, size uint32) {
	h := &c.habit
	h.mu.Lock()
	defer h.mu.Unlock()
	if c.file == nil || h.lessons == lessons {
		return
	}
	written, err := writtenPages(m.reserved[:size])
	if err != nil {
		h.lessons = lessons // this system does not tell
		return
	}
	if h.lessons++; h.lessons == 1 {
		h.written = written
	}
	for page := range h.written {
		h.written[page] = h.written[page] && page < len(written) && written[page]
	}
	if h.lessons == lessons {
		h.stretches.Store(stretchesOf(h.written))
		h.written = nil
	}
}

// stretchesOf joins pages.
func stretchesOf(written []bool) *[]stretch {
	var all []stretch
	size := os.Getpagesize()
	for page, is := range written {
		if !is {
			continue
		}
		at := page * size
		if last := len(all) - 1; last >= 0 && at-all[last].end <= nearby*size {
			all[last].end = at + size
		} else {
			all = append(all, stretch{at, at + size})
		}
	}
	return &all
}

// foresee has the kernel copy what will be written to. A kernel that cannot is
// as good: it copies later.
func (c *content) foresee(m *memory) {
	stretches := c.habit.stretches.Load()
	if stretches == nil {
		return
	}
	for _, r := range *stretches {
		if r.end > len(m.reserved) || unix.Madvise(m.reserved[r.at:r.end], unix.MADV_POPULATE_WRITE) != nil {
			return
		}
	}
}

// writtenPages tells which pages of memory are this process's own and no longer
// those of a file.
func writtenPages(memory []byte) ([]bool, error) {
	const (
		present = 1 << 63 // in an entry of the kernel's table
		ofFile  = 1 << 61
	)
	table, err := os.Open("/proc/self/pagemap")
	if err != nil {
		return nil, err
	}
	defer table.Close()
	size := os.Getpagesize()
	first := int64(uintptr(unsafe.Pointer(unsafe.SliceData(memory))) / uintptr(size)) //nolint:gosec // the address alone
	entries := make([]uint64, len(memory)/size)
	raw := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(entries))), 8*len(entries)) //nolint:gosec // the same bytes
	if _, err := table.ReadAt(raw, 8*first); err != nil {
		return nil, err
	}
	written := make([]bool, len(entries))
	for page, e := range entries {
		written[page] = e&present != 0 && e&ofFile == 0
	}
	return written, nil
}
