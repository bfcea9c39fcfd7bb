package sandbox

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilnworks/kiln/sdk"
)

// wasi makes a plugin that imports a WASI function, as function 6, and calls it
// for ever with those numbers.
func wasi(name string, args ...int32) binary {
	m := small()
	code, params := []byte(nil), []byte(nil)
	for _, a := range args {
		code, params = join(code, i32Const(a)), append(params, i32)
	}
	m.imports = append(m.imports, function{
		module: "wasi_snapshot_preview1", name: name, params: params, results: []byte{i32},
	})
	m.exports[1].body = loop(code, call(6), drop)
	return m
}

// callTree is a plugin whose stage makes 2⁶⁰ calls without any loop.
func callTree() binary {
	m := small()
	self := call(len(m.imports) + 2)
	localGet, less := []byte{0x20, 0}, join(i32Const(1), []byte{0x6b})
	m.exports = append(m.exports, function{name: "tree", params: []byte{i32}, body: join(
		localGet, []byte{0x45, 0x04, 0x40, 0x0f, 0x0b}, // if it is zero, return
		localGet, less, self, localGet, less, self,
	)})
	m.exports[1].body = join(i32Const(60), self)
	return m
}

// wide gives a plugin 16 MiB of memory.
func wide(m binary) binary { m.memory = 256; return m }

// tabled gives a plugin a table.
func tabled(m binary) binary { m.table = 1; return m }

const wideBytes = 256 * pageBytes

// endless are plugins that would never end. Each step of some of them takes the
// host long.
var endless = map[string]binary{
	"loop":      small(forever),
	"call tree": callTree(),
	"divisions": small(loop(i32Const(7), []byte{0x20, 0}, i32Const(1), []byte{0x72, 0x6e}, drop)),
	"fills":     wide(small(loop(i32Const(0), i32Const(1), i32Const(wideBytes), []byte{0xfc, 11, 0}))),
	"copies":    wide(small(loop(i32Const(0), i32Const(1), i32Const(wideBytes-1), []byte{0xfc, 10, 0, 0}))),
	"growing":   small(loop(i32Const(0), []byte{0x40, 0}, drop)),
	"tables":    tabled(small(loop([]byte{0xd0, 0x70}, i32Const(100_000), []byte{0xfc, 15, 0}, drop))),
	"calls":     small(loop(call(callInputLen), drop)),
	"inputs":    small(loop(i32Const(0), call(callInputRead))),
	"log":       small(loop(i32Const(0), i32Const(0), i32Const(1000), call(callLog))),
	"writing":   wide(wasi("fd_write", 1, 0, 1<<20, 0)),
	"random":    wide(wasi("random_get", 0, maxRandomBytes)),
	"polling":   wide(wasi("poll_oneoff", 0, 0, maxSubscriptions, 0)),
	"paths":     wide(wasi("path_unlink_file", 3, 0, wideBytes)),
}

// TestEndlessGuests runs guests that do not end on one processor and looks how
// long they run beyond their limit, and how long they keep others waiting. The
// best of a few attempts counts: other processes disturb.
func TestEndlessGuests(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const limit = 30 * time.Millisecond
	plugins := map[string]*Plugin{}
	for name, m := range endless {
		plugins[name] = load(t, m.encode(), Limits{StageTimeout: limit})
	}
	// Go programs that would soon reach a limit of their memory.
	for _, prompt := range []string{"eat", "recurse"} {
		p := loadGo(t, Limits{MemoryBytes: 1 << 30})
		p.limits.StageTimeout = limit // loading it may take longer
		plugins[prompt] = p
	}
	for name, p := range plugins {
		t.Run(name, func(t *testing.T) {
			over, gap := time.Hour, time.Hour
			for range 40 {
				o, g := overrun(t, p, name, limit)
				over, gap = min(over, o), min(gap, g)
				if over <= 5*time.Millisecond && gap <= 20*time.Millisecond {
					return
				}
			}
			t.Errorf("ran %s over its limit, kept others waiting for %s", over, gap)
		})
	}
}

// overrun runs a stage that ends at its deadline and returns by how much it was
// late, and the longest time for which another goroutine did not run.
func overrun(t *testing.T, p *Plugin, prompt string, limit time.Duration) (over, gap time.Duration) {
	t.Helper()
	i := start(t, p, prompt, &recorder{})
	var stop atomic.Bool
	longest := make(chan time.Duration)
	go func() {
		var most time.Duration
		for last := time.Now(); !stop.Load(); {
			runtime.Gosched()
			now := time.Now()
			most, last = max(most, now.Sub(last)), now
		}
		longest <- most
	}()
	began := time.Now()
	_, err := i.Stage(t.Context(), sdk.Planning)
	over = time.Since(began) - limit
	stop.Store(true)
	checkFailure(t, err, Failure{Stage: "planning", Reason: Deadline})
	i.Close()
	return over, <-longest
}

// TestDeepRecursion overflows the stack, which grows by copying until then: the
// guest ends by itself, soon, and what it took comes back.
func TestDeepRecursion(t *testing.T) {
	t.Parallel()
	p := load(t, small(i32Const(0), call(7)).encode(), Limits{})
	for range 3 {
		i := start(t, p, "", &recorder{})
		_, err := i.Stage(t.Context(), sdk.Planning)
		checkFailure(t, err, Failure{Stage: "planning", Reason: Trap, Message: "stack overflow"})
		if used := failure(t, err).Fuel; used == 0 || used > 1_000_000_000 {
			t.Errorf("%d units of fuel used", used)
		}
		i.Close()
	}
}

// TestEndlessGuestsRunOutOfFuel is the same without a clock.
func TestEndlessGuestsRunOutOfFuel(t *testing.T) {
	t.Parallel()
	const limit = 3_000_000
	for name, m := range endless {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := load(t, m.encode(), Limits{StageFuel: limit})
			_, err := start(t, p, "a prompt", &recorder{}).Stage(t.Context(), sdk.Planning)
			checkFailure(t, err, Failure{Stage: "planning", Reason: Fuel, Message: "3000000 units"})
			if used := failure(t, err).Fuel; used <= limit || used > limit+limit/2 {
				t.Errorf("%d units of fuel used, limit %d", used, limit)
			}
		})
	}
}
