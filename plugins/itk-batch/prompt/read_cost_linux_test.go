package prompt

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadOfVerbs keeps what a verb looks for around it from growing with the
// prompt: four times the text may cost about four times the time.
func TestReadOfVerbs(t *testing.T) {
	for _, piece := range []string{"export ", "add ", "save ", "take it off ", "do not delete ", "export pdfs to x, ", "column 1 is x ", "q. "} {
		short, long := least(t, piece, 8192), least(t, piece, 32768)
		if long > 300*time.Millisecond && long > 8*short {
			t.Errorf("%q repeated: %v of the processor, and %v for four times the text", piece, short, long)
		}
	}
}

// least is the smallest processor time of three readings, which the load of
// the machine does not change.
func least(t *testing.T, piece string, size int) time.Duration {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	text := strings.Repeat(piece, size/len(piece))
	best := time.Hour
	for range 3 {
		begin := processorTime(t)
		_, _ = Read(text, Context{})
		best = min(best, processorTime(t)-begin)
	}
	return best
}

// processorTime is that of the thread so far.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	const thread = 1 // RUSAGE_THREAD
	var used syscall.Rusage
	if err := syscall.Getrusage(thread, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
