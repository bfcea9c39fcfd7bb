package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/kilnworks/kiln/sdk"
)

// eachImage runs a test with instances that map their memory and with ones that
// copy it.
func eachImage(t *testing.T, test func(*testing.T, *Sandbox)) {
	t.Helper()
	for name, without := range map[string]bool{"memfd": false, "copy": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			s.withoutMemfd = without
			test(t, s)
		})
	}
}

func (s *Sandbox) mustLoad(t testing.TB, wasm []byte, limits Limits) *Plugin {
	t.Helper()
	p, err := s.Load(t.Context(), wasm, limits)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// trapUnless is code that traps unless the i32 on the stack is n.
func trapUnless(n int32) []byte {
	return join(i32Const(n), []byte{0x47, 0x04, 0x40, 0x00, 0x0b})
}

// Code on address 64, on global 0 and on entry 0 of table 0.
var (
	loadByte  = join(i32Const(64), []byte{0x2d, 0, 0})
	getGlobal = []byte{0x23, 0}
	isNull    = join(i32Const(0), []byte{0x25, 0, 0xd1})
	setEntry  = join(i32Const(0), []byte{0xd2, 7, 0x26, 0}) // to kiln_stage
)

func storeByte(n int32) []byte { return join(i32Const(64), i32Const(n), []byte{0x3a, 0, 0}) }
func setGlobal(n int32) []byte { return join(i32Const(n), []byte{0x24, 0}) }

// starting gives a plugin start-up code.
func starting(m binary, initialize, warmup []byte) binary {
	m.exports = append(m.exports, function{name: "_initialize", body: initialize}, function{name: "kiln_warmup", body: warmup})
	return m
}

func TestStateDoesNotOutliveItsInstance(t *testing.T) {
	t.Parallel()
	memory, global := small(loadByte, trapUnless(0), storeByte(1)), small(getGlobal, trapUnless(0), setGlobal(1))
	table := small(isNull, trapUnless(1), setEntry)
	grown := small([]byte{0x3f, 0}, trapUnless(1), i32Const(1), []byte{0x40, 0}, drop)
	global.globals, table.table = 1, 1
	eachImage(t, func(t *testing.T, s *Sandbox) {
		for name, m := range map[string]binary{"memory": memory, "global": global, "table": table, "size": grown} {
			p := s.mustLoad(t, m.encode(), Limits{})
			for range 3 {
				i := start(t, p, "", &recorder{})
				if _, err := i.Stage(t.Context(), sdk.Planning); err != nil {
					t.Errorf("%s: not as it was at first: %v", name, err)
				}
				if _, err := i.Stage(t.Context(), sdk.Planning); err == nil {
					t.Errorf("%s: the stage did not change it", name)
				}
			}
		}
	})
}

func TestStartUpRunsOnceAndIsKept(t *testing.T) {
	t.Parallel()
	// Start-up grows the memory by three pages, writes to its last, and counts
	// in a global how often it runs.
	const last = 4*pageBytes - 1
	count := join(getGlobal, i32Const(1), []byte{0x6a, 0x24, 0})
	grow := join(i32Const(3), []byte{0x40, 0}, drop, i32Const(last), i32Const(7), []byte{0x3a, 0, 0})
	check := join(getGlobal, trapUnless(2), []byte{0x3f, 0}, trapUnless(4), i32Const(last), []byte{0x2d, 0, 0}, trapUnless(7))
	kept := starting(small(check), count, join(count, grow))
	kept.globals = 1
	// An instruction that changes a table has start-up run for each instance.
	again := starting(small(check, isNull, trapUnless(0)), join(count, setEntry), join(count, grow))
	again.globals, again.table = 1, 1
	eachImage(t, func(t *testing.T, s *Sandbox) {
		for name, m := range map[string]binary{"kept": kept, "again": again} {
			p := s.mustLoad(t, m.encode(), Limits{})
			if p.program.image.started != (name == "kept") {
				t.Errorf("%s: image of a plugin that has started: %v", name, p.program.image.started)
			}
			for range 3 {
				i := start(t, p, "", &recorder{})
				if i.Fuel() != 0 {
					t.Errorf("%s: %d units of fuel used before the first stage", name, i.Fuel())
				}
				if _, err := i.Stage(t.Context(), sdk.Planning); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}

func TestStartUpIsBounded(t *testing.T) {
	t.Parallel()
	checkRefusal(t, starting(small(), forever, nil).encode(), Limits{StageTimeout: 100e6}, "starting (deadline)")
	checkRefusal(t, starting(small(), nil, forever).encode(), Limits{StageTimeout: 100e6}, "starting (deadline)")
	checkRefusal(t, starting(small(), files(0, 1, 0, 0, 0o644), nil).encode(), Limits{}, "called while starting")
}

// fuelOf is what each stage of a generation of the Go guest uses.
func fuelOf(t testing.TB, p *Plugin) []uint64 {
	t.Helper()
	i := start(t, p, "good text", &recorder{})
	var used []uint64
	for _, stage := range sdk.Stages {
		before := i.Fuel()
		if _, err := i.Stage(t.Context(), stage); err != nil {
			t.Fatal(err)
		}
		used = append(used, i.Fuel()-before)
	}
	return used
}

const printFuel = "KILN_TEST_PRINT_FUEL"

func TestFuelIsTheSameEverywhere(t *testing.T) {
	want := fuelOf(t, loadGo(t, Limits{}))
	if slices.Contains(want, 0) {
		t.Fatalf("fuel of the stages: %d", want)
	}
	if os.Getenv(printFuel) != "" {
		fmt.Println(printFuel, want)
		return
	}
	t.Parallel()
	wasm, _ := goGuest()
	eachImage(t, func(t *testing.T, s *Sandbox) {
		p := s.mustLoad(t, wasm, Limits{})
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if got := fuelOf(t, p); !slices.Equal(got, want) {
					t.Errorf("fuel of the stages: %d, want %d", got, want)
				}
			})
		}
		group.Wait()
	})
	t.Run("process", func(t *testing.T) {
		t.Parallel()
		again := exec.Command(os.Args[0], "-test.run=^TestFuelIsTheSameEverywhere$", "-test.v")
		again.Env = append(os.Environ(), printFuel+"=1")
		out, err := again.Output()
		if err != nil || !strings.Contains(string(out), fmt.Sprint(printFuel, " ", want)) {
			t.Errorf("another process: %v, %s; want %d", err, out, want)
		}
	})
}

func TestStageFuelIsExact(t *testing.T) {
	t.Parallel()
	used := slices.Max(fuelOf(t, loadGo(t, Limits{})))
	fuelOf(t, loadGo(t, Limits{StageFuel: used}))
	_, err := run(t, start(t, loadGo(t, Limits{StageFuel: used - 1}), "good text", &recorder{}))
	if f := failure(t, err); f.Reason != Fuel || !f.Timeout() {
		t.Errorf("one unit less: %v", err)
	}
}

func TestCacheOfAnotherRewriterIsNotUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := New(t.Context(), Config{CacheDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(context.Background())
	p := s.mustLoad(t, small().encode(), Limits{})
	digest := strings.TrimPrefix(p.Digest(), "sha256:")
	if _, err := os.Stat(filepath.Join(dir, digest+"-"+rewrite.Version)); err != nil {
		t.Errorf("the folder does not name the rewriter's version: %v", err)
	}
}
