package sandbox

import (
	"cmp"
	"slices"
	"time"
)

// Limits bound what a plugin may use. A zero member means the default given
// with it.
type Limits struct {
	// MemoryBytes is the most linear memory that an instance may have: 64 MiB.
	// It counts in pages of 64 KiB; what is over the last whole page is lost.
	MemoryBytes uint64
	// StageTimeout is the most wall-clock time that a stage, or the start of an
	// instance, may take: 10 s.
	StageTimeout time.Duration
	// StageFuel is the most fuel that a stage may use (see [Instance.Fuel]); no
	// limit by default. What a plugin does when it is loaded may use more.
	StageFuel uint64
	// FileBytes is the most that the bodies of a generation's files may have
	// together: 32 MiB.
	FileBytes int
	// Files is the most files that a generation may write: 2,000.
	Files int
	// PathBytes is the longest path of a file: 200.
	PathBytes int
	// ResultBytes is the longest JSON text that a call may output: 1 MiB.
	ResultBytes int
	// ProgressCount is the most progress messages of a generation: 1,000.
	ProgressCount int
	// ProgressBytes is the longest progress message: 1,000.
	ProgressBytes int
	// LogBytes is the most that the log messages of a generation may have
	// together: 64 KiB. What comes after them is dropped, with one warning.
	LogBytes int
	// Capabilities are the host functions granted beyond the common ones:
	// "llm", "kb". None by default.
	Capabilities []string
}

const (
	pageBytes = 64 << 10
	// maxMemoryBytes is the address space of a 32-bit module less a page: so
	// that the size of a memory is a number of 32 bits.
	maxMemoryBytes = 4<<30 - pageBytes
)

func (l Limits) withDefaults() Limits {
	l.MemoryBytes = cmp.Or(l.MemoryBytes, 64<<20)
	l.StageTimeout = cmp.Or(l.StageTimeout, 10*time.Second)
	l.FileBytes = cmp.Or(l.FileBytes, 32<<20)
	l.Files = cmp.Or(l.Files, 2000)
	l.PathBytes = cmp.Or(l.PathBytes, 200)
	l.ResultBytes = cmp.Or(l.ResultBytes, 1<<20)
	l.ProgressCount = cmp.Or(l.ProgressCount, 1000)
	l.ProgressBytes = cmp.Or(l.ProgressBytes, 1000)
	l.LogBytes = cmp.Or(l.LogBytes, 64<<10)
	l.MemoryBytes = min(max(l.MemoryBytes, pageBytes), maxMemoryBytes)
	l.Capabilities = slices.Clone(l.Capabilities)
	return l
}

func (l Limits) pages() uint32 { return uint32(l.MemoryBytes / pageBytes) }
