package sdktest

import (
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
	"time"
)

// Cost is the smallest processor time of three calls, without collecting
// garbage: neither the load of the machine nor its other processors change it.
// Two costs of one run, of more work and of less, say how it grows.
func Cost(t testing.TB, work func()) time.Duration {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	best := time.Hour
	for range 3 {
		runtime.GC()
		begin := processorTime(t)
		work()
		best = min(best, processorTime(t)-begin)
	}
	return best
}

// processorTime is that of the thread so far.
func processorTime(t testing.TB) time.Duration {
	t.Helper()
	const thread = 1 // RUSAGE_THREAD
	var used syscall.Rusage
	if err := syscall.Getrusage(thread, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
