package sandbox

import (
	endian "encoding/binary"
	"os"
	"runtime"
	"sync"
)

// A guest's first write to a page is a trap into the kernel, and some hundred
// of them take longer than the guest's own work. So a memory whose guest ended
// well is kept for the next one: the pages that were written are made what they
// were, and cost no trap again.

const (
	// spareBytes is how much a guest may have written for its memory to be kept.
	spareBytes = 4 << 20
	// spareMemories is how many memories are kept for each processor: as many as
	// guests take turns on it when there is much to do.
	spareMemories = 8
)

// spare holds memories that are as good as new.
type spare struct {
	mu     sync.RWMutex // held for reading while a memory is restored
	idle   []*memory
	closed bool
}

// take returns a memory if there is one.
func (s *spare) take() *memory {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.idle) - 1
	if last < 0 {
		return nil
	}
	m := s.idle[last]
	s.idle = s.idle[:last]
	return m
}

// close releases what is kept and keeps nothing from now on.
func (s *spare) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, m := range s.idle {
		m.release()
	}
	s.idle = nil
}

// recycle ends the use of the memory: it is kept for another guest, or released.
func (m *memory) recycle() {
	s := &m.content.spare
	if m.reserved == nil {
		return
	}
	if s.wants() && s.restore(m) && s.keep(m) {
		return
	}
	m.release()
}

// wants says whether there is room for another idle memory.
func (s *spare) wants() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return !s.closed && len(s.idle) < spareMemories*runtime.GOMAXPROCS(0)
}

func (s *spare) keep(m *memory) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.idle) >= spareMemories*runtime.GOMAXPROCS(0) {
		return false
	}
	s.idle = append(s.idle, m)
	return true
}

// restore makes the memory what it was before its guest; false if that cannot
// be, or would not pay.
func (s *spare) restore(m *memory) bool {
	s.mu.RLock() // the content's bytes stay mapped
	defer s.mu.RUnlock()
	if s.closed || m.content.file == nil {
		return false
	}
	written, ok := m.written()
	if !ok || len(written)*osPageBytes > spareBytes {
		return false
	}
	for _, page := range written {
		at := page * osPageBytes
		own := m.reserved[at : at+osPageBytes]
		if at < int(m.content.size) {
			copy(own, m.content.bytes[at:])
		} else {
			clear(own)
		}
	}
	m.size = 0
	return true
}

var osPageBytes = os.Getpagesize()

// Bits of an entry of /proc/PID/pagemap: the page is in memory, is swapped out,
// is one of a file. https://docs.kernel.org/admin-guide/mm/pagemap.html
const (
	pagePresent = 1 << 63
	pageSwapped = 1 << 62
	pageOfFile  = 1 << 61
	pageEntry   = 8 // bytes, in the machine's order
)

// pagemap is the kernel's word on each page of this process, nil where it gives none.
var pagemap = sync.OnceValue(func() *os.File {
	f, err := os.Open("/proc/self/pagemap")
	if err != nil {
		return nil
	}
	return f
})

// written lists the pages that are the memory's own: those that were written,
// and some that were only read. All others still are the content's, or untouched.
func (m *memory) written() (pages []int, ok bool) {
	f := pagemap()
	if f == nil {
		return nil, false
	}
	entries := make([]byte, int(m.size)/osPageBytes*pageEntry)
	if _, err := f.ReadAt(entries, m.address()/int64(osPageBytes)*pageEntry); err != nil {
		return nil, false
	}
	for page := range len(entries) / pageEntry {
		e := endian.NativeEndian.Uint64(entries[page*pageEntry:])
		if e&(pagePresent|pageSwapped) != 0 && e&pageOfFile == 0 {
			pages = append(pages, page)
		}
	}
	return pages, true
}
