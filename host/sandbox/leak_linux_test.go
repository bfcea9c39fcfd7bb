package sandbox

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kilnworks/kiln/sdk"
)

// footprint is what a process holds.
type footprint struct{ goroutines, files, mappings, kilobytes int }

func measure(t *testing.T) footprint {
	t.Helper()
	debug.FreeOSMemory()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	return footprint{runtime.NumGoroutine(), len(files), bytes.Count(maps, []byte("\n")), status(t, "VmRSS:")}
}

// status reads a line of /proc/self/status, in KB.
func status(t *testing.T, name string) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			n, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("no %s", name)
	return 0
}

// TestNothingIsLeft runs 1,000 generations (200 in a short run), good and hostile
// ones, and compares what the process holds with what it held after the first few.
func TestNothingIsLeft(t *testing.T) {
	count := 1000
	if testing.Short() {
		count = 200
	}
	good := loadGo(t, Limits{MemoryBytes: 32 << 20})
	hostile := []*Plugin{
		load(t, small(unreachable).encode(), Limits{}),
		load(t, small(forever).encode(), Limits{StageFuel: 1_000_000}),
		load(t, wide(small(i32Const(0), i32Const(1), i32Const(wideBytes), []byte{0xfc, 11, 0}, unreachable)).encode(), Limits{}),
		load(t, small(i32Const(0), i32Const(1<<30), call(callOutput)).encode(), Limits{}),
		load(t, small(loop(i32Const(1), []byte{0x40, 0}, drop)).encode(), Limits{StageFuel: 1_000_000}),
		load(t, small(loop(i32Const(0), i32Const(8), call(callProgress))).encode(), Limits{}),
		load(t, tabled(small(i32Const(0), []byte{0xd2, 7, 0x26, 0}, unreachable)).encode(), Limits{}),
		load(t, callTree().encode(), Limits{StageFuel: 1_000_000}),
	}
	deep := load(t, small(i32Const(0), call(7)).encode(), Limits{})
	generations := func(n int) {
		for k := range n {
			if k%100 == 50 {
				generate(t, deep, "")
			}
			if k%4 == 0 {
				generate(t, good, []string{"good", "panic", "exit", "reject"}[k/4%4])
			} else {
				generate(t, hostile[k%len(hostile)], "")
			}
		}
	}
	generations(100)
	before := measure(t)
	generations(count)
	after := measure(t)
	for deadline := time.Now().Add(5 * time.Second); after.goroutines > before.goroutines && time.Now().Before(deadline); {
		runtime.Gosched() // timers that were stopped are on their way out
		after = measure(t)
	}
	if raceDetector {
		after.kilobytes = before.kilobytes // its own shadow of the memory grows
	}
	if after.goroutines > before.goroutines || after.files > before.files ||
		after.mappings > before.mappings+16 || after.kilobytes > before.kilobytes+24<<10 {
		t.Errorf("after %d generations %+v, before %+v", count, after, before)
	}
	t.Logf("before %+v, after %+v", before, after)
}

// generate runs a generation until its first failure, if any.
func generate(t *testing.T, p *Plugin, prompt string) {
	t.Helper()
	i, err := p.Start(t.Context(), sdk.Request{Prompt: prompt}, &recorder{})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	for _, stage := range sdk.Stages {
		if r, err := i.Stage(t.Context(), stage); err != nil || r.Outcome != sdk.OK {
			return
		}
	}
}

// TestPrivateMemory looks at how much memory an instance has to itself after a
// whole generation.
func TestPrivateMemory(t *testing.T) {
	p := loadGo(t, Limits{})
	const count = 32
	instances := make([]*Instance, count)
	before := measure(t).kilobytes - status(t, "RssShmem:")
	for n := range instances {
		instances[n] = start(t, p, "good text", &recorder{})
		if _, err := run(t, instances[n]); err != nil {
			t.Fatal(err)
		}
	}
	each := (measure(t).kilobytes - status(t, "RssShmem:") - before) / count
	runtime.KeepAlive(instances)
	t.Logf("%d KB for each instance", each)
	if each > 1536 {
		t.Errorf("each instance has %d KB to itself, want at most 1,536", each)
	}
}
